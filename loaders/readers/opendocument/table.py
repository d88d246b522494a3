"""The cells of an OpenDocument table, at the places their repetitions and spans give them.

In:   a table element; a function that tells the text of a cell.
Out:  placed(), Cells that never overlap; attribute() and count(), which read attributes by their bare name.
Promise: rows and cells that stand for thousands of empty ones are passed over: a table costs what it holds.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from loaders.document import Cell
from loaders.readers import limits
from loaders.readers.docx.names import local

_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group", "soft-page-break"})


def attribute(element: etree._Element, name: str) -> str:
    """The attribute of this bare name, in whatever namespace; "" where there is none."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def count(element: etree._Element, name: str) -> int:
    """A whole number of at least 1; 1 where the attribute is missing or no number."""
    text = attribute(element, name)
    return max(int(text[:9]), 1) if text.isdecimal() and text.isascii() else 1


def placed(table: etree._Element, text_of: Callable[[etree._Element], str]) -> list[Cell]:
    """The cells of the table in order; covered places hold none."""
    cells: list[Cell] = []
    row = n_reads = 0
    for line in _rows(table):
        height, col = count(line, "number-rows-repeated"), 0
        drawn: list[tuple[int, str, etree._Element]] = []
        for element in line.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            width = count(element, "number-columns-repeated")
            if local(element) == "table-cell" and (len(element) or width == 1):
                n_reads += 1
                limits.check_count(width, limits.MAX_COLS, "列")
                limits.check_count(n_reads, limits.MAX_CELLS, "格")
                text = text_of(element)
                drawn += [(col + i, text, element) for i in range(width)]
            col += width
        if height > 1 and not any(text for _, text, _ in drawn):
            drawn = []  # the empty rest of a sheet
        limits.check_count(len(cells) + (height * len(drawn)), limits.MAX_CELLS, "格")
        for below in range(height if drawn else 0):
            cells += [Cell(row + below, at, text, count(element, "number-rows-spanned"),
                           count(element, "number-columns-spanned")) for at, text, element in drawn]
        row += height
    return _apart(cells)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table.iterchildren(etree.Element):
        if local(element) == "table-row":
            yield element
        elif local(element) in _GROUPS:
            yield from _rows(element)


def _apart(cells: list[Cell]) -> list[Cell]:
    """Cells whose spans lie about what they cover are cut back to their own place, so that none overlap."""
    begins = {(c.row, c.col) for c in cells}
    last_row, last_col = max((r for r, _ in begins), default=0), max((c for _, c in begins), default=0)
    taken: set[tuple[int, int]] = set()
    apart: list[Cell] = []
    for cell in cells:
        rows, cols = min(cell.row_span, last_row - cell.row + 1), min(cell.col_span, last_col - cell.col + 1)
        limits.check_count(len(taken) + rows * cols, limits.MAX_PLACES, "格")
        area = {(cell.row + r, cell.col + c) for r in range(rows) for c in range(cols)}
        if area & taken or len(area & begins) > 1:
            rows, cols, area = 1, 1, {(cell.row, cell.col)}
        if not area & taken:
            taken |= area
            apart.append(Cell(cell.row, cell.col, cell.text, rows, cols))
    return apart
