"""What is said of each document that a build looks at: what stands, what must be read, what is a copy or replaced.

In:   an Account: rows of the snapshot in use and this build's sightings; later, what was read.
Out:  to_read(), kept, fresh, replaced, rows() for the documents table.
Promise: no document once seen is forgotten; a file gone from the folder stays loaded, one moved keeps its report
under the new name, one changed is a second document beside the first.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

import pyarrow as pa

from loaders.build.account import Account
from loaders.build.sources import Sighting, Sources
from loaders.document import Document
from loaders.identify import identify
from loaders.placements import Placements
from loaders.reading.spool import Spool, Task, from_json
from loaders.register import Register
from loaders.report import Report
from loaders.warehouse.rows import identify_row
from loaders.withdrawals import REASON_ID, Withdrawals


class Ledger:
    """Of the documents of `account`. `is_whole`: what was met is all there is in the reports folder. `again`: documents
    to read again whatever stands. `withdrawals`: what people took out of use."""

    def __init__(self, account: Account, sources: Sources, version: str, is_whole: bool,
                 again: frozenset[str] = frozenset(), withdrawals: Withdrawals | None = None):
        seen = [Sighting(**row) for row in account.met]
        self.before = {(row["name"], row["sha256"]): row for row in account.before}
        self.unreadable = [s for s in seen if not s.sha256]
        self.sources, self.version, self.again, self.must_read = sources, version, again, account.must_read
        self.withdrawals = withdrawals or Withdrawals()
        self.now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        self.bytes = {key: row["bytes"] for key, row in self.before.items()}
        self.bytes |= {(s.name, s.sha256): s.bytes for s in seen if s.sha256}
        self.latest = self._latest(seen)
        met = {s.name for s in seen}
        self.here = met if is_whole else met | {name for name, _ in self.before} - self._moved()
        self.names: dict[str, list[str]] = defaultdict(list)
        for name, sha256 in sorted(self.bytes):
            if sha256 in account.touched:
                self.names[sha256].append(name)
        self.primary = {sha256: self._primary(sha256, names) for sha256, names in self.names.items()}
        self.kept = frozenset(sha256 for sha256 in self.names if self._stands(sha256) == "loaded")
        self.fresh: list[tuple[str, str]] = []

    def _latest(self, seen: list[Sighting]) -> dict[str, str]:
        """Name -> sha256 of what the file of that name held last."""
        by_age = sorted(self.before.values(), key=lambda row: row["first_seen"])
        known = {row["name"]: row["sha256"] for row in by_age if row["sha256"]}
        remembered = self.sources.memory.latest(pa.array(sorted(known), pa.string()))
        return known | remembered | {s.name: s.sha256 for s in seen if s.sha256}

    def _moved(self) -> set[str]:
        return {name for (name, _), row in self.before.items() if row["reason_id"] == "moved"}

    def _primary(self, sha256: str, names: list[str]) -> str:
        """Of several files with the same bytes the one that is read: still there, then loaded before, then by name."""
        def rank(name: str) -> tuple:
            is_here = name in self.here and self.latest.get(name) == sha256
            return not is_here, self.before.get((name, sha256), {}).get("status") != "loaded", name

        return min(names, key=rank)

    def _stands(self, sha256: str) -> str | None:
        """The status that this reader's version gave the document under its present name; None: must be read."""
        if self.withdrawals.of(sha256):
            return "refused"
        row = self.before.get((self.primary[sha256], sha256))
        if row is None or row["status"] == "duplicate" or sha256 in self.again or row["reason_id"] == REASON_ID:
            return None
        # What another version read stands where its bytes are gone: there is nothing to read it from.
        is_old = row["extractor"] != self.version
        return None if is_old and (self.must_read or self.sources.path(sha256).is_file()) else row["status"]

    @property
    def replaced(self) -> frozenset[str]:
        """Of these documents those of which every file now holds other bytes."""
        return frozenset(s for s, names in self.names.items() if all(self.latest[name] != s for name in names))

    def to_read(self, spool: Spool, retry: set[str]) -> list[Task]:
        """What must be read now, by name. `retry`: names given one by one; those refused before are tried again."""
        tasks = []
        for sha256, name in self.primary.items():
            status = self._stands(sha256)
            if status == "loaded" or self.withdrawals.of(sha256) or (status == "refused" and name not in retry):
                continue
            self.fresh.append((name, sha256))
            if (name, sha256) not in spool:
                tasks.append(Task(name, sha256, self.sources.path(sha256)))
        return sorted(tasks, key=lambda task: task.name)

    def rows(self, spool: Spool, register: Register, placements: Placements, placed: Iterable[Report] = ()
             ) -> list[dict]:
        """Every row of these documents, and of files without bytes, once everything is read. `placed`: reports that
        stand, and that a person has now placed."""
        rows = {sha256: self.before.get((name, sha256)) for sha256, name in self.primary.items()}
        rows |= {report.sha256: rows[report.sha256] | self._lead(report) for report in placed}
        rows |= {key[1]: self._told(*key, spool.read(key), register, placements) for key in self.fresh}
        rows |= {sha256: self._withdrawn(sha256, row, register) for sha256, row in rows.items()
                 if self.withdrawals.of(sha256)}
        found = [row | {"bytes": self.bytes[row["name"], sha256]} for sha256, row in rows.items()]
        for sha256, names in self.names.items():
            found += [self._copy(name, rows[sha256]) for name in names if name != self.primary[sha256]]
        for unreadable in self.unreadable:
            told = {"format": "unknown", "kind": unreadable.kind, "reason": unreadable.reason}
            row = self._told(unreadable.name, "", {"refused": told}, register, placements)
            found.append(row | {"bytes": unreadable.bytes})
        return sorted(found, key=lambda row: (row["name"], row["sha256"]))

    def _told(self, name: str, sha256: str, found: dict, register: Register, placements: Placements) -> dict:
        """The row of a document as it was read, or refused: then only its name tells who and when."""
        row = {"name": name, "sha256": sha256, "bytes": self.bytes.get((name, sha256)), "extractor": self.version,
               "first_seen": self._first_seen(name, sha256)}
        if refused := found.get("refused"):
            who = identify(Document("unknown", ()), name, register)
            return row | {"format": refused["format"], "status": "refused", "reason": refused["reason"],
                          "reason_id": refused["kind"], "report_id": None, "agency_id": who.agency_id,
                          "year": who.year}
        report = placements.place(from_json(found["report"]))
        return row | {"format": report.format, "status": "loaded", "reason": None, "reason_id": None,
                      **self._lead(report)}

    def _withdrawn(self, sha256: str, before: dict | None, register: Register) -> dict:
        """The row of a document that a person took out of use; whose it was stays said."""
        name = self.primary[sha256]
        row = before or {"name": name, "sha256": sha256, "first_seen": self.now, "format": "unknown",
                         "agency_id": (who := identify(Document("unknown", ()), name, register)).agency_id,
                         "year": who.year}
        return row | {"status": "refused", "reason": self.withdrawals.of(sha256).told, "reason_id": REASON_ID,
                      "report_id": None, "extractor": self.version}

    @staticmethod
    def _lead(report: Report) -> dict:
        lead = identify_row(report)
        return {column: lead[column] for column in ("report_id", "agency_id", "year")}

    def _copy(self, name: str, primary: dict) -> dict:
        """The row of a file whose bytes another file holds too."""
        row = primary | {"name": name, "bytes": self.bytes[name, primary["sha256"]],
                         "first_seen": self._first_seen(name, primary["sha256"])}
        if primary["status"] == "refused":
            return row
        is_gone = name not in self.here
        reason = f"文件已移到 {primary['name']}" if is_gone else f"与 {primary['name']} 内容完全相同"
        return row | {"status": "duplicate", "reason": reason, "reason_id": "moved" if is_gone else "duplicate"}

    def _first_seen(self, name: str, sha256: str) -> datetime:
        return self.before.get((name, sha256), {}).get("first_seen") or self.now
