"""The data contract as SQL: what dashboard/sql/load/empty.sql must say.

Run `python -m tests.dashboard.contract` after a change of loaders/tables.py; test_store.py fails until then.
"""

from pathlib import Path
from textwrap import wrap

import pyarrow as pa

from loaders.tables import TABLES

PATH = Path(__file__).resolve().parents[2] / "dashboard" / "sql" / "load" / "empty.sql"
HEAD = """-- empty: the tables of a snapshot, without rows, for a dashboard that has no snapshot yet
-- grain: those of data/README.md
-- note:  written by `python -m tests.dashboard.contract` from loaders/tables.py; do not edit
"""
PLAIN = {pa.string(): "VARCHAR", pa.int8(): "TINYINT", pa.int16(): "SMALLINT", pa.int32(): "INTEGER",
         pa.int64(): "BIGINT", pa.float64(): "DOUBLE", pa.bool_(): "BOOLEAN", pa.date32(): "DATE",
         pa.timestamp("s"): "TIMESTAMP"}


def sql_type(kind: pa.DataType) -> str:
    """The DuckDB type that a Parquet column of this kind is read as."""
    if pa.types.is_decimal(kind):
        return f"DECIMAL({kind.precision}, {kind.scale})"
    if pa.types.is_list(kind):
        return f"{sql_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        return f"STRUCT({', '.join(f'{quoted(f.name)} {sql_type(f.type)}' for f in kind)})"
    return PLAIN[kind]


def quoted(name: str) -> str:
    return f'"{name}"'


def text() -> str:
    parts = []
    for table in TABLES.values():
        columns = ", ".join(f"{quoted(f.name)} {sql_type(f.type)}" for f in table.schema)
        lines = wrap(columns, 118, initial_indent="    ", subsequent_indent="    ", break_long_words=False)
        parts.append(f"CREATE TABLE {table.name} (\n" + "\n".join(lines) + ");\n")
    return HEAD + "".join(parts)


if __name__ == "__main__":
    PATH.write_text(text(), "utf-8")
