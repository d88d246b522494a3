"""Who is like whom: each unit's peers, from the narrowest group that is large enough.

In:   a frame of unit_id and what units are alike by (level, kind, province, size…), the chosen ones of them.
Out:  Peers: a ladder of group codes, narrowest first; chosen() picks a step for each unit.
Promise: a group that is too small gives way to the next wider one, and says so (step); one that is too small even on
the last step judges nobody. Everyone in the wider group belongs to it, also those with a narrower group of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class Peers:
    """traits: for each step the columns that make it; codes: for each step the group number of every unit (-1 where a
    trait is not known: like nobody); names: for each step the traits' values by group number; order, starts: for each
    step all units by group, and where each group starts among them."""

    traits: tuple[tuple[str, ...], ...]
    codes: tuple[np.ndarray, ...]
    names: tuple[tuple[tuple, ...], ...]
    order: tuple[np.ndarray, ...]
    starts: tuple[np.ndarray, ...]

    @classmethod
    def by(cls, units: pd.DataFrame, traits: Sequence[str]) -> "Peers":
        """Alike in all `traits`; then without the last of them, and so on; in the end everybody. `units` is in the
        order of Counts.units."""
        steps = [tuple(traits[:n]) for n in range(len(traits), -1, -1)]
        held = {t: pd.factorize(units[t], use_na_sentinel=True) for t in traits}
        codes, names = [], []
        for step in steps:
            code, unknown = np.zeros(len(units), dtype=np.int64), np.zeros(len(units), dtype=bool)
            for trait in step:
                number, values = held[trait]
                code = code * max(len(values), 1) + number
                unknown |= number < 0
            found, first, short = _numbered(np.where(unknown, -1, code))
            n_unknown = int(len(found) > 0 and found[0] == -1)
            codes.append(short - n_unknown)
            rows = units.iloc[first[n_unknown:]]
            names.append(tuple(zip(*(rows[t] for t in step))) if step else ((),) * (len(found) - n_unknown))
        order = tuple(np.argsort(fewer_bytes(code), kind="stable") for code in codes)
        starts = tuple(np.searchsorted(code[at], np.arange(len(name) + 1))
                       for code, at, name in zip(codes, order, names))
        return cls(tuple(steps), tuple(codes), tuple(names), order, starts)

    def members(self, step: int, group: int) -> np.ndarray:
        """The places of all units of a group, ascending."""
        return self.order[step][self.starts[step][group]:self.starts[step][group + 1]]

    def sorted(self, step: int, chosen: np.ndarray, *along: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
        """What is along the units, of the chosen ones by group; and where each group begins, and the end of all."""
        kept = chosen[self.order[step]]
        order = self.order[step][kept]
        return [values[order] for values in along], np.append(0, np.cumsum(kept))[self.starts[step]]

    @property
    def everybody(self) -> int:
        """The step without a trait, -1 where none was asked for."""
        return len(self.traits) - 1 if len(self.traits) > 1 else -1

    def chosen(self, judgeable: np.ndarray, least: int) -> tuple[np.ndarray, np.ndarray]:
        """For each unit its step (-1: no group is large enough) and group number, where a group needs `least` units
        that are judgeable."""
        step, group = np.full(len(judgeable), -1), np.full(len(judgeable), -1)
        left = np.arange(len(judgeable))  # who has no group yet
        for i, code in enumerate(self.codes):
            n_groups = len(self.names[i])
            if not n_groups or not len(left):
                continue
            # The last of the counted groups is nobody's: -1 finds it.
            is_enough = np.bincount(code[judgeable] + 1, minlength=n_groups + 1)[1:] >= least
            here = np.append(is_enough, False)[code[left]]
            found = left[here]
            step[found], group[found], left = i, code[found], left[~here]
        return step, group


def _numbered(code: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """As np.unique: each code from -1 up, where it first stands, and the number of each; without sorting them, where
    they are not much more than there are units."""
    largest = int(code.max(initial=-1))
    if largest > 4 * len(code) + 1000:
        return np.unique(code, return_index=True, return_inverse=True)
    first = np.full(largest + 2, -1)
    first[code[::-1] + 1] = np.arange(len(code) - 1, -1, -1)  # of several the last one stands
    found = np.flatnonzero(first >= 0)
    number = np.zeros(len(first), dtype=np.int64)
    number[found] = np.arange(len(found))
    return found - 1, first[found], number[code + 1]


def fewer_bytes(code: np.ndarray) -> np.ndarray:
    """The same order in fewer bytes, which sort many times as fast."""
    return code.astype(np.int16) if len(code) and code.max() < np.iinfo(np.int16).max else code
