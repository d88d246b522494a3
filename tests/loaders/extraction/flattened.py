"""Prints the form as text: the ways in which a table is laid flat.

In:   an edition and the text of each cell.
Out:  Lines: cells one a line behind tabs, rows pasted from a browser, rows parted by spaces, columns aligned by spaces.
Promise: nothing is written that the cell texts and the form's labels do not hold.
"""

from collections.abc import Sequence

from loaders.document import Line
from loaders.form import Edition, Row
from tests.loaders.extraction.printing import Texts, columns_in_order, heading, numbered, table

Cells = list[str]


def _head_rows(columns: Sequence) -> list[Cells]:
    """The heads row by row, each head once, merged places left out."""
    depth = max(len(c.path) for c in columns)
    rows: list[Cells] = [[] for _ in range(depth)]
    last: tuple = ()
    for column in columns:
        for level, label in enumerate(column.path):
            if column.path[:level + 1] != last[:level + 1]:
                rows[level].append(label)
        last = column.path
    return rows


def rows_of(edition: Edition, texts: Texts, rows: Sequence[Row],
            order=None) -> list[tuple[str, list[Cells], list[Cells]]]:
    """(table, rows of heads, rows of cells) in printed order; labels of merged cells once, blanks for their other
    places.
    """
    found = []
    disclosure, matrix, strip = (table(edition, t) for t in ("disclosure", "requests", "disputes"))
    for block in disclosure.blocks:
        heads = [[block.caption], [disclosure.corner, *(c.path[-1] for c in block.columns)]]
        cells = [[r.path[-1], *(texts.get((disclosure.id, r.id, c.id), "") for c in block.columns)]
                 for r in block.rows]
        found.append((disclosure.id, heads, cells))
    columns = columns_in_order(matrix.blocks[0].columns, order)
    heads = _head_rows(columns)
    heads[0].insert(0, matrix.corner)
    cells, before = [], ()
    for row, labels in zip(rows, numbered(rows)):
        own = ["" if before[:i + 1] == labels[:i + 1] else label for i, label in enumerate(labels)]
        cells.append([*own, *(texts.get((matrix.id, row.id, c.id), "") for c in columns)])
        before = labels
    found.append((matrix.id, heads, cells))
    columns = strip.blocks[0].columns
    found.append((strip.id, _head_rows(columns), [[texts.get((strip.id, c.item, c.id), "") for c in columns]]))
    return found


def _under_headings(edition: Edition, tables: list, lay) -> list[Line]:
    lines, last = [], None
    for table_id, heads, cells in tables:
        if table_id != last:
            lines += [Line(""), heading(edition, table_id), Line("")]
            last = table_id
        lines += lay(heads, cells)
    return [*lines, Line("")]


def one_cell_a_line(edition: Edition, tables: list) -> list[Line]:
    """A copied web page: a tab before each cell, a blank line after each row."""
    def lay(heads: list[Cells], cells: list[Cells]) -> list[Line]:
        return [Line(text) for row in [*heads, *cells] for text in [*(f"\t{cell}" for cell in row), ""]]
    return _under_headings(edition, tables, lay)


def tab_separated(edition: Edition, tables: list) -> list[Line]:
    """Rows pasted from a browser: cells parted by tabs."""
    return _under_headings(edition, tables, lambda heads, cells: [Line("\t".join(row)) for row in [*heads, *cells]])


def space_separated(edition: Edition, tables: list) -> list[Line]:
    """One row a line, cells parted by a space: blanks cannot be seen."""
    return _under_headings(
        edition, tables, lambda heads, cells: [Line(" ".join(c for c in row if c)) for row in [*heads, *cells]])


def lines_alone(edition: Edition, tables: list) -> list[Line]:
    """Every piece on a line of its own, no tabs, no blank lines: blanks cannot be seen."""
    return _under_headings(
        edition, tables, lambda heads, cells: [Line(c) for row in [*heads, *cells] for c in row if c])


def space_aligned(edition: Edition, tables: list) -> list[Line]:
    """Columns set with spaces, a wide character taking two places: a blank leaves its place empty."""
    def width(text: str) -> int:
        return sum(2 if ord(c) > 0x2E7F else 1 for c in text)

    def lay(heads: list[Cells], cells: list[Cells]) -> list[Line]:
        widest = max(len(row) for row in cells)
        labels = widest - min(len(row) for row in cells)
        even = [[*([""] * (widest - len(row)) if labels else []), *row] for row in cells]
        ends = [max(width(row[c]) for row in even) + 2 for c in range(widest)]
        lines = [Line("  ".join(row)) for row in heads]
        set_out = ("".join(c + " " * (end - width(c)) for c, end in zip(row, ends)).rstrip() for row in even)
        return [*lines, *map(Line, set_out)]

    return _under_headings(edition, tables, lay)
