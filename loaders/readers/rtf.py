"""Rich text (rtf), and letters of Microsoft Works (wps) -> Document, by way of LibreOffice.

In:   the bytes of the file.
Out:  what the docx reader makes of the file that LibreOffice saves.
Promise: without LibreOffice the refusal names the package that brings it, and the way without.
"""

from dataclasses import replace

from loaders.document import Document
from loaders.readers import convert, limits
from loaders.readers.docx import read_docx

MAX_RTF = 32 * limits.MEGABYTE  # pictures stand in it as digits, twice their size


def read_rtf(data: bytes) -> Document:
    """The text in order. Raises Refused (needs_package, corrupt, timeout, too_large)."""
    limits.check_bytes(len(data), MAX_RTF)
    return replace(read_docx(convert.to_docx(data, "rtf", "RTF 文件")), format="rtf", n_pages=None)


def read_works(data: bytes) -> Document:
    """As read_rtf."""
    return replace(read_docx(convert.to_docx(data, "wps", "Works 文件（wps）")), format="works", n_pages=None)
