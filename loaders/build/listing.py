"""Which files there are to load.

In:   the reports folder, or the files and folders given.
Out:  find(), one File each, by name.
Promise: nothing is opened. Hidden files, the lock files of office programs, what file browsers leave behind, and
links that lead out of the folder are passed over.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import DisclosureError

_LITTER = {"thumbs.db", "desktop.ini"}


class NothingReadable(DisclosureError):
    """There is no file to load where one was expected."""

    id = "nothing_readable"
    title = "没有可读的文件"
    exit_code = 10


@dataclass(frozen=True, slots=True)
class File:
    """`name`: relative to the reports folder where it lies inside, else the full path. `is_named`: given by itself,
    not found in a folder."""

    name: str
    path: Path
    size: int
    modified: int  # nanoseconds
    is_named: bool = False


def find(reports: Path, paths: tuple[Path, ...] = ()) -> list[File]:
    """Every file under `paths` (default: the reports folder), sorted by name. Raises NothingReadable for a path
    that is not there."""
    found: dict[str, File] = {}
    home = reports.resolve()
    for given in paths or (reports,):
        if not given.exists():
            if not paths:
                break
            raise NothingReadable(f"找不到 {given}。请检查路径是否写对。")
        top = given.resolve()
        for path in [top] if top.is_file() else _walk(top):
            try:
                status = path.stat()
            except OSError:
                continue  # gone between listing and looking
            name = legible((path.relative_to(home) if path.is_relative_to(home) else path).as_posix())
            found[name] = File(name, path, status.st_size, status.st_mtime_ns, path == top)
    return [found[name] for name in sorted(found)]


def legible(name: str) -> str:
    """A name that can be written down: one that is not UTF-8 was made by a Chinese Windows, or else gets marks."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "replace")


def _walk(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(n for n in folders if not n.startswith("."))
        for name in names:
            path = Path(folder, name)
            if name.startswith((".", "~$")) or name.lower() in _LITTER:
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(top):
                continue
            if path.is_file():
                yield path
