"""Whole reports for the specs of checks that look at more than an equation: a filled form, then what is said of it.

report() prints every cell of its edition as 0; `cells` overrules some: "12" a number, "12000元" one with a unit, "" a
blank, "/" a dash, "?" a doubtful cell, None a cell that the document does not hold. findings() runs the checks as a
build does. Only findings of the check asked for come back, so that a spec speaks of one thing.
"""

import re
from datetime import date
from decimal import Decimal

import pyarrow as pa

from loaders import checks
from loaders.checks import Reference
from loaders.checks.printed import cells as cells_of
from loaders.form import edition as form
from loaders.report import BLANK, DASH, DOUBTFUL, NUMBER, Evidence, Figure, Identity, Report, Section
from loaders.tables import TABLES
from loaders.warehouse.ordinals import ranked
from loaders.warehouse.rows import rows

PRESCRIBED = {"2014": 2016, "2019": 2020, "2021": 2024}  # a year for which each edition is the right one
NOTHING = Reference()
_NUMBER = re.compile(r"(-?[\d.]+)(\D*)")


def figure(key: tuple[str, str, str], text: str) -> Figure:
    table, item, column = key
    if text in ("", "/", "?"):
        state = {"": BLANK, "/": DASH, "?": DOUBTFUL}[text]
        return Figure(table, item, column, state, None, text, 1, 1, 1, None)
    number, unit = _NUMBER.fullmatch(text).groups()
    return Figure(table, item, column, NUMBER, Decimal(number), text, 1, 1, 1, unit or None)


def filled(edition: str, tables: tuple[str, ...] | None = None) -> dict[tuple[str, str, str], str]:
    """Every cell that the edition always prints, with a nought in it."""
    return {(t.id, *cell): "0" for t in form(edition).tables if tables is None or t.id in tables
            for cell, conditions in cells_of(form(edition), t.id).items()
            if not any(kind in ("printed", "replaced") for kind, *_ in conditions)}


def report(agency: str = "a", year: int | None = 2024, edition: str = "2021", *, cells: dict | None = None,
           scope: str = "own", district: str = "990101", label: str | None = None, sections=(1, 2, 3, 4, 5, 6),
           published: date | None = None, said=(), doubts=(), tables=None, kept_as: str = "html") -> Report:
    """`said`: (field, value, source, quote) beside what the title says."""
    printed = filled(edition, tables) | {tuple(k.split("/")): v for k, v in (cells or {}).items()}
    figures = tuple(figure(key, text) for key, text in printed.items() if text is not None)
    who = Identity(label or agency, agency, district, year, scope, None, published,
                   tuple(Evidence(*one) for one in said), tuple(doubts))
    return Report(f"{agency}{year}", f"{agency}{year}{scope}", kept_as, 1, edition, who, figures,
                  tuple(Section(n, "", "") for n in sections), status="incomplete" if tables else "complete")


def table(name: str, found: list[dict]) -> pa.Table:
    return pa.Table.from_pylist(found, schema=TABLES[name].schema)


def numbered(given: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """reports and figures, whose rows stand in the same order, with their ordinals, as a snapshot has them."""
    ordinals, numbers = ranked(given["reports"]), {}
    for name in ("reports", "figures"):
        at = given[name].column_names.index("ordinal")
        numbers[name] = given[name].set_column(at, "ordinal", ordinals)
    return numbers


def agency(agency_id: str, kind: str = "dept", level: str = "county", district: str = "990101", **more) -> dict:
    return {"agency_id": agency_id, "label": agency_id, "kind": kind, "level": level, "district_id": district,
            "is_registered": True} | more


def case(check: str, **more) -> dict:
    """One case of a test over several checks."""
    return {"check": check, **more}


def findings(*reports: Report, check: str, agencies=(), divisions=(), reference: Reference = NOTHING) -> list[dict]:
    """The findings of one check, in the order of reports and places."""
    each = [rows(one, {}, "") for one in reports]
    given = {name: table(name, [row for r in each for row in r[name]])
             for name in ("figures", "reports", "sections", "statements", "evidence")}
    given |= numbered(given)
    documents = pa.table({"sha256": [r.sha256 for r in reports], "format": [r.format for r in reports]})
    given |= {"agencies": table("agencies", list(agencies)), "divisions": table("divisions", list(divisions))}
    found = checks.run(**given, documents=documents, reference=reference).findings.to_pylist()
    assert all(f["message"] and f["equation"] and f["place"] and "{" not in f["message"] + f["equation"] for f in found)
    return [f for f in found if f["check_id"] == check]


def broken(*reports: Report, **given) -> list[tuple[str, int]]:
    """(agency, year) of each finding of one check, sorted."""
    return sorted((f["agency_id"], f["year"]) for f in findings(*reports, **given))


def who(*reports: Report, **given) -> list[str]:
    """The agencies that break one check, sorted, each as often as it does. Agencies that have nothing to do with each
    other go into one run: a run costs the same for one report and for ten."""
    return [name for name, _ in broken(*reports, **given)]
