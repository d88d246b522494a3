"""Files that are simply too much: a hundred megabytes, or just below every limit and made of what readers look for.

In:   the sound documents of broken.py. Out: faults().
"""

from collections.abc import Iterator

from loaders.readers.limits import MAX_TEXT_BYTES
from tests.fuzz.broken import sound
from tests.fuzz.hostile import Fault, fault

HUNDRED = 100 << 20
JUST = MAX_TEXT_BYTES - (1 << 20)


def _filled(piece: str, size: int, before: bytes = b"", after: bytes = b"") -> bytes:
    data = piece.encode()
    return before + data * ((size - len(before) - len(after)) // len(data)) + after


# what the stages after the readers look for, in quantities no report has
_PIECES = {
    "一行数字": "1234567890",
    "一行逗号数": "1,",
    "一行空格": " ",
    "一行年报": "2024年政府信息公开工作年度报告",
    "一行收到申请": "收到申请1件，",
    "每行一标签": "其他\n",
    "每行标签和数": "（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n",
    "每行一标题": "一、总体情况\n",
    "每行一表头": "第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t0\t1\n",
    "每行一数": "12\n",
    "每行竖线": "|1|2|3|\n|-|-|-|\n",
}


def faults() -> Iterator[Fault]:
    yield fault("百兆.txt", lambda: _filled("政府信息公开\n", HUNDRED), "too_large")
    yield fault("百兆.html", lambda: _filled("<p>政府信息公开</p>\n", HUNDRED, b"<html>"), "too_large")
    yield fault("百兆一行.txt", lambda: b"1" * HUNDRED, "too_large")
    yield fault("百兆一行.html", lambda: _filled("<td>1", HUNDRED, b"<html><table><tr>"), "too_large")
    yield fault("超过百兆.pdf", lambda: b"%PDF-1.7\n" + bytes(HUNDRED), "too_large")
    yield fault("百兆空白的.pdf", lambda: sound("pdf") + b" " * (HUNDRED - (1 << 20)))
    for name, piece in _PIECES.items():
        size = JUST if "\n" not in piece else JUST // 16
        yield fault(f"{name}.txt", lambda p=piece, s=size: _filled(p, s, sound("txt")))
    cell = "<tr><td>（一）予以公开<td>1<td>0<td>0<td>0<td>0<td>0<td>1"
    yield fault("两万行同名.html", lambda: _filled(cell, 1_300_000, b"<html><table>") + sound("html"))
    yield fault("两万行其他.html", lambda: _filled("<tr><td>其他<td>1", 360_000, b"<html><table>") + sound("html"))
    yield fault("六千张表.html", lambda: sound("html") * 600)
    yield fault("表内万字.html", lambda: sound("html").replace(b"<td>0", b"<td>" + "其他处理".encode() * 40_000))
