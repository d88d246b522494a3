"""Every equation over every report, straight from the Parquet files of the figures.

In:   a cursor that may read the files; their paths.
Out:  checked(): how many equations are broken.
Promise: the same number as broken() of tasks.py gives over all rows. A file whose footer says that a column holds no
number cannot break an equation with it: the reports before the form had tables, and cells of another edition, cost the
look at the footer alone. Whole numbers are added as they are; where a sum leaves 32 bits, wider ones are.
"""

from collections.abc import Sequence

import duckdb
import pyarrow.parquet as pq

from tests.bench.national.tasks import broken, identities

Equations = tuple[tuple[list[str], list[str]], ...]


def checked(cursor: duckdb.DuckDBPyConnection, files: Sequence[str]) -> int:
    alike: dict[frozenset[int], list[str]] = {}
    for path in files:
        held = _held(path)
        possible = frozenset(i for i, sides in enumerate(identities())
                             if all(name.lstrip("-") in held for side in sides for name in side))
        if possible:
            alike.setdefault(possible, []).append(path)
    return sum(_broken(cursor, sorted(which), paths) for which, paths in alike.items())


def _held(path: str) -> set[str]:
    """The columns that hold anything."""
    footer = pq.read_metadata(path)
    groups = [footer.row_group(i) for i in range(footer.num_row_groups)]
    return {column.path_in_schema for group in groups for column in map(group.column, range(group.num_columns))
            if not (column.statistics and column.statistics.has_null_count)
            or column.statistics.null_count < group.num_rows}


def _broken(cursor: duckdb.DuckDBPyConnection, which: Sequence[int], files: Sequence[str]) -> int:
    for cast in ("", "::DOUBLE"):
        try:
            found = cursor.execute(f"SELECT {broken(cast, which)} FROM read_parquet($files)", {"files": list(files)})
            return int(found.fetchone()[0] or 0)
        except duckdb.OutOfRangeException:
            continue
    raise AssertionError("doubles do not leave their range")
