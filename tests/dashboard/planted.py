"""Sixty agencies, one of which refuses nearly everything it is asked from 2023 on.

In:   a folder.
Out:  root(): the data root and the agency; planted(), busiest(): how it is made, for other provinces.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from loaders.demo.province import province
from loaders.register import Register
from loaders.report import Report
from loaders.warehouse import publish
from tests.dashboard import worlds

YEARS = range(2021, 2026)


def root(folder: Path) -> tuple[Path, str]:
    """The published root and the agency_id."""
    world = province(60, YEARS)
    register = worlds.write_reference(folder, world)
    (folder / "DEMO").write_text("", "utf-8")
    reports = list(world.reports())
    agency = busiest(reports)
    publish(folder, (planted(r) if r.identity.agency_id == agency else r for r in reports), register)
    return folder, agency


def again(folder: Path, agency: str, change: Callable[[Report], Report]) -> None:
    """Everything published once more, the agency's reports as `change` leaves them."""
    publish(folder, (change(planted(r)) if r.identity.agency_id == agency else r
                     for r in province(60, YEARS).reports()), Register.load(folder / "reference"))


def total(report: Report, item: str) -> float:
    place = ("requests", item, "total")
    return float(next((c.value or 0 for c in report.figures if (c.table, c.item, c.column) == place), 0))


def busiest(reports: Iterable[Report]) -> str:
    """The agency with most requests of its own."""
    found: dict[str, float] = {}
    for r in reports:
        if r.identity.scope == "own":
            found[r.identity.agency_id] = found.get(r.identity.agency_id, 0) + total(r, "new")
    return max(found, key=found.get)


def planted(report: Report) -> Report:
    """The same report, with whatever was not refused (but for what is carried on) refused as internal from 2023 on."""
    if report.identity.year < 2023:
        return report
    kept = {"new", "carried_in", "carried_out", "outcome_total", "refused_internal"}
    cells = [c for c in report.figures if c.table == "requests" and c.state == "number"]
    moved = {column: sum(c.value for c in cells if c.column == column and c.item not in kept)
             for column in {c.column for c in cells}}

    def cell(c):
        if c.table != "requests" or c.state != "number" or c.item in kept - {"refused_internal"}:
            return c
        return replace(c, value=c.value + moved[c.column] if c.item == "refused_internal" else Decimal(0))

    return replace(report, figures=tuple(map(cell, report.figures)))
