"""A strip of ink -> its text, and whether it is sure.

In:   Paper, the boxes of lines.
Out:  read_strips(): the text of each box, with the places of its characters; is_sure tells whether a number in it
      may be taken as read.
Promise: every strip with a digit is looked at twice, at two sizes; a number is sure only when both looks agree, the
model doubts none of its characters, and the ink is as wide as so many digits are.
"""

import re
from typing import NamedTuple

import numpy as np
from scipy import ndimage

from loaders.readers.scan.engine import Seen, engine
from loaders.readers.scan.paper import Paper
from loaders.readers.scan.strips import Box

_FIRST, _SECOND = 1.5, 2.6  # heights of the strip, in heights of the writing: where the model doubts least
_SURE = 0.80  # of a character of a number
_FLAT = 0.34  # height over width of a dash
_SHORT, _LONG = 2, 12  # characters: what may be a digit, what may be a number with its unit
_STROKES = frozenset("一—－ー_")  # what the model calls a dash that stands alone
_PALE, _TRACE = 205, 0.5  # shade of grey, and how many pixels of it for a pixel of size
_SPECK = 0.15  # pixels of ink for a pixel of size
_NUMERIC = re.compile(r"[\d.,+\-/%oOlI|〇○Ss\s]*")
_SIGNED = re.compile(r"-?\d+(,\d{3})*(\.\d+)?")
_DIGIT_WIDE = 0.74  # width over height of one digit with its share of the gap; a font's digits are equally wide
_DIGIT_GAP = 0.14
_WIDTH_OFF = 0.5  # digits
_ONES = 0.30  # what a 1 lacks in width at either end


class Sight(NamedTuple):
    """What stands in a box."""

    box: Box
    text: str
    is_sure: bool
    at: tuple[float, ...]  # the middle of each character, 0 left end of the box, 1 right end


def read_strips(paper: Paper, ink: np.ndarray, boxes: list[Box], rooms: list[Box], size: float) -> list[Sight]:
    """One Sight a box; `ink` (dirt included, rules not), the boxes and the cells they stand in, in pixels of the
    page."""
    first = engine().read([_cut(paper, box, size, _FIRST) for box in boxes])
    shapes = [_shape(ink, box) for box in boxes]
    again = [i for i, seen in enumerate(first) if not shapes[i] and _may_be_number(seen.text)]
    second = dict(zip(again, engine().read([_cut(paper, boxes[i], size, _SECOND) for i in again])))
    return [_judge(box, seen, second.get(i), shapes[i], _has_specks(ink, box, rooms[i], size), size)
            for i, (box, seen) in enumerate(zip(boxes, first))]


def _may_be_number(text: str) -> bool:
    """Short, and with a digit in it, or so short that a digit may have been taken for a letter."""
    return len(text) <= _SHORT or len(text) <= _LONG and (
        _NUMERIC.fullmatch(text) is not None or any(c.isdigit() for c in text))


def _judge(box: Box, seen: Seen, again: Seen | None, shape: str, has_specks: bool, size: float) -> Sight:
    if seen.text in _STROKES and box.height <= 0.5 * box.width:
        shape = "-"
    if shape:
        return Sight(box, shape, True, (0.5,))
    if again is None:
        is_sure = all(sure >= _SURE for letter, sure in zip(seen.text, seen.sure) if letter.isdigit())
        return Sight(box, seen.text, is_sure, _places(seen, box, size, _FIRST))
    best = max((seen, again), key=lambda s: s.least)
    text = best.text.replace(" ", "") if _NUMERIC.fullmatch(best.text) else best.text
    agree = seen.text.replace(" ", "") == again.text.replace(" ", "")
    is_sure = agree and bool(text) and not has_specks and min(seen.least, again.least) >= _SURE
    if is_sure and text.isdigit():
        is_sure = _fits(text, box)
    elif is_sure and _NUMERIC.fullmatch(text):
        is_sure = _SIGNED.fullmatch(text) is not None
    return Sight(box, text, is_sure, _places(best, box, size, _FIRST if best is seen else _SECOND))


def is_faint(paper: Paper, room: Box, size: float) -> bool:
    """Whether a cell without ink holds something too pale to be read: it is not blank for certain."""
    inset = round(0.2 * size)
    inside = paper.grey[room.top + inset:room.bottom - inset, room.left + inset:room.right - inset]
    if min(inside.shape) < 3:
        return False
    return int((ndimage.uniform_filter(inside, 3) < _PALE).sum()) >= _TRACE * size


def _has_specks(ink: np.ndarray, box: Box, room: Box, size: float) -> bool:
    """Whether beside the box, in the same cell and at the height of its writing, there is ink that was taken for dirt:
    it may be a minus or a point."""
    reach = round(size)
    sides = (slice(max(room.left, box.left - reach), box.left), slice(box.right, min(room.right, box.right + reach)))
    return any(ink[box.top:box.bottom, side].sum() >= _SPECK * size for side in sides)


def _shape(ink: np.ndarray, box: Box) -> str:
    """- or / where the ink is one straight stroke of that kind, else nothing: a model sees 一 or 1 there."""
    marks = ink[box.top:box.bottom, box.left:box.right]
    height, width = marks.shape
    if width >= 4 and height <= _FLAT * width and marks.mean() > 0.6:
        return "-"
    if height >= 6 and 0.2 * height <= width <= 1.2 * height:
        ys, xs = np.nonzero(marks)
        straight = np.corrcoef(xs, ys)[0, 1] if len(ys) > 5 and xs.std() and ys.std() else 0.0
        if straight < -0.93 and marks.any(axis=1).all() and marks.any(axis=0).all():
            return "/"
    return ""


def _fits(digits: str, box: Box) -> bool:
    """Whether the ink is as wide as so many digits of its height."""
    wide = box.width / max(box.height, 1) + _DIGIT_GAP + _ONES / 2 * (digits[0] + digits[-1]).count("1")
    return abs(wide / _DIGIT_WIDE - len(digits)) <= _WIDTH_OFF + 0.08 * len(digits)


def _margins(box: Box, size: float, share: float) -> tuple[int, int]:
    """Paper above and below, and at either side."""
    height = max(box.height, 0.7 * size) * share
    return max(1, round((height - box.height) / 2)), max(2, round(0.25 * height))


def _cut(paper: Paper, box: Box, size: float, share: float) -> np.ndarray:
    """The box with paper around it; the rest of the page does not show."""
    above, beside = _margins(box, size, share)
    edge = 1
    rows, cols = paper.grey.shape
    top, bottom = max(0, box.top - edge), min(rows, box.bottom + edge)
    left, right = max(0, box.left - edge), min(cols, box.right + edge)
    return np.pad(paper.grey[top:bottom, left:right], ((above, above), (beside, beside)), constant_values=255)


def _places(seen: Seen, box: Box, size: float, share: float) -> tuple[float, ...]:
    _, beside = _margins(box, size, share)
    whole = box.width + 2 * beside
    return tuple(min(1.0, max(0.0, (at * whole - beside) / max(box.width, 1))) for at in seen.at)
