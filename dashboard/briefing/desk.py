"""Where briefings are ordered, made beside the pages, and kept for whoever asks next.

In:   an Order: which data, which snapshot, the words of `disclosure briefing`, the format.
Out:  Desk: ask, status, leave; the file of an order.
Promise: a page never waits; they are made one after another, each in a process of its own; the same order is made once,
whoever asks. A file is kept under its snapshot and all that decides its content; what nobody needs any more goes.
"""

import hashlib
import json
import shutil
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dashboard.intake.job import Job
from dashboard.labels import FOLDER, say

AT_ONCE = 1  # a country's snapshot takes 2 to 3 GB of memory a time
MOST_KEPT, LONGEST = 60, 30 * 24 * 3600  # files a snapshot; seconds
_OURS = {2, 13, 14}  # exit codes whose last line says in Chinese what is wrong


@dataclass(frozen=True, slots=True)
class Order:
    """`words`: of the command, without file and data; `seen`: what else decides the content (the verdicts)."""

    root: Path
    snapshot: str
    words: tuple[str, ...]
    kind: str
    seen: str = ""

    @property
    def path(self) -> Path:
        """Where its file is kept."""
        said = json.dumps([self.words, self.seen, _program()])
        name = hashlib.sha256(said.encode()).hexdigest()[:24]
        return self.root / "warehouse" / ".briefings" / self.snapshot / f"{name}.{self.kind}"


@cache
def _program() -> str:
    """Changes with what writes the documents, so that an upgrade never hands out an old one."""
    sources = [*sorted(Path(__file__).parent.rglob("*.py")), *sorted(FOLDER.glob("*/*.toml"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Status:
    """stage: none | waiting | working | ready | failed; share: 0..1; said: why it failed, for people."""

    stage: str
    share: float = 0.0
    said: str = ""


@dataclass(slots=True)
class _Held:
    job: Job | None = None
    askers: set[str] = field(default_factory=set)


class Desk:
    """One for the whole server."""

    def __init__(self):
        self._held: dict[Order, _Held] = {}
        self._lock = threading.Lock()

    def ask(self, order: Order, who: str) -> None:
        """Begin it, or wait for it with the others; nothing where it is made already."""
        with self._lock:
            held = self._held.get(order)
            if held and held.job and held.job.is_over and held.job.code:
                held.job = None  # it failed before: try again
            if not order.path.is_file():
                self._held.setdefault(order, _Held()).askers.add(who)
            _sweep(order.path.parent)
            self._advance()

    def status(self, order: Order) -> Status:
        """How far it is; also lets the next one begin."""
        with self._lock:
            self._advance()
            held = self._held.get(order)
            if order.path.is_file():
                self._held.pop(order, None)
                return Status("ready", 1.0)
            if held is None:
                return Status("none")
            if held.job is None:
                return Status("waiting")
            if held.job.is_over:
                return Status("failed", 0.0, _said(held.job))
            return Status("working", _share(held.job))

    def leave(self, order: Order, who: str) -> None:
        """One asker wants it no longer; it ends when nobody does."""
        with self._lock:
            held = self._held.get(order)
            if held is None:
                return
            held.askers.discard(who)
            if not held.askers:
                if held.job:
                    held.job.stop()
                del self._held[order]
            self._advance()

    def job(self, order: Order) -> Job | None:
        """The command that makes it, while it is known."""
        held = self._held.get(order)
        return held.job if held else None

    def _advance(self) -> None:
        running = sum(held.job is not None and not held.job.is_over for held in self._held.values())
        for order, held in self._held.items():
            if running >= AT_ONCE:
                return
            if held.job is None:
                held.job = Job(["briefing", *order.words, "--snapshot", order.snapshot, "--out", str(order.path),
                                "--data", str(order.root), "--lines"])
                running += 1


def _share(job: Job) -> float:
    """The last share it told; 0 before the first, or for a line that is none of ours."""
    try:
        return float(json.loads(job.lines[-1])["share"])
    except (IndexError, ValueError, KeyError, TypeError):
        return 0.0


def _said(job: Job) -> str:
    lines = job.said()
    return lines[-1] if job.code in _OURS and lines else say("briefing.offer.broken", code=job.code)


def _sweep(folder: Path) -> None:
    """Drop the files of other snapshots once they are a day old, of this one those too old or too many."""
    now = time.time()
    for other in folder.parent.glob("[0-9]*"):
        if other != folder and now - other.stat().st_mtime > 24 * 3600:
            shutil.rmtree(other, ignore_errors=True)
    kept = sorted(((path.stat().st_mtime, path) for path in folder.glob("*.*")), reverse=True)
    for i, (made, path) in enumerate(kept):
        if i >= MOST_KEPT or now - made > (3600 if path.name.startswith(".") else LONGEST):  # . : cut off in writing
            path.unlink(missing_ok=True)
