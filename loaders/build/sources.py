"""The bytes of every source document, kept as warehouse/sources/<sha256>; and what was last seen under each name.

In:   files of the listing.
Out:  Sources.take_in(), the documents that are there now; where the bytes of a document lie.
Promise: bytes are whole under their name or not there. A file is taken for unchanged without opening it only when
size and time are those of an earlier look that was itself well after that time. An archive is no document: each of
its members is, named archive.zip!/member; one that cannot be taken apart stands for itself, and is refused.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from loaders.build.listing import File, Listing
from loaders.build.memory import SIGHTING, Memory
from loaders.errors import Refused
from loaders.readers import archive

TOO_LARGE = 200 << 20  # twice what any reader takes: such bytes are not worth keeping
_PIECE = 1 << 20
_FEW = 4_096  # are looked for one by one; of more, the folder is listed


@dataclass(frozen=True, slots=True)
class Sighting:
    """A document as it was met: sha256 "", a kind of refusal and a reason where it could not be opened."""

    name: str
    sha256: str
    bytes: int
    reason: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """rows: a SIGHTING a document; asked: names of those in files that were given one by one."""

    rows: pa.Table
    asked: frozenset[str]


class Sources:
    """`home`: the warehouse."""

    def __init__(self, home: Path):
        self.folder, self.memory = home / "sources", Memory(home)
        self.folder.mkdir(exist_ok=True)
        for unfinished in self.folder.glob(".new-*"):
            unfinished.unlink()

    def path(self, sha256: str) -> Path:
        return self.folder / sha256

    def are_kept(self, sha256: pa.ChunkedArray) -> pa.ChunkedArray:
        """Whether the bytes of each document are here."""
        if len(sha256) <= _FEW:
            are = [bool(one) and self.path(one).is_file() for one in sha256.to_pylist()]
            return pa.chunked_array([are], pa.bool_())
        return pc.is_in(sha256, value_set=self.listed())

    def listed(self) -> pa.Array:
        """All documents whose bytes are here."""
        return pa.array(os.listdir(self.folder), pa.string())

    def take_in(self, listing: Listing, step: Callable[[str], None]) -> Met:
        """Keep the bytes of every file, or of the members of an archive, unless they are known."""
        is_known, known = self.memory.recall(listing, self._are_in_place)
        unknown, waiting = listing.only(pc.invert(is_known)), []
        asked = set(known["name"].filter(known["is_named"]).to_pylist())
        for _ in range(len(listing) - len(unknown)):
            step("known")
        for file in unknown:
            looked = time.time_ns()
            try:
                met = [astuple(one) for one in self._opened(file)]
                self.memory.keep(file, looked, met)
                step("taken in")
            except OSError as error:
                seen = error.strerror or type(error).__name__
                met = [(file.name, "", file.size, f"文件打不开（{seen}）。请检查读取权限后再试。", "unreadable")]
                step("refused")
            waiting += (dict(zip(SIGHTING.names, one)) for one in met)
            asked |= {name for name, *_ in met} if file.is_named else set()
        fresh = pa.Table.from_pylist(waiting, schema=SIGHTING)
        return Met(pa.concat_tables([known.select(SIGHTING.names), fresh]), frozenset(asked))

    def _are_in_place(self, rows: pa.Table) -> pa.ChunkedArray:
        """Bytes kept, too many to be kept, or none that could be had."""
        needless = pc.or_(pc.equal(rows["sha256"], ""), pc.greater(rows["bytes"], TOO_LARGE))
        return pc.or_(needless, self.are_kept(rows["sha256"]))

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
                    if size <= TOO_LARGE:
                        out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            if size <= TOO_LARGE and not self.path(digest.hexdigest()).exists():
                os.replace(beside, self.path(digest.hexdigest()))
        finally:
            beside.unlink(missing_ok=True)
        return digest.hexdigest(), size
