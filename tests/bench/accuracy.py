"""Accuracy: cells right, doubtful, missing and wrong, by format and layout family, clean and with noise, beside the
naive baseline; and on the real reports, where they are.

In:   the noise corpus (tests/noise), ../shared/reports when present.
Out:  rows by layout and by kind of noise; speed of the baseline by format.
Promise: both readers read every document of the same run. `wrong` has no mark of doubt; `silent` is that part of the
wrong cells whose table no finding of arithmetic points at.
"""

import json
import time
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

from loaders.cli.single import check_one
from loaders.errors import Refused
from loaders.reading import read_report
from loaders.register import Register
from loaders.report import Report
from tests.bench import naive
from tests.bench.markdown import table as markdown
from tests.conftest import shared_reports
from tests.noise import VERDICTS, Noisy, printouts, score
from tests.noise.corpus import CLEAN

N_EACH, N_CLEAN = 1, 3


def figures(report: Report | None) -> dict:
    return {(f.table, f.item, f.column): (f.state, f.value) for f in report.figures} if report else {}


def read(data: bytes, name: str, register: Register) -> Report | None:
    """The report; None where it is refused."""
    try:
        return read_report(data, name, register)
    except Refused:
        return None


def silent(report: Report, wrong: list[tuple[str, str, str]], register: Register) -> int:
    """How many of the wrong cells stand in tables that no finding of arithmetic points at."""
    told = {row["table_id"] for row in check_one(report, register) if row["class"] == "arithmetic"} if wrong else set()
    return sum(key[0] not in told for key in wrong)


def measure(n_each: int = N_EACH, n_clean: int = N_CLEAN) -> dict:
    """{"layouts": [...], "noises": [...], "speed": {format: documents a CPU second of the baseline}, "real": [...]}"""
    register = Register()
    layouts, noises = defaultdict(Counter), defaultdict(Counter)
    spent, formats = Counter(), Counter()
    for document in printouts(n_each, n_clean):
        began = time.process_time()
        rough = naive.read(document.data, document.format)
        spent[document.format] += time.process_time() - began
        formats[document.format] += 1
        counted = _counted(document, rough, register)
        layouts[document.format, document.layout, document.noise == CLEAN] += counted
        noises[document.noise] += counted
    return {
        "layouts": [{"format": f, "layout": name, "is_clean": is_clean, **row}
                    for (f, name, is_clean), row in layouts.items()],
        "noises": [{"noise": name, **row} for name, row in noises.items()],
        "naive_per_second": {form: formats[form] / spent[form] for form in sorted(formats)},
        "real": [_real(path, expected) for expected in shared_reports("*.expected.json")
                 for path in shared_reports(expected.name.removesuffix(".expected.json") + ".*") if path != expected],
    }


def _counted(document: Noisy, rough: dict, register: Register) -> Counter:
    report = read(document.data, document.name, register)
    ours, theirs = (score(found, document.truth) for found in (figures(report), rough))
    wrong = [key for key, verdict in ours.items() if verdict == "wrong"]
    return Counter({"documents": 1, "silent": silent(report, wrong, register) if wrong else 0,
                    **{verdict: list(ours.values()).count(verdict) for verdict in VERDICTS},
                    **{f"naive_{verdict}": list(theirs.values()).count(verdict) for verdict in VERDICTS}})


def _real(path: Path, expected: Path) -> dict:
    """One real report; null in its expected figures: the cell holds no number."""
    wanted = {tuple(address.split("/")): value
              for address, value in json.loads(expected.read_text("utf-8"), parse_float=Decimal)["figures"].items()}
    report = read(path.read_bytes(), path.name, Register())
    rough = naive.read(path.read_bytes(), report.format) if report else {}
    told = {"report": path.name, "format": report.format if report else "refused"}
    for prefix, found in (("", figures(report)), ("naive_", rough)):
        verdicts = Counter(_verdict(found.get(key), value) for key, value in wanted.items())
        verdicts["wrong"] += len(found.keys() - wanted.keys())
        told |= {prefix + verdict: verdicts[verdict] for verdict in VERDICTS}
    return told


def _verdict(cell: tuple | None, value) -> str:
    if cell is None:
        return "missing"
    if cell[0] == "doubtful":
        return "doubtful"
    return "right" if cell[1] == (None if value is None else Decimal(value)) else "wrong"


_TOLD = ("right", "doubtful", "missing", "wrong", "silent", "naive_right", "naive_missing", "naive_wrong")
_HEADS = ["对", "存疑", "缺", "错", "其中无核查发现", "朴素法：对", "缺", "错"]


def _row(row: dict) -> list:
    return [row["documents"], *(row.get(name, 0) for name in _TOLD)]


def table(found: dict) -> str:
    """Three tables: by layout, by noise, the real reports."""
    state = {True: "原样", False: "加噪"}
    layouts = [[row["format"], row["layout"], state[row["is_clean"]], *_row(row)] for row in found["layouts"]]
    totals = []
    for is_clean in (True, False):
        rows = [row for row in found["layouts"] if row["is_clean"] == is_clean]
        totals.append(["合计", "", state[is_clean], *_row(_summed(rows))])
    noises = [[row["noise"], *_row(row)] for row in found["noises"]]
    real = [[row["report"], *(row[name] for name in (*VERDICTS, "naive_right", "naive_missing", "naive_wrong"))]
            for row in found["real"]]
    out = [markdown(["格式", "版式", "", "文件", *_HEADS], totals + layouts),
           markdown(["噪声", "文件", *_HEADS], noises)]
    if real:
        out.append(markdown(["真实年报", "对", "存疑", "缺", "错", "朴素法：对", "缺", "错"], real))
    return "\n\n".join(out)


def _summed(rows: list[dict]) -> dict:
    return {name: sum(row.get(name, 0) for row in rows) for name in ("documents", *_TOLD)}
