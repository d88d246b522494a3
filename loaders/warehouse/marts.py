"""The marts: narrow figures, sums and counts, so that no page reads the wide figures.

In:   the figure files of the snapshot being made; reports, agencies, counts of checks; the .sql files beside this one.
Out:  MARTS as pyarrow tables.
Promise: current reports only; they hold figures and sums, never rates; a sum over no number is NULL.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from loaders.warehouse import code_tables

MARTS = ("mart_agencies", "mart_districts", "mart_coverage", "mart_findings")


def marts(figures: list[Path], **tables: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Every mart with its name, one at a time: those of a whole country are gigabytes. `tables`: reports, agencies,
    counts."""
    with duckdb.connect(":memory:") as db:
        for name, rows in ({"items": code_tables.items()} | tables).items():
            db.register(name, rows)
        for name in MARTS:
            yield name, _ask(db, name, figures)


def _ask(db: duckdb.DuckDBPyConnection, name: str, figures: list[Path]) -> pa.Table:
    sql = Path(__file__).with_name(f"{name}.sql").read_text("utf-8")
    params = {"figures": [str(path) for path in figures]} if "$figures" in sql.partition("SELECT")[2] else {}
    return db.sql(sql, params=params).to_arrow_table()
