"""The bytes of every source document, kept as warehouse/sources/<sha256>; and what was last seen under each name.

In:   files of the listing.
Out:  Sources.take_in(), a Sighting of each document; where the bytes of a document lie.
Promise: bytes are whole under their name or not there. A file is taken for unchanged without opening it only when
size and time are those of an earlier look that was itself well after that time. An archive is no document: each of
its members is, named archive.zip!/member; one that cannot be taken apart stands for itself, and is refused.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from loaders.build.listing import File
from loaders.errors import Refused
from loaders.readers import archive

# A file changed again within the clock's grain keeps its time: only a look this much later than the change is trusted.
_SETTLED = 2_000_000_000
_TOO_LARGE = 200 << 20  # twice what any reader takes: such bytes are not worth keeping
_PIECE = 1 << 20
_SHAPE = 2  # of seen.json; raise it when what is remembered of a file changes


@dataclass(frozen=True, slots=True)
class Sighting:
    """A document as it was met: sha256 "", a kind of refusal and a reason where it could not be opened."""

    name: str
    sha256: str
    bytes: int
    reason: str = ""
    kind: str = ""


class Sources:
    """`home`: the warehouse. Remembers name -> [size, modified, looked at, sightings] between builds."""

    def __init__(self, home: Path):
        self.folder, self.memory = home / "sources", home / "seen.json"
        self.folder.mkdir(exist_ok=True)
        for unfinished in self.folder.glob(".new-*"):
            unfinished.unlink()
        try:
            memory = json.loads(self.memory.read_text("utf-8"))
        except (OSError, ValueError):
            memory = None
        # Only a memory: without it, or when another version of this program wrote it, every file is opened once more.
        is_ours = isinstance(memory, dict) and memory.get("shape") == _SHAPE
        self.seen: dict[str, list] = memory["files"] if is_ours else {}

    def path(self, sha256: str) -> Path:
        return self.folder / sha256

    def latest(self) -> dict[str, str]:
        """Name -> sha256 of every document, as it was last met."""
        met = (Sighting(*one) for *_, sightings in self.seen.values() for one in sightings)
        return {one.name: one.sha256 for one in met if one.sha256}

    def take_in(self, file: File, step: Callable[[str], None]) -> list[Sighting]:
        """Keep the bytes of one file, or of the members of an archive, unless they are known."""
        size, modified, looked, *met = self.seen.get(file.name, (None, 0, 0, []))
        is_settled = (size, modified) == (file.size, file.modified) and looked - modified > _SETTLED
        known = [Sighting(*one) for one in met[0]] if is_settled and met else []
        if known and all(self._holds(one) for one in known):
            step("known")
            return known
        looked = time.time_ns()
        try:
            found = self._opened(file)
        except OSError as error:
            step("refused")
            seen = error.strerror or type(error).__name__
            reason = f"文件打不开（{seen}）。请检查读取权限后再试。"
            return [Sighting(file.name, "", file.size, reason, "unreadable")]
        self.seen[file.name] = [file.size, file.modified, looked, [astuple(one) for one in found]]
        step("taken in")
        return found

    def _holds(self, one: Sighting) -> bool:
        return not one.sha256 or self.path(one.sha256).is_file() or one.bytes > _TOO_LARGE

    def _opened(self, file: File) -> list[Sighting]:
        """The members of an archive, or else the file itself. Raises OSError."""
        if archive.is_archive(file.path):
            try:
                return [self._member(file.name, member) for member in archive.members(file.path)]
            except Refused:
                pass  # as a whole: the reader says why
        with file.path.open("rb") as source:
            return [Sighting(file.name, *self._store(iter(lambda: source.read(_PIECE), b"")))]

    def _member(self, name: str, member: archive.Member) -> Sighting:
        whole = name + archive.MARK + member.name
        if member.refused:
            return Sighting(whole, "", member.size, member.refused.reason, member.refused.kind)
        return Sighting(whole, *self._store([member.data]))

    def _store(self, pieces: Iterable[bytes] | Iterator[bytes]) -> tuple[str, int]:
        """(sha256, bytes) of a document whose bytes are now kept."""
        digest, size = hashlib.sha256(), 0
        beside = self.folder / f".new-{os.getpid()}"
        try:
            with beside.open("wb") as out:
                for piece in pieces:
                    digest.update(piece)
                    size += len(piece)
                    if size <= _TOO_LARGE:
                        out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            if size <= _TOO_LARGE and not self.path(digest.hexdigest()).exists():
                os.replace(beside, self.path(digest.hexdigest()))
        finally:
            beside.unlink(missing_ok=True)
        return digest.hexdigest(), size

    def remember(self) -> None:
        beside = self.memory.with_suffix(".new")
        beside.write_text(json.dumps({"shape": _SHAPE, "files": self.seen}, ensure_ascii=False), "utf-8")
        os.replace(beside, self.memory)
