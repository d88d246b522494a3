"""What is added up over districts: once for each question, by district, year and sort of agency, and kept.

In:   Matrices, the question as Parts, a choice of areas, years and kinds.
Out:  Sums: of(), the sums of a question; frame(), the rows of some areas.
Promise: sums of whole numbers and of amounts are exact (below 2 ** 53). A sum over nothing is NaN; a row is there
where a report is. A choice of other years, kinds or areas touches tens of thousands of cells, not millions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import pandas as pd
from cachetools import LRUCache

from dashboard.columns.matrices import Matrices, Read

ROOM = 96 * 2**20  # bytes of sums: an item takes 4 MB of the whole country, the outcomes 12
_LARGEST = np.iinfo(np.int32).max
Areas = Sequence[tuple[str, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Part:
    """One column of an answer: `terms` as Matrices.numbers takes them; `is_whole`: added up over the reports alone in
    which every such part of the question is printed; `is_count`: a whole number, where there is one. Hashable."""

    name: str
    terms: tuple[str, ...]
    is_whole: bool = True
    is_count: bool = True


@dataclass(frozen=True, slots=True)
class Added:
    """Of one question along the groups, and by year and district: its parts times their factors, how many reports
    each is of, in how many every whole part is printed (n_used)."""

    groups: dict[str, np.ndarray]
    districts: dict[str, np.ndarray]
    factors: dict[str, float]

    @property
    def nbytes(self) -> int:
        return sum(a.nbytes for held in (self.groups, self.districts) for a in held.values())


class Sums:
    """`inside`: area -> child -> the numbers of the districts in it."""

    def __init__(self, matrices: Matrices, read: Read):
        self._of, self._lock = matrices, Lock()
        self._kept = LRUCache(ROOM, getsizeof=lambda added: added.nbytes)
        number = {district: i for i, district in enumerate(matrices.places)}
        self.inside: dict[str, dict[str, list[int]]] = {}
        for area, child, district in zip(*(c.to_pylist() for c in read("columns/areas", None).columns)):
            self.inside.setdefault(area, {}).setdefault(child, []).append(number[district])
        self._reports = self._by_district(matrices.n_reports)

    def area(self, area: str) -> list[int]:
        """The districts of an area, itself among them; none of one that there is not."""
        return [d for districts in self.inside.get(area, {}).values() for d in districts]

    def of(self, parts: tuple[Part, ...]) -> Added:
        """The sums of a question, worked out when it is first asked."""
        with self._lock:
            found = self._kept.get(parts)
        if found is None:
            found = self._added(parts)
            with self._lock:
                self._kept[parts] = found
        return found

    def _added(self, parts: tuple[Part, ...]) -> Added:
        held, n_years = self._of, len(self._of.years)
        names = [*(p.name for p in parts), "n_used", *(f"n {p.name}" for p in parts if not p.is_whole)]
        groups, factors = {name: np.zeros(len(held.n_reports)) for name in names}, {}
        for year in range(n_years):
            low, high = held.bounds[year:year + 2]
            here, values = held.group[year], {}
            for part in parts:
                values[part.name], factors[part.name] = held.numbers(part.terms, year)
            is_used = ~np.isnan(np.add.reduce([values[p.name] for p in parts if p.is_whole]))
            counted = [(p, is_used if p.is_whole else ~np.isnan(values[p.name])) for p in parts]
            for part, has in counted:
                groups[part.name][low:high] = np.bincount(here[has], values[part.name][has], high - low)
                if not part.is_whole:
                    groups[f"n {part.name}"][low:high] = np.bincount(here[has], minlength=high - low)
            groups["n_used"][low:high] = np.bincount(here[is_used], minlength=high - low)
        districts = {name: self._by_district(values) for name, values in groups.items()}
        return Added({name: _small(values) for name, values in groups.items()}, districts, factors)

    def _by_district(self, values: np.ndarray, years: range | None = None,
                     is_of: np.ndarray | None = None) -> np.ndarray:
        """A row a year, a column a district."""
        held, n_places = self._of, len(self._of.places)
        years = range(len(held.years)) if years is None else years
        low, high = held.bounds[years.start], held.bounds[years.stop]
        year = np.repeat(np.arange(len(years)), np.diff(held.bounds[years.start:years.stop + 1]))
        cell, values = year * n_places + held.districts[low:high], values[low:high].astype(float)
        if is_of is not None:
            values = values * is_of[held.sorts[low:high]]
        return np.bincount(cell, values, len(years) * n_places).reshape(len(years), -1)

    def frame(self, parts: tuple[Part, ...], areas: Areas, first_year: int, last_year: int,
              kinds: Sequence[str] | None) -> pd.DataFrame:
        """unit_id, year -> the parts, n_used, n_reports of each area (its id, its districts) that has a report, in
        order; what no report prints is NaN."""
        held, added = self._of, self.of(parts)
        years, is_of = held.among(first_year, last_year), held.is_of(kinds)
        areas = sorted((area for area in areas if len(area[1])), key=lambda area: area[0])
        if not areas or not len(years):
            return rows_of(parts, [], [], {p.name: [] for p in parts} | {"n_used": [], "n_reports": []})
        members = np.concatenate([districts for _, districts in areas])
        starts = np.concatenate([[0], np.cumsum([len(districts) for _, districts in areas])[:-1]])

        def summed(by_group: np.ndarray, by_district: np.ndarray) -> np.ndarray:
            own = by_district[years.start:years.stop] if is_of is None else self._by_district(by_group, years, is_of)
            return np.add.reduceat(own[:, members], starts, axis=1).T

        n_reports = summed(held.n_reports, self._reports)
        unit, year = np.nonzero(n_reports)
        found = {name: summed(added.groups[name], added.districts[name])[unit, year] for name in added.groups}
        told = {}
        for part in parts:
            n = found["n_used" if part.is_whole else f"n {part.name}"]
            told[part.name] = np.where(n > 0, found[part.name] / added.factors[part.name], np.nan)
        ids = np.array([area for area, _ in areas], object)
        return rows_of(parts, ids[unit], np.array(held.years)[years.start + year],
                       told | {"n_used": found["n_used"], "n_reports": n_reports[unit, year]})


def rows_of(parts: tuple[Part, ...], units, years, columns: dict[str, np.ndarray]) -> pd.DataFrame:
    """An answer as the store gives it: counts are whole numbers, or missing."""
    counts = {p.name for p in parts if p.is_count} | {"n_used", "n_reports"}
    told = {"unit_id": pd.Series(units, dtype="str" if len(units) else object), "year": np.asarray(years, np.int32)}
    for name, values in columns.items():
        values = np.asarray(values, float)
        if name in counts:
            values = pd.array(values, "Int64") if np.isnan(values).any() else values.astype(np.int64)
        told[name] = values
    return pd.DataFrame(told)


def _small(values: np.ndarray) -> np.ndarray:
    """The same numbers in fewer bytes, where they are whole and not too large."""
    whole = values.astype(np.int32) if not len(values) or np.abs(values).max() <= _LARGEST else values
    return whole if (whole == values).all() else values
