"""Several report pages printed on one sheet -> the pages.

In:   the marks of a sheet, and how the sheet before was parted.
Out:  Parted: the marks of each page in reading order, where the sheet was cut, and why not, where that is not sure.
Promise: a sheet is cut only where a program says that it put pages side by side (forms of one size, each at a place of
its own), or where its middle is free of writing and rules from top to bottom and both sides look like pages: lines of
prose or rules over most of their width. What may be such a sheet, but need not be, is not cut and is doubtful.
"""

import re
from bisect import bisect_right
from collections import Counter
from typing import NamedTuple

from loaders.readers.pdf.page import Char, Marks, Rule
from loaders.readers.pdf.tiles import Tile
from loaders.readers.pdf.writing import rows_of, write

_GUTTER, _BAND = 10.0, 0.03  # points, and of the sheet's height: the least room between two pages
_EDGE = 0.04  # of the sheet's height, above and below: where a printer writes its own line across the sheet
_LONG = 0.45  # of a page's width: a line of prose, a row of a table
_STRETCH = 0.9  # of the size: gaps inside a line of prose are smaller
_TALL = 2.0  # height over width: no page is so slim, so two stand above one another
_FEW, _RULES = 5, 3  # lines of writing that may be a page; rules across that make a table
_TOPS = 6.0  # points; the margins of pages above one another differ by no more
_CROSS = 1.0  # points; a rule that reaches over the middle by no more ends on it
_MOST = 16  # pages on a sheet
_PAGE_NUMBER = re.compile(r"[-—–―·\s]*(?:第\s*)?(\d{1,3})\s*(?:[/页].*)?[-—–―·\s]*")
_UNSURE = "这一页可能由两页并排印成，不能断定左右两边的文字和数是否属于同一行"


class Cuts(NamedTuple):
    """Where a sheet of one size is cut: across at each x, down at each y."""

    sheet: Tile
    xs: tuple[float, ...] = ()
    ys: tuple[float, ...] = ()


class Parted(NamedTuple):
    """The pages of one sheet; `doubt` in Chinese where they could not be told apart for sure."""

    pages: list[Marks]
    cuts: Cuts | None
    doubt: str = ""


def parted(marks: Marks, before: Cuts | None) -> Parted:
    """The pages of one sheet; most sheets are one page. `before`: the cuts of the last sheet that was cut."""
    if len(marks.placed) in range(2, _MOST + 1) and (cuts := _between(marks)):
        return _cut(marks, cuts, marks.placed)
    middle = marks.sheet.middle[0]
    if not (sides := _sides(marks, middle)):
        return Parted([marks], None)
    is_known = before is not None and before.sheet == marks.sheet and before.xs == (middle,)
    looks = [_looks_like_page(side, middle) for side in sides]
    if not is_known and not all(looks):
        is_open = marks.sheet.right > marks.sheet.bottom and any(looks) and all(map(_may_be_page, sides))
        return Parted([marks], None, _UNSURE if is_open else "")
    return _cut(marks, Cuts(marks.sheet, (middle,), _level(marks, sides)))


def _sides(marks: Marks, middle: float) -> tuple[Marks, Marks] | None:
    """What stands left and right of the middle, when nothing reaches over it and there is room between the two."""
    low, high = middle - _CROSS, middle + _CROSS
    if any(r.start < low and r.end > high for r in marks.across):
        return None
    height = marks.sheet.bottom - marks.sheet.top
    top, bottom = marks.sheet.top + _EDGE * height, marks.sheet.bottom - _EDGE * height
    room = [marks.sheet.left, marks.sheet.right]
    for char in marks.chars:
        if char.text.isspace() or not top < char.y < bottom:
            continue
        if char.left < high and char.right > low:
            return None
        if char.right <= low:
            room[0] = max(room[0], char.right)
        else:
            room[1] = min(room[1], char.left)
        if room[1] - room[0] < _GUTTER:
            return None
    if any(t.left < low and t.right > high and t.bottom - t.top < height / 3 for t in marks.filled):
        return None
    one, other = _shares(marks, Cuts(marks.sheet, (middle,)))
    return (one, other) if one.chars and other.chars else None


def _looks_like_page(side: Marks, width: float) -> bool:
    """Whether a line of prose, or several rules of a table, run over much of the width."""
    for row in rows_of(side.chars):
        start = end = None
        for char in row:
            if char.text.isspace():
                continue
            if end is None or char.left - end > _STRETCH * char.size:
                start = char.left
            end = char.right
            if end - start > _LONG * width:
                return True
    ruled: Counter[int] = Counter()
    for rule in side.across:
        ruled[round(rule.at)] += round(rule.end - rule.start)
    return sum(length > _LONG * width for length in ruled.values()) >= _RULES


def _may_be_page(side: Marks) -> bool:
    """Whether it is several lines with words in most of them: numbers alone are the columns of a table."""
    rows = rows_of(side.chars)
    return len(rows) >= _FEW and 2 * sum(any(c.text > "\u2e7f" for c in row) for row in rows) > len(rows)


