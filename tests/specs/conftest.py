"""How a spec reads: a small table of reports, and the names of those that break a check or leave it untested.

The first column names the report. A head is the member of the identity that `at` completes: at="requests/*/total"
makes `new` the cell requests/new/total. `last:` heads stand in the same agency's report of the year before.
`kind` and `level` are the agency's. A blank cell is a blank: NULL, never zero.
"""

from decimal import Decimal

import pyarrow as pa
import pytest

from loaders import checks
from loaders.form import addresses
from loaders.tables import TABLES
from tests.specs.whole import PRESCRIBED, numbered

ABOUT = ("kind", "level")


def reports_of(text: str) -> dict[str, dict[str, str]]:
    """name -> {head: cell text}, blanks left out."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines() if line.strip()]
    heads = lines[0][1:]
    return {name: {head: cell for head, cell in zip(heads, cells) if cell} for name, *cells in lines[1:]}


def wide_row(agency: str, year: int, cells: dict[str, Decimal], edition: str, scope: str = "own") -> tuple[dict, dict]:
    """(row of figures, row of reports) of one report; a fraction of a count goes to `marks`, as when read."""
    kinds = {a.name: a.kind for a in addresses()}
    report = {"report_id": f"{agency}-{year}-{scope}", "sha256": f"{agency}{year}", "agency_id": agency,
              "district_id": "990101", "year": year, "is_current": True}
    plain = {name: value if kinds[name] == "money" else int(value) for name, value in cells.items()
             if kinds[name] == "money" or value == int(value)}
    marks = [dict(zip(("table_id", "item_id", "column_id"), name.split("__")), state="number", value=value)
             for name, value in cells.items() if name not in plain]
    return report | plain | {"marks": marks}, report | {"edition": edition, "scope": scope}


def tables(rows: list[tuple[dict, dict]]) -> tuple[pa.Table, pa.Table]:
    """figures and reports of the contract, from wide rows."""
    told = numbered({name: pa.Table.from_pylist([row[at] for row in rows], schema=TABLES[name].schema)
                     for at, name in enumerate(("figures", "reports"))})
    return told["figures"], told["reports"]


@pytest.fixture
def spec():
    def hold(text: str, check: str, at: str, edition: str = "2021", broken=(), untested=()):
        rows, agencies = [], []
        for name, cells in reports_of(text).items():
            about = {head: cells.pop(head) for head in ABOUT if head in cells}
            agencies.append({"agency_id": name, "is_registered": True} | about)
            now, before = {}, {}
            for head, cell in cells.items():
                column = at.replace("*", head.removeprefix("last:")).replace("/", "__")
                (before if head.startswith("last:") else now)[column] = Decimal(cell)
            if "last:" in text:
                rows.append(wide_row(name, PRESCRIBED[edition] - 1, before, edition))
            rows.append(wide_row(name, PRESCRIBED[edition], now, edition))
        figures, reports = tables(rows)
        checked = checks.run(figures, reports, pa.Table.from_pylist(agencies, schema=TABLES["agencies"].schema))
        found = checked.findings.to_pylist()
        assert sorted({f["agency_id"] for f in found}) == sorted(broken)
        assert {f["check_id"] for f in found} <= {check}
        latest = {row["report_id"].split("-")[0]: row for row in checked.counts.to_pylist()}
        assert sorted(name for name, row in latest.items()
                      if row["n_untested"] == row["n_identities"] and name not in broken) == sorted(untested)
        return found
    return hold
