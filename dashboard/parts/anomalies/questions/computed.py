"""The statistics of one choice: counts out of the store, into dashboard/outliers, and what came of it.

In:   Choice (last year, window, what peers are alike by, measures), a scope.
Out:  known, tested, judgement, changed, moved: each kept by the snapshot and the choice.
Promise: everyone in the snapshot is tested against everyone alike, whatever the scope: a district does not change who
its agencies are compared with, only which of them are listed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard import outliers, state
from dashboard.filters.scope import Scope
from dashboard.measures import all_measures, measure
from dashboard.queries import outliers as ask
from dashboard.store import Store

TRAITS = ("level", "kind", "province", "size")
USUAL_TRAITS = ("level", "kind")


@dataclass(frozen=True, slots=True)
class Choice:
    """window: years pooled (1 or 3); traits: of TRAITS, in that order; measures: ids."""

    last_year: int
    window: int
    traits: tuple[str, ...]
    measures: tuple[str, ...]

    @property
    def settings(self) -> outliers.Settings:
        return outliers.Settings(window=self.window)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.last_year - self.window + 1, self.last_year + 1))


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


def known(last_year: int, measures: tuple[str, ...]) -> Known:
    """Five years of counts of every agency."""
    return state.shared(_known, last_year, measures)


def _known(store: Store, last_year: int, measures: tuple[str, ...]) -> Known:
    units = ask.units(store, last_year)
    above, below = {}, {}
    for measure_id in measures:
        sides = ask.counts(store, measure_id, last_year).to_numpy(dtype=float)
        above[measure_id], below[measure_id] = sides[:, 0::2], sides[:, 1::2]
    ids = units["unit_id"].to_numpy(dtype=object)
    years = tuple(range(last_year - ask.YEARS + 1, last_year + 1))
    return Known(units, {u: i for i, u in enumerate(ids)}, outliers.Counts(ids, years, above, below))


@dataclass(frozen=True, slots=True)
class Compared:
    """Everyone tested: peers, and a Tested by measure."""

    known: Known
    peers: outliers.Peers
    tests: Mapping[str, outliers.Tested]


def compared(choice: Choice) -> Compared:
    return state.shared(_compared, choice)


def _compared(_store: Store, choice: Choice) -> Compared:
    what = known(choice.last_year, choice.measures)
    peers = outliers.Peers.by(what.units, choice.traits)
    return Compared(what, peers, outliers.test_all(what.counts, asked(choice.measures), peers, choice.settings))


def members(scope: Scope) -> np.ndarray:
    """A mask of the agencies of the scope, along Known.units."""
    return state.shared(_members, scope)


def _members(store: Store, scope: Scope) -> np.ndarray:
    return ask.members(store, scope)["is_member"].to_numpy(dtype=bool)


def judgement(scope: Scope, choice: Choice) -> outliers.Judgement:
    """The flags of the scope's agencies, and what was tested."""
    return state.shared(_judgement, scope, choice)


def _judgement(_store: Store, scope: Scope, choice: Choice) -> outliers.Judgement:
    found = compared(choice)
    return outliers.conclude(found.known.counts, found.tests, choice.settings, members(scope))


def changed(scope: Scope, choice: Choice) -> tuple[pd.DataFrame, int]:
    """The last year of the scope's agencies beside their own years before, and the number of tests."""
    return state.shared(_changed, scope, choice)


def _changed(_store: Store, scope: Scope, choice: Choice) -> tuple[pd.DataFrame, int]:
    counts = known(choice.last_year, choice.measures).counts
    return outliers.changes(counts, asked(choice.measures), choice.settings, members(scope))


def moved(scope: Scope) -> tuple[pd.DataFrame, int]:
    """Mixes of outcomes and grounds beside the agencies' own years before, and the number of tests."""
    return state.shared(_moved, scope)


def _moved(store: Store, scope: Scope) -> tuple[pd.DataFrame, int]:
    units, years = ask.units(store, scope.last_year), tuple(range(scope.last_year - 3, scope.last_year + 1))
    mixes = {}
    for mix_id in ask.MIXES:
        frames = [ask.mix(store, mix_id, scope.last_year, year) for year in years]
        counts = np.stack([f.to_numpy(dtype=float) for f in frames], axis=1)
        counts[np.isnan(counts).any(axis=2)] = np.nan  # a part that is not printed is not 0
        mixes[mix_id] = outliers.Mixes(units["unit_id"].to_numpy(dtype=object), years, tuple(frames[0].columns), counts)
    return outliers.mix_shifts(mixes, units=members(scope))
