"""Cells that break a bound by themselves: too small, a fraction of a thing counted, rules made without the power to.

In:   the relations of frame.py, one check of shape bounds or permitted.
Out:  a Violation a cell, or a report.
Promise: a column is looked at row by row only when its least value is out of bounds.
"""

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.printed import known
from loaders.checks.specs import Check
from loaders.form import Address, addresses

# A cell that is not a plain whole number is NULL in its column and stands in `marks` with its value.
_MARKS = """
    SELECT position, mark.table_id, mark.item_id, mark.column_id, mark.value
    FROM (SELECT position, unnest(marks) AS mark FROM marked)
    WHERE mark.state = 'number' AND mark.value IS NOT NULL AND (mark.value < 0 OR mark.value <> floor(mark.value))
    ORDER BY ALL"""
_AGENCIES = """
    SELECT f.position, a.kind, a.level
    FROM held f JOIN agencies a USING (agency_id)
    WHERE a.is_registered AND a.level IS NOT NULL AND a.kind IN (SELECT unnest($kinds)) ORDER BY f.position"""


def out_of_bounds(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Every cell that breaks the check: `left` its value, `right` the minimum, None for a fraction."""
    for position, address, value, least in _outside(db, frame.figures, check):
        yield Violation(position, check, value, least, terms=((address, value),))


def _outside(db: duckdb.DuckDBPyConnection, figures: pa.Table,
             check: Check) -> Iterator[tuple[int, Address, Decimal, Decimal | None]]:
    least, seen = check.rule.get("minimum"), set()
    for address in addresses():
        if address.kind in check.rule["kinds"] and least is not None:
            column = figures[address.name]
            lowest = pc.min(column).as_py()
            if lowest is not None and lowest < least:
                below = pc.fill_null(pc.less(column, pa.scalar(least, column.type)), False)
                for position in np.flatnonzero(below.to_numpy()):
                    seen.add((int(position), address.key))
                    yield int(position), address, Decimal(column[int(position)].as_py()), Decimal(least)
    for position, address, value in _marked(db, figures):
        if address.kind not in check.rule["kinds"] or (position, address.key) in seen:
            continue
        if least is not None and value < least:
            yield position, address, value, Decimal(least)
        elif check.rule["whole"] and value != value.to_integral_value():
            yield position, address, value, None


def _marked(db: duckdb.DuckDBPyConnection, figures: pa.Table) -> list[tuple[int, Address, Decimal]]:
    db.register("marked", pa.table({"position": np.arange(figures.num_rows), "marks": figures["marks"]}))
    return [(position, known()[table, item, column], value)
            for position, table, item, column, value in db.sql(_MARKS).fetchall() if (table, item, column) in known()]


def without_power(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Every report with a figure above zero where the register allows none."""
    if given.agencies is None:
        return
    figures = frame.figures
    cells = [known()[key] for item in check.rule["items"] for column in check.rule["columns"]
             if (key := (check.rule["table"], item, column)) in known()]
    above = np.zeros(figures.num_rows, dtype=bool)
    for cell in cells:
        above |= pc.fill_null(pc.greater(figures[cell.name], 0), False).to_numpy()
    positions = np.flatnonzero(above)
    held = figures.select(["agency_id", *(c.name for c in cells)]).take(pa.array(positions))
    db.register("held", pa.table({"position": np.arange(len(positions)), "agency_id": held["agency_id"]}))
    may = {(p["kind"], level) for p in check.rule["permitted"] for level in p["levels"]}
    for row, kind, level in db.execute(_AGENCIES, {"kinds": check.rule["kinds_assessed"]}).fetchall():
        if (kind, level) not in may:
            values = ((cell, held[cell.name][row].as_py()) for cell in cells)
            yield Violation(int(positions[row]), check, None, None,
                            terms=tuple((cell, Decimal(value)) for cell, value in values if value))
