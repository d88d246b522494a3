"""Everyone lately: what the statistics of all agencies ask of the years up to one.

In:   Matrices, Sums' areas, the last year, how many years.
Out:  Everyone: units(), numbers(), members(), along the agencies with a report in those years, by id.
Promise: as the questions of dashboard/sql/outliers. Of an agency with several reports a year (one that nobody could
tell) the first stands for it.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.columns.matrices import Matrices

_REQUESTS, _SIZES = ("requests__new__total",), (10, 30, 100, 300)


class Everyone:
    """`years`: those asked for, also where the snapshot has none."""

    def __init__(self, held: Matrices, last_year: int, n_years: int):
        self._of, self.years = held, tuple(range(last_year - n_years + 1, last_year + 1))
        self._rows = [held.years.index(y) if y in held.years else None for y in self.years]
        first, n_agencies = held.slots[:-1], len(held.agencies)
        n_reports, last = np.zeros(n_agencies, np.int64), np.full(n_agencies, -1)
        for row in filter(lambda row: row is not None, self._rows):
            low, high = held.bounds[row:row + 2]
            is_there = held.group[row] < high - low
            if len(first):
                n_reports += np.add.reduceat(is_there, first, dtype=np.int64)
            last = np.where(is_there[first], low + held.group[row, first], last)
        self._who = np.flatnonzero(n_reports)
        self._slots, self._n_reports, self._last = first[self._who], n_reports[self._who], last[self._who]

    def units(self) -> pd.DataFrame:
        """unit_id, label, district_id, kind, level, province, size, n_years, as sql/outliers/units.sql."""
        held, sorts, districts = self._of, self._of.sorts[self._last], self._of.districts[self._last]
        who = pa.array(self._who)
        return pd.DataFrame({
            "unit_id": _text(held.agencies.take(who)), "label": _text(held.labels.take(who)),
            "district_id": _words(held.places, districts),
            "kind": _words([None if k == "unknown" else k for k in held.kinds], sorts),
            "level": _words(held.levels, sorts), "province": _words([p[:2] or None for p in held.places], districts),
            "size": _words([None, *"12345"], self._sizes()), "n_years": self._n_reports})

    def _sizes(self) -> np.ndarray:
        """1…5 by the middle number of requests of three years; 0 where none is printed."""
        asked = np.sort(self.numbers(_REQUESTS)[-3:], axis=0)  # NaN last
        n, one = np.count_nonzero(~np.isnan(asked), axis=0), np.arange(asked.shape[1])
        middle = (asked[np.maximum(n - 1, 0) // 2, one] + asked[np.minimum(n // 2, 2), one]) / 2
        return np.where(n > 0, 1 + np.searchsorted(_SIZES, middle, side="right"), 0)

    def numbers(self, terms: Sequence[str]) -> np.ndarray:
        """The sum of some columns, as Matrices.numbers: a row a year, a column a unit; NaN where there is no report."""
        out = np.full((len(self.years), len(self._who)), np.nan)
        there = [year for year, row in enumerate(self._rows) if row is not None]
        if there:
            rows = slice(self._rows[there[0]], self._rows[there[-1]] + 1)
            values, factor = self._of.numbers(terms, rows)
            out[there] = (values if factor == 1 else values / factor)[:, self._slots]
        return out

    def members(self, districts: Sequence[int], kinds: Sequence[str] | None) -> np.ndarray:
        """Whether a unit has a report of one of these districts and kinds of agency."""
        held, is_of = self._of, self._of.is_of(kinds)
        is_here = np.zeros(len(held.places), bool)
        is_here[list(districts)] = True
        is_here = is_here[held.districts] if is_of is None else is_here[held.districts] & is_of[held.sorts]
        found = np.zeros(len(held.agencies), bool)
        for row in filter(lambda row: row is not None, self._rows):
            here = np.append(is_here[held.bounds[row]:held.bounds[row + 1]], False)[held.group[row]]
            found |= np.logical_or.reduceat(here, held.slots[:-1]) if len(found) else False
        return found[self._who]


def _words(known: Sequence[str | None], at: np.ndarray) -> pd.Series:
    return _text(pa.array(known, pa.string()).take(pa.array(at)))


def _text(words: pa.Array) -> pd.Series:
    return pd.Series(words, dtype="str")
