"""Make a snapshot and publish it: everything into a folder of its own first, then one rename, then the pointer.

In:   new Report objects; the documents of the snapshot before that still hold; the register; corrections.
Out:  the folder of the new snapshot, or of the one in use where nothing changed.
Promise: killed at any moment, the snapshot before stays in use and whole. A file that would hold the same is shared.
"""

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from loaders import checks, similar
from loaders.register import Register
from loaders.report import Report
from loaders.tables import SCHEMA_VERSION, TABLES
from loaders.warehouse import code_tables
from loaders.warehouse.choice import choose
from loaders.warehouse.files import file_name, share, write
from loaders.warehouse.marts import marts
from loaders.warehouse.rows import BY_YEAR, document_rows, identify_row
from loaders.warehouse.snapshots import MANIFEST, UNFINISHED, current, point_to, snapshots, sync_folder, warehouse
from loaders.warehouse.staging import Staging
from loaders.warehouse.stored import Stored

_LEAD = ["report_id", "sha256", "agency_id", "district_id", "year", "is_current"]


class Corrections(Protocol):
    def apply(self, report: Report, report_id: str) -> tuple[Report, dict[tuple[str, str, str], str]]:
        """The corrected report, and for each corrected address what stood there."""

    def fingerprint(self, report_id: str) -> str:
        """Changes with the corrections of that report."""

    def settle(self) -> None:
        """Raises StaleCorrection when a correction met no report that reads as it says."""


def publish(root: Path, reports: Iterable[Report], register: Register, *, keep: frozenset[str] = frozenset(),
            documents: list[dict] | None = None, corrections: Corrections | None = None,
            replaced: frozenset[str] = frozenset(), placed: dict[str, str] | None = None, extractor: str = "",
            inputs: str = "", comparing: similar.Stage = similar.silent) -> Path:
    """Publish `reports` and, from the snapshot in use, those of the documents `keep`; gives the snapshot's folder.

    `documents`: rows of the documents table; by default one loaded document a report. `replaced`: documents that a
    newer file of the same name replaced. `placed`: documents whose agency or year a person decided -> the fingerprint
    of that decision. `inputs`: a fingerprint of all that went in, kept in the manifest. `comparing`: told
    how far the comparison of texts is.
    """
    home, before = warehouse(root), Stored(current(root))
    home.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    staging, listed = Staging(extractor), []
    corrected = {sha256: mark for sha256, mark in before.corrected.items() if sha256 in keep}
    for report in reports:
        listed += document_rows([report], now, extractor) if documents is None else ()
        report_id = identify_row(report)["report_id"]
        report, before_correction = corrections.apply(report, report_id) if corrections else (report, {})
        staging.add(report, before_correction)
        if before_correction:
            corrected[report.sha256] = corrections.fingerprint(report_id)
    if corrections:
        corrections.settle()
    documents = listed if documents is None else documents
    snapshot = Snapshot(home, before, keep, staging, now)
    tables = snapshot.write_reports(documents, replaced)
    snapshot.compare(tables, comparing)
    snapshot.write_rest(tables, register, checks.Reference.load(Path(root) / "reference"))
    described = {
        "schema_version": SCHEMA_VERSION, "snapshot": snapshot.id, "created": now.isoformat() + "Z",
        "extractor": extractor, "inputs": inputs, "is_demo": (Path(root) / "DEMO").is_file(),
        "counts": {name: len(rows) for name, rows in tables.items()},
        "years": sorted(y for y in tables["reports"]["year"].unique().to_pylist() if y is not None),
        "corrected": corrected, "placed": placed or {}, "leads": snapshot.leads,
        "compared": snapshot.compared, "files": snapshot.files,
    }
    return snapshot.finish(described)


