"""The counts of a snapshot as the statistics of dashboard/outliers want them, and what may be asked of them.

In:   an open store, measures.toml.
Out:  Known, TRAITS, USUAL_TRAITS, askable(), usual(), asked(), known(), mixes().
Promise: every agency of the last five years, in one order for all; a part that is not printed is NaN, never 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard import outliers
from dashboard.measures import all_measures, measure
from dashboard.queries import outliers as ask
from dashboard.store import Store

TRAITS = ("level", "kind", "province", "size")
USUAL_TRAITS = ("level", "kind")


@dataclass(frozen=True)
class Known:
    """units: the rows of queries.outliers.units; counts along them."""

    units: pd.DataFrame
    counts: outliers.Counts

    @cached_property
    def at(self) -> Mapping[str, int]:
        """unit_id -> its row."""
        return {unit: i for i, unit in enumerate(self.counts.units)}

    @property
    def nbytes(self) -> int:
        """About what it takes in memory: an agency's names and the numbers of all measures."""
        sides = (*self.counts.numerators.values(), *self.counts.denominators.values())
        return 200 * len(self.units) + sum(side.nbytes for side in sides)


def askable() -> dict[str, str]:
    """measure_id -> label of the measures by which agencies may be compared."""
    return {m.id: m.label for m in all_measures().values() if m.outliers}


def usual() -> tuple[str, ...]:
    """The measures of the list where nobody has chosen."""
    return tuple(m.id for m in all_measures().values() if m.outliers and m.outliers.usual)


def asked(measures: tuple[str, ...]) -> dict[str, outliers.Asked]:
    return {m: outliers.Asked(measure(m).outliers.side, measure(m).outliers.floor, measure(m).shape) for m in measures}


def known(store: Store, last_year: int, measures: tuple[str, ...]) -> Known:
    """Five years of counts of every agency."""
    units = ask.units(store, last_year)
    found = ask.counts(store, measures, last_year, units)
    years = tuple(range(last_year - ask.YEARS + 1, last_year + 1))
    return Known(units, outliers.Counts(_ids(units), years, {m: above for m, (above, _) in found.items()},
                                        {m: below for m, (_, below) in found.items()}))


def mixes(store: Store, last_year: int, units: pd.DataFrame) -> dict[str, outliers.Mixes]:
    """How requests ended, and on which grounds they were refused, in the last year and the three before. `units`: of
    known()."""
    years = tuple(range(last_year - 3, last_year + 1))
    return {mix_id: outliers.Mixes(_ids(units), years, *ask.mix(store, mix_id, last_year, len(years), units))
            for mix_id in ask.PARTS}


def _ids(units: pd.DataFrame) -> np.ndarray:
    return units["unit_id"].to_numpy(dtype=object)
