"""Which code finds the violations of which shape of check; sums and years are composed in scan.py.

In:   nothing.
Out:  FINDERS: shape -> function (db, frame, given, check) -> violations.
Promise: every shape of specs.SHAPES is here or composed.
"""

from collections.abc import Callable, Iterator

import duckdb

from loaders.checks import bounds
from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.specs import Check

Finder = Callable[[duckdb.DuckDBPyConnection, Frame, Given, Check], Iterator[Violation]]
FINDERS: dict[str, Finder] = {
    "bounds": bounds.out_of_bounds,
    "permitted": bounds.without_power,
}
