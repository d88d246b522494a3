"""Which files there are to load.

In:   the reports folder, or the files and folders given.
Out:  find(), a Listing: one File each, by name.
Promise: nothing is opened. Hidden files, the lock files of office programs, what file browsers leave behind, and
links that lead out of the folder are passed over. A Listing holds columns, not objects: two million files are about
300 MB (docs/scale.md).
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from loaders.errors import DisclosureError

_LITTER = {"thumbs.db", "desktop.ini"}
_SCHEMA = pa.schema([("name", pa.string()), ("size", pa.int64()), ("modified", pa.int64()), ("is_named", pa.bool_()),
                     ("path", pa.binary())])  # path: NULL where it is the home with the name
_BATCH = 20_000


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


@dataclass(frozen=True, slots=True)
class Listing:
    """`rows`: name, size, modified, is_named, sorted by name; `home`: the reports folder."""

    home: str
    rows: pa.Table

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[File]:
        for batch in self.rows.to_batches(max_chunksize=_BATCH):
            for row in batch.to_pylist():
                path = os.fsdecode(row.pop("path") or os.path.join(os.fsencode(self.home), row["name"].encode()))
                yield File(path=Path(path), **row)

    def only(self, mask: pa.ChunkedArray) -> "Listing":
        return Listing(self.home, self.rows.filter(mask))


def find(reports: Path, paths: tuple[Path, ...] = ()) -> Listing:
    """Every file under `paths` (default: the reports folder), sorted by name. Raises NothingReadable for a path
    that is not there."""
    home = os.path.realpath(reports)
    found = _batches(file for given in paths or (reports,) for file in _files(given, home, bool(paths)))
    rows = pa.Table.from_batches(found, _SCHEMA)
    rows = rows.take(pc.sort_indices(rows, sort_keys=[("name", "ascending")])).combine_chunks()
    if len(rows) > 1:  # given twice, or two names that read the same: the later one
        is_last = pc.not_equal(rows["name"].slice(0, len(rows) - 1), rows["name"].slice(1))
        rows = rows.filter(pa.chunked_array([*is_last.chunks, pa.array([True])]))
    return Listing(home, rows)


def _batches(files: Iterable[tuple]) -> Iterator[pa.RecordBatch]:
    waiting: list[tuple] = []
    for file in files:
        waiting.append(file)
        if len(waiting) == _BATCH:
            yield _batch(waiting)
            waiting.clear()
    if waiting:
        yield _batch(waiting)


def _batch(files: list[tuple]) -> pa.RecordBatch:
    return pa.record_batch([pa.array(column, field.type) for column, field in zip(zip(*files), _SCHEMA)],
                           schema=_SCHEMA)


def _files(given: Path, home: str, must_be: bool) -> Iterator[tuple]:
    """A row of _SCHEMA for every file at or under a path."""
    if not given.exists():
        if must_be:
            raise NothingReadable(f"找不到 {given}。请检查路径是否写对。")
        return
    top = os.path.realpath(given)
    for path in [top] if os.path.isfile(top) else _walk(top):
        with suppress(OSError):  # gone between listing and looking
            status = os.stat(path)
            inside = path[len(home) + 1:] if path.startswith(home + os.sep) else path
            name = legible(inside)
            is_plain = os.fsencode(os.path.join(home, name)) == os.fsencode(path) if name == inside else False
            yield name, status.st_size, status.st_mtime_ns, path == top, None if is_plain else os.fsencode(path)


def legible(name: str) -> str:
    """A name that can be written down: one that is not UTF-8 was made by a Chinese Windows, or else gets marks."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "replace")


def _walk(top: str) -> Iterator[str]:
    """Files are told by folder, folders in order of their names."""
    waiting = [top]
    while waiting:
        inside = []
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    inside.append(entry.path)
                elif not (entry.name.startswith("~$") or entry.name.lower() in _LITTER) and entry.is_file() and (
                        not entry.is_symlink() or _lies_in(entry.path, top)):
                    yield entry.path
        waiting += sorted(inside, reverse=True)


def _lies_in(path: str, top: str) -> bool:
    return Path(path).resolve().is_relative_to(top)
