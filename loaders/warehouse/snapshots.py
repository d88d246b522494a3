"""Which snapshots there are, which one is in use, and how to go back.

In:   a data root.
Out:  current(), snapshots(), manifest(), use().
Promise: the pointer changes by one rename, so a reader sees the old or the new snapshot, never neither; no snapshot is
removed here (prune.py).
"""

import json
import os
import shutil
from pathlib import Path

from loaders.errors import StoreUnusable

POINTER, MANIFEST, SOURCES, UNFINISHED = "current", "manifest.json", "sources", ".new-"


def warehouse(root: Path) -> Path:
    """The warehouse folder of a data root; it need not exist."""
    return Path(root) / "warehouse"


def manifest(folder: Path) -> dict:
    """The manifest of a snapshot folder. Raises StoreUnusable when it cannot be read."""
    try:
        return json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreUnusable(
            f"数据版本 {folder.name} 的清单 {MANIFEST} 读不出来（{type(error).__name__}）。"
            "请用 disclosure snapshots use 改用另一个版本，或重新运行 disclosure build。"
        ) from error


def current(root: Path) -> Path | None:
    """The folder of the snapshot in use; None when nothing was ever published.

    A pointer lost, or naming a folder that is gone, falls back to the newest snapshot: published data stays in sight.
    """
    home = warehouse(root)
    try:
        folder = home / (home / POINTER).read_text("utf-8").strip()
        if folder.parent == home and (folder / MANIFEST).is_file():
            return folder
    except OSError:
        pass
    return next(reversed(snapshots(root)), None)


def snapshots(root: Path) -> list[Path]:
    """The folders of all finished snapshots, oldest first."""
    home = warehouse(root)
    return sorted(p.parent for p in home.glob(f"*/{MANIFEST}") if not p.parent.name.startswith("."))


def point_to(home: Path, snapshot_id: str) -> None:
    """Make `snapshot_id` the snapshot in use, at once and for good."""
    beside = home / f".{POINTER}.new"
    with beside.open("w", encoding="utf-8") as file:
        file.write(snapshot_id + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, home / POINTER)
    sync_folder(home)


def use(root: Path, snapshot_id: str) -> Path:
    """Go back (or forward) to a published snapshot. Raises StoreUnusable when there is none of that name."""
    folder = warehouse(root) / snapshot_id
    if folder not in snapshots(root):
        known = "、".join(p.name for p in snapshots(root)) or "（一个也没有）"
        raise StoreUnusable(f"没有名为 {snapshot_id} 的数据版本。现有：{known}。")
    manifest(folder)
    point_to(warehouse(root), snapshot_id)
    return folder


def clear_unfinished(home: Path) -> None:
    """Remove what a killed publish left behind. Only for the holder of the build lock."""
    for folder in home.glob(f"{UNFINISHED}*"):
        shutil.rmtree(folder)


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk, so that a rename survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
