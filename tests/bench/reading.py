"""Reading: documents per second per core by format, beside the naive baseline and the target, and a worker's memory.

In:   a rendered corpus with its truth; the documents a CPU second of the baseline.
Out:  a dict by format; the times are CPU seconds of one process from bytes to Report, reader warm.
Promise: every document of the corpus is read once; the memory is the peak of a real worker process that read all
documents of one format, one after another.
"""

import time
from pathlib import Path

from loaders.reading import read_report
from loaders.reading.pool import read_all
from loaders.reading.spool import Task
from loaders.register import Register
from tests.bench.markdown import table as markdown
from tests.fuzz.watch import Watch
from tests.round_trip import compare, truth

TARGETS = {"html": 150, "pdf": 15, "docx": 60}  # documents per second and core
MEMORY = 300  # MB a worker


def measure(folder: Path) -> dict[str, dict]:
    """By format: documents, documents per CPU second, cells right / doubtful / wrong, peak MB of a worker."""
    register = Register.load(folder / "reference")
    found: dict[str, dict] = {}
    entries = truth(folder)
    for entry in entries[:20]:
        read_report((folder / "reports" / entry["path"]).read_bytes(), entry["path"], register)
    for entry in entries:
        data = (folder / "reports" / entry["path"]).read_bytes()
        started = time.process_time()
        report = read_report(data, entry["path"], register)
        spent = time.process_time() - started
        row = found.setdefault(entry["format"], {"documents": 0, "cpu": 0.0, "right": 0, "doubtful": 0, "wrong": 0})
        row["documents"] += 1
        row["cpu"] += spent
        for verdict, count in compare(report, entry).counts().items():
            row[verdict] += count
    for form, row in found.items():
        row["per_second"] = row["documents"] / row.pop("cpu")
        row["target"] = TARGETS.get(form)
        row["peak_mb"] = _peak(folder, [e["path"] for e in entries if e["format"] == form], register)
    return dict(sorted(found.items()))


def _peak(folder: Path, paths: list[str], register: Register) -> float:
    """MB of the one worker that reads them all."""
    with Watch() as watch:
        for _ in read_all([Task(path, "", folder / "reports" / path) for path in paths], register, 1):
            pass
    return watch.peak / 2**20


def table(figures: dict[str, dict], naive: dict[str, float]) -> str:
    """`naive`: documents per CPU second of the baseline, by format."""
    rows = [[name, f["documents"], f["per_second"], f["target"], naive.get(name), f["peak_mb"], f["right"],
             f["doubtful"], f["wrong"]] for name, f in figures.items()]
    peak = f"内存峰值（MB，上限 {MEMORY}）"
    heads = ["格式", "文件", "每核每秒", "目标", "朴素法每核每秒", peak, "格：对", "存疑", "错"]
    return markdown(heads, rows)
