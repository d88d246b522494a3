"""Ink -> ruling lines.

In:   Paper.
Out:  find_rules(): the rules across and down in points, and the ink that is theirs.
Promise: a rule is a straight run of ink longer than any stroke of writing; broken runs of a faint or dotted line are
one rule when the gaps are small.
"""

from typing import NamedTuple

import numpy as np
from scipy import ndimage

from loaders.readers import limits
from loaders.readers.pdf.page import Rule
from loaders.readers.scan.paper import Paper

_ACROSS, _DOWN = 24.0, 16.0  # points; no stroke of writing in a table is longer, no cell narrower or lower
_SMOOTH = 2.5  # points
_GAP = 0.8  # points; a break in a rule
_AIR, _CROSSED = 1.6, 0.35  # points beside a rule, and how much of its length may have ink there: writing has more
_THICK = 4.0  # points; a thicker run is a picture, a stamp or a bar
_LONE = 100.0  # points; a shorter rule must end on two others, or it is a stroke of writing
_BROKEN, _MEET = 6.0, 3.5  # points; the widest hole in a rule; how near an end is to the rule it ends on
_WHOLE = 0.94  # of a short rule is ink: strokes of lines above one another leave paper between them
_ONE = 1.5  # points; pieces of one rule lie this near to one line
_FAINT = 36  # of 255; thin rules come out lighter than writing


class _Run(NamedTuple):
    """A straight run of ink: where it would be a rule, and its pixels."""

    rule: Rule
    rows: slice
    cols: slice
    piece: np.ndarray


def find_rules(paper: Paper) -> tuple[list[Rule], list[Rule], np.ndarray]:
    """(across, down, where their ink is). Raises Refused too_large."""
    lying, standing = _runs(paper.grey, paper, _ACROSS), _runs(paper.grey.T, paper, _DOWN)
    across, down = _joined([run.rule for run in lying]), _joined([run.rule for run in standing])
    for _ in range(2):
        across, down = _framing(across, down), _framing(down, across)
    return across, down, _painted(lying, across, paper.grey.shape) | _painted(standing, down, paper.grey.T.shape).T


def _painted(runs: list[_Run], rules: list[Rule], shape: tuple[int, int]) -> np.ndarray:
    """The ink of the runs that are part of these rules: a stroke of writing that is none keeps its ink."""
    where = np.zeros(shape, bool)
    for run in runs:
        if any(abs(r.at - run.rule.at) < _ONE and r.start <= run.rule.start and run.rule.end <= r.end for r in rules):
            where[run.rows, run.cols] |= run.piece
    return where


def _streaks(grey: np.ndarray, paper: Paper) -> np.ndarray:
    """Where it is darker than the paper above or below, once specks are smoothed away along the rows."""
    smooth = ndimage.uniform_filter1d(grey, paper.pixels(_SMOOTH), axis=1).astype(np.int16)
    away = paper.pixels(_AIR)
    bright = np.full_like(smooth, 0)
    bright[away:] = smooth[:-away]
    bright[:-away] = np.maximum(bright[:-away], smooth[away:])
    return bright - smooth > _FAINT


def _runs(grey: np.ndarray, paper: Paper, least: float) -> list[_Run]:
    """Long runs of ink along the rows."""
    ink, dark = _streaks(grey, paper), grey < 255 - _FAINT
    length, gap = paper.pixels(least), paper.pixels(_GAP)
    thick = ndimage.maximum_filter1d(ink.view(np.uint8), 3, axis=0)  # what is left of the slant
    closed = ndimage.minimum_filter1d(ndimage.maximum_filter1d(thick, gap, axis=1), gap, axis=1)
    kept = ndimage.maximum_filter1d(ndimage.minimum_filter1d(closed, length, axis=1), length, axis=1)
    labels, n_found = ndimage.label(kept)
    limits.check_count(n_found, limits.MAX_PAGE_STROKES, "条线（一页）")
    runs = []
    for number, (rows, cols) in enumerate(ndimage.find_objects(labels), 1):
        piece = labels[rows, cols] == number
        height = piece.sum() / piece.shape[1] - 2
        middle = rows.start + np.average(np.arange(piece.shape[0]), weights=piece.sum(axis=1)) + 0.5
        if paper.points(height) > _THICK or _crowded(ink[:, cols], middle, height, paper.pixels(_AIR)):
            continue
        whole = dark[rows, cols].any(axis=0).mean()
        if whole < _WHOLE and paper.points(piece.shape[1]) < _LONE:
            continue
        rule = Rule(paper.points(middle), paper.points(cols.start), paper.points(cols.stop))
        runs.append(_Run(rule, rows, cols, piece))
    return runs


def _crowded(ink: np.ndarray, middle: float, height: float, air: int) -> bool:
    """Whether there is ink all along both sides, as above and below the strokes of a line of writing."""
    beside = [int(middle - height / 2 - 1) - air, int(np.ceil(middle + height / 2 + 1)) + air]
    return min(ink[row].mean() if 0 <= row < len(ink) else 0.0 for row in beside) > _CROSSED / 2 and (
        sum(ink[row].mean() if 0 <= row < len(ink) else 0.0 for row in beside) > _CROSSED)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Pieces of one rule that writing or dirt has broken."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda r: r.start):
        for at, other in enumerate(joined):
            if abs(other.at - rule.at) < _ONE and rule.start - other.end < _BROKEN:
                longer = other if other.end - other.start > rule.end - rule.start else rule
                joined[at] = Rule(longer.at, other.start, max(other.end, rule.end))
                break
        else:
            joined.append(rule)
    return joined


def _framing(rules: list[Rule], crossing: list[Rule]) -> list[Rule]:
    """The rules that can be part of a frame."""
    def meets(rule: Rule, end: float) -> bool:
        return any(abs(c.at - end) < _MEET and c.start - _MEET < rule.at < c.end + _MEET for c in crossing)

    return [r for r in rules if r.end - r.start >= _LONE or meets(r, r.start) and meets(r, r.end)]
