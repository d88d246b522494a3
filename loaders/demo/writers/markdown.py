"""Markdown: pipe tables, where no cell can be merged, or HTML tables inside.

In:   a Sheet.
Out:  write().
Promise: a merged cell's words stand in its first place, or, where the layout repeats them, in every place.
"""

from loaders.demo.printed import PrintedTable
from loaders.demo.sheet import Heading, Paragraph, Sheet
from loaders.demo.writers.html import table as html_table


def _pipes(table: PrintedTable, repeated: bool) -> str:
    places = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                if (row, col) == (cell.row, cell.col) or (repeated and not cell.key):
                    places[row][col] = cell.text.replace("\n", "<br>").strip()
    lines = ["| " + " | ".join(row) + " |" for row in places]
    return "\n".join([lines[0], "|" + " --- |" * table.n_cols, *lines[1:]])


def write(sheet: Sheet) -> bytes:
    """UTF-8 Markdown."""
    lines = [f"# {''.join(sheet.title)}", *([sheet.note] if sheet.note else [])]
    for part in sheet.parts:
        if isinstance(part, Heading):
            lines.append(f"## {part.number}{part.text}")
        elif isinstance(part, Paragraph):
            lines.append(part.text)
        elif sheet.layout.id == "markdown_html":
            lines.append(html_table(part))
        else:
            lines.append(_pipes(part, sheet.layout.own.get("repeated", False)))
    return ("\n\n".join(lines) + "\n").encode()