class Snapshot:
    """A snapshot being made, in a folder that no reader looks into."""

    def __init__(self, home: Path, before: Stored, keep: frozenset[str], staging: Staging, now: datetime):
        taken = {folder.name for folder in snapshots(home.parent)}
        stamp = now.strftime("%Y%m%d-%H%M%S")
        self.id = next(i for i in (stamp, *(f"{stamp}-{n:02d}" for n in range(1, 100))) if i not in taken)
        self.home, self.before, self.keep, self.staging = home, before, pa.array(sorted(keep), pa.string()), staging
        self.folder = home / f"{UNFINISHED}{self.id}-{os.getpid()}"
        self.folder.mkdir()
        self.files: dict[str, dict] = {}
        self.leads: dict[str, str] = {}
        self.compared = ""

    def write_reports(self, documents: list[dict], replaced: frozenset[str]) -> dict[str, pa.Table]:
        """The tables that hold what documents say, a file a year; gives documents and reports."""
        reports = pa.concat_tables([self.kept("reports"), *self.staging.rows("reports")])
        reports = choose(reports, {d["sha256"]: d["first_seen"] for d in documents}, replaced)
        years = sorted(reports["year"].unique().to_pylist() or [None], key=lambda y: y or 0)
        for year in years:
            of_year = pc.equal(reports["year"], year) if year is not None else pc.is_null(reports["year"])
            lead = reports.filter(of_year).select(_LEAD).sort_by([("report_id", "ascending"), ("sha256", "ascending")])
            self.leads[str(year or 0)] = sha256(json.dumps(lead.to_pylist()).encode()).hexdigest()
            for name in BY_YEAR:
                self.write_year(name, year, lead)
        return {"documents": pa.Table.from_pylist(documents, schema=TABLES["documents"].schema), "reports": reports}

    def kept(self, name: str, year: int | None = None) -> pa.Table:
        rows = self.before.rows(name, year)
        return rows.filter(pc.is_in(rows["sha256"], value_set=self.keep))

    def write_year(self, name: str, year: int | None, lead: pa.Table) -> None:
        """One file of a year: shared when neither its reports nor their choice changed."""
        file, new = file_name(TABLES[name], year), self.staging.rows(name, year)
        same = self.before.manifest.get("leads", {}).get(str(year or 0)) == self.leads[str(year or 0)]
        if same and not self.staging.rows("evidence", year) and self.before.has(name, year):
            share(self.before.folder / file, self.folder / file)
            self.files[file] = self.before.manifest["files"][file]
            return
        rows = pa.concat_tables([self.kept(name, year), *new])
        place = pc.index_in(rows["sha256"], value_set=lead["sha256"].combine_chunks())
        is_current = lead["is_current"].take(place)
        rows = rows.set_column(rows.column_names.index("is_current"), "is_current", is_current)
        self.write(name, rows, year)

    def write(self, name: str, rows: pa.Table, year: int | None = None) -> None:
        file = file_name(TABLES[name], year)
        entry = write(rows, TABLES[name], self.folder / file)
        if self.before.manifest.get("files", {}).get(file, {}).get("sha256") == entry["sha256"]:
            (self.folder / file).unlink()
            share(self.before.folder / file, self.folder / file)
        self.files[file] = entry

    def compare(self, tables: dict[str, pa.Table], stage: similar.Stage) -> None:
        """Copied text; as the snapshot before has it where texts and rules are the same."""
        columns = [*_LEAD, "number", "position", "text"]
        parts = similar.chosen(self.written("sections", columns), tables["reports"])
        self.compared = similar.fingerprint(parts)
        is_known = self.before.manifest.get("compared") == self.compared and self.before.has("similarities")
        tables["similarities"] = self.before.rows("similarities") if is_known else similar.compare(parts, stage)

    def write_rest(self, tables: dict[str, pa.Table], register: Register, reference: checks.Reference) -> None:
        """Checks, code tables and marts; adds every table to `tables`."""
        figures = sorted(self.folder.glob("figures_*.parquet"))
        tables["agencies"] = code_tables.agencies(register, tables["reports"])
        tables |= {"divisions": code_tables.divisions(register), "items": code_tables.items(),
                   "form_cells": code_tables.form_cells(), "checks": checks.catalogue()}
        wide = self.written("figures")
        checked = checks.run(wide, tables["reports"], tables["agencies"], divisions=tables["divisions"],
                             sections=self.written("sections", ["report_id", "sha256", "number"]),
                             statements=self.written("statements"),
                             documents=tables["documents"].select(["sha256", "format"]),
                             evidence=[str(path) for path in sorted(self.folder.glob("evidence_*.parquet"))],
                             reference=reference)
        tables["findings"] = checked.findings
        tables["reports"] = _with_counts(tables["reports"], checked.counts)
        tables |= dict(marts(figures, reports=tables["reports"], agencies=tables["agencies"], counts=checked.counts))
        for name, rows in tables.items():
            self.write(name, rows)
        tables["figures"] = wide

    def written(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A table of the snapshot that is split by year, whole."""
        files = sorted(self.folder.glob(f"{name}_*.parquet"))
        return pa.concat_tables([pq.read_table(path, columns=columns) for path in files])

    def finish(self, described: dict) -> Path:
        """Bring the folder to the disk, give it its name, point to it."""
        with (self.folder / MANIFEST).open("w", encoding="utf-8") as file:
            json.dump(described, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.folder)
        final = self.home / self.id
        os.rename(self.folder, final)
        sync_folder(self.home)
        point_to(self.home, self.id)
        return final


def _with_counts(reports: pa.Table, counts: pa.Table) -> pa.Table:
    place = pc.index_in(reports["sha256"], value_set=counts["sha256"].combine_chunks())
    for name in ("n_identities", "n_untested"):
        reports = reports.set_column(reports.column_names.index(name), name,
                                     counts[name].cast(pa.int32()).take(place))
    return reports
