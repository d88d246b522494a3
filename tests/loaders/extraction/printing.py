"""Prints the form by hand: cell texts -> Documents in many shapes, without any reader.

In:   an edition, the text of each cell by address, and how the page looks.
Out:  Documents made of Grids or Lines.
Promise: knows the form only through loaders.form; the numbers, spans and headings are drawn as the official form
draws them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.document import Cell, Document, Grid, Line
from loaders.form import Column, Edition, Row, Table

Key = tuple[str, str, str]
Texts = Mapping[Key, str]
NUMERALS = "一二三四五六七八九十"


@dataclass
class Drawing:
    """Cells of one table while it is drawn; `heads`: how many rows of heads."""

    cells: list[Cell] = field(default_factory=list)
    heads: int = 0

    def put(self, row: int, col: int, text: str, rows: int = 1, cols: int = 1) -> None:
        self.cells.append(Cell(row, col, text, rows, cols))

    @property
    def height(self) -> int:
        return max((c.row + c.row_span for c in self.cells), default=0)

    def grid(self, page: int | None = None) -> Grid:
        return Grid(tuple(self.cells), page)


def table(edition: Edition, table_id: str) -> Table:
    return next(t for t in edition.tables if t.id == table_id)


def printed_rows(matrix: Table, one_row: bool = False, subtotals: bool = False) -> list[Row]:
    """The rows of the matrix; `one_row`: an instead_of row in place of its parts; `subtotals`: the optional ones
    too.
    """
    rows = list(matrix.blocks[0].rows)
    whole = [r for r in rows if r.instead_of]
    hidden = {p for r in whole for p in r.instead_of} if one_row else {r.id for r in whole}
    return [r for r in rows if r.id not in hidden and (subtotals or not r.optional or r.instead_of)]


def numbered(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The labels of each row as printed, with the form's list numbers at each level."""
    styles = ("{c}、", "（{c}）", "{n}.")
    counts: list[dict] = [{}, {}, {}]
    found = []
    for row in rows:
        labels = []
        for level, label in enumerate(row.path):
            known = counts[level].setdefault(row.path[:level], [])
            if label not in known:
                known.append(label)
            n = known.index(label) + 1
            labels.append(styles[level].format(c=NUMERALS[n - 1], n=n) + label)
        found.append(tuple(labels))
    return found


def columns_in_order(columns: Sequence[Column], order: Sequence[int] | None = None) -> list[Column]:
    """Columns in another order that keeps the columns of a group side by side."""
    if order is None:
        return list(columns)
    top: list = []
    for i in order:
        head = columns[i].path[:2] if len(columns[i].path) > 2 else columns[i].path
        if head not in top:
            top.append(head)
    return [columns[i] for head in top for i in order if columns[i].path[:len(head)] == head]


def draw_heads(drawing: Drawing, columns: Sequence[Column], left: int, top: int = 0, labels=lambda text: text) -> int:
    """Draws the heads over columns that begin at `left`; gives back how many rows they take."""
    depth = max(len(c.path) for c in columns)

    def span(level: int, start: int, end: int) -> None:
        i = start
        while i < end:
            path = columns[i].path
            j = i + 1
            while j < end and len(path) > level + 1 and columns[j].path[:level + 1] == path[:level + 1]:
                j += 1
            is_leaf = len(path) == level + 1
            drawing.put(top + level, left + i, labels(path[level]), depth - level if is_leaf else 1, j - i)
            if not is_leaf:
                span(level + 1, i, j)
            i = j

    span(0, 0, len(columns))
    return depth


def draw_matrix(matrix: Table, texts: Texts, rows: Sequence[Row], order=None, labels=lambda text: text,
                with_heads: bool = True) -> Drawing:
    """表三 with three label columns."""
    drawing = Drawing()
    columns = columns_in_order(matrix.blocks[0].columns, order)
    if with_heads:
        drawing.heads = draw_heads(drawing, columns, 3, labels=labels)
        drawing.put(0, 0, matrix.corner, drawing.heads, 3)
    names = numbered(rows)
    for n, (row, own) in enumerate(zip(rows, names)):
        at = drawing.heads + n
        for level, label in enumerate(own):
            prefix = own[:level + 1]
            if level < len(own) - 1 and n and names[n - 1][:level + 1] == prefix:
                continue
            height = 1
            while level < len(own) - 1 and n + height < len(names) and names[n + height][:level + 1] == prefix:
                height += 1
            drawing.put(at, level, labels(label), height, 3 - level if level == len(own) - 1 else 1)
        for c, column in enumerate(columns):
            drawing.put(at, 3 + c, texts.get((matrix.id, row.id, column.id), ""))
    return drawing


def draw_strip(strip: Table, texts: Texts, order=None, labels=lambda text: text, with_heads: bool = True) -> Drawing:
    """表四: one row of numbers."""
    drawing = Drawing()
    columns = [strip.blocks[0].columns[i] for i in order or range(len(strip.blocks[0].columns))]
    if with_heads:
        drawing.heads = draw_heads(drawing, columns, 0, labels=labels)
    for c, column in enumerate(columns):
        drawing.put(drawing.heads, c, texts.get((strip.id, column.item, column.id), ""))
    return drawing


