"""Serving: what one rerun of each page costs the server, warm, with filters changing.

In:   a data root with a snapshot.
Out:  by page: wall milliseconds (median, p95) from the ask to the finished script, and CPU milliseconds a rerun.
Promise: a real server in a process of its own, asked over its websocket as a browser does.
"""

import statistics
from pathlib import Path

import psutil

from tests.bench.markdown import table as markdown
from tests.bench.session import Session
from tests.served import served

PAGES = ("", "disclosure", "requests", "disputes", "compare", "anomalies", "agency", "report", "coverage", "measures")
RERUNS = 30


def cpu(process: psutil.Process) -> float:
    """CPU seconds of the serving process and its children."""
    return sum(sum(p.cpu_times()[:2]) for p in [process, *process.children(recursive=True)])


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Three warming reruns, then RERUNS with the last year moving, by page."""
    found = {}
    with served(folder) as (port, server):
        process = psutil.Process(server.pid)
        for page in PAGES:
            session = Session(port)
            for _ in range(3):
                session.rerun(page)
            before, times, size = cpu(process), [], 0
            for turn in range(RERUNS):
                seconds, size = session.rerun(page, f"y1={2022 + turn % 4}")
                times.append(seconds * 1000)
            found[page or "overview"] = {
                "median_ms": statistics.median(times),
                "p95_ms": sorted(times)[int(len(times) * 0.95)],
                "cpu_ms": (cpu(process) - before) * 1000 / RERUNS,
                "bytes": size,
            }
            session.close()
    return found


def table(figures: dict[str, dict[str, float]]) -> str:
    rows = [[page, f["median_ms"], f["p95_ms"], f["cpu_ms"], f["bytes"]] for page, f in figures.items()]
    return markdown(["页面", "重算中位（毫秒）", "p95", "处理器（毫秒）", "传输（字节）"], rows)
