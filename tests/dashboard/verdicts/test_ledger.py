"""The promises of a store of verdicts, kept in SQLite; what is said when the store cannot be had."""

import sqlite3
import threading
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from dashboard.verdicts import Invalid, Ledger, Unreachable, lines_of, taken_from
from dashboard.verdicts.engine import address, open_engine
from dashboard.verdicts.events import same_figures
from tests.dashboard.verdicts.killed import kill_a_writer
from tests.dashboard.verdicts.promises import PROMISES, finding


@pytest.mark.parametrize("promise", PROMISES, ids=lambda p: p.__name__)
def test_in_sqlite(promise, tmp_path):
    promise(lambda: Ledger("", tmp_path))


def test_reading_makes_no_file_and_the_setting_may_name_one(tmp_path):
    ledger = Ledger("", tmp_path)
    assert (ledger.version(), ledger.current("finding"), ledger.events()) == (0, [], [])
    assert not list(tmp_path.iterdir())
    Ledger(f"sqlite:///{tmp_path}/elsewhere.db", tmp_path).mark([finding(1)], "confirmed", "甲")
    assert [p.name for p in tmp_path.iterdir()] == ["elsewhere.db"]


def test_many_may_open_a_new_file_at_once(tmp_path):
    failed = []

    def opens(file, ready: threading.Barrier) -> None:
        engine = open_engine(address("", file))
        ready.wait()
        try:
            engine.connect().close()
        except OperationalError as error:
            failed.append(error)

    for turn in range(100):  # "database is locked" came in one turn of twenty-five before it was waited for
        (tmp_path / str(turn)).mkdir()
        ready = threading.Barrier(8)
        threads = [threading.Thread(target=opens, args=(tmp_path / str(turn), ready)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not failed


def test_every_commit_is_synced(tmp_path):
    ledger = Ledger("", tmp_path)
    ledger.mark([finding(1)], "confirmed", "甲")
    with ledger._engine.connect() as connection:
        assert connection.scalar(text("PRAGMA synchronous")) == 2
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"


def test_a_writer_killed_at_any_moment_loses_nothing_it_had_said(tmp_path):
    said = []
    for after in (1, 2, 7, 19):
        said += kill_a_writer("", tmp_path, after)
    with sqlite3.connect(tmp_path / "verdicts.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    ledger = Ledger("", tmp_path)
    kept = [e.uid for e in ledger.events()]
    assert set(said) <= set(kept) and len(kept) <= len(said) + 4, "at most the one it was writing, each time"
    ledger.mark([finding(1)], "ignored", "乙")
    assert ledger.standing("finding", ["f1"])["f1"].who == "乙"


def test_a_file_put_in_place_of_the_store_is_used_at_once(tmp_path):
    ledger = Ledger("", tmp_path)
    ledger.mark([finding(1)], "confirmed", "甲")
    (tmp_path / "copy").write_bytes((tmp_path / "verdicts.sqlite").read_bytes())
    ledger.mark([finding(2)], "confirmed", "甲")
    (tmp_path / "copy").replace(tmp_path / "verdicts.sqlite")
    assert [e.id for e in ledger.current("finding")] == ["f1"]
    (tmp_path / "verdicts.sqlite").unlink()
    assert ledger.current("finding") == []
    ledger.mark([finding(3)], "confirmed", "甲")
    assert [e.id for e in ledger.current("finding")] == ["f3"]


def not_a_database(folder):
    (folder / "verdicts.sqlite").write_text("这不是数据库" * 500, "utf-8")
    return Ledger("", folder)


def a_folder_in_its_place(folder):
    (folder / "verdicts.sqlite").mkdir()
    return Ledger("", folder)


def a_store_of_a_later_program(folder):
    Ledger("", folder).mark([finding(1)], "confirmed", "甲")
    with sqlite3.connect(folder / "verdicts.sqlite") as connection:
        connection.execute("UPDATE verdicts_book SET format = 99")
    return Ledger("", folder)


@pytest.mark.parametrize("make,said", [
    (not_a_database, "file is not a database"), (a_folder_in_its_place, "unable to open"),
    (a_store_of_a_later_program, "更新的程序"),
    (lambda folder: Ledger("postgresql://u:geheim@127.0.0.1:1/judged", folder), "PostgreSQL 127.0.0.1:1/judged"),
], ids=["torn", "folder", "later", "no server"])
def test_a_store_that_cannot_be_had_is_said_in_words(make, said, tmp_path):
    ledger = make(tmp_path)
    for step in (ledger.version, lambda: ledger.current("finding"),
                 lambda: ledger.mark([finding(1)], "confirmed", "甲")):
        with pytest.raises(Unreachable, match=said) as caught:
            step()
        assert "geheim" not in str(caught.value) and "请" in str(caught.value)


@pytest.mark.parametrize("setting,said", [
    ("mysql://u:geheim@h/x", "mysql"), ("u:geheim@h", "postgresql://用户"),
    ("postgresql://u:geheim@h/x?sslmode=hm", "hm"), ("postgresql://u:geheim@h:port/x", "postgresql://用户")])
def test_a_wrong_setting_is_said_in_words(setting, said, tmp_path):
    with pytest.raises(Unreachable, match=said) as caught:
        Ledger(setting, tmp_path)
    assert "geheim" not in str(caught.value)


def test_between_stores_the_later_word_stands(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, two = Ledger("", tmp_path / "a"), Ledger("", tmp_path / "b")
    one.mark([finding(1), finding(2)], "confirmed", "甲")
    two.mark([finding(1)], "misread", "乙")
    one.mark([finding(2)], "ignored", "甲")
    assert two.take(one.events()) == 3 and one.take(two.events()) == 1
    for ledger in (one, two):
        assert {e.id: (e.mark, e.who) for e in ledger.current("finding")} == {"f1": ("misread", "乙"),
                                                                              "f2": ("ignored", "甲")}


def backup(tmp_path) -> list[str]:
    ledger = Ledger("", tmp_path)
    ledger.mark([finding(1)], "confirmed", "甲")
    ledger.undo("finding", ["f1"], "甲")
    return list(lines_of(ledger.events()))


@pytest.mark.parametrize("spoil,said", [
    (lambda s: s[:-1], "应有 2 条，只有 1 条"), (lambda s: s[1:], "第一行"), (lambda s: [], "第一行"),
    (lambda s: [s[0], s[1][:40], s[2]], "第 2 行"), (lambda s: [s[0], s[1], "[" * 100_000], "第 3 行"),
    (lambda s: [s[0], s[1].replace("confirmed", "wahr"), s[2]], "第 2 行"),
    (lambda s: [s[0], s[1].replace('"甲"', '" "'), s[2]], "第 2 行"),
    (lambda s: [s[0], s[1].replace("+00:00", "+08:00"), s[2]], "第 2 行"),
    (lambda s: [s[0], s[1], s[2].replace('"undoes": "', '"undoes": "zz')], "第 3 行"),
    (lambda s: [s[0], s[1], s[2].replace('"id": "f1"', '"id": 7')], "第 3 行"),
])
def test_a_damaged_backup_is_refused_whole(spoil, said, tmp_path):
    with pytest.raises(Invalid, match=said):
        taken_from(spoil(backup(tmp_path)))


def test_the_same_numbers_written_otherwise_are_the_same():
    then = '{"left": "12.000000", "right": 11, "operands": [{"item": "a", "value": "1"}, {"item": "b", "value": null}]}'
    now = '{"right":"11.0","left":"12","operands":[{"item":"b","value":null},{"item":"a","value":"1.00"}]}'
    assert same_figures(then, now) and same_figures("", "")
    for other in (now.replace('"12"', '"13"'), now.replace("null", '"0"'), now.replace('"b"', '"c"'), "", "{"):
        assert not same_figures(then, other)


def test_an_event_of_another_machine_is_taken_as_it_is(tmp_path):
    (event,) = Ledger("", tmp_path).mark([finding(1)], "confirmed", "甲")
    later = replace(event, uid="f" * 32, made_at="2030-01-01T00:00:00.000000+00:00", who="乙")
    ledger = Ledger("", tmp_path)
    assert ledger.take([later, later]) == 1
    assert ledger.standing("finding", ["f1"])["f1"] == later
