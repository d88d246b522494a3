"""Ruling lines -> drawn tables.

In:   the rules of a page.
Out:  Frames: the cells that the rules enclose, each with its rectangle on paper.
Promise: neighbouring places become one cell where no rule parts them; cells never overlap. A side that the
page break or the printer left open is closed at the end of the rules that reach it.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from loaders.document import Box
from loaders.readers.pdf.page import Rule
from loaders.readers.pdf.rules import connected, joined, straightened
from loaders.readers.pdf.tiles import ROOM, Tile, tiled

_NEAR = 2.5  # points; rules of two pages closer than this stand in one place
_THIN = 3.2  # points; no writing fits between rules closer than this: double borders, cells with borders of their own
_LOW = 0.35  # of the writing's height: no cell is lower, so two rules are the borders of two cells
_TOUCH = 3.5  # points; how far apart two rules may end and still meet
_MEET = 0.75  # points; how far apart the sides of one cell may end that is drawn by itself
_TABLE = 6  # cells inside the cell of another table
_OPEN = 6.0  # points; rules reaching this far beyond the last crossing rule leave the table open there


class Place(NamedTuple):
    """One cell: where it stands in the table."""

    row: int
    col: int
    row_span: int
    col_span: int


class Frame:
    """One drawn table: its lines across (ys) and down (xs), and its cells."""

    def __init__(self, xs: list[float], ys: list[float], places: list[Place]):
        self.xs, self.ys, self.places = xs, ys, places
        self._owner = {(row, col): at for at, p in enumerate(places)
                       for row in range(p.row, p.row + p.row_span) for col in range(p.col, p.col + p.col_span)}

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def continuing(self, above: "Frame | None") -> "Frame":
        """This frame with the columns of the one above the page break, when its upright rules stand in that one.

        Below the break a table may draw fewer columns than above it, and leave out the sides of the cells that run on;
        in one table they have one count.
        """
        if above is None or abs(above.xs[-1] - self.xs[-1]) > _NEAR:
            return self
        nearest = [min(range(len(above.xs)), key=lambda i: abs(above.xs[i] - x)) for x in self.xs]
        is_met = [abs(above.xs[i] - x) <= _NEAR for i, x in zip(nearest, self.xs)]
        if all(is_met) and len(above.xs) > len(self.xs):
            xs, at = above.xs, nearest
        elif is_met[0] and nearest[0] and 2 * sum(is_met) > len(is_met):
            xs = [*above.xs[:nearest[0]], *self.xs]  # the cells at the left run on, and nothing closes them here
            at = [nearest[0] + i for i in range(len(self.xs))]
        else:
            return self
        places = [Place(p.row, at[p.col], p.row_span, at[p.col + p.col_span] - at[p.col]) for p in self.places]
        if at[0]:
            places.append(Place(0, 0, len(self.ys) - 1, at[0]))
        return Frame(xs, self.ys, sorted(places))

    def box(self, place: Place) -> Box:
        """The rectangle of a cell on paper."""
        return (self.xs[place.col], self.ys[place.row], self.xs[place.col + place.col_span],
                self.ys[place.row + place.row_span])

    @property
    def middle(self) -> tuple[float, float]:
        return (self.xs[0] + self.xs[-1]) / 2, (self.ys[0] + self.ys[-1]) / 2

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    @property
    def is_tight(self) -> bool:
        """Whether some of its rows or columns are so narrow that they may be the room between cells."""
        return any(b - a < ROOM for line in (self.xs, self.ys) for a, b in zip(line, line[1:]))

    def surrounds(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def owner(self, x: float, y: float) -> int | None:
        """The index of the cell that holds a point; None outside."""
        if not self.surrounds(x, y):
            return None
        col = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        row = min(bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        return self._owner.get((row, col))


def find_frames(across: list[Rule], down: list[Rule], filled: Sequence[Tile] = (), size: float = 0.0) -> list[Frame]:
    """The tables that crossing rules or separate cells draw, from the top of the page down.

    `filled`: coloured rectangles, which may be cells; `size`: of the writing, in points: no cell is lower than half of
    it. A frame of one column is none: it parts nothing that stands side by side.
    """
    thin = max(_THIN, _LOW * size)
    found = _crossing(across, down, thin, _TOUCH)
    frames = [frame for frame in found if len(frame.xs) > 2]
    apart: list[Tile] = []
    if any(len(frame.places) == 1 or frame.is_tight for frame in found):
        apart = [_outline(f) for f in _crossing(across, down, thin, _MEET) if len(f.places) == 1]
    for cells in tiled(apart, [tile for tile in filled if not any(frame.surrounds(*tile.middle) for frame in frames)]):
        sides = [Rule(at, t.left, t.right) for t in cells for at in (t.top, t.bottom)]
        uprights = [Rule(at, t.top, t.bottom) for t in cells for at in (t.left, t.right)]
        for whole in (frame for frame in _crossing(sides, uprights, thin, _TOUCH) if len(frame.xs) > 2):
            is_inside = any(f.surrounds(*whole.middle) and not whole.surrounds(*f.middle) for f in frames)
            if not is_inside or len(cells) >= _TABLE:  # else boxes to tick, in a cell
                frames = [f for f in frames if not whole.surrounds(*f.middle)] + [whole]
    return sorted(frames, key=lambda frame: (frame.top, frame.xs[0]))


def _outline(frame: Frame) -> Tile:
    return Tile(frame.xs[0], frame.ys[0], frame.xs[-1], frame.ys[-1])


def _crossing(across: list[Rule], down: list[Rule], thin: float, touch: float) -> list[Frame]:
    """The frames of rules that meet."""
    return [frame for hs, vs in connected(joined(across, touch), joined(down, touch), touch)
            if len(hs) + len(vs) >= 3 and (frame := _frame(straightened(hs, thin), straightened(vs, thin)))]


def _frame(hs: list[Rule], vs: list[Rule]) -> Frame | None:
    ys, xs = _lines(hs, vs), _lines(vs, hs)
    if len(ys) < 2 or len(xs) < 2:
        return None
    across, down = _on_lines(hs, ys), _on_lines(vs, xs)
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    parent = {(r, c): (r, c) for r in range(n_rows) for c in range(n_cols)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for row in range(n_rows):
        for col in range(n_cols):
            if col + 1 < n_cols and not _covers(down[col + 1], ys[row], ys[row + 1]):
                parent[root((row, col + 1))] = root((row, col))
            if row + 1 < n_rows and not _covers(across[row + 1], xs[col], xs[col + 1]):
                parent[root((row + 1, col))] = root((row, col))
    regions: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for place in parent:
        regions[root(place)].add(place)
    places = [p for region in regions.values() for p in _rectangles(region)]
    return Frame(xs, ys, sorted(places))


def _lines(rules: list[Rule], crossing: list[Rule]) -> list[float]:
    """Where the rules stand, with the open sides closed at the ends of the crossing rules."""
    lines = sorted({rule.at for rule in rules})
    first, last = min(r.start for r in crossing), max(r.end for r in crossing)
    if lines[0] - first > _OPEN:
        lines.insert(0, first)
    if last - lines[-1] > _OPEN:
        lines.append(last)
    return lines


def _on_lines(rules: list[Rule], lines: list[float]) -> list[list[Rule]]:
    found: list[list[Rule]] = [[] for _ in lines]
    for rule in rules:
        found[bisect_left(lines, rule.at)].append(rule)
    return found


def _covers(rules: list[Rule], low: float, high: float) -> bool:
    """Whether a rule runs along a side from low to high; a rule that ends a little short still does."""
    middle, slack = (low + high) / 2, min(_TOUCH, (high - low) / 4)
    return any(rule.start - slack <= middle <= rule.end + slack for rule in rules)


def _rectangles(region: set[tuple[int, int]]) -> list[Place]:
    """Cuts a region into rectangles: one for a proper cell, several where a rule was left out."""
    left, found = set(region), []
    while left:
        row, col = min(left)
        col_span = row_span = 1
        while (row, col + col_span) in left:
            col_span += 1
        while all((row + row_span, c) in left for c in range(col, col + col_span)):
            row_span += 1
        left -= {(r, c) for r in range(row, row + row_span) for c in range(col, col + col_span)}
        found.append(Place(row, col, row_span, col_span))
    return found
