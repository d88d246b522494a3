"""Mutations of what a document prints, made before it is written: their truth is known.

In:   a Printout. Out: a Printout, its truth changed along with it.
Promise: the truth is what a reader of the paper would say. A row printed twice, or rows whose order tells them
apart, may be doubtful or missing; they may not be wrong.
"""

from collections.abc import Callable
from dataclasses import replace

from loaders.demo.chance import Chance
from loaders.demo.printed import PrintedTable
from tests.noise.drawn import data_rows, leaf, with_row, without_row
from tests.noise.kinds import NOISES, Printout


def _table(out: Printout, chance: Chance) -> PrintedTable | None:
    return chance.one([t for t in out.tables if data_rows(t)] or [None])


def _put(out: Printout, old: PrintedTable, new: PrintedTable) -> Printout:
    return out.redrawn(lambda table: new if table is old else table)


def swapped_cells(out: Printout, chance: Chance) -> Printout:
    """Two figures change places, and so does their truth."""
    table = _table(out, chance)
    a, b = (chance.one([c for c in table.cells if c.key]) for _ in range(2))
    if a is b:
        return out
    cells = tuple(replace(c, text=b.text) if c is a else replace(c, text=a.text) if c is b else c
                  for c in table.cells)
    return _put(out, table, replace(table, cells=cells)).retold({a.key: out.truth[b.key], b.key: out.truth[a.key]})


def deleted_row(out: Printout, chance: Chance) -> Printout:
    """A row of figures is not printed: no figure may be read for it; unless another mutation had printed it twice."""
    table = _table(out, chance)
    row = chance.one(data_rows(table))
    gone = {c.key for c in table.cells if c.row == row} - {c.key for c in table.cells if c.row != row}
    return replace(_put(out, table, without_row(table, row)),
                   truth={key: cell for key, cell in out.truth.items() if key not in gone})


def duplicated_row(out: Printout, chance: Chance) -> Printout:
    """A row is printed twice."""
    table = _table(out, chance)
    row = chance.one(data_rows(table))
    again = [c for c in table.cells if c.row == row and c.row_span == 1]
    return _put(out, table, with_row(table, row + 1, again))


def swapped_rows(out: Printout, chance: Chance) -> Printout:
    """Two neighbouring rows of one group change places, label and all."""
    table = _table(out, chance)
    rows = [r for r in data_rows(table) if leaf(table, r) and leaf(table, r + 1)
            and {c.col for c in table.cells if c.row == r} == {c.col for c in table.cells if c.row == r + 1}]
    if not rows:
        return out
    row = chance.one(rows)
    moved = {row: row + 1, row + 1: row}
    return _put(out, table, replace(table, cells=tuple(replace(c, row=moved.get(c.row, c.row)) for c in table.cells)))


def deleted_label(out: Printout, chance: Chance) -> Printout:
    """A label is lost; its cell is empty."""
    table = _table(out, chance)
    label = chance.one([c for c in table.cells if not c.key and c.text] or [None])
    if label is None:
        return out
    return _put(out, table, replace(table, cells=tuple(replace(c, text="") if c is label else c for c in table.cells)))


def _noise(name: str) -> Callable[[Printout, Chance], Printout]:
    return lambda out, chance: NOISES[name][0](out, chance) if out.sheet.layout.format in NOISES[name][1] else out


STRUCTURES: dict[str, Callable[[Printout, Chance], Printout]] = {
    "swapped_cells": swapped_cells, "deleted_row": deleted_row, "duplicated_row": duplicated_row,
    "swapped_rows": swapped_rows, "deleted_label": deleted_label,
    **{name: _noise(name) for name in ("split_labels", "torn_rows", "ocr_labels", "page_numbers", "heads_repeated",
                                       "heads_missing", "columns_named", "blank_columns", "lost_headings")}}
