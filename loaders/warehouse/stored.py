"""A published snapshot, read back: rows for the next snapshot, or whole Report objects.

In:   a snapshot folder, or None before the first.
Out:  Stored: documents, the rows of a table and year, Report objects.
Promise: what was published comes back as it was; a figure that was corrected comes back corrected.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from loaders.errors import StoreUnusable
from loaders.report import Report
from loaders.tables import SCHEMA_VERSION, TABLES
from loaders.warehouse.files import file_name
from loaders.warehouse.rows import report_from
from loaders.warehouse.snapshots import manifest


class Stored:
    """The snapshot of `folder`; for None, or a folder of another schema version, one without rows, but the latter
    still names its documents, to be read again from their sources."""

    def __init__(self, folder: Path | None):
        self.manifest = manifest(folder) if folder else {}
        self.other = None
        if self.manifest.get("schema_version") != SCHEMA_VERSION:
            folder, self.other, self.manifest = None, folder, {}
        self.folder = folder

    @property
    def documents(self) -> list[dict]:
        if self.other:
            rows = pq.read_table(self.other / "documents.parquet").to_pylist()
            return [{name: row.get(name) for name in TABLES["documents"].schema.names} | {"extractor": None}
                    for row in rows]
        return self.rows("documents").to_pylist()

    @property
    def corrected(self) -> dict[str, str]:
        """sha256 of each document that corrections changed -> the fingerprint of those corrections."""
        return self.manifest.get("corrected", {})

    @property
    def placed(self) -> dict[str, str]:
        """sha256 of each document that a person placed -> the fingerprint of what was decided."""
        return self.manifest.get("placed", {})

    def has(self, table: str, year: int | None = None) -> bool:
        return bool(self.folder) and file_name(TABLES[table], year) in self.manifest["files"]

    def rows(self, table: str, year: int | None = None, sha256: Iterable[str] | None = None) -> pa.Table:
        """The rows of one file, of the given documents only; no rows where there is no such file."""
        if not self.has(table, year):
            return TABLES[table].schema.empty_table()
        path = self.folder / file_name(TABLES[table], year)
        try:
            rows = pq.ParquetFile(path).read()
        except (OSError, pa.ArrowException) as error:
            raise StoreUnusable(
                f"数据文件 {path.name}（版本 {self.folder.name}）读不出来：{type(error).__name__}。"
                "请用 disclosure snapshots use 改用另一个版本，或移走整个版本文件夹后重新运行 disclosure build。"
            ) from error
        if sha256 is None:
            return rows
        return rows.filter(pc.is_in(rows["sha256"], value_set=pa.array(list(sha256), pa.string())))

    def reports(self, sha256: Iterable[str] | None = None) -> Iterator[Report]:
        """Report objects of the given documents (all by default)."""
        documents = {d["sha256"]: d for d in self.documents if d["status"] == "loaded"}
        rows = self.rows("reports", sha256=sha256)
        for year in rows["year"].unique().to_pylist():
            part = rows.filter(pc.equal(rows["year"], year) if year is not None else pc.is_null(rows["year"]))
            wanted = part["sha256"].to_pylist()
            cells = {r["sha256"]: r["cells"] for r in self.rows("evidence", year, wanted).to_pylist()}
            sections, statements = (_by_document(self.rows(t, year, wanted)) for t in ("sections", "statements"))
            for row in part.to_pylist():
                key = row["sha256"]
                yield report_from(documents[key], row, cells[key], sections.get(key, []), statements.get(key, []))


def _by_document(rows: pa.Table) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for row in sorted(rows.to_pylist(), key=lambda r: r["position"]):
        found.setdefault(row["sha256"], []).append(row)
    return found
