"""Which code finds the violations of which shape of check; sums and years are composed in scan.py.

In:   nothing.
Out:  FINDERS: shape -> function (db, frame, given, check) -> violations.
Promise: every shape of specs.SHAPES is here or composed.
"""

from collections.abc import Callable, Iterator

import duckdb

from loaders.checks import bounds, days, members, neighbours, parts, stated, vectors
from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.specs import Check

Finder = Callable[[duckdb.DuckDBPyConnection, Frame, Given, Check], Iterator[Violation]]
FINDERS: dict[str, Finder] = {
    "bounds": bounds.out_of_bounds,
    "permitted": bounds.without_power,
    "members": members.against_members,
    "vector": vectors.same,
    "zeros": neighbours.nothing_beside_much,
    "scale": neighbours.mistaken_unit,
    "unit": neighbours.printed_unit,
    "edition": parts.wrong_edition,
    "sections": parts.missing_sections,
    "tables": parts.missing_tables,
    "blanks": parts.blanks,
    "year": days.other_year,
    "early": days.early,
    "late": days.late,
    "undated": days.undated,
    "stated": stated.against_tables,
    "breakdown": stated.against_parts,
    "idle": stated.against_idle,
    "untold": stated.untold,
}
