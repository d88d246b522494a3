"""Turns: never more at once than allowed, first come first served, and nothing that hangs or fails keeps its turn."""

import gc
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest

from dashboard import turns

LONG = 600.0  # seconds: never waited out


def held(line: turns.Turns, until: Event) -> Thread:
    """A run that has its turn and keeps it until told."""
    has = Event()

    def run() -> None:
        with line.turn(LONG):
            has.set()
            until.wait()

    thread = Thread(target=run)
    thread.start()
    assert has.wait(LONG)
    return thread


def waiting(line: turns.Turns, n: int) -> None:
    """Until so many stand in line."""
    while len(line._waiting) < n:
        Event().wait(0.001)


def test_never_more_at_once_than_allowed():
    line, inside, most = turns.Turns(2), [], []

    def run() -> None:
        with line.turn(LONG):
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    with ThreadPoolExecutor(16) as pool:
        for done in [pool.submit(run) for _ in range(400)]:
            done.result()
    assert len(most) == 400 and max(most) <= 2
    assert line._free == 2 and not line._waiting


def test_who_came_first_goes_first():
    line, end, order = turns.Turns(1), Event(), []
    threads = [held(line, end)]

    def run(i: int) -> None:
        with line.turn(LONG):
            order.append(i)

    for i in range(5):
        threads.append(Thread(target=run, args=(i,)))
        threads[-1].start()
        waiting(line, i + 1)
    end.set()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4] and line._free == 1


def test_who_waited_long_enough_goes_anyway_and_the_others_keep_their_order():
    line, end = turns.Turns(1), Event()
    first = held(line, end)
    with line.turn(0.001):
        assert line._free == -1
    assert line._free == 0
    end.set()
    first.join()
    assert line._free == 1 and not line._waiting


def test_a_turn_that_was_overdrawn_is_paid_back_before_the_next_in_line():
    line, end, order = turns.Turns(1), Event(), []
    first = held(line, end)

    def run() -> None:
        with line.turn(LONG):
            order.append("next")

    thread = Thread(target=run)
    with line.turn(0.001):
        thread.start()
        waiting(line, 1)
    order.append("overdrawn")
    assert len(line._waiting) == 1 and line._free == 0
    end.set()
    first.join()
    thread.join()
    assert order == ["overdrawn", "next"] and line._free == 1 and not line._waiting


def test_a_run_that_fails_gives_its_turn_on():
    line = turns.Turns(1)
    with pytest.raises(ZeroDivisionError), line.turn(LONG):
        raise ZeroDivisionError
    with line.turn(LONG):
        assert line._free == 0
    assert line._free == 1


def test_once_a_page_has_run_garbage_is_looked_for_less_often_and_threads_give_way_sooner():
    with turns.turn():
        pass
    assert gc.get_freeze_count() > 0 and gc.get_threshold()[0] == turns.YOUNG
    assert sys.getswitchinterval() == pytest.approx(turns.SWITCH)
