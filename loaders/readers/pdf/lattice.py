"""Ruling lines -> drawn tables.

In:   the rules of a page.
Out:  Frames: the cells that the rules enclose, each with its rectangle on paper.
Promise: neighbouring places become one cell where no rule parts them; cells never overlap. A side that the
page break or the printer left open is closed at the end of the rules that reach it.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import NamedTuple

from loaders.readers.pdf.page import Char, Rule

_NEAR = 2.5  # points; rules of two pages closer than this stand in one place
_THIN = 3.2  # points; no writing fits between rules closer than this: double borders, cells with borders of their own
_TOUCH = 3.5  # points; how far apart two rules may end and still meet
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
        """This frame with the columns of the one above the page break, when all its upright rules stand in that one.

        Below the break a table may draw fewer columns than above it, and leave out the sides of the cells that run on;
        in one table they have one count.
        """
        if above is None or len(above.xs) <= len(self.xs):
            return self
        at = [min(range(len(above.xs)), key=lambda i: abs(above.xs[i] - x)) for x in self.xs]
        if at[-1] != len(above.xs) - 1 or any(abs(above.xs[i] - x) > _NEAR for i, x in zip(at, self.xs)):
            return self
        places = [Place(p.row, at[p.col], p.row_span, at[p.col + p.col_span] - at[p.col]) for p in self.places]
        if at[0]:
            places.append(Place(0, 0, len(self.ys) - 1, at[0]))
        return Frame(above.xs, self.ys, sorted(places))

    def owner(self, char: Char) -> int | None:
        """The index of the cell that holds the middle of the character; None outside."""
        if not (self.xs[0] <= char.x <= self.xs[-1] and self.ys[0] <= char.y <= self.ys[-1]):
            return None
        col = min(bisect_right(self.xs, char.x) - 1, len(self.xs) - 2)
        row = min(bisect_right(self.ys, char.y) - 1, len(self.ys) - 2)
        return self._owner.get((row, col))


def find_frames(across: list[Rule], down: list[Rule]) -> list[Frame]:
    """The tables that crossing rules draw, from the top of the page down."""
    across, down = _joined(across), _joined(down)
    frames = []
    for hs, vs in _connected(across, down):
        if len(hs) + len(vs) >= 3 and (frame := _frame(hs, vs)):
            frames.append(frame)
    return sorted(frames, key=lambda frame: (frame.top, frame.xs[0]))


def _joined(rules: list[Rule]) -> list[Rule]:
    """Rules on one line that touch become one; lines closer than _THIN become one line."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule.at - groups[-1][-1].at <= _THIN and rule.at - groups[-1][0].at <= 2 * _THIN:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    joined = []
    for group in groups:
        at = sum(r.at for r in group) / len(group)
        start = end = None
        for rule in sorted(group, key=lambda r: r.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + _TOUCH:
                end = max(end, rule.end)
            else:
                joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        joined.append(Rule(at, start, end))
    return joined


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that cross or touch one another."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    by_at = [h.at for h in across]
    for j, v in enumerate(down):
        for i in range(bisect_left(by_at, v.start - _TOUCH), bisect_right(by_at, v.end + _TOUCH)):
            if across[i].start - _TOUCH <= v.at <= across[i].end + _TOUCH:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate(across):
        groups[root(i)][0].append(rule)
    for j, rule in enumerate(down):
        groups[root(len(across) + j)][1].append(rule)
    return [(hs, vs) for hs, vs in groups.values() if hs and vs]


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
            if col + 1 < n_cols and not _covers(down[col + 1], (ys[row] + ys[row + 1]) / 2):
                parent[root((row, col + 1))] = root((row, col))
            if row + 1 < n_rows and not _covers(across[row + 1], (xs[col] + xs[col + 1]) / 2):
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


def _covers(rules: list[Rule], middle: float) -> bool:
    return any(rule.start - _TOUCH <= middle <= rule.end + _TOUCH for rule in rules)


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
