"""What two sections share, exactly: the passages, sign by sign.

In:   two texts as compared; which characters of the first are its own.
Out:  n_shared(), fast, for choosing; passages(), with their places.
Promise: a passage is at least as long as similar.toml says and the same in both, numbers aside; every character that
stands in such a passage is in one of those given, and none twice.
"""

from dataclasses import dataclass

import numpy as np

from loaders.similar.corpus import covered

_STEP = 16
_MOST_PLACES = 16  # of one passage in the other text: 没有没有没有… has it everywhere


@dataclass(frozen=True, slots=True)
class Passage:
    """Signs start..end of the one are signs other..other+(end-start) of the other."""

    start: int
    end: int
    other: int


def n_shared(shingles: np.ndarray, own: np.ndarray, others: np.ndarray, size: int) -> int:
    """How many own characters stand in passages that the other has; `others`: its shingles, sorted."""
    if not len(others):
        return 0
    at = np.minimum(np.searchsorted(others, shingles), len(others) - 1)
    return int(np.count_nonzero(covered((others[at] == shingles) & (shingles > 0), size) & own))


def passages(text: str, other: str, size: int) -> list[Passage]:
    """Every shared passage, in the order of the first text; of several places in the other the longest, then the one
    that goes on where the last one ended, then the first."""
    places: dict[str, list[int]] = {}
    for at in range(len(other) - size + 1):
        if len(known := places.setdefault(other[at:at + size], [])) < _MOST_PLACES:
            known.append(at)
    out: list[Passage] = []
    at = done = last = 0
    while at <= len(text) - size:
        found = places.get(text[at:at + size])
        if not found:
            at += 1
            continue
        length, start = max(((_run(text, at, other, start), start) for start in found),
                            key=lambda run: (run[0], run[1] == last, -run[1]))
        skip = max(done - at, 0)
        if skip < length:
            out.append(Passage(at + skip, at + length, start + skip))
        done, last = at + length, start + length
        at += length - size + 1
    return out


def _run(text: str, at: int, other: str, start: int) -> int:
    """How many signs are the same from there on."""
    most = min(len(text) - at, len(other) - start)
    low = 0
    while low + _STEP <= most and text[at + low:at + low + _STEP] == other[start + low:start + low + _STEP]:
        low += _STEP
    while low < most and text[at + low] == other[start + low]:
        low += 1
    return low
