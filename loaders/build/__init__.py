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

from loaders.build import decided
from loaders.build.account import Account
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
from loaders.warehouse import Stored, current, publish, upgrade, warehouse
from loaders.warehouse.snapshots import clear_unfinished
from loaders.withdrawals import FILE as WITHDRAWN
from loaders.withdrawals import Withdrawals

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
        upgrade(root)
        before, version = Stored(current(root)), extractor(reference)
        files, spool = find(root / "reports", paths), Spool(home / "spool", version)
        sources, is_whole = Sources(home), not paths
        with stage("登记文件", len(files)) as step:
            met = sources.take_in(files, step)
        del files
        again = decided.to_read_again(before, corrections, placements)
        first_placed = decided.first_placed(before, placements)
        account = Account(before, met, sources, version, is_whole, again | first_placed | withdrawals.documents)
        del met
        ledger = Ledger(account, sources, version, is_whole, again, withdrawals)
        tasks = ledger.to_read(spool, account.asked | _now_readable(account))
        with stage("读取报告", len(tasks)) as step, spool:
            for task, outcome in read_all(tasks, register, workers):
                spool.add(task, outcome)
                step(outcome.kind)
        gone = account.touched - ledger.kept
        placed_now = [placements.place(report) for report in before.reports(first_placed - gone)]
        rows = ledger.rows(spool, register, placements, placed_now)
        others = [row for row in decided.spoken_of(before, placements) if row["sha256"] not in ledger.names]
        placed = decided.settle(placements, [*rows, *others])
        replaced = before.replaced - account.touched | ledger.replaced
        inputs, changed = everything(reference), _changed(rows, ledger)
        is_new = bool(rows or account.standing) and (
            bool(changed) or before.manifest.get("inputs") != inputs or before.replaced != replaced)
        if is_new:
            of_placed = frozenset(report.sha256 for report in placed_now)
            newly = decided.newly_corrected(before, corrections, gone | of_placed)
            read = map(placements.place, spool.reports(ledger.fresh))
            with stage("发布数据", 1) as step:
                publish(root, chain(read, placed_now, before.reports(newly)), register,
                        drop=frozenset(_loaded(account.before)) & gone | of_placed | newly, documents=changed,
                        corrections=corrections, replaced=replaced, placed=placed, extractor=version, inputs=inputs,
                        comparing=lambda total: stage("比对文字", total))
                step("published")
        sources.memory.remember()
        spool.clear()
        return _summary(current(root), is_new, account, len(tasks), rows)


def _changed(rows: list[dict], ledger: Ledger) -> list[dict]:
    """Every row of the documents of which one row is new, gone or another than before; with any, those without bytes.
    """
    before = {key: row for key, row in ledger.before.items() if key[1] in ledger.names or not key[1]}
    changed = {row["sha256"] for row in rows if before.pop((row["name"], row["sha256"]), None) != row}
    changed |= {sha256 for _, sha256 in before}
    return [row for row in rows if row["sha256"] in changed or changed and not row["sha256"]]


def _loaded(rows: list[dict]) -> list[str]:
    return [row["sha256"] for row in rows if row["status"] == "loaded"]


def _now_readable(account: Account) -> set[str]:
    """Names of documents that lacked a program to read them, which is there now."""
    return {row["name"] for row in account.before if row["reason_id"] == convert.LACKING and convert.is_installed()}


def _summary(snapshot: Path | None, is_new: bool, account: Account, n_read: int, rows: list[dict]) -> Summary:
    counts = Counter(row["status"] for row in rows) + account.standing
    met = {row["name"] for row in account.met}
    refused = [(row["name"], row["reason"]) for row in rows if row["status"] == "refused" and row["name"] in met]
    return Summary(snapshot, is_new, account.n_files, n_read, counts["loaded"], counts["duplicate"],
                   tuple(sorted([*refused, *account.refused])))
