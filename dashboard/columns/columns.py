"""What one can have of the columns that are held: agencies one by one, districts and areas, everyone lately.

In:   as Matrices.
Out:  Columns.
Promise: as Matrices and Sums.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.columns.everyone import Everyone
from dashboard.columns.matrices import Matrices, Read
from dashboard.columns.sums import Part, Sums, rows_of

DECILES = (.1, .25, .5, .75, .9)


class Columns(Matrices):
    def __init__(self, read: Read):
        super().__init__(read)
        self._sums = Sums(self, read)

    def of_area(self, parts: tuple[Part, ...], area: str, by: str, first_year: int, last_year: int,
                kinds: Sequence[str] | None) -> pd.DataFrame:
        """unit_id, year -> the parts, n_used, n_reports of an area (by: scope) or of what it divides into (district).
        """
        areas = self._sums.inside.get(area, {}).items() if by == "district" else [(area, self._sums.area(area))]
        return self._sums.frame(parts, list(areas), first_year, last_year, kinds)

    def of_areas(self, parts: tuple[Part, ...], areas: Sequence[str], first_year: int, last_year: int,
                 kinds: Sequence[str] | None) -> pd.DataFrame:
        """The same of areas picked one by one, each with all within it."""
        chosen = [(area, self._sums.area(area)) for area in dict.fromkeys(areas)]
        return self._sums.frame(parts, chosen, first_year, last_year, kinds)

    def of_agencies(self, parts: tuple[Part, ...], agencies: Sequence[str], first_year: int, last_year: int,
                    kinds: Sequence[str] | None) -> pd.DataFrame:
        """The same of agencies picked one by one; who has no report in these years has no row."""
        who, years, is_of = self.numbered(agencies), self.among(first_year, last_year), self.is_of(kinds)
        n_slots = self.slots[who + 1] - self.slots[who]
        slots = np.repeat(self.slots[who] - np.cumsum(n_slots) + n_slots, n_slots) + np.arange(n_slots.sum())
        at = np.ix_(years, slots)
        group, last = self.group[at], np.diff(self.bounds)[years.start:years.stop, None]
        is_there = group < last
        if is_of is not None:
            is_there &= is_of[self.sorts[np.minimum(group, last - 1) + self.bounds[years.start:years.stop, None]]]
        unit, year = (a[is_there.T] for a in np.broadcast_arrays(
            np.repeat(np.arange(len(who)), n_slots)[:, None], np.arange(len(years))))
        cell = unit * len(years) + year

        def added(weights=None) -> np.ndarray:
            return np.bincount(cell, weights, len(who) * len(years))

        n_reports = added()
        rows = np.flatnonzero(n_reports)
        given = {p.name: self.numbers(p.terms, at) for p in parts}
        values = {name: found.T[is_there.T] for name, (found, _) in given.items()}
        is_used = ~np.isnan(np.add.reduce([values[p.name] for p in parts if p.is_whole]))
        told = {}
        for part in parts:
            has = is_used if part.is_whole else ~np.isnan(values[part.name])
            sums = added(np.where(has, values[part.name], 0))[rows] / given[part.name][1]
            told[part.name] = np.where(added(has)[rows] > 0, sums, np.nan)
        ids = self.agencies.take(who).to_numpy(zero_copy_only=False)
        unit, year = np.divmod(rows, max(len(years), 1))
        return rows_of(parts, ids[unit], np.array(self.years, int)[years.start + year], told | {
            "n_used": added(is_used)[rows], "n_reports": n_reports[rows]})

    def lately(self, last_year: int, n_years: int) -> Everyone:
        """Everyone with a report in the years up to the last."""
        return Everyone(self, last_year, n_years)

    def area(self, area: str) -> Sequence[int]:
        """The numbers of the districts of an area."""
        return self._sums.area(area)

    def deciles(self, above: Part, below: Part, level: str | None, kind: str | None, first_year: int, last_year: int,
                least: int) -> pd.DataFrame:
        """year -> n_reports, n_judged, p10 … p90 of above / below among one level and kind (None: any), as
        sql/agency/deciles.sql."""
        is_of, rows = np.ones(len(self.kinds), bool), []
        for wanted, known in ((level, self.levels), (kind, self.kinds)):
            is_of &= True if wanted is None else known == wanted
        for year in self.among(first_year, last_year):
            low, high = self.bounds[year:year + 2]
            is_like = np.append(is_of[self.sorts[low:high]], False)[self.group[year]]
            n_reports = np.count_nonzero(is_like)
            if not n_reports:
                continue
            n, total = (np.divide(*self.numbers(part.terms, (year, is_like))) for part in (above, below))
            judged = ~np.isnan(n) & (total >= least)
            spread = np.quantile(n[judged] / total[judged], DECILES) if judged.any() else [np.nan] * len(DECILES)
            rows.append((self.years[year], n_reports, np.count_nonzero(judged), *spread))
        names = ["year", "n_reports", "n_judged", *(f"p{round(100 * q)}" for q in DECILES)]
        kinds = dict.fromkeys(names, float) | {"year": np.int32, "n_reports": np.int64, "n_judged": np.int64}
        return pd.DataFrame(rows, columns=names).astype(kinds)
