"""Cells with declared spans -> a Grid; and the tables that are not tables.

In:   rows of (text, column span, row span) as a web page or a Word table declares them.
Out:  build() a Grid; squeeze() out what has no width; settle() the blocks that a drawn table really is.
Promise: a span is clipped to what exists and to free places, so cells never overlap and a span of billions costs
nothing. Rows and columns in which no cell begins have no width on paper and are left out.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.document import Cell, Grid, Line
from loaders.readers import limits

TO_THE_END = 1 << 20  # a row span that lasts until the table ends
_PROSE_FROM = 300  # characters in one cell; the longest label of any edition has 60, filled-in remarks stay below 200


class Spanned(NamedTuple):
    """One declared cell, before it has a place."""

    text: str
    col_span: int = 1
    row_span: int = 1


def build(rows: Sequence[Sequence[Spanned]], page: int | None = None) -> Grid:
    """Places each cell in the first free column of its row, as browsers do."""
    limits.check_count(len(rows), limits.MAX_ROWS, "行")
    busy: list[int] = []  # for each column, the first row in which it is free again
    placed: list[Cell] = []
    drawn = 0
    for row, cells in enumerate(rows):
        col = 0
        for cell in cells:
            while col < len(busy) and busy[col] > row:
                col += 1
            width = 1
            if cell.col_span > 1:
                wanted = min(cell.col_span, limits.MAX_COL_SPAN)
                while width < wanted and not (col + width < len(busy) and busy[col + width] > row):
                    width += 1
            drawn += width
            if col >= limits.MAX_COLS or drawn > limits.MAX_PLACES:
                limits.check_count(col + 1, limits.MAX_COLS, "列")
                limits.check_count(drawn, limits.MAX_PLACES, "格")
            height = min(max(cell.row_span, 1), len(rows) - row)
            busy.extend([0] * (col + width - len(busy)))
            busy[col:col + width] = [row + height] * width
            placed.append(Cell(row, col, cell.text, height, width))
            col += width
    return Grid(squeeze(placed), page)


def squeeze(cells: list[Cell]) -> tuple[Cell, ...]:
    """Renumbers rows and columns so that at least one cell begins in each."""
    rows, cols = sorted({c.row for c in cells}), sorted({c.col for c in cells})
    n_rows, n_cols = len(rows), len(cols)
    if cells and rows[-1] < n_rows and cols[-1] < n_cols and all(
            c.row + c.row_span <= n_rows and c.col + c.col_span <= n_cols for c in cells):
        return tuple(cells)  # as most tables: nothing to leave out

    def rank(places: list[int], start: int, span: int) -> tuple[int, int]:
        first = bisect_left(places, start)
        return first, bisect_left(places, start + span) - first

    squeezed = []
    for cell in cells:
        (row, row_span), (col, col_span) = rank(rows, cell.row, cell.row_span), rank(cols, cell.col, cell.col_span)
        squeezed.append(Cell(row, col, cell.text, row_span, col_span, cell.is_sure, cell.box))
    return tuple(squeezed)


def lines_of(text: str, page: int | None = None) -> Iterator[Line]:
    """The printed lines of a cell or paragraph, blank ones left out."""
    return (Line(part.strip(), page) for part in text.split("\n") if part.strip())


def settle(grid: Grid) -> Iterator[Line | Grid]:
    """What a drawn table really is: a frame of one cell or one column is Lines; a row that holds prose is Lines and
    parts the table; the rest are Grids. Tables without any text vanish."""
    if not any(c.text.strip() for c in grid.cells):
        return
    if grid.n_cols == 1:
        for cell in grid.cells:
            yield from lines_of(cell.text, grid.page)
        return
    prose = {c.row for c in grid.cells if len(c.text) > _PROSE_FROM}
    if not prose:
        yield grid
        return
    start = 0
    for row in [*sorted(prose), grid.n_rows]:
        piece = tuple(
            Cell(max(c.row, start) - start, c.col, c.text if c.row >= start else "",
                 min(c.row + c.row_span, row) - max(c.row, start), c.col_span, c.is_sure, c.box)
            for c in grid.cells if c.row < row and c.row + c.row_span > start and c.row not in prose)
        if piece:
            yield from settle(Grid(squeeze(list(piece)), grid.page))
        for cell in sorted((c for c in grid.cells if c.row == row), key=lambda c: c.col):
            yield from lines_of(cell.text, grid.page)
        start = row + 1
