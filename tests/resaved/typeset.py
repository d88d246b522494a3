"""Tables as a converter prints the lines of a ruled page: a long label over several lines, its neighbours beside it.

In:   a PrintedTable.
Out:  TABLES: name -> the lines of the table.
Promise: every cell's text is there, its lines from top to bottom; what differs is where they stand. `layout` keeps the
columns with spaces and has a page number amid the rows, `spaced` has one space wherever a column ends, `top` sets the
cells at their upper edge, `raw` prints cell after cell, the numbers of a row on one line.
"""

from collections.abc import Callable

from loaders.demo.printed import PrintedCell, PrintedTable
from tests.resaved.places import wrapped

_LABEL, _GROUP, _HEAD, _NUMBER = 9, 4, 3, 6  # characters a line in the columns of labels, groups, heads, numbers
_PAGE_AFTER = 25  # lines
Piece = tuple[int, str]  # where it begins, its text


def _widths(table: PrintedTable) -> list[int]:
    first = min((c.col for c in table.cells if c.key), default=1)
    if table.id != "requests":
        return [_LABEL] * first + [_NUMBER] * (table.n_cols - first)
    return [_GROUP] * (first - 1) + [_LABEL] + [_NUMBER] * (table.n_cols - first)


def _lines(cell: PrintedCell, widths: list[int]) -> list[str]:
    wide = sum(widths[cell.col:cell.col + cell.col_span])
    is_narrow = not cell.key and cell.col_span == 1 and wide == _NUMBER
    return wrapped(cell.text.replace("\n", ""), _HEAD if is_narrow else wide) if cell.text.strip() else []


def _heights(table: PrintedTable, widths: list[int]) -> list[int]:
    heights = [1] * table.n_rows
    for cell in sorted(table.cells, key=lambda c: c.row_span):
        own = slice(cell.row, cell.row + cell.row_span)
        lacking = len(_lines(cell, widths)) - sum(heights[own])
        if lacking > 0:
            heights[cell.row + cell.row_span - 1] += lacking
    return heights


def _set(table: PrintedTable, is_centred: bool) -> list[list[Piece]]:
    """The pieces of each line of the page."""
    widths = _widths(table)
    heights = _heights(table, widths)
    page: list[list[Piece]] = [[] for _ in range(sum(heights))]
    for cell in sorted(table.cells, key=lambda c: (c.col, c.row)):
        lines, left = _lines(cell, widths), sum(w + 2 for w in widths[:cell.col])
        spare = sum(heights[cell.row:cell.row + cell.row_span]) - len(lines)
        top = sum(heights[:cell.row]) + (spare // 2 if is_centred else 0)
        for n, line in enumerate(lines):
            page[top + n].append((left, line))
    return page


def _layout(table: PrintedTable) -> list[str]:
    lines = []
    for n, pieces in enumerate(_set(table, is_centred=True)):
        line = ""
        for left, text in sorted(pieces):
            line = line.ljust(left) + text + " "
        lines += ["", "- 5 -", ""] if n == _PAGE_AFTER else []
        lines += [line.rstrip(), ""] if n % 3 == 0 else [line.rstrip()]
    return lines


def _spaced(is_centred: bool) -> Callable[[PrintedTable], list[str]]:
    return lambda table: [" ".join(text for _, text in sorted(pieces)) for pieces in _set(table, is_centred) if pieces]


def _raw(table: PrintedTable) -> list[str]:
    widths, lines = _widths(table), []
    for row in range(table.n_rows):
        numbers = ""
        for cell in sorted((c for c in table.cells if c.row == row), key=lambda c: c.col):
            if cell.key:
                numbers += cell.text.strip() + " "
            else:
                lines += _lines(cell, widths)
        lines += [numbers.strip()] if numbers.strip() else []
    return lines


TABLES: dict[str, Callable[[PrintedTable], list[str]]] = {
    "layout": _layout, "spaced": _spaced(True), "top": _spaced(False), "raw": _raw,
}
