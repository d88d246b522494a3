"""`disclosure page`: one page of a source document as a picture, and where on the document each figure stands.

In:   a file, or the sha256 of a kept source; the number of a page.
Out:  in the folder page-N.webp, reading.json and page-N.json; on stdout what page-N.json says.
Promise: the document is opened within the limits of a build, in this process, which is started for it alone; each file
is whole or not there, page-N.json after all else but the reading of a scan. A document that cannot be shown leaves its
refusal in page-N.json.
"""

import json
import os
import re
import signal
from pathlib import Path

import click

from loaders.cli.root import data_root
from loaders.errors import Refused

READING = "reading.json"
_LARGEST = 256 << 20  # of a file that is written


@click.command()
@click.argument("source", metavar="FILE|SHA256")
@click.option("--page", "number", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="第几页。")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path(), show_default="当前文件夹",
              metavar="DIR", help="写到哪里。")
@click.option("--picture-only", is_flag=True, help="只画图，不写 reading.json。")
@click.option("--name", default="", hidden=True, help="按校验码找的原件叫什么：格式认不准时看后缀。")
@data_root
def page(source: str, number: int, out: Path, picture_only: bool, name: str, data: Path) -> None:
    """把一份原件的一页画成图片，并列出每个数印在哪里；看板的“原文”页用它。

    写出 page-N.webp、page-N.json（纸的大小、共几页；画不成的写明原因）和 reading.json（每个数的位置）。"""
    path = data / "warehouse" / "sources" / source if re.fullmatch("[0-9a-f]{64}", source) else Path(source)
    out.mkdir(parents=True, exist_ok=True)
    _keep_within_limits()
    told, refused = _picture(path, name or path.name, number, out)
    wants_reading = not refused and not picture_only and not (out / READING).is_file()
    reading = _reading(path, name or path.name) if wants_reading else None
    if reading:
        _write(out / READING, json.dumps(reading, ensure_ascii=False).encode())
    _write(out / f"page-{number}.json", json.dumps(told, ensure_ascii=False).encode())
    click.echo(json.dumps(told, ensure_ascii=False))
    if refused:
        raise refused
    if wants_reading and not reading:
        _write(out / READING, json.dumps(_scanned(path, name or path.name), ensure_ascii=False).encode())


def _keep_within_limits() -> None:
    import resource

    from loaders.reading import worker

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, worker.SECONDS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST, _LARGEST))
    worker.limit_memory(worker.MEMORY)


def _picture(path: Path, name: str, number: int, out: Path) -> tuple[dict, Refused | None]:
    """What page-N.json says. A document without paper has no picture, and one page."""
    from loaders.pages import draw

    try:
        drawn = draw(_bytes(path), name, number)
    except Refused as refused:
        return {"refused": {"kind": refused.kind, "reason": refused.reason}}, refused
    except MemoryError:
        refused = Refused("too_large", "画这一页需要的内存超过上限。请下载原件，用自己的软件打开。")
        return {"refused": {"kind": refused.kind, "reason": refused.reason}}, refused
    if drawn is None:
        return {"picture": None, "n_pages": 1, "size": None}, None
    _write(out / f"page-{number}.webp", drawn.webp)
    return {"picture": f"page-{number}.webp", "n_pages": drawn.n_pages,
            "size": drawn.size and [round(side, 1) for side in drawn.size]}, None


def _reading(path: Path, name: str) -> dict | None:
    """What reading.json says; None of a scan, which takes longer."""
    from loaders.readers import scan

    scan.leave_to_another()
    try:
        return _told(path, name)
    except Refused:
        return None


def _scanned(path: Path, name: str) -> dict:
    """What reading.json says of a scan, read as long as a build would."""
    from loaders.readers import scan
    from loaders.reading import worker

    scan.leave_to_another(False)
    signal.setitimer(signal.ITIMER_REAL, worker.SCAN_SECONDS)
    os.nice(10)
    return _told(path, name)


def _told(path: Path, name: str) -> dict:
    """Raises Refused scan_later for a scan that is left to another."""
    from loaders.pages import read
    from loaders.readers import scan

    try:
        return read(_bytes(path), name)
    except Refused as refused:
        if refused.kind == scan.POSTPONED:
            raise
        return {"refused": {"kind": refused.kind, "reason": refused.reason}}


def _bytes(path: Path) -> bytes:
    """Raises Refused missing."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused("missing", "没有这份原件的副本（超过 200 MB 的不保存，或副本被删）。请检查路径或校验码；"
                                 "原件还在的，放回 reports 再运行 disclosure build。") from error


def _write(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    os.replace(beside, path)
