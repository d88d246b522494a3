"""Old Word document (doc, and what WPS calls wps) -> Document.

In:   the bytes of a Word 97–2003 file.
Out:  what the docx reader makes of it, once it is made into docx; read_doc() and otherwise().
Promise: three ways, the truest first. msdoc2docx (Python alone) keeps every cell's place: all of 4,045 cells of 20
documents right, a quarter of a second each. office-oxide takes files that the first gives up; it loses the
places of cells in uneven tables, so 660 of those cells are doubtful, none wrong. LibreOffice, where it is installed.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import doc2docx
import office_oxide
from doc2docx.cfb import CompoundFileLimits
from doc2docx.errors import EncryptedDocumentError

from loaders.document import Document
from loaders.errors import Refused
from loaders.readers import convert, limits
from loaders.readers.docx import read_docx
from loaders.readers.web import read_web

_WHAT = "旧版 Word 文件（doc、wps）"
_LIMITS = CompoundFileLimits(limits.MAX_BYTES, limits.MAX_PART, limits.MAX_PARTS)


class _GivenUp(Exception):
    """This way does not lead there; the next may."""


def read_doc(data: bytes) -> Document:
    """The document by the first way that yields text. Raises Refused (encrypted, corrupt, needs_package, timeout)."""
    empty = None
    for way in (_rebuilt, _outlined, _converted):
        try:
            found = way(data)
        except _GivenUp:
            continue
        if found.blocks:
            return replace(found, format="doc", n_pages=None)
        empty = found
    if empty:
        return empty
    if convert.is_installed():
        limits.refuse_corrupt(_WHAT)
    limits.refuse(convert.LACKING, f"这个{_WHAT}可能已损坏，也可能是少见的写法，不能直接读出。"
                                   "请用 Word/WPS 打开后另存为 docx；或安装 LibreOffice（Debian：apt-get install "
                                   f"{convert.PACKAGE}）后再试。")
    raise AssertionError


def otherwise(data: bytes) -> Iterator[Document]:
    """What LibreOffice sees in it, where it is installed: for a document whose first reading does not convince."""
    if convert.is_installed():
        try:
            yield replace(_converted(data), format="doc", n_pages=None)
        except _GivenUp:
            return


def _rebuilt(data: bytes) -> Document:
    """By msdoc2docx, cell for cell."""
    with tempfile.TemporaryDirectory(prefix="disclosure-", ignore_cleanup_errors=True) as home:
        source, made = Path(home, "source.doc"), Path(home, "made.docx")
        source.write_bytes(data)
        try:
            doc2docx.convert(source, made, limits=_LIMITS)
            return read_docx(made.read_bytes())
        except EncryptedDocumentError:
            limits.refuse_encrypted(_WHAT)
        except MemoryError:
            raise
        except Exception as fault:  # any fault of a parser at work on a hostile file; this way ends here
            raise _GivenUp from fault


def _outlined(data: bytes) -> Document:
    """By office-oxide: the tables row by row, their cells without a common place."""
    try:
        with office_oxide.Document.from_bytes(data, "doc") as opened:
            page = opened.to_html()
        return read_web(f"<html><body>{page}</body></html>", "utf-8")
    except MemoryError:
        raise
    except BaseException as fault:  # also a panic, which is no Exception and of a class the library does not show
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        raise _GivenUp from fault


def _converted(data: bytes) -> Document:
    """By LibreOffice."""
    if not convert.is_installed():
        raise _GivenUp
    try:
        return read_docx(convert.to_docx(data, "doc", _WHAT))
    except Refused as refused:
        if refused.kind == "timeout":
            raise
        raise _GivenUp from refused
