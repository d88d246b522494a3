"""What a browser sent, on its way: kept apart from reports/ until a person accepts it.

In:   names (with folders, as a dragged folder gives them) and bytes; the data root.
Out:  Incoming: the files laid into a folder of their own; accept() moves the chosen ones into reports/, discard() drops
      the rest.
Promise: a name never leads out of the folder; nothing in reports/ is overwritten: the same bytes are left as they are,
other bytes of the same name get a number. What nobody accepted is gone within a day.
"""

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

_FOLDER, _KEPT = "incoming", 24 * 3600  # seconds that an abandoned folder is kept
_LONGEST = 80  # characters of a part of a name; with Chinese, 240 bytes of the 255 that file systems allow
_UNWANTED = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069<>:\"|?*\\]")


def safe(name: str) -> PurePosixPath:
    """The name as a relative path without anything that could lead elsewhere or mislead a reader."""
    parts = [_UNWANTED.sub("_", part).strip(" .") for part in name.replace("\\", "/").split("/")]
    parts = [_shortened(part) for part in parts if part]
    return PurePosixPath(*parts) if parts else PurePosixPath("_")


def _shortened(part: str) -> str:
    stem, dot, suffix = part.rpartition(".")
    if len(part) <= _LONGEST:
        return part
    return stem[: _LONGEST - len(suffix) - 1] + "." + suffix if dot and len(suffix) < 10 else part[:_LONGEST]


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was accepted: its name in reports/, and whether the same bytes stood there already."""

    name: str
    sha256: str
    is_there: bool


class Incoming:
    """The files of one visit. `names`: as they were laid down, in the order they came."""

    def __init__(self, root: Path):
        self.root = root
        home = root / "warehouse" / f".{_FOLDER}"
        home.mkdir(parents=True, exist_ok=True)
        _sweep(home)
        self.folder = Path(tempfile.mkdtemp(dir=home))
        self.names: list[str] = []

    def add(self, name: str, data: bytes) -> str:
        """Lay one file down; gives the name it has here."""
        path = _free(self.folder, safe(name), data)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        told = path.relative_to(self.folder).as_posix()
        if told not in self.names:
            self.names.append(told)
        return told

    def paths(self) -> list[Path]:
        return [self.folder / name for name in self.names]

    def accept(self, names: Iterable[str]) -> list[Taken]:
        """Move these into reports/, into a folder named by the day."""
        home = self.root / "reports"
        taken = []
        for name in names:
            data = (self.folder / name).read_bytes()
            path = _free(home / date.today().isoformat(), PurePosixPath(name), data)
            is_there = path.exists()
            if not is_there:
                path.parent.mkdir(parents=True, exist_ok=True)
                beside = path.with_name(f".{path.name[:_LONGEST]}.new")
                beside.write_bytes(data)
                os.replace(beside, path)
            taken.append(Taken(path.relative_to(home).as_posix(), hashlib.sha256(data).hexdigest(), is_there))
        return taken

    def discard(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.names.clear()


def _free(folder: Path, name: PurePosixPath, data: bytes) -> Path:
    """Where these bytes may stand under that name, or stand already: name, name (2), name (3) …"""
    path, n = folder / name, 1
    while path.exists() and (path.is_dir() or path.read_bytes() != data):
        n += 1
        path = folder / name.with_name(f"{name.stem} ({n}){name.suffix}")
    return path


def _sweep(home: Path) -> None:
    """Drop what was abandoned."""
    for folder in home.iterdir():
        if time.time() - folder.stat().st_mtime > _KEPT:
            shutil.rmtree(folder, ignore_errors=True)
