"""Plain text -> Document.

In:   the decoded text of a .txt file, often a web page copied from a browser.
Out:  one Line for each source line, with its page where form feeds part the pages; of a page that a browser gave out
      as text, one for each row of a table; of a dump with commas, Grids.
Promise: nothing is trimmed and blank lines stay: in a copied page the leading tab marks a cell and the blank line
parts two rows.
"""

from loaders.document import Document, Line
from loaders.readers import limits
from loaders.readers.copied import rows_on_lines
from loaders.readers.frames import comma_rows
from loaders.readers.sheets import laid_out


def read_text(text: str, encoding: str) -> Document:
    """One Line a source line, blank ones included."""
    limits.check_count(len(text), limits.MAX_CHARS, "字")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if rows := comma_rows(text.replace("\f", "\n")):
        limits.check_count(sum(map(len, rows)), limits.MAX_CELLS, "格")
        return Document("text", tuple(laid_out(rows, {})), metadata={"encoding": encoding})
    pages = text.rstrip("\n\f").split("\f")
    lines = [Line(line, page if len(pages) > 1 else None)
             for page, part in enumerate(pages, 1) for line in rows_on_lines(part).split("\n")]
    while lines and not lines[-1].text.strip():
        lines.pop()
    limits.check_count(len(lines), limits.MAX_BLOCKS, "行")
    return Document("text", tuple(lines), len(pages) if len(pages) > 1 else None, {"encoding": encoding})
