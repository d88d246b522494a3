"""A document read back by libraries that had no part in writing it."""

import io

import docx
import pypdfium2
from docx.document import Document

from dashboard.briefing.model import Briefing, Table


def pdf_text(data: bytes) -> str:
    """All the text of a PDF in order, without white space (it depends on where lines break)."""
    with pypdfium2.PdfDocument(data) as document:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def word(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def table(briefing: Briefing, title: str) -> Table:
    """The one table whose title begins so."""
    (found,) = [b for b in briefing.blocks if isinstance(b, Table) and b.title.startswith(title)]
    return found


def cells(held: Table) -> list[dict[int, str]]:
    return [dict(enumerate(row)) for row in held.rows]
