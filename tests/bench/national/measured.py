"""Run the engines in turns and tell the times.

In:   a figures-only data root, how often each question is asked.
Out:  report(): Markdown. times(): engine -> task -> (seconds, seconds of processor) of each answer.
Promise: within a round every engine answers the same question one after the other; the first answer of each is not
counted (all are warm); the answers (numbers of rows, of figures, of broken equations) are held against each other
before anything is told. An engine that takes more than SLOW seconds for an answer is asked FEW times: the whole ends in
a quarter of an hour, and how often each was asked is told.
"""

import importlib.util
import os
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

from dashboard.store import HELD, Store
from loaders.warehouse import current
from tests.bench.markdown import table
from tests.bench.national import engines, frames, ours
from tests.bench.national.tasks import NARROW, TASKS, asked

SLOW, FEW = 2.0, 5  # whose first counted answer takes more seconds is asked this often
Times = dict[str, dict[str, list[tuple[float, float]]]]


def times(root: Path, n: int, held: int = HELD) -> tuple[Times, dict]:
    """engine -> task -> times of each answer; facts of the run. Raises AssertionError where answers differ."""
    folder, facts, opened = current(root), {}, []
    facts["open"] = _timed(lambda: opened.append(Store(folder, held=held)))
    store = opened[0]
    chosen, files = asked(store), sorted(map(str, folder.glob("figures_*.parquet")))
    found = {"看板": ours.questions(store, chosen)}
    facts["first"] = {task: _timed(ask) for task, ask in found["看板"].items()}
    for step, ask in ours.outliers(store, chosen.year).items():
        facts[f"first {step}"] = _timed(ask)
        facts[step] = [_timed(ask) for _ in range(5)]
    facts["memory"] = psutil.Process().memory_info().rss
    facts["reports"] = store.ask("years")["n_reports"].sum()
    n_rows = sum(pq.ParquetFile(f).metadata.num_rows for f in files)
    facts["bytes"] = {name: sum(f.stat().st_size for f in folder.glob(pattern)) / n_rows for name, pattern in
                      (("figures", "figures_*"), ("mart_profiles", "mart_profiles*"), ("", "*"))}
    narrow = store._con.sql(f"SELECT {', '.join(NARROW)} FROM agency_years").to_arrow_table()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "narrow.parquet"
        pq.write_table(narrow, path, compression="zstd")
        found["pandas"] = frames.with_pandas(narrow, files, chosen)
        found["SQLite"] = engines.with_sqlite(narrow, Path(scratch), chosen)
        wide, facts["sqlite"] = engines.wide(files, root / "peers" / "wide.sqlite", chosen)
        found["SQLite"] |= wide
        if importlib.util.find_spec("polars"):
            found["polars"] = frames.with_polars(narrow, files, chosen)
        if importlib.util.find_spec("chdb"):
            found["chdb"] = engines.with_chdb(path, str(folder / "figures_*.parquet"), chosen)
        spent = _rounds(found, n)
    store.close()
    return spent, facts


def _timed(ask: Callable[[], object]) -> tuple[float, float]:
    began = time.perf_counter(), time.process_time()
    ask()
    return time.perf_counter() - began[0], time.process_time() - began[1]


def _rounds(found: dict[str, dict[str, Callable[[], int]]], n: int) -> Times:
    spent: Times = {engine: {task: [] for task in asked_of} for engine, asked_of in found.items()}
    for task in TASKS:
        print(f"{task} …", file=sys.stderr, flush=True)
        rows = {engine: asked_of[task]() for engine, asked_of in found.items() if task in asked_of}
        assert len(set(rows.values())) == 1, f"{task}: {rows}"
        for _ in range(n):
            for engine in rows:
                told = spent[engine][task]
                if len(told) < FEW or told[0][0] <= SLOW:
                    spent[engine][task].append(_timed(found[engine][task]))
    return spent


def report(root: Path, n: int, held: int = HELD) -> str:
    """The report: ratios first, then medians and p95. `held`: cells of a table that the dashboard holds in memory as it
    is; with 0 a small country is treated as a large one."""
    began, (spent, facts) = os.getloadavg()[0], times(root, n, held)
    middle = {e: {t: np.median(s, axis=0) * 1e3 for t, s in tasks.items()} for e, tasks in spent.items()}
    peers = [e for e in spent if e != "看板"]
    ratios, walls = [], []
    for task, (label, goal, factor) in TASKS.items():
        best = [min((e for e in peers if task in middle[e]), key=lambda e, side=side: middle[e][task][side])
                for side in (0, 1)]
        own = middle["看板"][task]
        ratios.append([label, *(f"{middle[e][task][side] / own[side]:.2g}×（{e}）" for side, e in enumerate(best)),
                       f"≥ {factor}×", f"{own[0]:,.1f}", f"{own[1]:,.1f}", f"{facts['first'][task][0] * 1e3:,.0f}",
                       f"≤ {goal:,}"])
        walls.append([label, *(f"{middle[e][task][0]:,.1f} / {np.quantile(spent[e][task], .95, axis=0)[0] * 1e3:,.1f}"
                               f"（{middle[e][task][1]:,.1f}；{len(spent[e][task])} 次）" if task in middle[e] else "—"
                               for e in spent)])
    return "\n".join([*_head(facts, n, began, [e for e in ("polars", "chdb") if e not in spent]),
                      table(["问题", "是最快的对手的几倍", "按处理器时间", "目标", "看板（毫秒）", "处理器", "首次",
                             "目标"], ratios), "",
                      "各引擎：中位 / p95（处理器时间的中位；次数），毫秒。看板从 Parquet 和留在内存的列、合计回答；"
                      "pandas、polars 把所需的列放在内存里，SQLite 建有索引，chdb 读 Parquet。", "",
                      table(["问题", *spent], walls), ""])


def _head(facts: dict, n: int, load: float, absent: list[str]) -> list[str]:
    git = subprocess.run(["git", "rev-parse", "--short=10", "HEAD"], cwd=Path(__file__).parent, capture_output=True,
                         text=True, check=False).stdout.strip()

    def told(step: str) -> str:
        wall, cpu = np.median(facts[step], axis=0) * 1e3
        first = facts[f"first {step}"]
        return f"{step}首次 {first[0] * 1e3:,.0f}（处理器 {first[1] * 1e3:,.0f}），再来 {wall:,.0f}（{cpu:,.0f}）毫秒"
    return ["# 全国规模的查询 bench-national", "",
            f"{datetime.now(UTC):%Y-%m-%d}，提交 {git}，{platform.machine()}，Python {platform.python_version()}，"
            f"{psutil.cpu_count()} 核，开始时机器的负荷 {load:.1f}（高于 0 即有别的程序争用，此时看处理器时间）。"
            f"{facts['reports']:,} 份报告；每问 {n} 次，答一次要 {SLOW:.0f} 秒以上的引擎只问 {FEW} 次；"
            "各引擎轮流，均已预热。", "",
            f"打开数据 {facts['open'][0]:.1f} 秒（处理器 {facts['open'][1]:.1f}）；问完一遍后的进程内存 "
            f"{facts['memory'] / 2**20:,.0f} MB；每份报告 figures {facts['bytes']['figures']:.0f} 字节、mart_profiles "
            f"{facts['bytes']['mart_profiles']:.0f} 字节、数据版本共 {facts['bytes']['']:.0f} 字节。", "",
            f"一年全部机关的统计异常（目标 300 毫秒）：{told('取数')}；{told('判断')}。", "", facts["sqlite"],
            *([f"没有安装：{'、'.join(absent)}。"] if absent else []), ""]
