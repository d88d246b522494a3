"""What the statistics are asked about: counts by unit and year, what may be asked of a measure, how strict to be.

In:   a frame of unit_id, year, measure_id, numerator, denominator; or matrices made by SQL.
Out:  Counts, Asked, Settings (USUAL: as they are meant).
Promise: a year without both numbers is NaN and takes no part; it never becomes 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class Asked:
    """What may be asked of a measure. side: high | low | both, the side that is a question; floor: no unit with a
    smaller denominator is judged; shape: share (numerator within denominator) | per_hundred (two different counts)."""

    side: str
    floor: int
    shape: str = "share"

    @property
    def sides(self) -> int:
        """Of how many tails a p-value is made."""
        return 2 if self.side == "both" else 1


@dataclass(frozen=True, slots=True)
class Settings:
    """How strict. `note` and `watch` are the chances beyond one limit (95 % and 99.8 % two-sided); `fdr` is the share
    of false flags allowed among all of the top tier; fewer than `least_peers` judgeable peers: the next wider group.

    `trims`: peers less likely than this (two-sided) are left out of the fit, stage by stage. Coming down from 5 % finds
    a fit that ten planted outliers among 500 have not widened, and stays at the nominal rate without any
    (python -m tests.bench.outliers).
    """

    window: int = 3
    note: float = 0.025
    watch: float = 0.001
    fdr: float = 0.10
    least_peers: int = 10
    trims: tuple[float, ...] = (0.05, 0.02, 0.01)


USUAL = Settings()


@dataclass(frozen=True, slots=True)
class Counts:
    """units: ids; years: ascending; numerators, denominators: measure_id -> float matrix (units x years), NaN where the
    report does not print both."""

    units: np.ndarray
    years: tuple[int, ...]
    numerators: Mapping[str, np.ndarray]
    denominators: Mapping[str, np.ndarray]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> "Counts":
        """From long rows: unit_id, year, measure_id, numerator, denominator. Raises ValueError for a doubled row."""
        if rows.duplicated(["unit_id", "year", "measure_id"]).any():
            raise ValueError("a unit, year and measure stand twice")
        units, unit_at = np.unique(rows["unit_id"].to_numpy(dtype=object), return_inverse=True)
        years, year_at = np.unique(rows["year"].to_numpy(dtype=int), return_inverse=True)
        above = pd.to_numeric(rows["numerator"]).to_numpy(dtype=float, na_value=np.nan)
        below = pd.to_numeric(rows["denominator"]).to_numpy(dtype=float, na_value=np.nan)
        sides: tuple[dict, dict] = {}, {}
        for measure, places in rows.groupby("measure_id", observed=True).indices.items():
            for side, values, other in zip(sides, (above, below), (below, above)):
                side[measure] = np.full((len(units), len(years)), np.nan)
                whole = np.where(np.isnan(other), np.nan, values)
                side[measure][unit_at[places], year_at[places]] = whole[places]
        return cls(units, tuple(map(int, years)), *sides)

    def pooled(self, measure_id: str, years: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
        """Numerator and denominator of each unit added over those of `years` that print both; NaN where none does."""
        at = [i for i, y in enumerate(self.years) if y in years]
        n, total, is_any = (np.zeros(len(self.units)) for _ in range(3))
        for year in at:  # a year has both numbers or none: a column at a time is many times as fast as nansum
            above, below = self.numerators[measure_id][:, year], self.denominators[measure_id][:, year]
            has = ~np.isnan(below)
            np.add(n, above, out=n, where=has & ~np.isnan(above))
            np.add(total, below, out=total, where=has)
            is_any += has
        n[is_any == 0], total[is_any == 0] = np.nan, np.nan
        return n, total

    def last(self, n: int) -> tuple[int, ...]:
        """The last n years, whether every unit has them or not."""
        return tuple(range(self.years[-1] - n + 1, self.years[-1] + 1)) if self.years else ()
