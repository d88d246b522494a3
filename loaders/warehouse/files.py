"""One Parquet file of a snapshot: sorted, compressed, described, and on the disk before anyone hears of it.

In:   a pyarrow table and its Table of the contract.
Out:  the file and its entry for the manifest.
Promise: the same rows give the same bytes, so a file that did not change can be shared with the snapshot before.
"""

import hashlib
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from loaders.tables import SCHEMA_VERSION, Table

# Wide rows are scanned whole, so one group a year (SCALE.md); nested and long rows are fetched a report at a time;
# of what pages ask by district or agency, small groups, most of which their ranges of district and agency rule out.
_GROUP = {"figures": 122_880, "evidence": 2_048, "sections": 2_048, "statements": 8_192,
          "reports": 16_384, "documents": 16_384, "mart_agencies": 16_384, "mart_findings": 16_384}
_ELSE = 122_880


def file_name(table: Table, year: int | None) -> str:
    """`year` None: the file of a table that is not split, or of reports whose year is not known (`_0`)."""
    return f"{table.name}_{year or 0}.parquet" if table.by_year else f"{table.name}.parquet"


def to_schema(rows: pa.Table, table: Table) -> pa.Table:
    """The columns of the contract in its order and types; a column not given is NULL throughout."""
    columns = [
        rows[field.name].cast(field.type) if field.name in rows.column_names else pa.nulls(len(rows), field.type)
        for field in table.schema
    ]
    return pa.Table.from_arrays(columns, schema=table.schema)


def write(rows: pa.Table, table: Table, path: Path) -> dict:
    """Write one file, synced; gives {sha256, bytes, rows}. Ties of the order are settled by the key."""
    rows = to_schema(rows, table)
    by = list(dict.fromkeys((*table.order, *table.key)))
    order = pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in by])
    schema = table.schema.with_metadata({"schema_version": SCHEMA_VERSION, "table": table.name, "label": table.label})
    size = _GROUP.get(table.name, _ELSE)
    with path.open("wb") as out:
        with pq.ParquetWriter(out, schema, compression="zstd") as writer:
            for start in range(0, len(rows), size):
                group = rows.take(order.slice(start, size)).replace_schema_metadata(schema.metadata)
                writer.write_table(group, row_group_size=size)
        out.flush()
        os.fsync(out.fileno())
    return {"sha256": sha256(path), "bytes": path.stat().st_size, "rows": len(rows)}


def share(before: Path, path: Path) -> None:
    """The same file in a second snapshot: a hard link, or a copy where the file system knows none."""
    try:
        os.link(before, path)
    except OSError:
        path.write_bytes(before.read_bytes())


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