def draw_blocks(blocks: Table, texts: Texts, labels=lambda text: text, captions: bool = True, width: int = 4,
                with_heads: bool = True) -> Drawing:
    """表二: all rectangles in one grid, narrow ones drawn wide."""
    drawing, at = Drawing(), 0
    for block in blocks.blocks:
        if captions:
            drawing.put(at, 0, labels(block.caption), 1, width)
            at += 1
        ends = [1 + round(i * (width - 1) / len(block.columns)) for i in range(len(block.columns) + 1)]
        if with_heads:
            drawing.put(at, 0, labels(blocks.corner))
            for column, start, end in zip(block.columns, ends, ends[1:]):
                drawing.put(at, start, labels(column.path[-1]), 1, end - start)
            at += 1
        for row in block.rows:
            drawing.put(at, 0, labels(row.path[-1]))
            for column, start, end in zip(block.columns, ends, ends[1:]):
                drawing.put(at, start, texts.get((blocks.id, row.id, column.id), ""), 1, end - start)
            at += 1
    return drawing


def document(edition: Edition, *parts: Drawing | Grid | Line | list) -> Document:
    """A document of drawings and lines; `None` in place of a heading is left out."""
    blocks: list[Grid | Line] = [Line("某区2024年政府信息公开工作年度报告"), Line("一、总体情况")]
    for part in parts:
        if isinstance(part, list):
            blocks += part
        else:
            blocks.append(part.grid() if isinstance(part, Drawing) else part)
    blocks += [Line("五、存在的主要问题及改进情况"), Line("公开的主动性有待加强。"),
               Line("六、其他需要报告的事项"), Line("无。")]
    return Document("made by hand", tuple(blocks))


def heading(edition: Edition, table_id: str) -> Line:
    own = table(edition, table_id)
    return Line(f"{NUMERALS[own.section - 1]}、{own.label}")


def cut(drawing: Drawing, at: int, repeat_heads: bool = False, tear: int | None = None) -> list[Grid | Line]:
    """The drawing over two pages, parted above row `at`. A cell that runs over is drawn on both; its text stands
    on the first page, or `tear` characters of it, the rest on the second.
    """
    upper, lower = [], []
    shift = drawing.heads if repeat_heads else 0
    if repeat_heads:
        lower += [c for c in drawing.cells if c.row < drawing.heads]
    for cell in drawing.cells:
        end = cell.row + cell.row_span
        if end <= at:
            upper.append(cell)
        elif cell.row >= at:
            lower.append(replace(cell, row=cell.row - at + shift))
        else:
            text = cell.text
            first, rest = (text, "") if tear is None else (text[:tear], text[tear:])
            upper.append(replace(cell, row_span=at - cell.row, text=first))
            lower.append(Cell(shift, cell.col, rest, end - at, cell.col_span))
    return [Grid(tuple(upper), 3), Line("— 3 —", 3), Grid(tuple(lower), 4)]


def tear_row(drawing: Drawing, at: int, tear: int) -> list[Grid | Line]:
    """The drawing over two pages, the row `at` itself torn: its label's first characters and its numbers on the
    first page, the rest of the label alone in the first row of the second.
    """
    doubled = []
    for cell in drawing.cells:
        if cell.row > at:
            doubled.append(replace(cell, row=cell.row + 1))
        elif cell.row + cell.row_span > at:
            doubled.append(replace(cell, row_span=cell.row_span + 1))
        else:
            doubled.append(cell)
    pages = cut(Drawing(doubled, drawing.heads), at + 1, tear=None)
    upper, lower = pages[0], pages[2]
    leaf = max((c for c in drawing.cells if c.row <= at < c.row + c.row_span and c.col < 3), key=lambda c: c.col)
    torn_upper = tuple(replace(c, text=leaf.text[:tear]) if (c.col, c.text) == (leaf.col, leaf.text) else c
                       for c in upper.cells)
    torn_lower = tuple(replace(c, text=leaf.text[tear:]) if (c.row, c.col) == (0, leaf.col) else c
                       for c in lower.cells)
    return [replace(upper, cells=torn_upper), pages[1], replace(lower, cells=torn_lower)]


def unmerged(drawing: Drawing, repeat: bool = False) -> Drawing:
    """Every place a cell of its own: the text in the first one, blanks (a spreadsheet) or its repeats in the others."""
    flat = Drawing(heads=drawing.heads)
    for c in drawing.cells:
        for row in range(c.row, c.row + c.row_span):
            for col in range(c.col, c.col + c.col_span):
                flat.put(row, col, c.text if repeat or (row, col) == (c.row, c.col) else "")
    return flat


def stacked(*drawings: Drawing) -> Drawing:
    """Several drawings under one another in one grid."""
    whole, at = Drawing(), 0
    for drawing in drawings:
        whole.cells += [replace(c, row=c.row + at) for c in drawing.cells]
        at += drawing.height
    return whole


def row_groups(drawing: Drawing) -> list[Grid | Line]:
    """One grid for the heads and the first row, then one for each group of rows, merged cells clipped to their grid."""
    starts = sorted({c.row for c in drawing.cells if c.col < 2 and c.row > drawing.heads})
    grids = []
    for start, end in zip([0, *starts], [*starts, drawing.height]):
        cells = []
        for c in drawing.cells:
            top, bottom = max(c.row, start), min(c.row + c.row_span, end)
            if top < bottom:
                cells.append(Cell(top - start, c.col, c.text if c.row >= start else "", bottom - top, c.col_span))
        grids.append(Grid(tuple(cells)))
    return grids
