"""Word document (docx) -> Document.

In:   the bytes of a .docx file, from Word or WPS.
Out:  paragraphs as Lines with the list numbers Word prints but does not store, tables as Grids, pages where noted.
Promise: what is deleted under revision or hidden is not read; what is inserted is. No macro, link or picture is opened.
"""

from loaders.document import Document
from loaders.readers.docx.body import Body
from loaders.readers.docx.numbering import Numbering
from loaders.readers.package import Package

_WHAT = "Word 文件（docx）"


def read_docx(data: bytes) -> Document:
    """The main text in order. Raises Refused (corrupt, encrypted, zip_bomb, unsafe, too_large)."""
    package = Package(data, _WHAT)
    main = package.main_part("word/document.xml")
    folder = main.rpartition("/")[0]

    def beside(name: str) -> str:
        return f"{folder}/{name}" if folder else name

    numbering, styles = beside("numbering.xml"), beside("styles.xml")
    body = Body(Numbering(package.xml(numbering) if numbering in package else None, package.elements(styles, "style")))
    blocks = tuple(body.read(package.xml(main)))
    return Document("docx", blocks, body.n_pages, package.properties())
