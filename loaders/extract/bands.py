"""Columns aligned by spaces: where a value stands in its line tells its column.

In:   rows of values from lines of text, each with where it begins and ends.
Out:  bands(), the place of each column, from the rows that are full; place(), the columns of a row that is not.
Promise: only text that is really set in columns is used: full rows agree on the place of every column and leave at
least two spaces between them. A value that does not stand in exactly one column leaves its row unplaced.
"""

from collections.abc import Sequence

from loaders.locate import Spot

_MIN_ROWS = 2
_MIN_GAP = 2
Band = tuple[int, int]


def bands(rows: Sequence[Sequence[Spot]], n_columns: int) -> list[Band] | None:
    """From where to where each column reaches over all full rows; None where the text is not set in columns."""
    full = [row for row in rows if len(row) == n_columns and _is_one_line(row)]
    if len(full) < _MIN_ROWS or any(b.x[0] - a.x[1] < _MIN_GAP for row in full for a, b in zip(row, row[1:])):
        return None
    found = [(min(row[c].x[0] for row in full), max(row[c].x[1] for row in full)) for c in range(n_columns)]
    is_apart = all(b[0] - a[1] >= _MIN_GAP for a, b in zip(found, found[1:]))
    is_aligned = all(_share_an_edge([row[c].x for row in full]) for c in range(n_columns))
    return found if is_apart and is_aligned else None


def place(row: Sequence[Spot], columns: Sequence[Band]) -> list[Spot | None] | None:
    """The values of a row by column, None where the row has none; None when a value stands in no column or in two."""
    placed: list[Spot | None] = [None] * len(columns)
    if not _is_one_line(row):
        return None
    for spot in row:
        touched = [c for c, (start, end) in enumerate(columns) if spot.x[0] < end and spot.x[1] > start]
        if len(touched) != 1 or placed[touched[0]] is not None:
            return None
        placed[touched[0]] = spot
    return placed


def _is_one_line(row: Sequence[Spot]) -> bool:
    return len({spot.row for spot in row}) == 1 and all(spot.x[1] for spot in row)


def _share_an_edge(places: Sequence[Band]) -> bool:
    """Left-aligned, right-aligned or centred, give or take one."""
    edges = (lambda p: p[0], lambda p: p[1], lambda p: (p[0] + p[1]) // 2)
    return any(max(map(edge, places)) - min(map(edge, places)) <= 1 for edge in edges)
