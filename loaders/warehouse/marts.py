"""The marts: narrow sums and counts that the dashboard holds in memory.

In:   the figure files of the snapshot being made; reports, agencies, counts of checks; the .sql files beside this one.
Out:  mart_agencies, mart_districts, mart_findings as pyarrow tables.
Promise: current reports only; they hold figures and sums, never rates; a sum over no number is NULL.
"""

from pathlib import Path

import duckdb
import pyarrow as pa

MARTS = ("mart_agencies", "mart_districts", "mart_findings")


def marts(figures: list[Path], **tables: pa.Table) -> dict[str, pa.Table]:
    """Every mart by name. `tables`: reports, agencies, counts."""
    db = duckdb.connect(":memory:")
    try:
        for name, rows in tables.items():
            db.register(name, rows)
        return {name: _ask(db, name, figures) for name in MARTS}
    finally:
        db.close()


def _ask(db: duckdb.DuckDBPyConnection, name: str, figures: list[Path]) -> pa.Table:
    sql = Path(__file__).with_name(f"{name}.sql").read_text("utf-8")
    params = {"figures": [str(path) for path in figures]} if "$figures" in sql.partition("SELECT")[2] else {}
    return db.sql(sql, params=params).to_arrow_table()
