"""What a build has read, on the disk as it comes: so that a kill loses no more than the document in hand.

In:   outcomes of reading, one JSON line each.
Out:  Spool: which documents are read, their reports and refusals.
Promise: lines of another reader's version and a line cut short are passed over. JSON, not pickle: the lines come
from the processes that open hostile files.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from loaders.report import Evidence, Figure, Identity, Part, Report, Section, Statement


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read: the name its identity may lean on, and where its bytes lie."""

    name: str
    sha256: str
    path: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """kind: loaded | incomplete | refused. `body`: JSON, {"report": ...} or {"refused": {kind, reason, format}}."""

    kind: str
    body: str


def refusal(kind: str, reason: str, form: str = "unknown") -> Outcome:
    return Outcome("refused", json.dumps({"refused": {"kind": kind, "reason": reason, "format": form}}))


def to_json(report: Report) -> str:
    return json.dumps({"report": asdict(report)}, default=str, ensure_ascii=False)


def from_json(raw: dict) -> Report:
    """The Report that to_json wrote."""
    who = raw.pop("identity")
    published = who["published_on"]
    return Report(**raw | {
        "identity": Identity(**who | {"evidence": tuple(Evidence(**e) for e in who["evidence"]),
                                      "doubts": tuple(who["doubts"]), "candidates": tuple(who["candidates"]),
                                      "published_on": published and date.fromisoformat(published)}),
        "figures": tuple(Figure(**f | {"value": _decimal(f["value"])}) for f in raw["figures"]),
        "sections": tuple(Section(**s) for s in raw["sections"]),
        "statements": tuple(_statement(s) for s in raw["statements"]),
        "unclaimed": tuple(raw["unclaimed"])})


def _statement(raw: dict) -> Statement:
    parts = tuple(Part(p["label"], _decimal(p["value"])) for p in raw["parts"])
    return Statement(**raw | {"value": _decimal(raw["value"]), "parts": parts})


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


class Spool:
    """Outcomes by (name, sha256), on the disk; a context while it is written to."""

    def __init__(self, folder: Path, version: str):
        self.folder, self.version, self.out = folder, version, None
        self.places: dict[tuple[str, str], tuple[Path, int]] = {}
        folder.mkdir(exist_ok=True)
        for path in sorted(folder.glob("*.jsonl")):
            self._index(path)

    def _index(self, path: Path) -> None:
        with path.open("rb") as file:
            start = 0
            for line in file:
                with suppress(ValueError):  # a line that a power cut garbled
                    head = json.loads(line.partition(b"\t")[0]) if line.endswith(b"\n") else {}
                    if head.get("version") == self.version:
                        self.places[head["name"], head["sha256"]] = path, start
                start += len(line)

    def __contains__(self, key: tuple[str, str]) -> bool:
        return key in self.places

    def __enter__(self):
        number = 1 + max((int(p.stem) for p in self.folder.glob("*.jsonl")), default=0)
        self.out = (self.folder / f"{number}.jsonl").open("ab")
        return self

    def __exit__(self, *error) -> None:
        os.fsync(self.out.fileno())
        self.out.close()

    def add(self, task: Task, outcome: Outcome) -> None:
        head = json.dumps({"name": task.name, "sha256": task.sha256, "version": self.version})
        self.places[task.name, task.sha256] = Path(self.out.name), self.out.tell()
        self.out.write(f"{head}\t{outcome.body}\n".encode("utf-8", "replace"))
        self.out.flush()

    def read(self, key: tuple[str, str]) -> dict:
        """{"report": ...} or {"refused": ...}."""
        path, start = self.places[key]
        with path.open("rb") as file:
            file.seek(start)
            return json.loads(file.readline().partition(b"\t")[2])

    def reports(self, keys: Iterable[tuple[str, str]]) -> Iterator[Report]:
        for key in keys:
            if "report" in (found := self.read(key)):
                yield from_json(found["report"])

    def clear(self) -> None:
        for path in self.folder.glob("*.jsonl"):
            path.unlink()
