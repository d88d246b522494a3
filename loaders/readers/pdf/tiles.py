"""Cells that are drawn apart from one another -> the rules of one table.

In:   rectangles: cells with borders of their own and room between them, or filled cells on the page or on a ground.
Out:  tiled(): the rules that part them, group by group.
Promise: only rectangles that lie side by side, in rows and columns, and leave hardly a place between them uncovered are
taken for a table: shaded rows and boxes around text are none.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

ROOM = 10.0  # points; the room between two cells of one table
_OVERLAP = 0.5  # of the smaller one: neighbours stand side by side
_COVERED = 0.9  # of the whole table: its cells and the room between them
_FEWEST = 4  # filled cells
_MOST = 1_500  # rectangles of a page; more are a drawing
_SAME = 1.0  # points; the same rectangle drawn twice
_LEAST = (5.0, 4.0)  # points; what holds a digit


class Tile(NamedTuple):
    """A rectangle on paper; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def tiled(ruled: Sequence[Tile], filled: Sequence[Tile] = ()) -> list[list[Tile]]:
    """Groups of cells that make a table, each grown to meet its neighbours: cells with borders, and `filled` ones,
    which must be in rows and columns both."""
    kept = _innermost([t for t in (*ruled, *filled)
                       if t.right - t.left >= _LEAST[0] and t.bottom - t.top >= _LEAST[1]])
    bordered = set(ruled)
    found: list[list[Tile]] = []
    for tiles, fewest in (([t for t in kept if t in bordered], 2), ([t for t in kept if t not in bordered], _FEWEST)):
        if not fewest <= len(tiles) <= _MOST:
            continue
        beside, below = _neighbours(tiles, 0), _neighbours(tiles, 1)
        parent = list(range(len(tiles)))

        def root(i: int, parent: list[int] = parent) -> int:
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i

        for i, j, _ in (*beside, *below):
            parent[root(j)] = root(i)
        groups: dict[int, set[int]] = {}
        for i in range(len(tiles)):
            groups.setdefault(root(i), set()).add(i)
        for own in groups.values():
            across, down = ([gap for i, _, gap in pairs if i in own] for pairs in (beside, below))
            if len(own) >= fewest and across and (down or fewest == 2):
                found.append(_grown([tiles[i] for i in own], median(across), median(down) if down else 0.0))
    return [grown for grown in found if grown]


def _neighbours(tiles: list[Tile], axis: int) -> list[tuple[int, int, float]]:
    """(a, b, the room between): for each tile its nearest neighbour to the right (axis 0) or below (1)."""
    order = sorted(range(len(tiles)), key=lambda i: tiles[i][axis])
    starts, other = [tiles[i][axis] for i in order], 1 - axis
    found = []
    for i, a in enumerate(tiles):
        end = a[axis + 2]
        for j in order[bisect_left(starts, end - _SAME):bisect_right(starts, end + ROOM)]:
            b = tiles[j]
            overlap = min(a[other + 2], b[other + 2]) - max(a[other], b[other])
            if i != j and overlap >= _OVERLAP * min(a[other + 2] - a[other], b[other + 2] - b[other]):
                found.append((i, j, b[axis] - end))
                break
    return found


def _innermost(tiles: list[Tile]) -> list[Tile]:
    """Each once, without those that others lie in."""
    kept: list[Tile] = []
    for tile in sorted(set(tiles), key=lambda t: (t.right - t.left) * (t.bottom - t.top)):
        if len(kept) > _MOST:
            return []
        if not any(tile.left - _SAME <= t.left and t.right <= tile.right + _SAME
                   and tile.top - _SAME <= t.top and t.bottom <= tile.bottom + _SAME for t in kept):
            kept.append(tile)
    return kept


def _grown(tiles: list[Tile], across: float, down: float) -> list[Tile]:
    x, y = across / 2, down / 2
    grown = [Tile(t.left - x, t.top - y, t.right + x, t.bottom + y) for t in tiles]
    whole = ((max(t.right for t in grown) - min(t.left for t in grown))
             * (max(t.bottom for t in grown) - min(t.top for t in grown)))
    area = sum((t.right - t.left) * (t.bottom - t.top) for t in grown)
    return grown if area >= _COVERED * whole else []
