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
    units, above, below = ask.units(store, last_year), {}, {}
    years = tuple(range(last_year - ask.YEARS + 1, last_year + 1))
    for measure_id in measures:
        both = _matrix(ask.counts(store, measure_id, last_year), units, years)
        above[measure_id], below[measure_id] = both[:, :, 0], both[:, :, 1]
    ids = units["unit_id"].to_numpy(dtype=object)
    return Known(units, {u: i for i, u in enumerate(ids)}, outliers.Counts(ids, years, above, below))


def mixes(store: Store, last_year: int, units: pd.DataFrame) -> dict[str, outliers.Mixes]:
    """How requests ended, and on which grounds they were refused, in the last year and the three before. `units`: of
    known()."""
    years, found, ids = tuple(range(last_year - 3, last_year + 1)), {}, units["unit_id"].to_numpy(dtype=object)
    for mix_id in ask.MIXES:
        rows = ask.mix(store, mix_id, last_year)
        found[mix_id] = outliers.Mixes(ids, years, tuple(rows.columns[1:]), _matrix(rows, units, years))
    return found


def _matrix(rows: pd.DataFrame, units: pd.DataFrame, years: tuple[int, ...]) -> np.ndarray:
    """units x years x columns after the year; NaN where there is no row, or one with a hole."""
    values = np.column_stack([rows[c].to_numpy(dtype=float) for c in rows.columns[1:]])
    place, year = np.repeat(np.arange(len(units)), units["n_years"]), rows["year"].to_numpy() - years[0]
    here = (year >= 0) & ~np.isnan(values).any(axis=1)
    out = np.full((len(units), len(years), values.shape[1]), np.nan)
    out[place[here], year[here]] = values[here]
    return out
