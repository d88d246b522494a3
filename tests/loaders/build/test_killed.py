"""A build killed at any moment leaves the data set whole, and the next one completes it."""

import hashlib
import random
import signal
import subprocess
import sys
import time

import psutil

from loaders.build import build
from loaders.warehouse import Stored, current, manifest, warehouse
from tests.loaders.build.documents import page, put

KILLS, SEED = 12, 20240131


def start(root, *options):
    return subprocess.Popen([sys.executable, "-m", "loaders.cli", "build", "--data", str(root), *options],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def reads(root, n_bytes):
    """Wait until a build has put down that much of what it read."""
    until = time.monotonic() + 60
    while time.monotonic() < until and sum(
            p.stat().st_size for p in (warehouse(root) / "spool").glob("*.jsonl")) < n_bytes:
        time.sleep(0.01)


def whole(root):
    """The snapshot in use, after its every byte was held against its manifest."""
    folder = current(root)
    for name, told in manifest(folder)["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == told["sha256"], f"{folder.name}/{name}"
    return folder


def test_killing_builds_at_random_moments_loses_nothing(root):
    dice, cut_short = random.Random(SEED), 0
    build(root)
    for n in range(20):
        put(root, f"早/{n}.html", page(f"云麓市溪山区第{n}中学", 2022, n))
    ordinary = start(root, "--workers", "2")
    began = time.monotonic()
    assert ordinary.wait(60) == 0
    span = time.monotonic() - began
    expected = 22
    for kill in range(KILLS):
        for n in range(3):
            put(root, f"{kill}/{n}.html", page(f"云麓市溪山区第{kill}幼儿园{n}分园", 2023, n))
            expected += 1
        process = start(root, "--workers", "2")
        time.sleep(dice.uniform(0.1, span * 1.1))
        cut_short += process.poll() is None
        children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        whole(root)
        _, alive = psutil.wait_procs(children, timeout=10)
        assert not alive, "a killed build leaves no process behind"
    summary = build(root)
    assert summary.n_loaded == expected and not summary.refused
    folder = whole(root)
    assert {r["name"] for r in Stored(folder).documents} == {
        p.relative_to(root / "reports").as_posix() for p in (root / "reports").rglob("*.html")}
    assert len(Stored(folder).rows("reports")) == expected
    left = [p.name for p in warehouse(root).iterdir() if p.name.startswith(".new")]
    assert not left and not list((warehouse(root) / "spool").iterdir())
    assert build(root).n_read == 0
    assert cut_short >= KILLS // 4, "builds were still at work when they were killed"


def test_what_a_killed_build_had_read_is_not_read_again(root):
    for n in range(60):
        put(root, f"{n}.html", page(f"云麓市溪山区第{n}中学", 2022, n))
    process = start(root, "--workers", "1")
    reads(root, 50_000)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    assert current(root) is None
    summary = build(root)
    assert summary.n_loaded == 62 and 0 < summary.n_read < 62


def test_ctrl_c_is_clean(root):
    before = build(root).snapshot
    for n in range(200):
        put(root, f"{n}.html", page(f"云麓市溪山区第{n}中学", 2022, n))
    process = start(root)
    reads(root, 1)
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    _, words = process.communicate(timeout=60)
    assert process.returncode == 130 and "已中断" in words.decode() and "Traceback" not in words.decode()
    assert current(root) == before
    assert not psutil.wait_procs(children, timeout=10)[1]
