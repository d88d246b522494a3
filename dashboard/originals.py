"""Pages of source documents as pictures, and where each figure stands: drawn aside, kept for whoever looks next.

In:   the data root, the checksum of a document, its name, which reader read it, the number of a page.
Out:  Originals.look(), a Page.
Promise: a document is opened only by the command `disclosure page`, in a process of its own with a build's limits; a
page of the dashboard never waits for it. What failed is not tried again by this server, unless asked to.
"""

import json
import re
import shutil
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from dashboard.intake.job import Job

AT_ONCE = 2
MOST_KEPT = 400  # documents; a page takes 50 KB, what stands where another 30
_READING = "reading.json"
_DIED = {-14: "timeout", -9: "killed"}  # what the signal that ended it means


@dataclass(frozen=True, slots=True)
class Source:
    """One document: `root` is the data root, `reader` the version of the reader that gave its figures."""

    root: Path
    sha256: str
    name: str
    reader: str


@dataclass(frozen=True, slots=True)
class Page:
    """stage: drawing | ready | failed. Where ready: `picture`, its file (None of a format without paper), `size` of
    the paper in points (None where boxes do not fit it), `n_pages`, `reading`, the file of what stands where (None
    while `is_reading`, or where it could not be read). Where failed: `kind` and `reason`, in Chinese, as a reading has
    them."""

    stage: str
    picture: Path | None = None
    size: tuple[float, float] | None = None
    n_pages: int = 1
    reading: Path | None = None
    is_reading: bool = False
    kind: str = ""
    reason: str = ""


class Originals:
    """One for the whole server."""

    def __init__(self):
        self._jobs: dict[tuple[Path, int], Job] = {}
        self._failed: dict[tuple[Path, int], str] = {}
        self._lock = threading.Lock()

    def look(self, source: Source, number: int) -> Page:
        """Page `number` as far as it is drawn; the first look begins it."""
        folder = self.folder(source)
        is_named = re.fullmatch("[0-9a-f]{64}", source.sha256)
        if not is_named or not (source.root / "warehouse" / "sources" / source.sha256).is_file():
            return Page("failed", kind="missing")
        with self._lock:
            self._hear(folder)
            told = _read(folder / f"page-{number}.json")
            is_refused = told is not None and "refused" in told
            wants_reading = not is_refused and not (folder / _READING).is_file() and (folder, 0) not in self._failed
            if (told is None or wants_reading) and (folder, number) not in self._jobs:
                self._begin(source, folder, number, wants_reading, told is None)
            return self._page(folder, number, told, wants_reading)

    def _hear(self, folder: Path) -> None:
        """What became of the commands of a document that have ended."""
        for key, job in [*self._jobs.items()]:
            if key[0] != folder or not job.is_over:
                continue
            del self._jobs[key]
            kind = _DIED.get(job.code, "crashed")
            told = _read(folder / f"page-{key[1]}.json")
            if told is None and (folder, 0) in self._failed:
                self._failed[key] = kind
            elif told is None or "refused" not in told and job.code:
                self._failed[folder, 0] = kind  # the reading died: the picture alone may be had

    def job(self, source: Source, number: int) -> Job | None:
        """The command that draws a page, while it is known."""
        return self._jobs.get((self.folder(source), number))

    def folder(self, source: Source) -> Path:
        """Where the pages of a document are kept: by its bytes and by who read them."""
        return self._home(source.root) / f"{source.sha256}-{re.sub(r'[^0-9A-Za-z-]', '', source.reader)}"

    def forget(self, source: Source) -> None:
        """Try its pages again."""
        folder = self.folder(source)
        with self._lock:
            shutil.rmtree(folder, ignore_errors=True)
            self._failed = {key: kind for key, kind in self._failed.items() if key[0] != folder}

    def _begin(self, source: Source, folder: Path, number: int, wants_reading: bool, wants_picture: bool) -> None:
        if wants_picture and (folder, number) in self._failed:
            return
        running = [key for key, job in self._jobs.items() if not job.is_over]
        is_read = any(key[0] == folder for key in running)  # a scan may take a minute: another page waits for nobody
        if len(running) >= AT_ONCE or is_read and not wants_picture:
            return  # the next look begins it
        if not folder.exists():
            _sweep(folder.parent)
        job = Job(["page", source.sha256, "--page", str(number), "--out", str(folder), "--name", source.name,
                   "--data", str(source.root), *(() if wants_reading and not is_read else ("--picture-only",))])
        self._jobs[folder, number] = job

    def _page(self, folder: Path, number: int, told: dict | None, wants_reading: bool) -> Page:
        if told is None:
            failed = self._failed.get((folder, number))
            return Page("failed", kind=failed) if failed else Page("drawing")
        if refused := told.get("refused"):
            return Page("failed", kind=refused["kind"], reason=refused["reason"])
        reading = folder / _READING
        return Page("ready", folder / told["picture"] if told["picture"] else None,
                    tuple(told["size"]) if told["size"] else None, told["n_pages"],
                    reading if reading.is_file() else None, wants_reading)

    def _home(self, root: Path) -> Path:
        """Beside the sources; where the data root may not be written, the machine's own place for passing files."""
        home = root / "warehouse" / ".pages"
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError:
            home = Path(tempfile.gettempdir()) / "disclosure-pages"
            home.mkdir(mode=0o700, exist_ok=True)
        return home


def _read(path: Path) -> dict | None:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _sweep(home: Path) -> None:
    """Drop the documents that were drawn longest ago."""
    kept = sorted((folder.stat().st_mtime, folder) for folder in home.iterdir() if folder.is_dir())
    for _, folder in kept[:-MOST_KEPT]:
        shutil.rmtree(folder, ignore_errors=True)
