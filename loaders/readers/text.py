"""Plain text -> Document.

In:   the decoded text of a .txt file, often a web page copied from a browser.
Out:  one Line for each source line; of a page that a browser gave out as text, one for each row of a table;
      of a dump with commas, Grids.
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
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    if rows := comma_rows(text):
        limits.check_count(sum(map(len, rows)), limits.MAX_CELLS, "格")
        return Document("text", tuple(laid_out(rows, {})), metadata={"encoding": encoding})
    lines = rows_on_lines(text).split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    limits.check_count(len(lines), limits.MAX_BLOCKS, "行")
    return Document("text", tuple(map(Line, lines)), metadata={"encoding": encoding})
