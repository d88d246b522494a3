"""A document that hangs or swallows memory costs itself alone."""

import hashlib
import json
import os
import threading
import time

import psutil
import pytest

from loaders.reading.pool import read_all
from loaders.reading.spool import Spool, Task, from_json, refusal, to_json
from loaders.register import Register
from tests.loaders.build.documents import page


def task(folder, name, text):
    path = folder / name
    path.write_text(text, "utf-8")
    return Task(name, hashlib.sha256(path.read_bytes()).hexdigest(), path)


@pytest.fixture
def tasks(tmp_path):
    """Five ordinary pages."""
    return [task(tmp_path, f"{n}.html", page(f"溪山区第{n}中学", 2022, n)) for n in range(5)]


@pytest.fixture
def endless(tmp_path):
    """A source whose bytes never come: reading it hangs for good."""
    os.mkfifo(tmp_path / "无尽.html")
    return Task("无尽.html", "e" * 64, tmp_path / "无尽.html")


def outcomes(*arguments, **settings):
    return {task.name: (outcome.kind, json.loads(outcome.body).get("refused", {}))
            for task, outcome in read_all(*arguments, **settings)}


def test_every_task_is_answered_once(tasks):
    found = list(read_all(tasks, Register(), workers=3))
    assert sorted(t.name for t, _ in found) == sorted(t.name for t in tasks)
    assert not [p for p in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(p.cmdline())]


def test_more_workers_than_tasks_and_no_task_at_all(tasks):
    assert len(list(read_all(tasks[:1], Register(), workers=8))) == 1
    assert list(read_all([], Register(), workers=2)) == []


def test_a_document_that_hangs_costs_itself_alone(tasks, endless):
    found = outcomes([*tasks[:2], endless, *tasks[2:]], Register(), workers=2, seconds=3)
    kind, why = found.pop(endless.name)
    assert kind == "refused" and why["kind"] == "timeout" and "3 秒" in why["reason"]
    assert len(found) == 5 and all(kind != "refused" for kind, _ in found.values())


def test_a_document_that_needs_too_much_memory_costs_itself_alone(tasks, tmp_path):
    huge = task(tmp_path, "巨大.html", "")
    os.truncate(huge.path, 3 << 30)
    found = outcomes([*tasks[:2], huge, *tasks[2:]], Register())
    kind, why = found.pop(huge.name)
    assert kind == "refused" and why["kind"] == "too_large" and "内存" in why["reason"]
    assert len(found) == 5 and all(kind != "refused" for kind, _ in found.values())


def test_a_worker_that_is_killed_costs_its_document_alone(tasks, endless):
    """As the kernel does when memory runs out for the whole machine."""
    def kill_whoever_opens_it():
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                held = os.open(endless.path, os.O_WRONLY | os.O_NONBLOCK)  # fails while nobody reads
            except OSError:
                time.sleep(0.02)
                continue
            (server,) = [p for p in psutil.Process().children() if p.children()]
            server.children()[0].kill()
            os.close(held)
            return

    killer = threading.Thread(target=kill_whoever_opens_it)
    killer.start()
    found = outcomes([endless, *tasks], Register(), seconds=60)
    killer.join()
    kind, why = found.pop(endless.name)
    assert kind == "refused" and why["kind"] == "killed"
    assert len(found) == 5 and all(kind != "refused" for kind, _ in found.values())


def test_a_spool_survives_a_line_cut_short_and_another_version(tmp_path):
    first, second = Task("a", "1" * 64, tmp_path), Task("b", "2" * 64, tmp_path)
    with Spool(tmp_path, "v1") as spool:
        spool.add(first, refusal("empty", "空"))
        spool.add(second, refusal("empty", "空"))
    (path,) = tmp_path.glob("*.jsonl")
    path.write_bytes(path.read_bytes()[:-5])
    again = Spool(tmp_path, "v1")
    assert (first.name, first.sha256) in again and (second.name, second.sha256) not in again
    with again:
        again.add(second, refusal("corrupt", "坏"))
    assert Spool(tmp_path, "v1").read((second.name, second.sha256))["refused"]["kind"] == "corrupt"
    assert (first.name, first.sha256) not in Spool(tmp_path, "v2")


def test_a_report_survives_the_spool(tmp_path, whole):
    for report in whole.reports():
        assert from_json(json.loads(to_json(report))["report"]) == report
