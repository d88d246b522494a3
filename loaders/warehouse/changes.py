"""Which reports' rows differ between two states of a table.

In:   rows before and after.
Out:  the sha256 of the reports whose rows came, went or changed.
Promise: NULL equals NULL; the order of rows does not matter.
"""

from collections import defaultdict

import pyarrow as pa
import pyarrow.compute as pc

KEY = "sha256"


def differing(before: pa.Table, after: pa.Table) -> pa.Array:
    """Of tables with one row a report and flat columns. Reports that are in one of the two only differ."""
    place = pc.index_in(after[KEY], value_set=before[KEY].combine_chunks())
    differs = pc.is_null(place)
    for name in after.column_names:
        old, new = before[name].take(place), after[name]
        same = pc.or_(pc.fill_null(pc.equal(old, new), False), pc.and_(pc.is_null(old), pc.is_null(new)))
        differs = pc.or_(differs, pc.invert(same))
    gone = pc.invert(pc.is_in(before[KEY], value_set=after[KEY].combine_chunks()))
    found = [before[KEY].filter(gone), after[KEY].filter(differs)]
    return pc.unique(pa.chunked_array([chunk for one in found for chunk in one.chunks], pa.string()))


def differing_groups(before: pa.Table, after: pa.Table) -> pa.Array:
    """Of tables with several rows a report, nested columns too: for some thousand rows."""
    old, new = _by_report(before), _by_report(after)
    return pa.array([key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)], pa.string())


def _by_report(rows: pa.Table) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows.to_pylist():
        found[row[KEY]].append(repr(sorted(row.items())))
    return {key: sorted(told) for key, told in found.items()}
