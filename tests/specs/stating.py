"""Invented reports whose prose states numbers, beside the cells of their tables; and what the checks find in them.

In:   the prose of reports on 2024 and their cells as text: `new 26, last:carried_out 2`; a bare item is
      requests/<item>/total, `last:` one of the year before. A cell that is not named is blank: it may hold anything.
Out:  found(), holds(); group() and disputes(), cells as such text.
Promise: the prose goes through the reader of prose, the tables through the checks of a warehouse.
"""

from decimal import Decimal

import pyarrow as pa

from loaders import checks
from loaders.document import Document, Line
from loaders.narrative import narrate
from loaders.report import Identity, Report
from loaders.tables import TABLES
from loaders.warehouse.rows import rows
from tests.specs.conftest import wide_row

HEADS = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
         "存在的主要问题及改进情况", "其他需要报告的事项")
GROUPS = {"refused": ("state_secret", "other_law", "security", "third_party", "internal", "process", "case_file",
                      "query"),
          "unable": ("not_held", "to_create", "unclear"),
          "unprocessed": ("petition", "repeat", "publication", "excessive", "reissue"),
          "other": ("no_correction", "no_fee", "rest")}


def cells_of(text: str) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """(this year's, last year's)."""
    now, last = {}, {}
    for part in filter(None, map(str.strip, text.split(","))):
        name, value = part.split()
        where, name = (last if name.startswith("last:") else now), name.removeprefix("last:")
        address = name if "/" in name else f"requests/{name}/total"
        where[address.replace("/", "__")] = Decimal(value)
    return now, last


def stored(agency: str, year: int, prose: str, cells: dict, section: int, scope: str, label: str,
           edition: str) -> dict[str, list]:
    """The rows of one report whose prose says that and whose tables hold these cells."""
    figures, report = wide_row(agency, year, cells, edition, scope)
    lines = [*([HEADS[0], f"{year}年工作情况。"] if section != 1 else []), HEADS[section - 1], *prose.split("/")]
    told = narrate(Document("text", tuple(map(Line, lines))))
    who = Identity(label, agency, "990101", year, scope)
    made = rows(Report("a", report["sha256"], "text", None, edition, who, sections=told.sections,
                       statements=told.statements), {}, "")
    return {"figures": [figures], "reports": [report | {"agency_label": label}], "statements": made["statements"],
            "sections": made["sections"]}


def found(said: list[tuple[str, str]], section=1, scope="own", label="清河县教育局", edition="2021"
          ) -> list[list[dict]]:
    """The findings about the prose of each report, all checked at once; `said`: (prose, cells)."""
    several = []
    for n, (prose, cells) in enumerate(said):
        now, last = cells_of(cells)
        about = section, scope, label, edition
        several.append(stored(f"990101-{n}", 2024, prose, now, *about))
        if last:
            several.append(stored(f"990101-{n}", 2023, "略。", last, *about))
    tables = {name: pa.Table.from_pylist([row for one in several for row in one[name]], schema=TABLES[name].schema)
              for name in several[0]}
    told = [f for f in checks.run(**tables).findings.to_pylist() if f["check_id"].startswith("statements.")]
    return [[f for f in told if f["agency_id"] == f"990101-{n}"] for n in range(len(said))]


def holds(text: str, check: str, **also) -> None:
    """Each line breaks `check` and no other where it says yes, and nothing where it does not."""
    lines = [tuple(part.strip() for part in line.split("|")) for line in text.splitlines() if line.strip()]
    for (prose, _, is_broken), told in zip(lines, found([line[:2] for line in lines], **also), strict=True):
        assert [f["check_id"] for f in told] == [check] * (is_broken == "yes"), (prose, [f["message"] for f in told])


def group(name: str, **counts: int) -> str:
    """The cells of one group of outcomes; what is not named is nought."""
    return ", ".join(f"{name}_{one} {counts.get(one, 0)}" for one in GROUPS[name])


def disputes(**groups) -> str:
    columns = ("upheld", "corrected", "other", "pending", "total")
    return ", ".join(f"disputes/{item}/{column} {value}" for item, values in groups.items()
                     for column, value in zip(columns, values))
