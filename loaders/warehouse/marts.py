"""The marts: narrow sums and counts that the dashboard holds in memory.

In:   the figure files of the snapshot being made; reports, agencies, counts of checks; the .sql files beside this one.
Out:  mart_agencies, mart_districts, mart_findings as pyarrow tables.
Promise: current reports only; they hold figures and sums, never rates; a sum over no number is NULL.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

MARTS = ("mart_agencies", "mart_districts", "mart_findings")


def marts(figures: list[Path], **tables: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Every mart with its name, one at a time: those of a whole country are gigabytes. `tables`: reports, agencies,
    counts."""
    with duckdb.connect(":memory:") as db:
        for name, rows in tables.items():
            db.register(name, rows)
        for name in MARTS:
            yield name, _ask(db, name, figures)


def _ask(db: duckdb.DuckDBPyConnection, name: str, figures: list[Path]) -> pa.Table:
    sql = Path(__file__).with_name(f"{name}.sql").read_text("utf-8")
    params = {"figures": [str(path) for path in figures]} if "$figures" in sql.partition("SELECT")[2] else {}
    return db.sql(sql, params=params).to_arrow_table()
