"""A zip archive -> its members, each a document of its own.

In:   an archive's bytes or file.
Out:  members(), a Member each, archives inside archives opened once; read_zip(), the refusal of one that reached a
      reader.
Promise: nothing is written and no member's name is ever used as a path; what a member claims of its size is checked
before it is unpacked and again while it unpacks, for the archive as a whole too; a bad member costs itself alone.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, NoReturn

from loaders.errors import Refused
from loaders.readers import limits
from loaders.readers.detect import zipped

MARK = "!/"  # between an archive's name and its member's
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.|~\$|thumbs\.db$|desktop\.ini$)", re.I)
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_WHAT = "压缩包"


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive. `name`: the way to it, folders parted by /; `refused`: why it has no bytes."""

    name: str
    data: bytes
    size: int
    refused: Refused | None = None


def is_archive(source: Path | bytes) -> bool:
    """Whether this is a plain zip archive, no Office file. Raises OSError where a file cannot be opened."""
    if isinstance(source, bytes):
        head, file = source[:2], BytesIO(source)
    else:
        file = source
        with source.open("rb") as opened:
            head = opened.read(2)
    with suppress(Refused):
        return head == b"PK" and zipped(file) == "zip"
    return False


def members(source: Path | bytes) -> Iterator[Member]:
    """Every document inside, in the archive's order. Raises Refused (corrupt, zip_bomb, too_large, empty) before the
    first one where the archive as a whole cannot be taken."""
    with _opened(BytesIO(source) if isinstance(source, bytes) else source) as archive:
        yield from _members(archive, _Budget(), depth=0)


def read_zip(data: bytes) -> NoReturn:
    """Raises Refused always: why the archive was not taken apart."""
    for _ in members(data):
        limits.refuse("nested", "压缩包套了两层以上，或不能在这里解开。请解压后放入其中的文件。")
    raise AssertionError


class _Budget:
    """What all members together have unpacked to, and the names given so far."""

    def __init__(self) -> None:
        self.unpacked, self.names = 0, set()

    def spend(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > limits.MAX_ARCHIVE:
            limits.refuse("zip_bomb", f"压缩包解开后超过 {limits.MAX_ARCHIVE // limits.MEGABYTE:,} MB，未再解开。"
                                      "请确认来源；如无误，请解压后放入其中的文件。")


def _opened(source: Path | IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except _FAULTS:
        limits.refuse_corrupt(_WHAT)


def _members(archive: zipfile.ZipFile, budget: _Budget, depth: int, before: str = "") -> Iterator[Member]:
    infos = [info for info in archive.infolist() if not info.is_dir() and not _LITTER.search(_name(info))]
    limits.check_count(len(infos), limits.MAX_PARTS, "个内部文件")
    if not infos:
        limits.refuse("empty", "压缩包里没有文件。请重新打包，或直接放入其中的文件。")
    if before == "" and all(info.flag_bits & _ENCRYPTED for info in infos):
        limits.refuse("encrypted", "压缩包设有密码，无法解开。请解压后放入其中的文件。")
    for info in infos:
        name = _unused(before + _name(info), budget.names)
        try:
            data = _unpacked(archive, info, budget)
        except Refused as refused:
            yield Member(name, b"", info.file_size, refused)
            continue
        if depth == 0 and is_archive(data):
            try:
                with _opened(BytesIO(data)) as inner:
                    yield from _members(inner, budget, depth + 1, name + MARK)
            except Refused as refused:
                yield Member(name, b"", len(data), refused)
            continue
        yield Member(name, data, len(data))


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes:
    """The bytes of one member. The size in the directory may lie, so reading stops at the limit."""
    if info.flag_bits & _ENCRYPTED:
        limits.refuse("encrypted", "压缩包里的这个文件设有密码，无法解开。请解压后放入。")
    limits.check_bytes(info.file_size)
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > limits.RATIO_FROM and ratio > limits.MAX_RATIO:
        limits.refuse("zip_bomb", f"压缩包里的这个文件解开后异常庞大（压缩比 {ratio:,.0f}），可能是恶意文件，未予解开。"
                                  "请确认来源；如无误，请解压后放入。")
    budget.spend(info.file_size)
    try:
        with archive.open(info) as packed:
            data = packed.read(info.file_size + 1)
    except NotImplementedError:
        limits.refuse("unsupported", "压缩包里的这个文件用了少见的压缩方法，不能解开。请解压后放入。")
    except _FAULTS:
        limits.refuse("corrupt", "压缩包里的这个文件已损坏，不能解开。请重新打包，或解压后放入。")
    return data


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name as a person wrote it: names that are not marked as UTF-8 were made by a Chinese Windows, or
    are UTF-8 all the same. Steps out of the archive, drive letters and unprintable signs are left out."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        with suppress(UnicodeEncodeError):
            raw = name.encode("cp437")
            for encoding in ("utf-8", "gb18030"):
                with suppress(UnicodeDecodeError):
                    name = raw.decode(encoding)
                    break
    steps = PurePosixPath(_UNWRITABLE.sub("", name).replace("\\", "/")).parts
    return "/".join(s for s in steps if s not in ("/", "..", ".") and not re.fullmatch(r"[A-Za-z]:", s)) or "无名文件"


def _unused(name: str, names: set[str]) -> str:
    """The name, with a number where another member has it already."""
    path, number, found = PurePosixPath(name), 1, name
    while found in names:
        number += 1
        found = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    names.add(found)
    return found
