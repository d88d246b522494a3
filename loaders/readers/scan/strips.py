"""Ink -> lines of writing.

In:   where there is ink in a part of a page.
Out:  find_strips(): the box of each line, top to bottom, cut where the gaps are wide.
Promise: every speck larger than dirt is in exactly one box. Nothing is read here.
"""

from typing import NamedTuple

import numpy as np
from scipy import ndimage

_DIRT = 0.02  # of a square of the writing's size: less ink than that in one place is dirt
_STROKE = 0.16  # of the size: a thin mark as wide as that is no dirt, it may be a minus
_LOW = 0.55  # of the size: a run of rows lower than that is part of a line: 二, a dash above its shadow
_GAP = 0.45  # of the size: what parts low runs from their neighbours


class Box(NamedTuple):
    """Rows top..bottom and columns left..right of pixels, the last not included."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left


def clean(ink: np.ndarray, size: float) -> np.ndarray:
    """The ink without dirt; what touches nothing and is small beside writing of this size."""
    labels, n_found = ndimage.label(ink, np.ones((3, 3)))
    if not n_found:
        return ink
    areas = np.bincount(labels.ravel())
    kept = areas >= max(3, _DIRT * size * size)
    for number, (_, cols) in enumerate(ndimage.find_objects(labels), 1):
        kept[number] |= cols.stop - cols.start >= max(3, _STROKE * size)
    kept[0] = False
    return kept[labels]


def find_strips(ink: np.ndarray, size: float, apart: float) -> list[Box]:
    """The lines of a part of a page with writing of about `size` pixels; gaps wider than `apart` sizes part a line."""
    found = []
    for top, bottom in _lines(_runs(ink.any(axis=1)), size):
        for left, right in _runs(ink[top:bottom].any(axis=0), round(apart * size)):
            rows = np.flatnonzero(ink[top:bottom, left:right].any(axis=1))
            found.append(Box(top + rows[0], top + rows[-1] + 1, left, right))
    return found


def writing_size(ink: np.ndarray, least: int, most: int) -> float:
    """The height of a character in pixels: of the square marks on the page, the usual one."""
    labels, n_found = ndimage.label(ndimage.maximum_filter(ink, 3), np.ones((3, 3)))
    boxes = ndimage.find_objects(labels)
    sides = [rows.stop - rows.start - 2 for rows, _ in boxes]
    square = [h for h, (_, cols) in zip(sides, boxes)
              if least <= h <= most and 0.7 < h / (cols.stop - cols.start) < 1.5]
    return float(np.median(square)) if len(square) >= 5 else (least + most) / 2.5


def _runs(filled: np.ndarray, bridge: int = 0) -> list[tuple[int, int]]:
    """Where a row of yes and no says yes, runs less than `bridge` apart as one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    runs: list[tuple[int, int]] = []
    for start, end in edges.reshape(-1, 2).tolist():
        if runs and start - runs[-1][1] <= bridge:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _lines(runs: list[tuple[int, int]], size: float) -> list[tuple[int, int]]:
    """Low runs are put to the nearer neighbour, if the two together are no higher than a line."""
    lines: list[tuple[int, int]] = []
    for start, end in runs:
        if lines:
            above = lines[-1]
            is_low = min(end - start, above[1] - above[0]) < _LOW * size
            if is_low and start - above[1] <= _GAP * size and end - above[0] <= 1.35 * size:
                lines[-1] = (above[0], end)
                continue
        lines.append((start, end))
    return lines
