"""Surgery on drawn tables: rows and columns put in and taken out, cells changed.

In:   PrintedTables. Out: PrintedTables.
Promise: cells never overlap; a merged cell grows and shrinks with the rows and columns it covers.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from loaders.demo.printed import PrintedCell, PrintedTable


def without_row(table: PrintedTable, row: int) -> PrintedTable:
    """The table without that row; a cell merged over it is one row shorter."""
    cells = []
    for c in table.cells:
        covers = c.row <= row < c.row + c.row_span
        if covers and c.row_span == 1:
            continue
        cells.append(replace(c, row_span=c.row_span - 1) if covers else replace(c, row=c.row - (c.row > row)))
    return replace(table, cells=tuple(cells), n_rows=table.n_rows - 1, n_head=table.n_head - (row < table.n_head))


def with_row(table: PrintedTable, at: int, cells: Iterable[PrintedCell] = ()) -> PrintedTable:
    """The table with a new row `at`, blank but for `cells` (their row is set); merged cells it splits grow over it."""
    cells = [replace(c, row=at) for c in cells]
    taken = {c.col + i for c in cells for i in range(c.col_span)}
    kept = []
    for c in table.cells:
        if c.row < at < c.row + c.row_span:
            if taken & set(range(c.col, c.col + c.col_span)):  # a row across all columns cuts the merged cell
                kept += [replace(c, row_span=at - c.row),
                         replace(c, row=at + 1, row_span=c.row + c.row_span - at, text="")]
                continue
            taken |= set(range(c.col, c.col + c.col_span))
            kept.append(replace(c, row_span=c.row_span + 1))
        else:
            kept.append(replace(c, row=c.row + (c.row >= at)))
    blank = [PrintedCell(at, col, "") for col in range(table.n_cols) if col not in taken]
    return replace(table, cells=(*kept, *cells, *blank), n_rows=table.n_rows + 1)


def with_column(table: PrintedTable, at: int) -> PrintedTable:
    """The table with a blank column `at`; merged cells it splits grow over it."""
    kept, taken = [], set()
    for c in table.cells:
        if c.col < at < c.col + c.col_span:
            taken |= set(range(c.row, c.row + c.row_span))
            kept.append(replace(c, col_span=c.col_span + 1))
        else:
            kept.append(replace(c, col=c.col + (c.col >= at)))
    blank = [PrintedCell(row, at, "") for row in range(table.n_rows) if row not in taken]
    return replace(table, cells=(*kept, *blank), n_cols=table.n_cols + 1)


def reworded(table: PrintedTable, words: Callable[[PrintedCell], str]) -> PrintedTable:
    """The table with the text of every cell as `words` gives it."""
    return replace(table, cells=tuple(replace(c, text=words(c)) for c in table.cells))


def data_rows(table: PrintedTable) -> list[int]:
    """The rows that hold figures."""
    return sorted({c.row for c in table.cells if c.key})


def leaf(table: PrintedTable, row: int) -> PrintedCell | None:
    """The label that stands beside the figures of a row, if it is that row's alone."""
    found = [c for c in table.cells if not c.key and c.row == row and c.row_span == 1 and c.text]
    return max(found, key=lambda c: c.col, default=None)
