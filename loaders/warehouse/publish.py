"""Make a snapshot and publish it: everything into a folder of its own first, then one rename, then the pointer.

In:   new Report objects; which documents of the snapshot in use no longer hold; the register; corrections.
Out:  the folder of the new snapshot.
Promise: killed at any moment, the snapshot before stays in use and whole. What a change does not reach is shared with
the snapshot before; the rows are those that a publish of everything would write (a test holds the two together).
"""

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from loaders import checks, similar
from loaders.register import Register
from loaders.report import Report
from loaders.tables import SCHEMA_VERSION, TABLES
from loaders.warehouse import code_tables
from loaders.warehouse.choosing import Change, choose_among, take_out
from loaders.warehouse.derive import Deriving
from loaders.warehouse.parts import Parts, Renewal
from loaders.warehouse.rows import document_rows, identify_row
from loaders.warehouse.snapshots import MANIFEST, UNFINISHED, current, point_to, snapshots, sync_folder, warehouse
from loaders.warehouse.staging import Staging
from loaders.warehouse.stored import Stored

_LEAD = ["report_id", "sha256", "agency_id", "district_id", "year", "ordinal", "is_current"]
_OF_TEXTS = [name for name in _LEAD if name != "ordinal"]


class Corrections(Protocol):
    def apply(self, report: Report, report_id: str) -> tuple[Report, dict[tuple[str, str, str], str]]:
        """The corrected report, and for each corrected address what stood there."""

    def fingerprint(self, report_id: str) -> str:
        """Changes with the corrections of that report."""

    def settle(self) -> None:
        """Raises StaleCorrection when a correction met no report that reads as it says."""


def publish(root: Path, reports: Iterable[Report], register: Register, *, drop: frozenset[str] | None = None,
            documents: list[dict] | None = None, corrections: Corrections | None = None,
            replaced: frozenset[str] = frozenset(), placed: dict[str, str] | None = None, extractor: str = "",
            inputs: str = "", comparing: similar.Stage = similar.silent) -> Path:
    """Publish `reports` beside those of the snapshot in use; gives the new snapshot's folder.

    `drop`: documents (sha256) whose reports in the snapshot in use no longer hold, those that come anew among them;
    None: of all. `documents`: every row of the documents table of each sha256 it names; by default one loaded document
    a report. `replaced`: all documents that a newer file of the same name replaced. `placed`: all documents whose
    agency or year a person decided -> the fingerprint of that decision. `inputs`: a fingerprint of the programs, the
    form and the reference files; where it is that of the snapshot in use, only what the change reaches is derived anew.
    `comparing`: told how far the comparison of texts is.
    """
    home, before = warehouse(root), Stored(current(root))
    home.mkdir(parents=True, exist_ok=True)
    snapshot = Snapshot(home, before, drop is not None)
    is_whole = not inputs or not snapshot.stands or before.manifest.get("inputs") != inputs
    change = snapshot.take_out(drop or frozenset())
    staging, listed = Staging(snapshot.parts, extractor, not is_whole), []
    corrected = {s: mark for s, mark in before.corrected.items() if drop is not None and s not in drop}
    for report in reports:
        listed += document_rows([report], snapshot.now, extractor) if documents is None else ()
        report_id = identify_row(report)["report_id"]
        report, before_correction = corrections.apply(report, report_id) if corrections else (report, {})
        staging.add(report, before_correction)
        if before_correction:
            corrected[report.sha256] = corrections.fingerprint(report_id)
    if corrections:
        corrections.settle()
    staging.spill()
    told = snapshot.put_documents(listed if documents is None else documents)
    is_whole = staging.touched is None
    if not is_whole:
        change.pairs |= staging.touched
        change.add(snapshot.parts, told - staging.came | (replaced ^ before.replaced))
    choose_among(snapshot.parts, None if is_whole else change, replaced)
    agencies = snapshot.put_codes(register, None if is_whole else change)
    deriving = Deriving(snapshot.parts, agencies, code_tables.divisions(register),
                        checks.Reference.load(Path(root) / "reference"))
    if is_whole:
        deriving.everything()
    elif change.pairs:
        deriving.of(change.reach(snapshot.parts))
    compared = snapshot.compare(comparing) if is_whole or change.pairs else before.manifest["compared"]
    return snapshot.finish({
        "extractor": extractor, "inputs": inputs, "is_demo": (Path(root) / "DEMO").is_file(), "corrected": corrected,
        "placed": placed or {}, "replaced": sorted(replaced), "compared": compared})


