"""Printed rows: what grids and flattened lines have in common.

In:   a Grid, or Lines that are a table laid flat.
Out:  PrintedRow of Spots, in reading order; each Spot knows its place in the source.
Promise: a cell that spans several places is one Spot, the same object, in each of them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from loaders.document import Grid, Line
from loaders.form.labels import bare

GRID, TABS, FLOW = "grid", "tabs", "flow"
_FURNITURE = re.compile(r"[-—–―─·.\s]*(?:第\s*)?\d{1,4}(?:\s*[/页]\s*(?:共\s*)?\d*\s*页?)?[-—–―─·.\s]*")
_PAGE_NUMBER = re.compile(r"[—–―─-]{1,2}\s*\d{1,4}\s*[—–―─-]{1,2}")
_WIDE = re.compile("[\u2e80-\U0010ffff]")
_WORD = re.compile(r"\S+")
_SET_OUT = re.compile(r"[\u4e00-\u9fff].*(?: +\d+){5}$")  # a row of numbers behind its label


@lru_cache(maxsize=65536)
def _label(text: str) -> str:
    """The bare text of a cell, without a page number that a page break left inside it (淮安 2024)."""
    return bare(_PAGE_NUMBER.sub("", text))


@dataclass(slots=True, eq=False)
class Spot:
    """One printed cell. `row`, `col` count from 1 inside its grid; in flattened text `x` is where it stands in the
    line. `bare`: its text made comparable; every stage asks for it many times, so it is worked out once, and a text
    that goes on in another line is another Spot (`followed_by`).
    """

    text: str
    page: int | None
    row: int
    col: int
    n_rows: int = 1
    n_cols: int = 1
    x: tuple[int, int] = (0, 0)
    is_sure: bool = True
    bare: str = field(init=False)
    is_blank: bool = field(init=False)

    def __post_init__(self) -> None:
        self.bare = _label(self.text)
        self.is_blank = not self.bare

    def followed_by(self, text: str) -> "Spot":
        """The same cell with one more line of text."""
        return replace(self, text=f"{self.text}\n{text}")


@dataclass(slots=True, eq=False)
class PrintedRow:
    """One row as printed. kind grid: a Spot or None for each column; tabs: the cells of a line or of a run of
    one-cell lines, blanks kept; flow: the pieces of a line that white space parts, blanks not to be seen."""

    spots: list[Spot | None]
    kind: str
    source: int  # which grid of the document; for lines, the line
    is_line: bool = False  # tabs: one line of text, not a run of one-cell lines

    def distinct(self) -> Iterator[Spot]:
        """Each Spot once, left to right."""
        last = None
        for spot in self.spots:
            if spot is not None and spot is not last:
                yield spot
                last = spot


def grid_rows(grid: Grid, source: int) -> list[PrintedRow]:
    """The rows of a grid, spans filled in. Where a page break cuts cells at unequal heights a reader sees one printed
    row as two, of the same filled cells: it is one row here.
    """
    width = grid.n_cols
    places: list[list[Spot | None]] = [[None] * width for _ in range(grid.n_rows)]
    for cell in grid.cells:
        spot = Spot(cell.text, grid.page, cell.row + 1, cell.col + 1, cell.row_span, cell.col_span,
                    is_sure=cell.is_sure)
        if cell.row_span == cell.col_span == 1:
            places[cell.row][cell.col] = spot
            continue
        for row in places[cell.row:cell.row + cell.row_span]:
            row[cell.col:cell.col + cell.col_span] = [spot] * cell.col_span
    rows: list[PrintedRow] = []
    above: list[Spot] = []
    for row in places:
        filled = [s for s in row if s is not None and not s.is_blank]
        if not rows or _says_more(filled, above):
            rows.append(PrintedRow(row, GRID, source))
            above = filled
    return rows


def _says_more(own: list[Spot], above: list[Spot]) -> bool:
    """Whether a row of these filled cells is one of its own: one of them begins in it, or the last one of the row above
    has ended."""
    return not own or not above or own[-1] is not above[-1] or not set(own) <= set(above)


def is_furniture(text: str) -> bool:
    """A line that belongs to the page, not to the text: blank, or a page number."""
    return not text.strip() or _FURNITURE.fullmatch(text.strip()) is not None


def is_page_number(line: Line) -> bool:
    """A page number that cannot be the number of a cell: with dashes or words about it."""
    text = line.text.strip()
    return bool(text) and not text.isdigit() and _FURNITURE.fullmatch(text) is not None and any(map(str.isdigit, text))


def _width(text: str, wide: int) -> int:
    return len(text) + (wide - 1) * len(_WIDE.findall(text)) if wide > 1 else len(text)


def words(line: Line, source: int, row: int, wide: int = 2) -> PrintedRow:
    """The pieces of a line parted by white space, with where each stands when a wide character takes `wide` places."""
    spots: list[Spot] = []
    end = x = 0
    for n, match in enumerate(_WORD.finditer(line.text), 1):
        left = x + _width(line.text[end:match.start()], wide)
        end, x = match.end(), left + _width(match.group(), wide)
        spots.append(Spot(match.group(), line.page, row, n, x=(left, x), is_sure=line.is_sure))
    return PrintedRow(spots, FLOW, source)


def wideness(lines: Iterable[Line]) -> int:
    """How many places a wide character takes in this text: two on a screen, one where pdftotext keeps the layout. The
    numbers at the ends of lines stand below one another in fewer places when it is counted right."""
    ends: dict[int, set[tuple[int, int]]] = {1: set(), 2: set()}
    for line in lines:
        text = line.text.rstrip()
        if _SET_OUT.search(text):
            for wide, seen in ends.items():
                seen.add((line.page or 0, _width(text, wide)))
    return 1 if len(ends[1]) < len(ends[2]) else 2
