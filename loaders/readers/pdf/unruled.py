"""Tables without rules: numbers that stand in columns.

In:   the characters of a page outside drawn tables.
Out:  Grids where numbers stand below one another beside labels or under heads; all other characters, untouched.
Promise: a Grid is made only from rows with numbers that stand alone; prose with numbers in it stays prose.
Columns are where the numbers stand; labels are given to the row they are centred on.
"""

from dataclasses import dataclass
from itertools import groupby

from loaders.document import Grid
from loaders.form.labels import bare
from loaders.locate import vocabulary
from loaders.readers.pdf.assembly import assemble
from loaders.readers.pdf.page import Char
from loaders.readers.pdf.rows import Row, cut, is_whole
from loaders.readers.pdf.writing import rows_of

_HOLE = 4.5  # of the size: rows of one table are not further apart, lines of labels and heads between them counted

_CLOSE = 1.35  # of the size: lines of one label stand no further apart; rows do


@dataclass(slots=True)
class Unruled:
    """A table found by its columns: where it begins, and its grid."""

    top: float
    grid: Grid


def find_unruled(chars: list[Char], page: int) -> tuple[list[Unruled], list[Char]]:
    """The tables, and the characters that are in none of them."""
    rows = [row for line in rows_of(chars) if (row := cut(line)).words]
    tables, taken = [], set()
    for region in _regions(rows):
        for part in _parts(region):
            tables.append(Unruled(part[0].words[0].top, Grid(assemble(part), page)))
            taken.update(map(id, part))
    return tables, [char for row in rows if id(row) not in taken for char in row.chars]


def _regions(rows: list[Row]) -> list[list[Row]]:
    """Runs of rows that hold one table each: its data rows, the lines between them, and the heads above."""
    regions: list[list[Row]] = []
    run: list[Row] = []
    for row in rows:
        if row.is_prose or (run and row.y - run[-1].y > _HOLE * row.size):
            regions.append(run)
            run = []
        if not row.is_prose:
            run.append(row)
    regions.append(run)
    return [cut for region in regions if (cut := _trimmed(region))]


def _parts(region: list[Row]) -> list[list[Row]]:
    """The region parted where new heads begin: each part has columns of its own, as in the table of disclosure.

    A line between a row and the next heads is the rest of that row's label when it stands close below it, else a
    caption of what follows; a caption left of the numbers is no part of any table.
    """
    edge = min(n.left for row in region if row.is_data for n in row.numbers)
    parts: list[list[Row]] = []
    for is_data, group in groupby(region, key=lambda row: row.is_data):
        rows = list(group)
        head = next((at for at, row in enumerate(rows) if any(w.left + w.right > 2 * edge for w in row.words)), None)
        if not parts or (not is_data and head is not None):
            close = 0
            while parts and close < head and rows[close].y - parts[-1][-1].y <= _CLOSE * rows[close].size:
                parts[-1].append(rows[close])
                close += 1
            while head and head > close and rows[head].y - rows[head - 1].y <= _CLOSE * rows[head].size:
                head -= 1
            rows = rows[head or 0:]
            parts.append([])
        parts[-1].extend(rows)
    return [part for part in parts if any(row.is_data for row in part)]


def _trimmed(region: list[Row]) -> list[Row]:
    """The region from its first head to its last row or that row's wrapped label; empty when it is no table."""
    data = [row for row in region if row.is_data]
    if sum(len(row.numbers) for row in data) < 4 and not any(is_whole(w.text) for row in data for w in row.words):
        return []
    last, edge = data[-1], min(n.left for row in data for n in row.numbers)
    first = next(at for at, row in enumerate(region)
                 if row.is_data or any(w.left + w.right > 2 * edge for w in row.words))
    is_headless = region[first].is_data
    while is_headless and first and _is_close(region[first - 1], region[first]):
        first -= 1  # below a page break: the lines of the first row's label above the height of its numbers
    return [row for row in region[first:] if row.y <= last.y + 1.3 * last.size]


def _is_close(above: Row, below: Row) -> bool:
    """Whether a line is one of the label of the line below it: as close as lines of one cell, a piece of a label."""
    text = bare("".join(w.text for w in above.words))
    return below.y - above.y <= _CLOSE * below.size and vocabulary.is_part(text) and not vocabulary.is_known(text)
