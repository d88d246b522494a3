"""One round: some agencies are planted, everyone is judged.

In:   who may be planted, how many are wanted.
Out:  Round, shares_of(), bad_counts().
Promise: a round plants few of many (SHARE), so that those who stand out do not become what is usual.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

SHARE = 0.02
MOST = 30  # rounds


@dataclass(frozen=True, slots=True)
class Round:
    """Along the units: is_planted; tier told ("" for none); aside: taken out of the count; score: what a z-score is
    made of; total: the cases behind it. floor: of the measure."""

    is_planted: np.ndarray
    tier: np.ndarray
    aside: np.ndarray
    score: np.ndarray
    total: np.ndarray
    floor: int


def chosen(able: np.ndarray, wanted: int, draw: np.random.Generator) -> Iterator[np.ndarray]:
    """For each round the places that are planted, until `wanted` are; nothing where nobody is able."""
    places = np.flatnonzero(able)
    each = max(1, round(SHARE * len(places)))
    for _ in range(min(MOST, -(-wanted // each)) if len(places) else 0):
        yield np.sort(draw.choice(places, each, replace=False))


def odds_times(rate: np.ndarray, times: float) -> np.ndarray:
    """The share whose odds are `times` those of `rate`."""
    return rate * times / (1 - rate + rate * times)
