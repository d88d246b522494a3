"""agency_years by agency, a column at a time, in memory: for questions about a few agencies of a whole country.

In:   read(question, column) of a store whose agency_years lie in their files.
Out:  Columns: picked(), the rows of some agencies; numbers(), everyone's sum of some columns, in order of agency.
Promise: the files lie in order of year, so that fifty agencies are in nearly every group of rows: what is asked of some
agencies is held here in order of agency, 7 MB a column, the latest KEPT. Never changed once made; threads may ask at
once.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.measures import Largest

KEPT = 24  # columns: what the eight usual measures of outliers are made of, and some more


class Columns:
    """`agencies`: their ids, ascending; `starts`: where the rows of each begin, and the end of all; `years`, `kinds`:
    along the rows, by agency and year."""

    def __init__(self, read: Callable[[str, str | None], pa.Table]):
        self._read, self._lock, self._kept = read, Lock(), OrderedDict()
        rows = read("columns/keys", None)
        ids = rows["agency_id"].combine_chunks().dictionary_encode()
        names = np.array(ids.dictionary.to_pylist(), dtype=object)
        by_name = np.argsort(names, kind="stable")
        rank = np.empty(len(names), np.int64)
        rank[by_name] = np.arange(len(names))
        who, years = rank[ids.indices.to_numpy()], rows["year"].to_numpy().astype(np.int64)
        order = np.argsort(who * 10_000 + years, kind="stable")  # runs of a year each: quick to merge
        self._order = pa.array(order.astype(np.int32))
        self.agencies, self.years = names[by_name], years[order].astype(np.int16)
        self.kinds = rows["kind"].combine_chunks().dictionary_encode().take(self._order)
        self.starts = np.searchsorted(who[order], np.arange(len(names) + 1))
        self._at = {agency: i for i, agency in enumerate(self.agencies)}

    def column(self, name: str) -> pa.Array:
        """The numbers of one column of agency_years, along the rows."""
        with self._lock:
            found = self._kept.pop(name, None)
        if found is None:
            found = self._read("columns/column", name)[0].combine_chunks().take(self._order)
        with self._lock:
            self._kept[name] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found

    def lately(self, first_year: int, last_year: int) -> np.ndarray:
        """The places of the rows of these years."""
        return np.flatnonzero((self.years >= first_year) & (self.years <= last_year))

    def numbers(self, names: Sequence[str], at: np.ndarray) -> np.ndarray:
        """The sum of some columns (`-name` is subtracted; of a Largest the largest) at these places; NaN where one of
        them is NULL, as in a question's `{place}`."""
        places = pa.array(at)
        parts = [pc.cast(self.column(name.lstrip("-")).take(places), pa.float64()).to_numpy(zero_copy_only=False)
                 * (-1 if name[0] == "-" else 1) for name in names]
        return np.maximum.reduce(parts) if isinstance(names, Largest) else np.add.reduce(parts)

    def picked(self, agencies: Sequence[str], names: Sequence[str]) -> pa.Table:
        """The rows of these agencies: agency_id, year, kind and these columns. Who has no report has no row."""
        who = np.array(sorted({self._at[a] for a in agencies if a in self._at}), dtype=np.int64)
        n_rows = self.starts[who + 1] - self.starts[who]
        at = np.repeat(self.starts[who] - np.concatenate([[0], n_rows.cumsum()[:-1]]) if len(who) else who, n_rows)
        at = pa.array(at + np.arange(n_rows.sum()))
        told = {"agency_id": pa.array(np.repeat(self.agencies[who], n_rows), pa.string()),
                "year": pa.array(self.years).take(at), "kind": self.kinds.take(at).cast(pa.string())}
        return pa.table(told | {name: self.column(name).take(at) for name in names})
