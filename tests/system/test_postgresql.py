"""The promises of a store of verdicts, kept by a real PostgreSQL server; a server that is killed, or not there."""

import itertools

import pytest

from dashboard.verdicts import Ledger, Unreachable, lines_of, taken_from
from tests.dashboard.verdicts.killed import kill_a_writer
from tests.dashboard.verdicts.promises import PROMISES, finding
from tests.system.server import PASSWORD, Server

NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def server():
    held = Server()
    yield held
    held.close()


@pytest.fixture
def setting(server):
    """A fresh database of the server."""
    return server.database(f"judged_{next(NUMBERS)}")


@pytest.fixture
def opens(setting, tmp_path):
    """opens(): a Ledger of its own on the test's database; all are closed with the test."""
    made = []

    def another() -> Ledger:
        made.append(Ledger(setting, tmp_path))
        return made[-1]

    yield another
    for ledger in made:
        ledger.close()


@pytest.mark.parametrize("promise", PROMISES, ids=lambda p: p.__name__)
def test_in_postgresql(promise, opens):
    promise(opens)


def test_the_server_does_not_run_as_root(server):
    owner = (server.folder / "data" / "postmaster.pid").stat().st_uid
    assert owner != 0


def test_a_writer_killed_at_any_moment_loses_nothing_it_had_said(setting, opens, tmp_path):
    said = []
    for after in (1, 8):
        said += kill_a_writer(setting, tmp_path, after)
    kept = [e.uid for e in opens().events()]
    assert set(said) <= set(kept) and len(kept) <= len(said) + 2


def test_a_server_that_loses_its_power_has_every_mark_afterwards(server, opens):
    ledger = opens()
    made = [ledger.mark([finding(n)], "confirmed", "甲")[0] for n in range(20)]
    server.kill()
    with pytest.raises(Unreachable, match="PostgreSQL 127.0.0.1"):
        ledger.mark([finding(1)], "ignored", "甲")
    with pytest.raises(Unreachable):
        ledger.current("finding")
    server.start()
    assert sorted(e.uid for e in ledger.current("finding")) == sorted(e.uid for e in made)
    ledger.mark([finding(1)], "ignored", "甲")  # the same ledger, without a restart of ours


def test_two_programs_that_open_an_empty_database_at_once(opens):
    import threading

    ready, failed = threading.Barrier(6), []

    def begin(n: int) -> None:
        ledger = opens()
        ready.wait()
        try:
            ledger.mark([finding(n)], "confirmed", "甲")
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=begin, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed and len(opens().current("finding")) == 6


def test_marks_move_from_a_file_to_the_server_and_back(opens, tmp_path):
    local = Ledger("", tmp_path)
    local.mark([finding(n) for n in range(300)], "confirmed", "甲", "原文如此")
    local.undo("finding", ["f7"], "乙")
    shared = opens()
    assert shared.take(taken_from(lines_of(local.events()))) == 301
    assert sorted(shared.current("finding"), key=lambda e: e.id) == sorted(local.current("finding"), key=lambda e: e.id)
    shared.mark([finding(7)], "misread", "丙")
    assert local.take(taken_from(lines_of(shared.events()))) == 1
    assert local.standing("finding", ["f7"])["f7"].who == "丙"


def test_a_wrong_password_and_a_missing_database_are_said_without_the_password(server, setting, tmp_path):
    name = setting.rpartition("/")[2]
    for wrong, said in ((setting.replace(PASSWORD, "falsch"), "password authentication failed"),
                        (server.setting("nowhere"), "does not exist")):
        with pytest.raises(Unreachable, match=said) as caught:
            Ledger(wrong, tmp_path).current("finding")
        told = str(caught.value)
        assert PASSWORD not in told and "falsch" not in told and "127.0.0.1" in told
    assert name in Ledger(setting, tmp_path).where


def test_the_line_may_be_encrypted_and_the_server_must_be_who_it_says_where_asked(server, setting, tmp_path):
    name = setting.rpartition("/")[2]
    ledger = Ledger(server.setting(name, "?sslmode=require"), tmp_path)
    ledger.mark([finding(1)], "confirmed", "甲")
    assert "t" in server.psql(name, "SELECT bool_or(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) "
                                    "WHERE application_name = 'disclosure'")
    with pytest.raises(Unreachable, match="certificate|CERTIFICATE"):
        Ledger(server.setting(name, "?sslmode=verify-full"), tmp_path).current("finding")
    ledger.close()
