"""Which format a file really has.

In:   its bytes and its name.
Out:  a key of READERS.
Promise: content first: a web page called .pdf is a web page. The suffix decides only between text and Markdown.
A format that is recognised but not read is refused by name, with the way to save it in one that is.
"""

import re
import zlib
from io import BytesIO
from pathlib import Path, PurePath
from typing import IO
from zipfile import BadZipFile, ZipFile

from loaders.readers import limits, ole
from loaders.readers.encoding import decode
from loaders.readers.mht import is_mht

_HEAD = 8192  # what tells a format stands at the beginning
_PDF_WITHIN = 1024  # the standard lets that much precede the mark
_MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
_PAGE = re.compile(r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|table|"
                   r"div|p|section|article|span|center|h[1-6])\b", re.I | re.S)
_INSIDE = re.compile(r"<(?:html|body|table)\b[^<>]*>", re.I)
# the second row of a pipe table
_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*\r?$", re.M)
_OTHER = (  # the mark, where it stands, the Chinese name, the way out
    (b"Rar!", 0, "压缩包", "请解压后放入其中的文件"),
    (b"7z\xbc\xaf", 0, "压缩包", "请解压后放入其中的文件"),
    (b"\x1f\x8b", 0, "压缩包", "请解压后放入其中的文件"),
    (b"AT&TFORM", 0, "DjVu 文件", "请另存为 pdf 或 docx"),
)
_PICTURES = ((b"\xff\xd8\xff", 0), (b"\x89PNG", 0), (b"GIF8", 0), (b"BM", 0), (b"II*\0", 0), (b"MM\0*", 0),
             (b"WEBP", 8))
_RTF = b"{\\rtf"
_PARTS = re.compile(r"(word|xl|ppt)/(?:[^/]*\.(?:xml|bin)$|_rels/)")


def detect(data: bytes, name: str) -> str:
    """A key of READERS. Raises Refused: empty, unsupported (recognised, not read), unknown, corrupt, encrypted."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        limits.refuse("empty", "文件是空的。请重新下载或复制。")
    if data.startswith(b"PK"):
        return zipped(BytesIO(data))
    if data.startswith(ole.MARK):
        return ole.kind(data)
    if data.lstrip()[:len(_RTF)] == _RTF:
        return "rtf"
    if is_mht(data):
        return "mht"
    if any(data.startswith(mark, at) and (mark != b"BM" or b"\0" in data[:64]) for mark, at in _PICTURES):
        return "image"
    for mark, at, what, way_out in _OTHER:
        if data.startswith(mark, at):
            _refuse_format(what, way_out)
    if b"%PDF-" in data[:_PDF_WITHIN] and not _PAGE.match(data[:_HEAD].decode("latin-1")):
        return "pdf"
    return _written(data, name)


def _refuse_format(what: str, way_out: str) -> None:
    limits.refuse("unsupported", f"这是{what}，目前不能读取。{way_out}再试。")


def zipped(file: IO[bytes] | Path) -> str:
    """docx, xlsx, odt, ods by the parts inside; zip when they are none of these. Raises Refused as detect does."""
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist()[:limits.MAX_PARTS])
            mimetype = archive.read("mimetype")[:99].decode("latin-1") if _is_small(archive, "mimetype") else ""
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError, zlib.error):
        limits.refuse_corrupt("Office 文件（docx/xlsx）或压缩包")
    names = {name.replace("\\", "/").lstrip("/").lower() for name in names}
    parts = {found[1] for name in names if (found := _PARTS.match(name))}
    if "word" in parts:
        return "docx"
    if "xl" in parts:
        if any(name.endswith("workbook.bin") for name in names):
            _refuse_format("二进制工作簿（xlsb）", "请用 Excel/WPS 另存为 xlsx")
        return "xlsx"
    if "ofd.xml" in names:
        _refuse_format("OFD 版式文件", "请用阅读器转换为 pdf，或另存为 docx")
    if "ppt" in parts:
        _refuse_format("演示文稿", "请改用 docx、pdf 或网页")
    if {"mimetype", "content.xml"} <= names:
        return _opendocument(mimetype)
    if "[content_types].xml" in names:
        limits.refuse_corrupt("Office 文件")
    return "zip"


def _is_small(archive: ZipFile, name: str) -> bool:
    return name in archive.NameToInfo and archive.getinfo(name).file_size < _HEAD


def _opendocument(mimetype: str) -> str:
    if mimetype.startswith("application/vnd.oasis.opendocument.text"):
        return "odt"
    if mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    _refuse_format("OpenDocument 文件", "请用 LibreOffice/WPS 另存为 docx 或 xlsx")
    raise AssertionError


def _written(data: bytes, name: str) -> str:
    """html, markdown or text; what is no text at all is refused."""
    limits.check_bytes(len(data), limits.MAX_TEXT_BYTES)
    whole = decode(data)[0]
    text = whole[:_HEAD]
    if _n_odd(text) > 0.05 * len(text) + 1:
        limits.refuse("unknown", "认不出这是什么格式的文件。请用原来的软件打开，另存为 docx、pdf、xlsx 或网页再试。")
    if _PAGE.match(text):
        return "html"
    if PurePath(name).suffix.lower() in _MARKDOWN:
        return "markdown"
    if _INSIDE.search(text) and "</" in text:
        return "html"
    return "markdown" if _RULE.search(whole) else "text"


def _n_odd(text: str) -> int:
    """How many characters no person types: neither printable nor white space, or undecodable. Word by word, since
    nearly all words are printable as a whole."""
    return text.count("\ufffd") + sum(sum(not c.isprintable() for c in word)
                                      for word in text.split() if not word.isprintable())
