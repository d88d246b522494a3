"""What lets one process serve a crowd: runs of pages take turns, give way to what is sent, and make less ado.

In:   nothing.
Out:  turn().
Promise: at most AT_ONCE pages run at a time, in the order they were asked for; a page that waited WAIT seconds runs
anyway, so that what hangs holds up nobody for long. A run that fails or is stopped gives its turn on.

Every run is a thread, and all threads share one interpreter: a hundred that run side by side end no sooner than one
after another, but each asks for the interpreter two hundred times a second, and what they wait for together costs more
than what they do. What a page has drawn is sent by one thread more, which needs the interpreter anew for each of some
forty pieces: it waits SWITCH for each, where Python's own wait is 5 ms, while another page runs. The collector looks
through everything that 300 visits hold whenever 700 things were made, several times a page; nearly all of it (modules,
forms, answers) is there to stay.
"""

import atexit
import gc
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

AT_ONCE = 2
WAIT = 5.0
SWITCH = 0.0005  # seconds, a tenth of Python's own
YOUNG = 50_000  # things made, less those let go, before the youngest are looked through: some twenty pages


class Turns:
    """So many at once, the rest in the order they came."""

    def __init__(self, at_once: int):
        self._free, self._waiting, self._lock = at_once, deque(), Lock()

    @contextmanager
    def turn(self, wait: float) -> Iterator[None]:
        """A turn, after `wait` seconds at the latest."""
        mine = Event()
        with self._lock:
            if self._free > 0:
                self._free -= 1
                mine.set()
            else:
                self._waiting.append(mine)
        if not mine.wait(wait):
            with self._lock:
                if not mine.is_set():  # else it was given just now
                    self._waiting.remove(mine)
                    self._free -= 1
        try:
            yield
        finally:
            with self._lock:
                if self._waiting and self._free >= 0:
                    self._waiting.popleft().set()
                else:
                    self._free += 1


_TURNS, _SETTLED = Turns(AT_ONCE), Lock()


@contextmanager
def turn() -> Iterator[None]:
    """Around the run of a page. After the first one of a process, what has been loaded by then is left out of every
    later search for garbage, and threads give way to each other sooner."""
    with _TURNS.turn(WAIT):
        yield
    if _SETTLED.acquire(blocking=False):
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG, 20, 20)
        sys.setswitchinterval(SWITCH)
        atexit.register(gc.unfreeze)  # what is never looked through is never let go, and DuckDB complains of a leak
