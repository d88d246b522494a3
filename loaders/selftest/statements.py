"""Numbers that the prose states made to say something else, in memory, and how many of them are found.

In:   a Sheet; the statements of a published snapshot; the [[statement]] rules of faults.toml.
Out:  misstated(): one Result a kind.
Promise: nothing is written. Changed is one exact number of the agency's own, at most one an agency, in a report of
which no finding speaks of the prose. A number changed to one that its table also bears is not found: it counts as
missed.
"""

from collections.abc import Iterator
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from loaders import checks
from loaders.demo.chance import Chance
from loaders.selftest.result import Result
from loaders.selftest.sheet import Sheet
from loaders.warehouse import Stored

_OWN = (None, "own")


def misstated(stored: Stored, sheet: Sheet, rules: tuple[dict, ...], seed: int, most: int) -> Iterator[Result]:
    """A result a kind, in the order of the rules; a kind that no report gives room has n_planted 0."""
    said = _drawn(stored, sheet)
    before = _told(sheet, said)
    busy = {report for report, _, _ in before}
    rows = said.select(["report_id", "agency_id", "meaning", "value", "is_approximate", "whose", "is_current"])
    able = [(n, row) for n, row in enumerate(rows.to_pylist()) if row["is_current"] and not row["is_approximate"]
            and row["whose"] in _OWN and row["report_id"] not in busy]
    for rule in rules:
        planted = _planted(able, rule, Chance.of("selftest", seed, rule["id"]), most)
        new = _told(sheet, _changed(said, dict(planted.values()))) - before if planted else set()
        right = [report for report, _, _ in new if report in planted]
        yield Result(rule["id"], rule["label"], "finding", "statement", len(planted), len(set(right)), len(new),
                     len(right))


def _drawn(stored: Stored, sheet: Sheet) -> pa.Table:
    """The statements of the sheet's agencies."""
    wanted = pa.array(sheet.reports["agency_id"].unique().to_pylist(), pa.string())
    years = sorted({y for y in sheet.reports["year"].to_pylist() if y is not None and stored.has("statements", y)})
    parts = [stored.rows("statements", year) for year in years] or [stored.rows("statements", None)]
    said = pa.concat_tables(parts)
    return said.filter(pc.is_in(said["agency_id"], value_set=wanted))


def _told(sheet: Sheet, said: pa.Table) -> set[tuple[str, str, str]]:
    """(report, check, place) of every finding about the prose."""
    found = checks.run(sheet.figures, sheet.reports, sheet.agencies, statements=said).findings
    return {(report, check, place) for report, check, place, quote in zip(*(
        found[name].to_pylist() for name in ("report_id", "check_id", "place", "quote"))) if quote is not None}


def _planted(able: list[tuple[int, dict]], rule: dict, chance: Chance, most: int) -> dict[str, tuple[int, Decimal]]:
    """report -> (row of its statement, the number put in its place)."""
    found, taken = {}, set()
    fitting = [(n, row) for n, row in able if row["meaning"] in rule["meanings"]
               and ("to" not in rule or row["value"] > rule["to"])]
    for n, row in chance.sample(fitting, len(fitting)):
        if len(found) < most and row["agency_id"] not in taken:
            by = chance.randint(*rule["by"]) if "by" in rule else 0
            found[row["report_id"]] = n, Decimal(rule["to"]) if "to" in rule else row["value"] + by
            taken.add(row["agency_id"])
    return found


def _changed(said: pa.Table, change: dict[int, Decimal]) -> pa.Table:
    values = said["value"].to_pylist()
    for n, value in change.items():
        values[n] = value
    place = said.column_names.index("value")
    return said.set_column(place, said.schema.field(place), pa.array(values, said.schema.field(place).type))