def _level(marks: Marks, sides: tuple[Marks, Marks]) -> tuple[float, ...]:
    """The middle height of the sheet, when pages stand above one another on both sides of it."""
    height, middle = marks.sheet.bottom - marks.sheet.top, marks.sheet.middle[1]
    is_tall = height > _TALL * marks.sheet.middle[0]
    tops = []
    for side in sides:
        if any(r.start < middle - _CROSS and r.end > middle + _CROSS for r in side.down):
            return ()
        above, below = (max((c.bottom for c in side.chars if c.y < middle), default=marks.sheet.top),
                        min((c.top for c in side.chars if c.y >= middle), default=marks.sheet.bottom))
        if below - above < (_GUTTER if is_tall else _BAND * height):
            return ()
        if below < marks.sheet.bottom:
            tops.append(below - middle)
    first = min(c.top for side in sides for c in side.chars)
    if not tops or not is_tall and (max(tops) - min(tops) > _TOPS or len(tops) < 2 and abs(tops[0] - first) > _TOPS):
        return ()
    return (middle,)


def _between(marks: Marks) -> Cuts | None:
    """The lines between the pages that a program placed; None where they overlap, or hold not all of the writing."""
    xs, ys = (_gaps([(box[axis], box[axis + 2]) for box in marks.placed], marks.sheet[axis::2]) for axis in (0, 1))
    cells = {(bisect_right(xs, box.middle[0]), bisect_right(ys, box.middle[1])) for box in marks.placed}
    if len(cells) < len(marks.placed):
        return None
    own = sum(any(b.left - 1 <= c.x <= b.right + 1 and b.top - 1 <= c.y <= b.bottom + 1 for b in marks.placed)
              for c in marks.chars)
    return Cuts(marks.sheet, xs, ys) if own >= 0.9 * len(marks.chars) else None


def _gaps(spans: list[tuple[float, float]], sheet: tuple[float, float]) -> tuple[float, ...]:
    """Where to cut between spans that overlap: in even parts of the sheet where that meets all gaps, else amid them."""
    gaps, reach = [], None
    for start, end in sorted(spans):
        if reach is not None and start > reach:
            gaps.append((reach, start))
        reach = end if reach is None else max(reach, end)
    even = [sheet[0] + (sheet[1] - sheet[0]) * (n + 1) / (len(gaps) + 1) for n in range(len(gaps))]
    if all(low <= at <= high for at, (low, high) in zip(even, gaps)):
        return tuple(even)
    return tuple((low + high) / 2 for low, high in gaps)


def _cut(marks: Marks, cuts: Cuts, placed: list[Tile] = ()) -> Parted:
    """The pages in order: as the program placed them, by their page numbers, else from left to right and down."""
    pages = _shares(marks, cuts)
    width = len(cuts.xs) + 1
    if placed:
        order = [bisect_right(cuts.ys, t.middle[1]) * width + bisect_right(cuts.xs, t.middle[0]) for t in placed]
        order += [i for i in range(len(pages)) if i not in order]
    else:
        numbers = [_number(page) for page in pages]
        order = list(range(len(pages)))
        if len({n for n in numbers if n is not None}) == sum(bool(page.chars) for page in pages):
            order.sort(key=lambda i: (numbers[i] is None, numbers[i] or 0))
    return Parted([pages[i] for i in order if pages[i].chars], cuts)


def _number(page: Marks) -> int | None:
    """The page number at its foot or head."""
    rows = rows_of(page.chars)
    for row in (rows[-1], rows[0]) if rows else ():
        for line in write(row):
            if match := _PAGE_NUMBER.fullmatch(line.text):
                return int(match[1])
    return None


def _shares(marks: Marks, cuts: Cuts) -> list[Marks]:
    """The marks in each field of the cuts, row by row, measured from the field's corner; a rule that runs over several
    is parted."""
    s = marks.sheet
    xs, ys = (s.left, *cuts.xs, s.right), (s.top, *cuts.ys, s.bottom)
    fields = [Tile(a, top, b, bottom) for top, bottom in zip(ys, ys[1:]) for a, b in zip(xs, xs[1:])]
    pages = [Marks([], [], [], [], Tile(0, 0, f.right - f.left, f.bottom - f.top), [],
                   corner=(f.left, f.top)) for f in fields]

    def number(x: float, y: float) -> int:
        return bisect_right(cuts.ys, y) * (len(cuts.xs) + 1) + bisect_right(cuts.xs, x)

    for c in marks.chars:
        x, y = fields[at := number(c.x, c.y)][:2]
        pages[at].chars.append(Char(c.text, c.left - x, c.top - y, c.right - x, c.bottom - y))
    for t in marks.filled:
        x, y = fields[at := number(*t.middle)][:2]
        pages[at].filled.append(Tile(t.left - x, t.top - y, t.right - x, t.bottom - y))
    for page, field in zip(pages, fields):
        page.across.extend(_within(marks.across, field[1::2], field[0::2]))
        page.down.extend(_within(marks.down, field[0::2], field[1::2]))
    return pages


def _within(rules: list[Rule], over: tuple[float, float], along: tuple[float, float]) -> list[Rule]:
    """The pieces of rules inside a field that reaches `over` and `along` so far, measured from its corner."""
    pieces = [Rule(r.at - over[0], max(r.start, along[0]) - along[0], min(r.end, along[1]) - along[0])
              for r in rules if over[0] <= r.at < over[1]]
    return [p for p in pieces if p.end - p.start > _CROSS]
