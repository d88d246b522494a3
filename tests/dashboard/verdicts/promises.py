"""What a store of verdicts promises, whichever database it is in; run over SQLite by the core, over PostgreSQL by
tests/system.

In:   opens(): a Ledger on an empty store, each call a Ledger of its own on the same store.
Out:  PROMISES.
"""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest

from dashboard.verdicts import Invalid, Ledger, Overtaken, Subject, lines_of, taken_from

Opens = Callable[[], Ledger]


def finding(n: int, figures: str = '{"left": "1"}') -> Subject:
    return Subject("finding", f"f{n}", figures, {"agency": "云麓市教育局", "year": 2024})


def what_was_marked_stands(opens: Opens) -> None:
    assert opens().current("finding") == [] and opens().history("finding", "f1") == []
    opens().mark([finding(1)], "confirmed", " 张三\n(督查室) ", "原文如此，\x00\ud800已电话核实\n第二行")
    (event,) = opens().current("finding")
    assert (event.id, event.mark, event.who) == ("f1", "confirmed", "张三 (督查室)")
    assert event.note == "原文如此，已电话核实\n第二行" and event.figures == '{"left": "1"}'
    assert '"云麓市教育局"' in event.about and event.made_at.endswith("+00:00")
    assert opens().current("outlier") == [] and opens().standing("finding", ["f1", "f2"]) == {"f1": event}


def the_last_word_stands_and_the_first_is_kept(opens: Opens) -> None:
    ledger = opens()
    for mark, who in (("confirmed", "甲"), ("misread", "乙"), ("explained", "丙")):
        ledger.mark([finding(1), finding(2)], mark, who)
    assert {e.mark for e in ledger.current("finding")} == {"explained"}
    assert [e.who for e in opens().history("finding", "f1")] == ["丙", "乙", "甲"]
    assert len(ledger.events()) == 6


def undoing_brings_back_what_stood_before(opens: Opens) -> None:
    ledger = opens()
    ledger.mark([finding(1)], "confirmed", "甲")
    ledger.mark([finding(1)], "ignored", "乙")
    ledger.undo("finding", ["f1", "never"], "丙")
    assert ledger.standing("finding", ["f1"])["f1"].who == "甲"
    ledger.undo("finding", ["f1"], "丙")
    assert ledger.standing("finding", ["f1"]) == {} and ledger.undo("finding", ["f1"], "丙") == []
    assert [e.mark for e in ledger.history("finding", "f1")] == ["undone", "undone", "ignored", "confirmed"]
    ledger.mark([finding(1)], "explained", "甲")
    assert ledger.standing("finding", ["f1"])["f1"].mark == "explained"


def nobody_lays_a_mark_over_anothers_unseen(opens: Opens) -> None:
    mine, other = opens(), opens()
    (first,) = other.mark([finding(1)], "confirmed", "甲", seen={"f1": None})
    with pytest.raises(Overtaken, match="甲 已把它标为“属实”") as caught:
        mine.mark([finding(1), finding(2)], "ignored", "乙", seen={"f1": None, "f2": None})
    assert caught.value.event == first
    assert mine.standing("finding", ["f1", "f2"]) == {"f1": first}, "all or nothing"
    mine.undo("finding", ["f1"], "乙", seen={"f1": first.uid})
    with pytest.raises(Overtaken, match="撤回"):
        other.mark([finding(1)], "misread", "甲", seen={"f1": first.uid})


def only_one_of_many_at_once_wins_and_none_is_lost(opens: Opens) -> None:
    won, lost, ready = [], [], threading.Barrier(8)

    def judge(n: int) -> None:
        ledger = opens()
        ready.wait()
        try:
            won.extend(ledger.mark([finding(0)], "confirmed", f"人{n}", seen={"f0": None}))
        except Overtaken:
            lost.append(n)
        for i in range(5):
            ledger.mark([finding(10 * (n + 1) + i)], "explained", f"人{n}")

    threads = [threading.Thread(target=judge, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ledger = opens()
    assert len(won) == 1 and len(lost) == 7
    assert ledger.history("finding", "f0") == won
    assert {e.id for e in ledger.current("finding")} == {"f0"} | {f"f{10 * n + i}" for n in range(1, 9)
                                                                  for i in range(5)}
    assert len(ledger.events()) == 41


def a_clock_that_lags_does_not_turn_history_round(opens: Opens) -> None:
    ledger = opens()
    ledger.mark([finding(1)], "confirmed", "甲")
    with mock.patch("dashboard.verdicts.ledger.datetime", wraps=datetime) as clock:
        clock.now.return_value = datetime.now(UTC) - timedelta(days=400)
        ledger.mark([finding(1)], "misread", "乙")
        ledger.undo("finding", ["f1"], "乙")
        ledger.mark([finding(1)], "ignored", "丙")
    assert [e.mark for e in ledger.history("finding", "f1")] == ["ignored", "undone", "misread", "confirmed"]
    assert ledger.standing("finding", ["f1"])["f1"].mark == "ignored"


def nothing_is_written_of_what_is_no_verdict(opens: Opens) -> None:
    ledger = opens()
    for mark, who, said in (("wrong", "甲", "没有“wrong”这种研判"), ("undone", "甲", "没有“undone”"),
                            ("confirmed", " \n\x07", "没有写明是谁")):
        with pytest.raises(Invalid, match=said):
            ledger.mark([finding(1)], mark, who)
    assert ledger.events() == []


def the_version_changes_with_every_change(opens: Opens) -> None:
    ledger, seen = opens(), []
    for step in (lambda: None, lambda: ledger.mark([finding(1)], "confirmed", "甲"),
                 lambda: opens().mark([finding(1)], "ignored", "甲"), lambda: ledger.undo("finding", ["f1"], "甲")):
        step()
        seen.append(ledger.version())
    assert seen == sorted(set(seen))


def many_at_once(opens: Opens) -> None:
    ledger, many = opens(), [finding(n) for n in range(1500)]
    ledger.mark(many, "ignored", "甲", "同一原因", {s.id: None for s in many})
    assert len(ledger.current("finding")) == 1500
    assert len(ledger.undo("finding", [s.id for s in many], "甲")) == 1500
    assert ledger.current("finding") == []


def a_backup_is_taken_back_once(opens: Opens) -> None:
    ledger = opens()
    ledger.mark([finding(1), Subject("outlier", "o1", "", {})], "confirmed", "甲", "“引号”\n换行")
    ledger.mark([finding(1)], "misread", "乙")
    ledger.undo("finding", ["f1"], "乙")
    lines = list(lines_of(ledger.events()))
    events = taken_from(lines)
    assert ledger.take(events) == 0 and len(ledger.events()) == 4
    assert list(lines_of(events)) == lines


PROMISES = [what_was_marked_stands, the_last_word_stands_and_the_first_is_kept, undoing_brings_back_what_stood_before,
            nobody_lays_a_mark_over_anothers_unseen, only_one_of_many_at_once_wins_and_none_is_lost,
            a_clock_that_lags_does_not_turn_history_round, nothing_is_written_of_what_is_no_verdict,
            the_version_changes_with_every_change, many_at_once, a_backup_is_taken_back_once]
