"""The stages in order: find, take in, read, place, correct, check, publish.

In:   a data root: reports/ (or the paths given), reference/, the snapshot in use.
Out:  a new snapshot, or the one in use where nothing changed; a Summary.
Promise: only new and changed documents are read, and again those an older reader read; one bad document is one
row; a build killed at any moment leaves the snapshot in use whole, and what it had read is found by the next.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from loaders.build.ledger import Ledger
from loaders.build.listing import find
from loaders.build.lock import only_one
from loaders.build.sources import Sources
from loaders.build.version import everything, extractor
from loaders.correct import Corrections
from loaders.form import editions
from loaders.placements import FILE, Placements
from loaders.readers import convert
from loaders.reading.pool import read_all
from loaders.reading.spool import Spool
from loaders.register import Register
from loaders.warehouse import Stored, current, publish, warehouse
from loaders.warehouse.snapshots import clear_unfinished
from loaders.withdrawals import FILE as WITHDRAWN
from loaders.withdrawals import REASON_ID, Withdrawals

Step = Callable[[str], None]
Stage = Callable[[str, int], AbstractContextManager[Step]]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did, and the state it left. `n_files`, `refused` (name, reason): of this build's files;
    `n_loaded`, `n_duplicates`: of the whole warehouse. `is_new`: a snapshot was published."""

    snapshot: Path | None
    is_new: bool
    n_files: int
    n_read: int
    n_loaded: int
    n_duplicates: int
    refused: tuple[tuple[str, str], ...]


def silent(label: str, total: int) -> AbstractContextManager[Step]:
    """A Stage that tells nobody: `with stage(label, total) as step: step(outcome)`."""
    return nullcontext(lambda outcome: None)


def build(root: Path, paths: tuple[Path, ...] = (), workers: int = 1, stage: Stage = silent) -> Summary:
    """Load what is new under `paths` (default <root>/reports) and publish. Raises BadForm, StaleCorrection,
    StoreUnusable; a single document never raises."""
    home, reference = warehouse(root), root / "reference"
    home.mkdir(parents=True, exist_ok=True)
    with only_one(home):
        clear_unfinished(home)
        editions()
        register = Register.load(reference)
        corrections = Corrections.load(reference / "corrections.csv")
        placements = Placements.load(reference / FILE, register)
        withdrawals = Withdrawals.load(reference / WITHDRAWN)
        before, version = Stored(current(root)), extractor(reference)
        files, spool = find(root / "reports", paths), Spool(home / "spool", version)
        sources = Sources(home)
        with stage("登记文件", len(files)) as step:
            met = [(file, one) for file in files for one in sources.take_in(file, step)]
        seen = [one for _, one in met]
        again = _corrected_otherwise(before, corrections) | _placed_otherwise(before, placements)
        ledger = Ledger(before.documents, seen, sources, version, is_whole=not paths, again=again,
                        withdrawals=withdrawals)
        tasks = ledger.to_read(spool, {one.name for file, one in met if file.is_named} | _now_readable(before))
        with stage("读取报告", len(tasks)) as step, spool:
            for task, outcome in read_all(tasks, register, workers):
                spool.add(task, outcome)
                step(outcome.kind)
        newly_placed = [placements.place(report) for report in before.reports(_newly_placed(
            before, placements, ledger.kept))]
        rows = ledger.rows(spool, register, placements, newly_placed)
        loaded = [(row["name"], row["sha256"]) for row in rows if row["status"] == "loaded"]
        placements.settle(loaded + [(row["name"], row["sha256"]) for row in rows if row["reason_id"] == REASON_ID])
        inputs = everything(reference, rows, ledger.replaced)
        is_new = bool(rows) and before.manifest.get("inputs") != inputs
        if is_new:
            kept = ledger.kept - {report.sha256 for report in newly_placed}
            newly = _newly_corrected(before, corrections, kept)
            read = map(placements.place, spool.reports(ledger.fresh))
            placed = {sha256: mark for name, sha256 in loaded if (mark := placements.fingerprint(sha256, name))}
            with stage("发布数据", 1) as step:
                drop = frozenset(row["sha256"] for row in before.documents if row["status"] == "loaded") - kept | newly
                publish(root, chain(read, newly_placed, before.reports(newly)), register,
                        drop=drop, documents=_changed(rows, ledger), corrections=corrections,
                        replaced=ledger.replaced, placed=placed, extractor=version, inputs=inputs,
                        comparing=lambda total: stage("比对文字", total))
                step("published")
        sources.remember()
        spool.clear()
        return _summary(current(root), is_new, {one.name for one in seen}, len(tasks), rows)


def _changed(rows: list[dict], ledger: Ledger) -> list[dict]:
    """Every row of the documents of which one row is new or another than before; those without bytes always."""
    changed = {row["sha256"] for row in rows if ledger.before.get((row["name"], row["sha256"])) != row} | {""}
    return [row for row in rows if row["sha256"] in changed]


def _now_readable(before: Stored) -> set[str]:
    """Names of documents that lacked a program to read them, which is there now."""
    return {row["name"] for row in before.documents if row["reason_id"] == convert.LACKING and convert.is_installed()}


def _corrected_otherwise(before: Stored, corrections: Corrections) -> frozenset[str]:
    """Documents published with corrections that are no longer these: what they print must be read again."""
    reports = {row["sha256"]: row["report_id"] for row in before.documents if row["status"] == "loaded"}
    return frozenset(s for s, mark in before.corrected.items() if corrections.fingerprint(reports[s]) != mark)


def _placed_otherwise(before: Stored, placements: Placements) -> frozenset[str]:
    """Documents that a person placed and now places otherwise, or no longer: what they say must be read again.
    So must those placed for the first time whose figures are stored corrected: corrections go by agency and year."""
    return frozenset(row["sha256"] for row in before.documents if row["status"] == "loaded"
                     and (row["sha256"] in before.placed or row["sha256"] in before.corrected)
                     and placements.fingerprint(row["sha256"], row["name"]) != before.placed.get(row["sha256"], ""))


def _newly_placed(before: Stored, placements: Placements, kept: frozenset[str]) -> list[str]:
    """Documents that stand, and that a person now places for the first time: what is stored is enough."""
    return [row["sha256"] for row in before.documents if row["status"] == "loaded" and row["sha256"] in kept
            and row["sha256"] not in before.placed and placements.of(row["sha256"], row["name"])]


def _newly_corrected(before: Stored, corrections: Corrections, kept: frozenset[str]) -> frozenset[str]:
    """Documents that stand, and that corrections now touch for the first time."""
    found = set()
    for row in before.documents:
        if row["sha256"] in kept and row["status"] == "loaded":
            if row["sha256"] in before.corrected:
                corrections.stand(row["report_id"])
            elif corrections.fingerprint(row["report_id"]):
                found.add(row["sha256"])
    return frozenset(found)


def _summary(snapshot: Path | None, is_new: bool, names: set[str], n_read: int, rows: list[dict]) -> Summary:
    counts = Counter(row["status"] for row in rows)
    refused = tuple((row["name"], row["reason"]) for row in rows if row["status"] == "refused" and row["name"] in names)
    return Summary(snapshot, is_new, len(names), n_read, counts["loaded"], counts["duplicate"], refused)
