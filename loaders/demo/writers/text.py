"""Plain text: a web page copied one cell a line, tables with tabs, or columns made of spaces.

In:   a Sheet.
Out:  write().
Promise: a cell merged across columns is written once; one merged down leaves an empty place below, as copying does.
"""

from unicodedata import east_asian_width

from loaders.demo.printed import PrintedCell, PrintedTable
from loaders.demo.sheet import Heading, Paragraph, Sheet


def rows(table: PrintedTable) -> list[list[tuple[PrintedCell, bool]]]:
    """For every row its cells from left to right; True where the cell only continues from a row above."""
    out: list[list[tuple[PrintedCell, bool]]] = [[] for _ in range(table.n_rows)]
    for cell in sorted(table.cells, key=lambda c: (c.col, c.row)):
        for row in range(cell.row, cell.row + cell.row_span):
            out[row].append((cell, row > cell.row))
    return out


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _cell_a_line(table: PrintedTable) -> str:
    return "\n\n".join("\n".join("\t" + ("" if below else cell.text) for cell, below in row)
                       for row in rows(table)) + "\n"


def _tabs(table: PrintedTable) -> str:
    lines = []
    for row in rows(table):
        line = []
        for cell, below in row:
            line += ["" if below else cell.text.replace("\n", ""), *[""] * (cell.col_span - 1)]
        lines.append("\t".join(line))
    return "\n".join(lines)


def _aligned(table: PrintedTable) -> str:
    """Columns as wide as their widest cell; a merged cell's words widen its last column."""
    widths = [4] * table.n_cols
    for cell in sorted(table.cells, key=lambda c: c.col_span):
        columns = range(cell.col, cell.col + cell.col_span)
        lacking = _width(cell.text) + 2 - sum(widths[c] for c in columns)
        widths[columns[-1]] += max(0, lacking)
    lines = []
    for row in rows(table):
        line = ""
        for cell, below in row:
            line += " " * (sum(widths[: cell.col]) - _width(line)) + ("" if below else cell.text.replace("\n", ""))
        lines.append(line.rstrip())
    return "\n".join(lines)


_TABLES = {"text_cell_a_line": _cell_a_line, "text_tabs": _tabs, "text_aligned": _aligned}


def write(sheet: Sheet) -> bytes:
    """UTF-8 text, one line a cell, a row, or a row in columns, by the layout."""
    draw = _TABLES[sheet.layout.id]
    lines = [*sheet.title, sheet.note, ""]
    for part in sheet.parts:
        if isinstance(part, Heading):
            lines += [part.number + part.text, ""]
        elif isinstance(part, Paragraph):
            lines.append(" " * 20 + part.text if part.place == "closing" else part.text)
        else:
            lines += [draw(part), ""]
    return "\n".join(lines).encode()
