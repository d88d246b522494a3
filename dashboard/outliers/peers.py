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
    trait is not known: like nobody); names: for each step the traits' values by group number."""

    traits: tuple[tuple[str, ...], ...]
    codes: tuple[np.ndarray, ...]
    names: tuple[tuple[tuple, ...], ...]

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
            code = np.where(unknown, -1, code)
            found, first, short = np.unique(code, return_index=True, return_inverse=True)
            n_unknown = int(len(found) > 0 and found[0] == -1)
            codes.append(short - n_unknown)
            rows = units.iloc[first[n_unknown:]]
            names.append(tuple(zip(*(rows[t] for t in step))) if step else ((),) * (len(found) - n_unknown))
        return cls(tuple(steps), tuple(codes), tuple(names))

    @property
    def everybody(self) -> int:
        """The step without a trait, -1 where none was asked for."""
        return len(self.traits) - 1 if len(self.traits) > 1 else -1

    def chosen(self, judgeable: np.ndarray, least: int) -> tuple[np.ndarray, np.ndarray]:
        """For each unit its step (-1: no group is large enough) and group number, where a group needs `least` units
        that are judgeable."""
        step, group = np.full(len(judgeable), -1), np.full(len(judgeable), -1)
        for i, code in enumerate(self.codes):
            known = code >= 0
            if not known.any():
                continue
            size = np.bincount(code[known & judgeable], minlength=int(code.max()) + 1)
            here = known & (step < 0) & (size[code] >= least)
            step[here], group[here] = i, code[here]
        return step, group
