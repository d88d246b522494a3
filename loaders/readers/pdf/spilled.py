"""Labels that stand beyond the page's edge of their table.

In:   a frame, the text of its cells, the writing outside of it.
Out:  spilled(): the cells that such writing belongs to, and that writing.
Promise: a merged cell over a page break is printed with its label in the middle of the whole cell, which may be below
the last row of the one page or above the first row of the other. Only words that are part of a label of the form, and
stand below or above a cell of the edge without touching its neighbours' room, are taken; never a number.
"""

from collections.abc import Sequence

from loaders.form.labels import bare
from loaders.locate import vocabulary
from loaders.readers.pdf.lattice import Frame
from loaders.readers.pdf.page import Char
from loaders.readers.pdf.writing import rows_of

_FAR, _NEXT = 2.0, 2.0  # of the size: how far from the table, and from one another, its lines stand
_WORD = 0.6  # of the size: the least gap between the words of two cells
_LINES = 6


def spilled(frame: Frame, held: Sequence[Sequence[Char]], outside: list[Char], is_below: bool) -> dict[int, list[Char]]:
    """Place -> the characters outside that are its own; empty where the lines at that edge are something else."""
    edge = frame.bottom if is_below else frame.top
    away = sorted((c for c in outside if (c.y > edge if is_below else c.y < edge)), key=lambda c: abs(c.y - edge))
    if not away:
        return {}
    size = away[0].size
    at_edge = [at for at, p in enumerate(frame.places)
               if (p.row + p.row_span == len(frame.ys) - 1 if is_below else p.row == 0)]
    found: dict[int, list[Char]] = {}
    last = edge
    rows = rows_of(c for c in away if abs(c.y - edge) <= (_LINES + 2) * _NEXT * size)
    for row in (rows if is_below else rows[::-1])[:_LINES]:
        if abs(row[0].y - last) > (_FAR if last == edge else _NEXT) * size:
            break
        owners = [_place_of(word, frame, at_edge) for word in _words(row)]
        if None in owners:
            break
        for word, owner in zip(_words(row), owners):
            found.setdefault(owner, []).extend(word)
        last = row[0].y
    return found if all(_is_label(chars, held[at]) for at, chars in found.items()) else {}


def _words(row: list[Char]) -> list[list[Char]]:
    words: list[list[Char]] = []
    for char in row:
        if char.text.isspace():
            continue
        if words and char.left - words[-1][-1].right <= _WORD * char.size:
            words[-1].append(char)
        else:
            words.append([char])
    return words


def _place_of(word: list[Char], frame: Frame, places: list[int]) -> int | None:
    """The cell of the edge that a word stands below or above; None where it reaches over its sides."""
    for at in places:
        p = frame.places[at]
        left, right = frame.xs[p.col], frame.xs[p.col + p.col_span]
        if left <= word[0].left and word[-1].right <= right and p.col_span < len(frame.xs) - 1:
            return at
    return None


def _is_label(chars: list[Char], own: Sequence[Char]) -> bool:
    """Whether the writing, with what the cell holds, is a stretch of one label."""
    text = bare("".join(c.text for row in rows_of([*own, *chars]) for c in row))
    return len(text) > 1 and not any(c.text.isdigit() for c in chars) and vocabulary.is_part(text)
