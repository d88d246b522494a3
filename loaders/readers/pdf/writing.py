"""Characters -> written lines.

In:   characters of a page or of one cell.
Out:  Written lines, top to bottom, each in reading order.
Promise: a gap wide enough to be seen becomes one space; nothing else is added.
"""

from collections.abc import Iterable
from typing import NamedTuple

from loaders.readers.pdf.page import Char

_SPACE, _WIDE_SPACE = 0.35, 0.9  # of the line's height: gaps that are a space beside a letter or digit, and between
# Chinese characters, which are stretched to fill a line


class Written(NamedTuple):
    """A line of writing and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top


def write(chars: Iterable[Char]) -> list[Written]:
    """The lines of these characters."""
    return [line for row in rows_of(chars) if (line := _line(row)) is not None]


def rows_of(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters whose middles lie on one height, top to bottom, each row from left to right."""
    rows: list[list[Char]] = []
    middle = size = 0.0
    for char in sorted(chars, key=lambda c: c.y):
        if rows and char.y - middle <= 0.5 * min(max(size, 1.0), max(char.size, 1.0)):
            rows[-1].append(char)
            middle += (char.y - middle) / len(rows[-1])
            size = max(size, char.size)
        else:
            rows.append([char])
            middle, size = char.y, char.size
    return [sorted(row, key=lambda c: c.left) for row in rows]


def _line(row: list[Char]) -> Written | None:
    inked = [c for c in row if not c.text.isspace()]
    if not inked:
        return None
    size = sorted(c.size for c in inked)[len(inked) // 2]
    text, end, is_spaced = inked[0].text, inked[0].right, False
    for char in row[row.index(inked[0]) + 1:]:
        if char.text.isspace():
            is_spaced = True
            continue
        gap = _WIDE_SPACE if text[-1] > "\u2e7f" and char.text > "\u2e7f" else _SPACE
        if is_spaced or char.left - end > gap * size:
            text += " "
        text += char.text
        end, is_spaced = char.right, False
    return Written(text, min(c.left for c in inked), min(c.top for c in inked),
                   max(c.right for c in inked), max(c.bottom for c in inked))
