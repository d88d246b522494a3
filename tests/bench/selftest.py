"""The self-test on the corpus: what the findings catch of planted faults, and the tiers of planted outliers.

In:   a data root with a snapshot.
Out:  a dict a fault, world and tier: as `disclosure selftest --json`.
Promise: the command itself, in a process of its own; the same seed, so that two runs differ by the code alone.
"""

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.markdown import table as markdown

_TIERS = ("verify", "watch", "note", "z", "z_floor")


def measure(folder: Path) -> list[dict]:
    command = [str(Path(sys.executable).with_name("disclosure")), "selftest", "--data", str(folder), "--json"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)


def table(found: list[dict]) -> str:
    return "\n\n".join((_findings(found), _tiers(found)))


def _findings(found: list[dict]) -> str:
    rows = [[r["label"], r["n_planted"], r["n_found"], r["n_told"], r["n_right"], *(
        (f"{r['n_offered']}/{r['n_single']}", f"{r['n_first']}/{r['n_single']}") if r["n_single"] else ("—", "—"))]
            for r in found if r["told"] != "question"]
    return markdown(["植入的差错", "植入", "找到", "新报", "其中属于植入", "一格之差：改法里有真值", "列在第一"], rows)


def _tiers(found: list[dict]) -> str:
    """A row a fault and world; found and, after a slash, told: the difference is told wrongly."""
    by: dict[tuple, dict] = {}
    for r in found:
        if r["told"] == "question" and r["n_planted"]:
            key = r["label"], {"own": "自己的", "redrawn": "重抽的"}[r["world"]], r["n_planted"]
            by.setdefault(key, {})[r["tier"]] = f"{r['n_found']}/{r['n_told']}"
    rows = [[*key, *(cells.get(t, "—") for t in _TIERS)] for key, cells in by.items()]
    heads = ["反常的机关", "数据", "植入", "核实：找到/报出", "关注以上", "提示以上", "z 分数最好的界",
             "z 分数，知道下限"]
    return markdown(heads, rows)
