"""Which document of an agency and year a row of figures is of: `ordinal`, its place by sha256.

In:   rows of reports (agency_id, year, sha256) and of figures.
Out:  ranked(), place_of(), with_reports(), shifted().
Promise: an ordinal depends on what documents there are, never on the order in which they came; agency_id, year and
ordinal name one report, in `reports` as in `figures`.

A sha256 a row would take 34 bytes, more than the numbers of a report (docs/scale.md).
"""

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

KEY = ("agency_id", "year", "ordinal")
Pair = tuple[str, int | None]  # agency_id, year


def ranked(reports: pa.Table) -> pa.Array:
    """The ordinal of each row; `reports` holds all documents of each agency and year that it names."""
    pairs = reports.select(["agency_id", "year"]).to_pandas()
    ordinals, several = np.zeros(len(pairs), np.int32), np.flatnonzero(pairs.duplicated(keep=False))
    if len(several):
        found = pairs.iloc[several].assign(sha256=reports["sha256"].take(pa.array(several)).to_pylist())
        by = found.sort_values("sha256").groupby(["agency_id", "year"], dropna=False)
        ordinals[several] = by.cumcount().loc[found.index]
    return pa.array(ordinals)


def place_of(figures: pa.Table, reports: pa.Table) -> pa.ChunkedArray:
    """Where in `reports` the report of each row of `figures` stands; NULL where it is not among them."""
    return pc.index_in(_named(figures), value_set=_named(reports).combine_chunks())


def with_reports(figures: pa.Table, reports: pa.Table, names: tuple[str, ...] = ("report_id", "sha256")) -> pa.Table:
    """`figures` with these columns of its reports before its own."""
    place = place_of(figures, reports)
    for at, name in enumerate(names):
        figures = figures.add_column(at, name, reports[name].take(place))
    return figures


def shifted(rows: pa.Table, taken: Counter[Pair]) -> pa.Table:
    """Rows with ordinals beyond those that are taken already."""
    if not taken:
        return rows
    at = rows.column_names.index("ordinal")
    by = [taken[pair] for pair in zip(rows["agency_id"].to_pylist(), rows["year"].to_pylist())]
    return rows.set_column(at, rows.schema.field(at), pc.add(rows["ordinal"], pa.array(by, pa.int32())))


def _named(rows: pa.Table) -> pa.ChunkedArray:
    parts = (rows[name].cast(pa.string()) for name in KEY)
    return pc.binary_join_element_wise(*parts, " ", null_handling="replace")
