"""What every reader hands on: a document as an ordered flow of lines and grids.

In:   nothing; these are the nouns of reading.
Out:  Document, Line, Grid, Cell.
Promise: nothing after the reader knows the format. Text is as the source has it
(no trimming inside, no number parsed); positions are those of the source.
"""

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]  # left, top, right, bottom in points, from the top left of the upright page


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line or paragraph outside any table. `page` counts from 1; None where the format has no pages.
    `is_sure`: False where a scan left in doubt what its numbers are. `leaf`: which of the pages printed on one sheet.
    `box`: where it is printed, of formats that have paper; it says nothing of what is printed, so it is not compared.
    """

    text: str
    page: int | None = None
    is_sure: bool = True
    leaf: int = 0
    box: Box | None = field(default=None, compare=False)


@dataclass(slots=True, unsafe_hash=True)
class Cell:
    """One cell of a grid, at its top-left place; rows and columns count from 0 inside the grid.
    `is_sure`: False where a scan left in doubt what the cell says; `box` as of a Line. Nobody changes one; it is not
    frozen since a report has hundreds, and a frozen one takes four times as long to make.
    """

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    is_sure: bool = True
    box: Box | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as drawn in the source; a table that runs over a page break is two grids here.

    Cells never overlap; a place covered by no cell is a place the source does not draw. `leaf` as of a Line.
    """

    cells: tuple[Cell, ...]
    page: int | None = None
    leaf: int = 0

    @property
    def n_rows(self) -> int:
        return max([c.row + c.row_span for c in self.cells], default=0)

    @property
    def n_cols(self) -> int:
        return max([c.col + c.col_span for c in self.cells], default=0)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole source document in reading order.

    `metadata` holds what the file says of itself outside its text, under these keys when present:
    title, author, published (as written), url, encoding, sheet_names. `doubted`: the pages of which no number is to be
    taken as read, and why, in Chinese: what the page shows is not for certain what the reader was given.
    """

    format: str
    blocks: tuple[Line | Grid, ...]
    n_pages: int | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    doubted: dict[int, str] = field(default_factory=dict)
