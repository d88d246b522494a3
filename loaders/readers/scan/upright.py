"""Which way up a scanned page is.

In:   the paper of a page, the lines of writing found on it.
Out:  Lie: how long the lines are as the page lies, and whether they stand on their head; turned(), by quarter turns.
Promise: lines of writing are long one way only, though the model reads columns of characters as well; the head is told
by the model, which sees a few lines, no more. A page that does not tell stays as it is.
"""

from typing import NamedTuple

import numpy as np
from PIL import Image

from loaders.readers.scan.engine import engine
from loaders.readers.scan.paper import Paper
from loaders.readers.scan.strips import Box

CLEAR = 90.0  # heights of the lines: a page with lines so long lies the right way, or on its head
_LINES, _LONG = 8, 2.5  # so many lines, the longest first, that are so many times as wide as high
_FEWEST = 3
_HIGH = 0.8  # of the size of the writing
_BETTER = 0.1  # so much surer is the model of a page on its head


class Lie(NamedTuple):
    """`length`: of the longest lines together, in their heights; `is_on_its_head`: they read better so."""

    length: float = 0.0
    is_on_its_head: bool = False


def lie(paper: Paper, boxes: list[Box], size: float) -> Lie:
    """How a page lies; `size`: of its writing, in pixels. A column of figures lying down is a lower line."""
    lines = sorted((b for b in boxes if b.width > _LONG * b.height and b.height >= _HIGH * size),
                   key=lambda b: -b.width)[:_LINES]
    if len(lines) < _FEWEST:
        return Lie()
    strips = [np.pad(paper.grey[b.top:b.bottom, b.left:b.right][:, :12 * b.height], b.height // 4, constant_values=255)
              for b in lines]
    on_its_head = [np.ascontiguousarray(strip[::-1, ::-1]) for strip in strips]
    return Lie(sum(float(b.width / b.height) for b in lines), _sure(on_its_head) > _sure(strips) + _BETTER)


def _sure(strips: list[np.ndarray]) -> float:
    sure = [chance for seen in engine().read(strips) for chance in seen.sure]
    return sum(sure) / len(sure) if sure else 0.0


def turned(picture: Image.Image, quarters: int) -> Image.Image:
    """The picture turned anticlockwise."""
    turns = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    return picture.transpose(turns[quarters]) if quarters else picture
