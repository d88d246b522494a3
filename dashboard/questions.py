"""The counts of a snapshot as the statistics of dashboard/outliers want them, and what may be asked of them.

In:   an open store, measures.toml.
Out:  Known, TRAITS, USUAL_TRAITS, askable(), usual(), asked(), known(), mixes().
Promise: every agency of the last five years, in one order for all; a part that is not printed is NaN, never 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard import outliers
from dashboard.measures import all_measures, measure
from dashboard.queries import outliers as ask
from dashboard.store import Store

TRAITS = ("level", "kind", "province", "size")
USUAL_TRAITS = ("level", "kind")


@dataclass(frozen=True, slots=True)
class Known:
    """units: the rows of queries.outliers.units; at: unit_id -> its row; counts along them."""

    units: pd.DataFrame
    at: Mapping[str, int]
    counts: outliers.Counts


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
    above, below = {}, {}
    for measure_id in measures:
        sides = ask.counts(store, measure_id, last_year).to_numpy(dtype=float)
        above[measure_id], below[measure_id] = sides[:, 0::2], sides[:, 1::2]
    ids = units["unit_id"].to_numpy(dtype=object)
    years = tuple(range(last_year - ask.YEARS + 1, last_year + 1))
    return Known(units, {u: i for i, u in enumerate(ids)}, outliers.Counts(ids, years, above, below))


def mixes(store: Store, last_year: int) -> dict[str, outliers.Mixes]:
    """How requests ended, and on which grounds they were refused, in the last year and the three before."""
    ids = ask.units(store, last_year)["unit_id"].to_numpy(dtype=object)
    years, found = tuple(range(last_year - 3, last_year + 1)), {}
    for mix_id in ask.MIXES:
        frames = [ask.mix(store, mix_id, last_year, year) for year in years]
        counts = np.stack([f.to_numpy(dtype=float) for f in frames], axis=1)
        counts[np.isnan(counts).any(axis=2)] = np.nan
        found[mix_id] = outliers.Mixes(ids, years, tuple(frames[0].columns), counts)
    return found
