"""How building grows with the number of reports: `python -m tests.bench.scale [--whole] [--root ROOT]`.

In:   sizes (10³, 10⁴, 10⁵ reports; with --whole 2·10⁶ too), or figures-only roots that are there already.
Out:  Markdown: a country written whole, then 1,000 documents more put in by a build; exponents; bytes a report.
Promise: each step in a process of its own; processor time, since machines are shared. A root given is copied by links,
never changed. Reading the 1,000 documents is not counted: it costs the same whatever there is.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from loaders.build import build
from loaders.build.version import everything
from loaders.demo.national import write_country
from loaders.warehouse import Stored, current, manifest
from loaders.warehouse.snapshots import MANIFEST
from tests.bench.markdown import table
from tests.loaders.build.documents import page

SIZES, WHOLE, NEW, YEARS = (60, 600, 6_000), 120_000, 1_000, range(2008, 2026)
HEADS = ["报告数", "从头生成（秒）", "内存（MB）", "数据版本（MB）", "每份（字节）", "其中 figures",
         "加 1,000 份（秒）", "其中发布", "内存（MB）", "新写（MB）", "新写的份数"]
_GROUPS = {name: (name,) for name in ("agency_id", "district_id", "ordinal", "marks")}


def peak() -> float:
    """Megabytes that this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def first(root: Path, n_agencies: int) -> list[float]:
    """[seconds of processor time, peak] of a country written whole."""
    began = time.process_time()
    write_country(root, n_agencies, YEARS, inputs=everything)
    return [time.process_time() - began, peak()]


def more(root: Path) -> list[float]:
    """[seconds, those of publishing, peak, megabytes, files] of a build that finds 1,000 documents of agencies that
    reported never before, one a district by turns, all of the last year; nine of ten print zeros."""
    spent: dict[str, float] = {}

    @contextmanager
    def stage(label: str, total: int):
        began = time.process_time()
        yield lambda outcome: None
        spent[label] = time.process_time() - began

    before = manifest(current(root))["files"]
    agencies = Stored(current(root)).rows("agencies").to_pylist()
    places = [a["label"].removesuffix("人民政府") for a in agencies if a["kind"] == "gov"]
    for n in range(NEW):
        path = root / "reports" / f"{n}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(f"{places[n % len(places)]}第{n}中学", YEARS[-1], n % 17 if n % 10 == 0 else 0,
                             f"第{n}号。"), "utf-8")
    began = time.process_time()
    done = build(root, (), 2, stage)
    assert done.is_new and done.n_read == NEW and not done.refused, done
    told = manifest(done.snapshot)
    fresh = sum(entry["sha256"] not in {e["sha256"] for e in before.values()} for entry in told["files"].values())
    return [time.process_time() - began - spent["读取报告"], spent["发布数据"], peak(), told["written"] / 1e6, fresh]


def sizes(root: Path) -> list[float]:
    """[reports, megabytes, bytes a report, those of figures] of a snapshot."""
    files, n = manifest(current(root))["files"], manifest(current(root))["counts"]["reports"]
    figures = sum(e["bytes"] for name, e in files.items() if name.startswith("figures"))
    whole = sum(e["bytes"] for e in files.values())
    return [n, whole / 1e6, whole / n, figures / n]


def by_column(root: Path) -> dict[str, float]:
    """Group of columns of figures -> compressed bytes a report."""
    found, n = dict.fromkeys((*_GROUPS, "各数", "其余"), 0.0), manifest(current(root))["counts"]["reports"]
    for path in current(root).glob("figures_*.parquet"):
        told = pq.ParquetFile(path).metadata
        for group in map(told.row_group, range(told.num_row_groups)):
            for at in range(group.num_columns):
                name = group.column(at).path_in_schema.split(".")[0]
                of = next((g for g, names in _GROUPS.items() if name in names), "各数" if "__" in name else "其余")
                found[of] += group.column(at).total_compressed_size / n
    return found


def measured(root: Path, n_agencies: int | None) -> list[float]:
    """A row of HEADS. n_agencies None: the root is there, and nobody knows what it took."""
    made = [float("nan")] * 2 if n_agencies is None else child("first", root, n_agencies)
    n, *held = sizes(root)
    return [n, *made, *held, *child("more", root)]


def child(name: str, *given) -> list[float]:
    done = subprocess.run([sys.executable, "-m", __spec__.name, f"--{name}", *map(str, given)], check=True,
                          stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def report(roots: dict[Path, int | None]) -> str:
    rows = sorted(measured(root, n) for root, n in roots.items())
    logs = np.log(np.array(rows))
    fitted = [np.polyfit(logs[known, 0], logs[known, i], 1)[0] if (known := np.isfinite(logs[:, i])).sum() > 1
              else np.nan for i in range(1, len(HEADS))]
    lines = [[f"{row[0]:,.0f}", *("—" if np.isnan(v) else f"{v:,.3g}" for v in row[1:])] for row in rows]
    split = by_column(max(roots, key=lambda root: sizes(root)[0]))
    return "\n\n".join([table(HEADS, [*lines, ["指数", *("—" if np.isnan(f) else f"{f:.2f}" for f in fitted)]]),
                        table(["figures 每份（字节）", *split], [[f"{sum(split.values()):.1f}",
                                                         *(f"{v:.1f}" for v in split.values())]])])


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--whole", action="store_true")
    asked.add_argument("--root", type=Path, action="append", default=[])
    asked.add_argument("--first", nargs=2)
    asked.add_argument("--more", type=Path)
    given = asked.parse_args()
    if given.first:
        print(json.dumps(first(Path(given.first[0]), int(given.first[1]))))
        return
    if given.more:
        print(json.dumps(more(given.more)))
        return
    with tempfile.TemporaryDirectory(dir=given.root[0].parent if given.root else None) as folder:
        roots: dict[Path, int | None] = {Path(folder) / str(n): n for n in (*SIZES, *[WHOLE][: given.whole])}
        for n, root in enumerate(given.root):
            subprocess.run(["cp", "-al", root, Path(folder) / f"root{n}"], check=True)
            told = current(Path(folder) / f"root{n}") / MANIFEST
            made = json.loads(told.read_text("utf-8")) | {"inputs": everything(root / "reference")}
            told.unlink()  # the link; as if the programs of today had written it
            told.write_text(json.dumps(made), "utf-8")
            roots[Path(folder) / f"root{n}"] = None
        print(report(roots))


if __name__ == "__main__":
    main()
