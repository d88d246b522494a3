"""Old snapshots and sources taken away, and what that frees.

In:   a data root, how many snapshots to keep.
Out:  prune(), a Pruned.
Promise: the snapshot in use stays, whatever its age, and so does every source that a kept snapshot names. A file that
several snapshots share frees nothing before the last of them goes. Asked only to look, nothing is touched. Only for
the holder of the build lock.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from loaders.tables import TABLES
from loaders.warehouse.files import names_of, rows_of
from loaders.warehouse.snapshots import SOURCES, UNFINISHED, current, manifest, snapshots, warehouse


@dataclass(frozen=True, slots=True)
class Pruned:
    """removed, kept: ids of snapshots, oldest first; n_sources: documents' bytes that went; n_bytes: freed on the disk.
    """

    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    n_sources: int = 0
    n_bytes: int = 0


def prune(root: Path, keep: int = 1, is_trial: bool = False) -> Pruned:
    """Remove all but the snapshot in use and the newest others, `keep` in all; what killed builds left; the sources
    that no document of a kept snapshot names. Raises StoreUnusable where a kept one cannot be read."""
    in_use, home = current(root), warehouse(root)
    if in_use is None:
        return Pruned()
    folders = snapshots(root)
    others = [folder for folder in folders if folder != in_use]
    staying = [in_use, *others[len(others) - keep + 1:]] if keep > 1 else [in_use]
    going = [folder for folder in folders if folder not in staying]
    # What is kept is read before anything goes: every part of documents names sources.
    orphans = _orphans(home / SOURCES, staying)
    left = list(home.glob(f"{UNFINISHED}*"))
    freed = _freed([path for folder in (*going, *left) for path in folder.rglob("*")] + orphans)
    for folder in () if is_trial else (*going, *left):
        shutil.rmtree(folder)
    for path in () if is_trial else orphans:
        path.unlink()
    return Pruned(tuple(f.name for f in going), tuple(f.name for f in folders if f in staying), len(orphans), freed)


def _orphans(sources: Path, kept: list[Path]) -> list[Path]:
    """The kept bytes of documents that none of these snapshots names."""
    found = pa.array(os.listdir(sources) if sources.is_dir() else [], pa.string())
    for folder in kept if len(found) else ():
        parts = [folder / name for name in names_of(manifest(folder)["files"], TABLES["documents"])]
        named = rows_of(parts, TABLES["documents"], ["sha256"])["sha256"].combine_chunks()
        found = found.filter(pc.invert(pc.is_in(found, value_set=named)))
    return [sources / name for name in found.to_pylist()]


def _freed(paths: Iterable[Path]) -> int:
    """Bytes of the files of which these are all the names."""
    looks = [path.lstat() for path in paths if path.is_file()]
    names = Counter((look.st_dev, look.st_ino) for look in looks)
    sizes = {(look.st_dev, look.st_ino): look for look in looks}
    return sum(look.st_size for key, look in sizes.items() if names[key] == look.st_nlink)