class Snapshot:
    """A snapshot being made, in a folder that no reader looks into. stands: whether it begins as the one before."""

    def __init__(self, home: Path, before: Stored, stands: bool):
        self.now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
        taken = {folder.name for folder in snapshots(home.parent)}
        stamp = self.now.strftime("%Y%m%d-%H%M%S")
        self.id = next(i for i in (stamp, *(f"{stamp}-{n:02d}" for n in range(1, 100))) if i not in taken)
        self.home, self.before, self.stands = home, before, stands and before.folder is not None
        self.folder = home / f"{UNFINISHED}{self.id}-{os.getpid()}"
        self.folder.mkdir()
        self.parts = Parts(self.folder, before.folder, before.manifest.get("files"), self.stands)

    def take_out(self, drop: frozenset[str]) -> Change:
        """Take out the reports of these documents; gives whose they were."""
        gone = "sha256", pa.array(sorted(drop), pa.string())
        lead = self.parts.read("reports", _LEAD, gone)
        take_out(self.parts, lead)
        return Change.of(lead)

    def put_documents(self, rows: list[dict]) -> set[str]:
        """Put in the rows of documents in place of those of the same sha256; gives these."""
        new = pa.Table.from_pylist(rows, schema=TABLES["documents"].schema)
        told = pa.array(sorted({row["sha256"] for row in rows} | {""}), pa.string())
        standing = pc.unique(self.parts.read("documents", ["sha256"], ("sha256", told))["sha256"])
        self.parts.edit("documents", new, ("sha256", standing))
        self.parts.fresh = told.filter(pc.invert(pc.is_in(told, value_set=standing)))
        return set(told.to_pylist()) - {""}

    def put_codes(self, register: Register, change: Change | None) -> pa.Table:
        """The code tables; gives the agencies. Those that only reports name are told anew where a report changed, and
        `change` learns which of them are now told otherwise."""
        columns, before = ["agency_id", "agency_label", "district_id", "year"], self.before.rows("agencies")
        if change is None:
            agencies = code_tables.agencies(register, self.parts.read("reports", columns))
        else:
            touched = pa.array(sorted(change.agencies()), pa.string())
            told = code_tables.agencies(register, self.parts.read("reports", columns, ("agency_id", touched)), False)
            agencies = pa.concat_tables([told, code_tables.but_told_by(before, touched)])
            change.reclassify(self.parts, before, agencies)
        for name, rows in (("agencies", agencies), ("divisions", code_tables.divisions(register)),
                           ("items", code_tables.items()), ("form_cells", code_tables.form_cells()),
                           ("checks", checks.catalogue())):
            self._put_whole(name, rows)
        return agencies

    def compare(self, stage: similar.Stage) -> str:
        """Copied text; as the snapshot before has it where texts and rules are the same. Gives their fingerprint."""
        sections = self.parts.read("sections", [*_OF_TEXTS, "number", "position", "text"])
        reports = self.parts.read("reports", [*_OF_TEXTS, "scope", "agency_label"],
                                  ("sha256", sections["sha256"].unique()))
        chosen = similar.chosen(sections, reports)
        del sections, reports
        compared = similar.fingerprint(chosen)
        if not self.stands or self.before.manifest.get("compared") != compared:
            known = self.before.manifest.get("compared") == compared and self.before.has("similarities")
            self._put_whole("similarities", self.before.rows("similarities") if known
                            else similar.compare(chosen, stage))
        return compared

    def _put_whole(self, name: str, rows: pa.Table) -> None:
        renewal = Renewal(self.parts, name)
        renewal.put(rows)
        renewal.done()

    def finish(self, told: dict) -> Path:
        """Give every part its name, bring the folder to the disk, give it its own, point to it."""
        counts = {name: self.parts.n_rows(name) for name in TABLES}
        years = [year for year in self.parts.years("figures") if year is not None]
        described = {"schema_version": SCHEMA_VERSION, "snapshot": self.id, "created": self.now.isoformat() + "Z",
                     **told, "counts": counts, "years": years, "written": self.parts.n_bytes_written,
                     "files": self.parts.link()}
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
