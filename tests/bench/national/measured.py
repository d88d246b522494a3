"""Run the engines in turns and tell the times.

In:   a figures-only data root, how often each question is asked.
Out:  report(): Markdown. times(): engine -> task -> seconds.
Promise: within a round every engine answers the same question one after the other; the first answer of each is not
counted (all are warm); numbers of rows are held against each other before anything is told.
"""

import importlib.util
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import psutil
import pyarrow.parquet as pq

from dashboard.store import Store
from loaders.warehouse import current
from tests.bench.markdown import table
from tests.bench.national import engines, frames, ours
from tests.bench.national.tasks import NARROW, TASKS, asked

LONG = {"identities", "profile"}  # a seventh of the repetitions: seconds each where every wide column is read


def times(root: Path, n: int) -> tuple[dict, dict]:
    """engine -> task -> seconds of each answer; facts of the run. Raises AssertionError where answers differ."""
    folder, began = current(root), (time.process_time(), time.perf_counter())
    store = Store(folder)
    facts = {"open_cpu": time.process_time() - began[0], "open": time.perf_counter() - began[1]}
    chosen, files = asked(store), sorted(map(str, folder.glob("figures_*.parquet")))
    found = {"看板": ours.questions(store, chosen)}
    for ask in found["看板"].values():
        ask()
    facts["memory"] = psutil.Process().memory_info().rss
    facts["reports"] = store.ask("years")["n_reports"].sum()
    n_rows = sum(pq.ParquetFile(f).metadata.num_rows for f in files)
    facts["bytes"] = sum(Path(f).stat().st_size for f in files) / n_rows
    narrow = store._con.sql(f"SELECT {', '.join(NARROW)} FROM agency_years").to_arrow_table()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "narrow.parquet"
        pq.write_table(narrow, path, compression="zstd")
        found["pandas"] = frames.with_pandas(narrow, files, chosen)
        found["SQLite"] = engines.with_sqlite(narrow, Path(scratch), chosen)
        if importlib.util.find_spec("polars"):
            found["polars"] = frames.with_polars(narrow, files, chosen)
        if importlib.util.find_spec("chdb"):
            found["chdb"] = engines.with_chdb(path, str(folder / "figures_*.parquet"), chosen)
        spent = _rounds(found, n)
    store.close()
    return spent, facts


def _rounds(found: dict[str, dict[str, Callable[[], int]]], n: int) -> dict[str, dict[str, list[float]]]:
    spent = {engine: {task: [] for task in asked_of} for engine, asked_of in found.items()}
    for task in TASKS:
        print(f"{task} …", file=sys.stderr, flush=True)
        rows = {engine: asked_of[task]() for engine, asked_of in found.items() if task in asked_of}
        assert len(set(rows.values())) == 1, f"{task}: {rows}"
        for _ in range(max(1, n // 7) if task in LONG else n):
            for engine in rows:
                began = time.perf_counter()
                found[engine][task]()
                spent[engine][task].append(time.perf_counter() - began)
    return spent


def report(root: Path, n: int) -> str:
    """The report: ratios first, then medians and p95."""
    spent, facts = times(root, n)
    middle = {e: {t: float(np.median(s)) * 1e3 for t, s in tasks.items()} for e, tasks in spent.items()}
    peers = [e for e in spent if e != "看板"]
    ratios, walls = [], []
    for task, (label, goal, factor) in TASKS.items():
        best = min((e for e in peers if task in middle[e]), key=lambda e: middle[e][task])
        ratio = middle[best][task] / middle["看板"][task]
        ratios.append([label, f"{ratio:.2g}×", f"≥ {factor}×", best, f"{middle['看板'][task]:,.1f}", f"≤ {goal:,}"])
        walls.append([label, *(f"{middle[e][task]:,.1f} / {np.quantile(spent[e][task], .95) * 1e3:,.1f}"
                               if task in middle[e] else "—" for e in spent)])
    git = subprocess.run(["git", "rev-parse", "--short=10", "HEAD"], cwd=Path(__file__).parent, capture_output=True,
                         text=True, check=False).stdout.strip()
    absent = [e for e in ("polars", "chdb") if e not in spent]
    return "\n".join([
        "# 全国规模的查询 bench-national", "",
        f"{datetime.now(UTC):%Y-%m-%d}，提交 {git}，{platform.machine()}，Python {platform.python_version()}，"
        f"{psutil.cpu_count()} 核。{facts['reports']:,} 份报告；每问 {n} 次（读全部宽列的 {max(1, n // 7)} 次），"
        "各引擎轮流，均已预热。"
        f"打开数据：{facts['open']:.1f} 秒（处理器 {facts['open_cpu']:.1f} 秒）；问完一遍后的进程内存 "
        f"{facts['memory'] / 2**20:,.0f} MB；figures 每份报告 {facts['bytes']:.0f} 字节。",
        *([f"没有安装：{'、'.join(absent)}。"] if absent else []), "",
        table(["问题", "是最快的对手的几倍", "目标", "最快的对手", "看板（毫秒）", "目标"], ratios), "",
        "中位 / p95，毫秒。看板从 Parquet 和留存的合计回答；pandas、polars 把所需的列放在内存里，SQLite 建有索引，"
        "chdb 读 Parquet。", "",
        table(["问题", *spent], walls), ""])
