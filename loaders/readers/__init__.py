"""Bytes of any format -> Document: the table of readers.

In:   a document's bytes, and its name for a hint.
Out:  read(), the Document; alternatives(), what else the same bytes may say; detect(), the format by content.
Promise: content decides, the suffix only where content leaves a choice; what cannot be read raises Refused
with a stable kind and a plain Chinese reason, whatever the bytes. A new format is one file and one row here.
"""

from collections.abc import Callable, Iterator

from loaders.document import Document
from loaders.errors import Refused
from loaders.readers import doc, limits
from loaders.readers.archive import read_zip
from loaders.readers.detect import detect
from loaders.readers.docx import read_docx
from loaders.readers.encoding import decode
from loaders.readers.markdown import otherwise, read_markdown
from loaders.readers.mht import read_mht
from loaders.readers.opendocument import read_ods, read_odt
from loaders.readers.pdf import read_pdf
from loaders.readers.rtf import read_rtf, read_works
from loaders.readers.scan import read_picture
from loaders.readers.text import read_text
from loaders.readers.web import read_web
from loaders.readers.xls import read_xls
from loaders.readers.xlsx import read_xlsx

__all__ = ["READERS", "alternatives", "detect", "read"]


def _decoded(reader: Callable[[str, str], Document]) -> Callable[[bytes], Document]:
    def read_bytes(data: bytes) -> Document:
        limits.check_bytes(len(data), limits.MAX_TEXT_BYTES)
        return reader(*decode(data))

    return read_bytes


READERS: dict[str, Callable[[bytes], Document]] = {
    "text": _decoded(read_text),
    "markdown": _decoded(read_markdown),
    "html": _decoded(read_web),
    "pdf": read_pdf,
    "image": read_picture,
    "docx": read_docx,
    "xlsx": read_xlsx,
    "doc": doc.read_doc,
    "xls": read_xls,
    "odt": read_odt,
    "ods": read_ods,
    "rtf": read_rtf,
    "works": read_works,
    "mht": read_mht,
    "zip": read_zip,
}

_ALTERNATIVES: dict[str, Callable[[bytes], Iterator[Document]]] = {
    "doc": doc.otherwise, "markdown": lambda data: otherwise(*decode(data))}


def alternatives(data: bytes, name: str) -> Iterator[Document]:
    """Other readings of bytes that read() could read, dearer ones, made only when asked for; mostly none."""
    yield from _ALTERNATIVES.get(detect(data, name), lambda _: iter(()))(data)


def read(data: bytes, name: str) -> Document:
    """The document in reading order. Raises Refused; kinds: empty, unsupported, unknown, corrupt, encrypted, scan,
    no_ocr, too_large, too_deep, zip_bomb, unsafe, needs_package, timeout, nested."""
    limits.check_bytes(len(data))
    document = READERS[detect(data, name)](data)
    if not document.blocks:
        raise Refused("empty", "文件里没有文字。请检查下载是否完整；若正文在附件里，请换成附件再试。")
    return document
