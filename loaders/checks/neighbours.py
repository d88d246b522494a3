"""A report against its agency's other years where no identity binds them: nothing beside much, a unit mistaken.

In:   the relations of frame.py, one check of shape zeros, scale or unit.
Out:  a Violation a report and table, or a cell.
Promise: only a jump that chance does not make is told: the floors and factors stand in checks.toml.
"""

from collections.abc import Iterator
from decimal import Decimal

import duckdb

from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.printed import known
from loaders.checks.specs import Check
from loaders.form import Address

# greatest() passes over NULL: a table of noughts and blanks has 0; the count tells how much of it is printed.
_ZEROS = """
    WITH told AS (
        SELECT position, greatest({cells}) = 0 AND least({cells}) = 0 AND {n_printed} >= $fewest AS is_nothing,
               {active} AS active
        FROM figures),
    beside AS (
        SELECT l.position, l.last_position AS other, 1 AS turn FROM links l WHERE l.step = 1
        UNION ALL SELECT l.last_position, l.position, 2 FROM links l WHERE l.step = 1)
    SELECT b.position, b.other, o.active
    FROM beside b JOIN told t USING (position) JOIN told o ON o.position = b.other
    WHERE t.is_nothing AND o.active >= $floor
    QUALIFY row_number() OVER (PARTITION BY b.position ORDER BY b.turn) = 1 ORDER BY b.position"""
# Of two years nobody knows which is mistaken: the later one is asked about. Of more, the one the others contradict.
_SCALE = """
    WITH amounts AS (
        SELECT position, f.agency_id, f.scope IS NOT DISTINCT FROM 'aggregate' AS is_whole, f.year,
               {amount}::DOUBLE AS v, {amount} AS printed
        FROM figures JOIN frame f USING (position)
        WHERE f.is_current AND f.year IS NOT NULL AND {amount} > 0 AND NOT starts_with(f.agency_id, 'unknown')),
    pairs AS (
        SELECT a.position, a.year, a.printed, b.year AS other_year, b.printed AS other, b.position AS other_position,
               greatest(a.v / b.v, b.v / a.v) AS ratio
        FROM amounts a JOIN amounts b ON a.agency_id = b.agency_id AND a.is_whole = b.is_whole AND a.year <> b.year)
    SELECT position, year, printed, arg_min(other_year, abs(other_year - year)) FILTER (ratio BETWEEN $low AND $high),
           arg_min(other, abs(other_year - year)) FILTER (ratio BETWEEN $low AND $high), count(*) AS n
    FROM pairs GROUP BY position, year, printed
    HAVING count(*) FILTER (ratio BETWEEN $low AND $high) > count(*) FILTER (ratio < sqrt($low))
       AND (n > 1 OR year > max(other_year)) ORDER BY position"""
_UNIT = """
    SELECT position, value, unit, raw
    FROM (SELECT position, unnest(list_filter(marks, lambda m: m.table_id = $table AND m.item_id = $item
                 AND m.column_id = $column AND m.state = 'number' AND m.unit IS NOT NULL AND m.unit <> $unit),
                 recursive := true)
          FROM figures WHERE len(marks) > 0) ORDER BY position"""


def _cells(words: list[str], check: Check) -> list[Address]:
    return [known()[tuple(word.split("/"))] for word in words]


def nothing_beside_much(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """A table of nothing but noughts, where the same body's year before or after had much."""
    if not frame.links.num_rows:
        return
    db.register("links", frame.links)
    table, active = check.rule["table"], _cells(check.rule["active"], check)
    names = [a.name for a in known().values() if a.table == table]
    query = _ZEROS.format(cells=", ".join(names), n_printed=" + ".join(f"({n} IS NOT NULL)::INT" for n in names),
                          active=" + ".join(f"coalesce({a.name}, 0)" for a in active))
    years = frame.figures["year"]
    params = {"floor": check.rule["floor"], "fewest": check.rule["fewest"]}
    for position, other, much in db.execute(query, params).fetchall():
        yield Violation(position, check, None, None, last_position=other, cell=(table, None, None), words={
            "year": str(years[position]), "other_year": str(years[other]), "much": f"{Decimal(much):f}"})


def mistaken_unit(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """An amount about `factor` times as large or small as in the same body's other years."""
    factor, within = check.rule["factor"], check.rule["within"]
    params = {"low": factor / within, "high": factor * within}
    for address in _cells(check.rule["cells"], check):
        for position, year, value, other_year, other, _ in db.execute(
                _SCALE.format(amount=address.name), params).fetchall():
            yield Violation(position, check, value, other, terms=((address, value),), words={
                "label": address.label, "year": str(year), "other_year": str(other_year), "factor": str(factor),
                "unit": address.unit, "printed": _plain(value), "other": _plain(other)})


def printed_unit(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """A cell that prints another unit than the form's."""
    for address in _cells(check.rule["cells"], check):
        params = {**dict(zip(("table", "item", "column"), address.key)), "unit": address.unit}
        for position, value, unit, raw in db.execute(_UNIT, params).fetchall():
            yield Violation(position, check, None, None, cell=address.key, words={
                "label": address.label, "unit": unit, "form_unit": address.unit,
                "printed": raw.strip() or _plain(value)})


def _plain(value: Decimal) -> str:
    return format(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize(), "f")
