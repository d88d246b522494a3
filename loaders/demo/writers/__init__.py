"""Writers: a Sheet as the bytes of one file, one module a format.

In:   a Sheet.
Out:  write().
Promise: the same sheet gives the same bytes.
"""

from loaders.demo.sheet import Sheet
from loaders.demo.writers import docx, html, markdown, pdf, text, xlsx

_WRITERS = {"text": text.write, "markdown": markdown.write, "html": html.write, "pdf": pdf.write, "docx": docx.write,
            "xlsx": xlsx.write}


def write(sheet: Sheet) -> bytes:
    """The file of that sheet, in the format of its layout."""
    return _WRITERS[sheet.layout.format](sheet)
