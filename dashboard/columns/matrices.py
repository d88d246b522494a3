"""Columns of agency_years as matrices: a row a year, a column an agency.

In:   read(question, column): tables of dashboard/sql/columns.
Out:  Matrices: who, where, when; numbers(), the sum of some columns as floats, NaN where one of them is NULL.
Promise: the files lie in order of year, so that fifty agencies are in nearly every group of their rows: what is asked
is held here, 4 or 8 MB a column of a country, those asked last, ROOM bytes of them.

Agencies that nobody could tell (unknown-…) may have several reports a year: such an agency has several slots beside
each other. Amounts are held as whole millionths, so that sums of them are exact, as sums of decimals are.
"""

from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from cachetools import LRUCache

from dashboard.measures import Largest

ROOM = 144 * 2**20  # bytes of columns: 17 to 34 of the whole country
MILLIONTHS = 1e6
Read = Callable[[str, str | None], pa.Table]


class Matrices:
    """`years`, `agencies`: ascending; `slots`: where the columns of each agency begin, and the end of all. `group`: for
    every cell the number of its report's district, kind and level among those of its year, where there is no report
    their number; `bounds`: where the groups of each year begin, and the end of all. Along the groups: `districts` (its
    number in `places`), `sorts` (in `kinds` and `levels`), `n_reports`."""

    def __init__(self, read: Read):
        self._read, self._lock = read, Lock()
        self._kept = LRUCache(ROOM, getsizeof=lambda kept: kept[0].nbytes)
        rows, who = read("columns/keys", None), read("columns/agencies", None)
        self.agencies, self.labels = (who[name].combine_chunks() for name in ("agency_id", "label"))
        self._at = pd.Index(self.agencies.to_pandas())
        places, sorts = read("columns/places", None), read("columns/sorts", None)
        self.places = places["district_id"].to_pylist()
        self.kinds, self.levels = (np.array(sorts[name].to_pylist(), object) for name in ("kind", "level"))
        agency, district, sort = (_numbered(rows[name], known["hash"]) for name, known in (
            ("agency", who), ("district", places), ("sort", sorts)))
        year = rows["year"].to_numpy()
        times = np.bincount(year)
        self.years = tuple(map(int, np.flatnonzero(times)))
        year = (np.cumsum(times > 0) - 1)[year]  # its row
        self._slot(agency, year)
        self._group(year, district, sort)

    def _slot(self, agency: np.ndarray, year: np.ndarray) -> None:
        n_agencies, n_years = len(self.agencies), len(self.years)
        cell = year * n_agencies + agency
        times = np.bincount(cell, minlength=n_years * n_agencies)
        most = times.reshape(n_years, n_agencies).max(axis=0, initial=1)
        self.slots = np.concatenate([[0], np.cumsum(most)])
        place = year * int(self.slots[-1]) + self.slots[agency]
        if len(cell) and times.max() > 1:
            order = np.argsort(cell, kind="stable")
            place[order] += np.arange(len(cell)) - np.searchsorted(cell[order], cell[order])
        self._place = place.astype(np.int32 if n_years * self.slots[-1] < 2**31 else np.int64)

    def _group(self, year: np.ndarray, district: np.ndarray, sort: np.ndarray) -> None:
        n_places, n_sorts = len(self.places), max(len(self.kinds), 1)
        code = (year * n_places + district) * n_sorts + sort
        times = np.bincount(code, minlength=len(self.years) * n_places * n_sorts)
        groups = np.flatnonzero(times)
        self.n_reports = times[groups].astype(np.int32)
        self.districts = (groups // n_sorts % n_places).astype(np.int32)
        self.sorts = (groups % n_sorts).astype(np.int16)
        self.bounds = np.searchsorted(groups, np.arange(len(self.years) + 1) * n_places * n_sorts)
        sizes = np.diff(self.bounds)
        kind = np.min_scalar_type(-1 - int(sizes.max(initial=0)))
        self.group = np.repeat(sizes.astype(kind), self.slots[-1]).reshape(len(self.years), -1)
        number = np.zeros(len(times), kind)
        number[groups] = np.arange(len(groups)) - np.repeat(self.bounds[:-1], sizes)
        self.group.reshape(-1)[self._place] = number[code]

    def among(self, first_year: int, last_year: int) -> range:
        """The rows of these years."""
        low, high = np.searchsorted(self.years, (first_year, last_year + 1))
        return range(int(low), int(high))

    def is_of(self, kinds: Sequence[str] | None) -> np.ndarray | None:
        """For each of `sorts` whether it is of these kinds; None where any is."""
        return np.isin(self.kinds, list(kinds)) if kinds else None

    def numbered(self, agencies: Sequence[str]) -> np.ndarray:
        """The numbers of those of the agencies that there are, ascending, each once."""
        found = self._at.get_indexer(list(dict.fromkeys(agencies)))
        return np.sort(found[found >= 0])

    def numbers(self, names: Sequence[str], at) -> tuple[np.ndarray, float]:
        """The sum of some columns (`-name` is subtracted; of a Largest the largest) at these cells, times the factor
        that comes with it; NaN where one of them is NULL, as in a question's `{place}`."""
        columns = [self.column(name.lstrip("-")) for name in names]
        factor, most = max(own for _, own in columns), isinstance(names, Largest)
        whole = np.int64 if all(column.dtype.kind == "i" for column, _ in columns) else float
        none, total = None, None
        for name, (column, own) in zip(names, columns):
            part = column[at]
            missing = part == _none(part) if part.dtype.kind == "i" else np.isnan(part)
            part = part if own == factor else part * (factor / own)
            none = missing if none is None else np.logical_or(none, missing, out=none)
            if total is None:
                total = -part.astype(whole) if name[0] == "-" else part.astype(whole)
            else:
                (np.maximum if most else np.subtract if name[0] == "-" else np.add)(total, part, out=total)
        total = total.astype(float, copy=False)
        total[none] = np.nan
        return total, factor

    def column(self, name: str) -> tuple[np.ndarray, float]:
        """One column as a matrix, and the factor its numbers were multiplied by."""
        with self._lock:
            found = self._kept.get(name)
        if found is None:
            found = self._laid(self._read("columns/column", name)[0])
            with self._lock:
                self._kept[name] = found
        return found

    def _laid(self, values: pa.ChunkedArray) -> tuple[np.ndarray, float]:
        factor = MILLIONTHS if pa.types.is_decimal(values.type) else 1.0
        if pa.types.is_integer(values.type) and values.type.bit_width <= 32:
            ends, small = pc.min_max(values).as_py(), np.iinfo(np.int16)
            is_small = ends["min"] is None or small.min < ends["min"] and ends["max"] <= small.max
            out = np.empty(self.group.shape, np.int16 if is_small else np.int32)
            out[:] = _none(out)
            given = pc.fill_null(values.cast(pa.int32()), int(_none(out)))
        else:
            out, given = np.full(self.group.shape, np.nan), values.cast(pa.float64())
        given = given.to_numpy()
        out.reshape(-1)[self._place] = np.rint(given * factor) if factor != 1 else given
        return out, factor


def _none(column: np.ndarray) -> int:
    """What stands for NULL in a column of whole numbers."""
    return np.iinfo(column.dtype).min


def _numbered(hashes: pa.ChunkedArray, known: pa.ChunkedArray) -> np.ndarray:
    """For each hash its place among the known ones. Raises ValueError for one that is not, or two that are the same."""
    index = pd.Index(known.to_numpy())
    codes, found = pd.factorize(hashes.to_numpy())
    at = index.get_indexer(found)
    if (at < 0).any():
        raise ValueError("a report of an agency or a district that the snapshot does not list")
    return at[codes]
