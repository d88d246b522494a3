"""What was last seen under each name, so that a file that stands as it stood is not opened again.

In:   the warehouse; a Listing; files that were looked into.
Out:  Memory.recall(), which files are known, and the documents in them; keep(), remember().
Promise: only a memory: without it, or where another version of this program wrote it, every file is opened once more.
Columns, not objects: what is known is never turned into Python.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from loaders.build.listing import File, Listing

# A file changed again within the clock's grain keeps its time: only a look this much later than the change is trusted.
_SETTLED = 2_000_000_000
_ROW_GROUP = 65_536
SIGHTING = pa.schema([("name", pa.string()), ("sha256", pa.string()), ("bytes", pa.int64()), ("reason", pa.string()),
                      ("kind", pa.string())])
# One row a document: an archive has several. name: NULL where it is the file's own.
_SEEN = pa.schema([("file", pa.string()), ("size", pa.int64()), ("modified", pa.int64()), ("looked", pa.int64()),
                   *SIGHTING])


class Memory:
    """`home`: the warehouse, where it lies as seen.parquet."""

    def __init__(self, home: Path):
        self.path = home / "seen.parquet"
        (home / "seen.json").unlink(missing_ok=True)  # how it was kept until 1.2
        self._rows, self._fresh = _SEEN.empty_table(), []
        try:
            rows = pq.read_table(self.path)
            self._rows = rows if rows.schema.equals(_SEEN) else self._rows
        except (OSError, pa.ArrowException):
            pass

    def recall(self, listing: Listing, are_kept: Callable[[pa.Table], pa.ChunkedArray]
               ) -> tuple[pa.ChunkedArray, pa.Table]:
        """(whether each file is known, the documents of the known ones with is_named). `are_kept`: whether the bytes
        of each document are where they belong."""
        files = listing.rows
        place = pc.index_in(self._rows["file"], value_set=files["name"].combine_chunks())
        rows, place = self._rows.filter(pc.is_valid(place)), pc.drop_null(place)
        now = files.select(["size", "modified", "is_named"]).take(place)
        stands = pc.and_(pc.equal(rows["size"], now["size"]), pc.equal(rows["modified"], now["modified"]))
        stands = pc.and_(stands, pc.greater(pc.subtract(rows["looked"], rows["modified"]), _SETTLED))
        stands = pc.and_(stands, are_kept(rows))
        doubtful = rows["file"].filter(pc.invert(stands)).combine_chunks()
        is_known = pc.and_(pc.is_in(files["name"], value_set=rows["file"].combine_chunks()),
                           pc.invert(pc.is_in(files["name"], value_set=doubtful)))
        of_known = pc.invert(pc.is_in(rows["file"], value_set=doubtful))
        rows = rows.set_column(4, "name", pc.coalesce(rows["name"], rows["file"])).select(SIGHTING.names)
        return is_known, rows.append_column("is_named", now["is_named"]).filter(of_known)

    def keep(self, file: File, looked: int, documents: list[tuple]) -> None:
        """`documents`: of the file as it was met just now, the values of a SIGHTING each."""
        self._fresh += ((file.name, file.size, file.modified, looked, None if name == file.name else name, *told)
                        for name, *told in documents)

    def latest(self, names: pa.Array) -> dict[str, str]:
        """Name -> sha256 of those documents, as they were last met before this build."""
        known = pc.coalesce(self._rows["name"], self._rows["file"])
        rows = pa.table({"name": known, "sha256": self._rows["sha256"]}).filter(pc.is_in(known, value_set=names))
        return {name: sha256 for name, sha256 in zip(*(rows[c].to_pylist() for c in rows.column_names)) if sha256}

    def remember(self) -> None:
        """Write what is known now, once what was met has been published."""
        if not self._fresh:
            return
        columns = [pa.array(column, field.type) for column, field in zip(zip(*self._fresh), _SEEN)]
        fresh = pa.Table.from_arrays(columns, schema=_SEEN)
        stands = pc.invert(pc.is_in(self._rows["file"], value_set=fresh["file"].combine_chunks()))
        beside = self.path.with_suffix(".new")
        pq.write_table(pa.concat_tables([self._rows.filter(stands), fresh]), beside, compression="zstd",
                       row_group_size=_ROW_GROUP)
        os.replace(beside, self.path)
