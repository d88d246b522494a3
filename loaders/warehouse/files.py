"""One Parquet file of a snapshot: sorted, compressed, described, and on the disk before anyone hears of it.

In:   a pyarrow table and its Table of the contract.
Out:  the file and its entry for the manifest; the rows of a file, those wanted only.
Promise: the same rows give the same bytes, so a file that did not change can be shared with the snapshot before.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from loaders.errors import StoreUnusable
from loaders.tables import SCHEMA_VERSION, Table

# Wide rows are scanned whole, so one group a year (SCALE.md); nested and long rows are fetched a report at a time;
# of what pages ask by district or agency, small groups, most of which their ranges of district and agency rule out.
_GROUP = {"figures": 122_880, "evidence": 2_048, "sections": 2_048, "statements": 8_192,
          "reports": 16_384, "documents": 16_384, "mart_agencies": 16_384, "mart_findings": 16_384,
          "mart_profiles": 4_096}
_ELSE = 122_880
_NAME = re.compile(r"([a-z_]+?)(?:_(\d+))?(?:-(\d+))?\.parquet")
Where = tuple[str, pa.Array]  # a column and the values wanted of it


def file_name(table: Table, year: int | None, part: int = 0) -> str:
    """`year` None: the file of a table that is not split by year, or of reports whose year is not known (`_0`)."""
    stem = f"{table.name}_{year or 0}" if table.by_year else table.name
    return f"{stem}-{part}.parquet" if part else f"{stem}.parquet"


def told_by(name: str) -> tuple[str, int | None, int]:
    """(table, year, part) of a file's name; the year is None for a table that is not split, 0 where it is unknown."""
    table, year, part = _NAME.fullmatch(name).groups()
    return table, None if year is None else int(year), int(part or 0)


def names_of(files: Iterable[str], table: Table, year: int | None = None, any_year: bool = False) -> list[str]:
    """Those of a manifest's files that make up a table, or one year of it, in order of year and part: the one place
    that knows how a table lies in files."""
    wanted = (year or 0) if table.by_year else None
    found = [(told_by(name), name) for name in files if _NAME.fullmatch(name)]
    return [name for (own, of, part), name in sorted(found, key=lambda f: (f[0][1] or 0, f[0][2]))
            if own == table.name and (any_year or of == wanted)]


def to_schema(rows: pa.Table, table: Table) -> pa.Table:
    """The columns of the contract in its order and types; a column not given is NULL throughout."""
    given = dict(zip(rows.column_names, rows.columns))
    columns = [given[field.name].cast(field.type) if field.name in given else pa.nulls(len(rows), field.type)
               for field in table.schema]
    return pa.Table.from_arrays(columns, schema=table.schema)


def in_order(rows: pa.Table, table: Table) -> pa.Array:
    """Where the rows stand once sorted as the contract says. Ties of the order are settled by the key."""
    by = list(dict.fromkeys((*table.order, *table.key)))
    return pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in by])


def write(rows: pa.Table, table: Table, path: Path) -> dict:
    """Sort and write one file, synced; gives {sha256, bytes, rows}."""
    rows = to_schema(rows, table)
    order, size = in_order(rows, table), _GROUP.get(table.name, _ELSE)
    if size < len(rows):  # of lists in several chunks, take() copies all of them for every group
        rows = rows.combine_chunks()
    return write_groups((rows.take(order.slice(start, size)) for start in range(0, len(rows), size)), table, path)


def write_groups(groups: Iterable[pa.Table], table: Table, path: Path) -> dict:
    """Write one file of row groups that are in order already; gives {sha256, bytes, rows}. One group is held."""
    schema = table.schema.with_metadata({"schema_version": SCHEMA_VERSION, "table": table.name, "label": table.label})
    n_rows = 0
    with path.open("wb") as out:
        with pq.ParquetWriter(out, schema, compression="zstd") as writer:
            for group in groups:
                n_rows += len(group)
                writer.write_table(to_schema(group, table).replace_schema_metadata(schema.metadata),
                                   row_group_size=max(len(group), 1))
        out.flush()
        os.fsync(out.fileno())
    return {"sha256": sha256(path), "bytes": path.stat().st_size, "rows": n_rows}


def groups(path: Path, columns: list[str] | None = None, where: Where | None = None, without: Where | None = None,
           years: set[int] | None = None) -> Iterator[pa.Table]:
    """The rows of a file, a row group at a time: those `where` a column holds one of some values, or those `without`.
    Other columns of a group are read only where a row of it is wanted. `years`: groups of other years are passed
    over unread. Raises StoreUnusable."""
    try:
        file = pq.ParquetFile(path)
        for number in range(file.num_row_groups):
            if years is not None and not _may_hold(file.metadata.row_group(number), years):
                continue
            if where is None and without is None:
                yield file.read_row_group(number, columns)
                continue
            name, values = where or without
            mask = pc.is_in(file.read_row_group(number, [name])[name], value_set=values).combine_chunks()
            mask = pc.invert(mask) if where is None else mask
            if n_wanted := pc.sum(mask).as_py():
                rows = file.read_row_group(number, columns)
                yield rows if n_wanted == len(rows) else rows.filter(mask)
    except (OSError, pa.ArrowException) as error:
        raise StoreUnusable(
            f"数据文件 {path.name}（版本 {path.parent.name}）读不出来：{type(error).__name__}。"
            "请用 disclosure snapshots use 改用另一个版本，或移走整个版本文件夹后重新运行 disclosure build。"
        ) from error


def rows_of(paths: Iterable[Path], table: Table, columns: list[str] | None = None, where: Where | None = None,
            years: set[int] | None = None) -> pa.Table:
    """The rows of several files of a table as one; see groups()."""
    wanted = pa.schema([table.schema.field(name) for name in columns]) if columns else table.schema
    found = [group.cast(wanted) for path in paths for group in groups(path, columns, where, years=years)]
    return pa.concat_tables(found) if found else wanted.empty_table()


def holds(path: Path, where: Where) -> bool:
    """Whether a file holds a row with one of those values."""
    return any(True for _ in groups(path, [where[0]], where))


def _may_hold(group: pq.RowGroupMetaData, years: set[int]) -> bool:
    for i in range(group.num_columns):
        column = group.column(i)
        if column.path_in_schema == "year":
            told = column.statistics
            return told is None or not told.has_min_max or any(told.min <= year <= told.max for year in years)
    return True


def share(before: Path, path: Path) -> None:
    """The same file in a second snapshot: a hard link, or a copy where the file system knows none."""
    try:
        os.link(before, path)
    except OSError:
        path.write_bytes(before.read_bytes())


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
