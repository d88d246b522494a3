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

from dashboard import outliers, questions, state
from dashboard.filters.scope import Scope
from dashboard.queries import outliers as ask
from dashboard.questions import Known
from dashboard.store import Store


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


def known(last_year: int, measures: tuple[str, ...]) -> Known:
    """Five years of counts of every agency."""
    return state.shared(questions.known, last_year, measures)


@dataclass(frozen=True, slots=True)
class Compared:
    """Everyone tested: peers, and a Tested by measure."""

    known: Known
    peers: outliers.Peers
    tests: Mapping[str, outliers.Tested]

    @property
    def nbytes(self) -> int:
        """About what the tests take in memory: ten numbers an agency and measure."""
        return 80 * len(self.known.units) * len(self.tests)


def compared(choice: Choice) -> Compared:
    return state.shared(_compared, choice)


def _compared(_store: Store, choice: Choice) -> Compared:
    what = known(choice.last_year, choice.measures)
    peers = outliers.Peers.by(what.units, choice.traits)
    asked = questions.asked(choice.measures)
    return Compared(what, peers, outliers.test_all(what.counts, asked, peers, choice.settings))


def members(scope: Scope) -> np.ndarray:
    """A mask of the agencies of the scope, along Known.units."""
    return state.shared(ask.members, scope)


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
    return outliers.changes(counts, questions.asked(choice.measures), choice.settings, members(scope))


def moved(scope: Scope) -> tuple[pd.DataFrame, int]:
    """Mixes of outcomes and grounds beside the agencies' own years before, and the number of tests."""
    return state.shared(_moved, scope)


def _moved(store: Store, scope: Scope) -> tuple[pd.DataFrame, int]:
    mixes = questions.mixes(store, scope.last_year, known(scope.last_year, ()).units)
    return outliers.mix_shifts(mixes, units=members(scope))
