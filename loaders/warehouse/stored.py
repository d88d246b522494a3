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
from loaders.warehouse.files import names_of, rows_of
from loaders.warehouse.ordinals import with_reports
from loaders.warehouse.rows import report_from
from loaders.warehouse.snapshots import manifest


class Stored:
    """The snapshot of `folder`; for None, or a folder of another schema version than `version`, one without rows, but
    the latter still names its documents, to be read again from their sources."""

    def __init__(self, folder: Path | None, version: str = SCHEMA_VERSION):
        self.manifest = manifest(folder) if folder else {}
        self.other = None
        if self.manifest.get("schema_version") != version:
            folder, self.other, self.manifest = None, folder, {}
        self.folder = folder

    @property
    def documents(self) -> list[dict]:
        """Every row of documents, as Python objects: not for a whole country."""
        return self.document_rows().to_pylist()

    def told_of(self, column: str, values: Iterable[str]) -> list[dict]:
        """The rows of documents with one of those values."""
        where = column, pa.array(sorted(values), pa.string())
        if not len(where[1]):
            return []
        rows = self.document_rows().filter(pc.is_in(pc.field(column), value_set=where[1])) if self.other else rows_of(
            self.paths("documents"), TABLES["documents"], where=where)
        return rows.to_pylist()

    def document_rows(self) -> pa.Table:
        """Every row of documents; those of another schema as far as the columns are the same, and told as unread."""
        if not self.other:
            return self.rows("documents")
        schema = TABLES["documents"].schema
        rows = pa.concat_tables([pq.read_table(path) for path in sorted(self.other.glob("documents*.parquet"))])
        return pa.Table.from_arrays(
            [rows[field.name].cast(field.type) if field.name in rows.column_names and field.name != "extractor"
             else pa.nulls(len(rows), field.type) for field in schema], schema=schema)

    @property
    def corrected(self) -> dict[str, str]:
        """sha256 of each document that corrections changed -> the fingerprint of those corrections."""
        return self.manifest.get("corrected", {})

    @property
    def placed(self) -> dict[str, str]:
        """sha256 of each document that a person placed -> the fingerprint of what was decided."""
        return self.manifest.get("placed", {})

    @property
    def replaced(self) -> frozenset[str]:
        """sha256 of each document of which every file held other bytes."""
        return frozenset(self.manifest.get("replaced", ()))

    def paths(self, table: str, year: int | None = None, any_year: bool = False) -> list[Path]:
        """The files of a table; of one year (None: unknown) where the table is split by year, unless of `any_year`."""
        names = names_of(self.manifest["files"], TABLES[table], year, any_year) if self.folder else []
        return [self.folder / name for name in names]

    def has(self, table: str, year: int | None = None) -> bool:
        return bool(self.paths(table, year))

    def rows(self, table: str, year: int | None = None, sha256: Iterable[str] | None = None) -> pa.Table:
        """The rows of one table, or one year of it, of the given documents only; none where there is no such file."""
        where = None if sha256 is None else ("sha256", pa.array(list(sha256), pa.string()))
        return rows_of(self.paths(table, year), TABLES[table], where=where)

    def figures(self, year: int | None = None, sha256: Iterable[str] | None = None) -> pa.Table:
        """The rows of figures of one year (None: unknown), each with its report_id and sha256; see rows()."""
        reports = self.rows("reports", sha256=sha256)
        rows = rows_of(self.paths("figures", year), TABLES["figures"], where=("agency_id", pc.unique(
            reports["agency_id"])))
        rows = with_reports(rows, reports)
        return rows.filter(pc.is_valid(rows["sha256"]))

    def reports(self, sha256: Iterable[str] | None = None) -> Iterator[Report]:
        """Report objects of the given documents (all by default). Raises StoreUnusable for one without evidence."""
        wanted = None if sha256 is None else list(sha256)
        if wanted == []:
            return
        documents = {d["sha256"]: d for d in self.rows("documents", sha256=wanted).to_pylist()
                     if d["status"] == "loaded"}
        rows = self.rows("reports", sha256=wanted)
        for year in rows["year"].unique().to_pylist():
            part = rows.filter(pc.equal(rows["year"], year) if year is not None else pc.is_null(rows["year"]))
            wanted = part["sha256"].to_pylist()
            cells = {r["sha256"]: r["cells"] for r in self.rows("evidence", year, wanted).to_pylist()}
            sections, statements = (_by_document(self.rows(t, year, wanted)) for t in ("sections", "statements"))
            for row in part.to_pylist():
                key = row["sha256"]
                if key not in cells:
                    raise StoreUnusable(f"数据版本 {self.folder.name} 中没有 {documents[key]['name']} 各格的依据"
                                        "（只有数的演示数据），不能更正或改定归属。请撤回这一行更正或归属。")
                yield report_from(documents[key], row, cells[key], sections.get(key, []), statements.get(key, []))


def _by_document(rows: pa.Table) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for row in sorted(rows.to_pylist(), key=lambda r: r["position"]):
        found.setdefault(row["sha256"], []).append(row)
    return found
