"""The flow of a Word document: paragraphs, tables, text boxes.

In:   the root of document.xml; the document's Numbering.
Out:  Lines and Grids in order.
Promise: a table that holds a table is layout, as on a web page; tabs and breaks inside a paragraph
are kept as tabs and lines.
"""

from collections.abc import Iterator

from lxml import etree

from loaders.document import Cell, Grid, Line
from loaders.readers import limits
from loaders.readers.docx.names import child, is_on, local, named, number, value
from loaders.readers.docx.numbering import Numbering
from loaders.readers.marks import raised, struck
from loaders.readers.table import settle, squeeze

_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr",
                      "sectPr", "sdtPr", "sdtEndPr", "Fallback", "rt", "footnoteReference", "endnoteReference",
                      "annotationRef"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}
_GAP, _CONTINUE = "gap", "continue"
_Block = Line | Grid
_Declared = tuple[list[_Block], int, str | None]  # a cell: its blocks, column span, and its merge downwards or _GAP


class Body:
    """Reads one document once, counting its pages as it goes."""

    def __init__(self, numbering: Numbering):
        self._numbering = numbering
        self._page: int | None = None
        self._break = ""  # the element that marks page breaks in this document
        self._n_cells = 0

    @property
    def n_pages(self) -> int | None:
        """The pages seen; None where the file notes no page break."""
        return self._page

    def read(self, root: etree._Element) -> Iterator[_Block]:
        """Every block of the document. Word's own note of where it broke pages counts before typed page breaks."""
        names = {local(e) for e in root.iter("{*}lastRenderedPageBreak", "{*}br")
                 if local(e) != "br" or value(e, "type") == "page"}
        self._break = "lastRenderedPageBreak" if "lastRenderedPageBreak" in names else "br"
        self._page = 1 if names else None
        body = child(root, "body")
        if body is None:
            limits.refuse_corrupt("Word 文件（docx）")
        yield from self._flow(body, 0)

    def _flow(self, parent: etree._Element, depth: int) -> Iterator[_Block]:
        """The blocks of a body, cell, text box or content control."""
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, depth)
            elif name == "tbl":
                yield from self._table(element, depth + 1)
            elif name not in _SKIPPED:
                yield from self._flow(element, depth)

    def _paragraph(self, paragraph: etree._Element, depth: int) -> Iterator[_Block]:
        text: list[str] = []
        boxes: list[etree._Element] = []
        page = self._page
        children = [(local(element), element) for element in paragraph]
        label = self._numbering.label(next((element for name, element in children if name == "pPr"), None))
        self._runs(children, text, boxes)
        if (printed := "".join(text)).strip():
            yield from (Line(part, page) for part in (label + printed).split("\n") if part.strip())
        elif label.strip():
            yield Line(label.strip(), page)
        for box in boxes:
            yield from self._flow(box, depth)

    def _runs(self, children: list[tuple[str, etree._Element]], text: list[str], boxes: list[etree._Element]) -> None:
        """Gathers the text of a paragraph's or run's children; text boxes are set aside, they stand beside the line."""
        for name, element in children:
            if name == "t":
                text.append((element.text or "").replace("\xa0", " "))
            elif name in _SKIPPED:
                continue
            elif name == self._break and (name != "br" or value(element, "type") == "page"):
                self._page += 1
            elif name in _SIGNS:
                text.append(_SIGNS[name])
            elif name == "txbxContent":
                boxes.append(element)
            else:
                inside = [(local(each), each) for each in element]
                own = named(next((each for part, each in inside if part == "rPr"), None)) if name == "r" else {}
                if is_on(own.get("vanish")):
                    continue
                before = len(text)
                self._runs(inside, text, boxes)
                if is_on(own.get("strike")) or is_on(own.get("dstrike")):
                    text[before:] = [struck("".join(text[before:]))]
                elif value(own.get("vertAlign")) == "superscript":
                    text[before:] = [raised("".join(text[before:]))]

    def _table(self, table: etree._Element, depth: int) -> Iterator[_Block]:
        limits.check_count(depth, limits.MAX_NESTED_TABLES, "层表格")
        page = self._page
        rows = [self._row(row, depth) for row in _inside(table, "tr") if child(row, "trPr", "del") is None]
        if any(isinstance(block, Grid) for row in rows for blocks, *_ in row for block in blocks):
            for row in rows:
                for blocks, *_ in row:
                    yield from blocks
            return
        yield from settle(Grid(squeeze(_placed(rows)), page))

    def _row(self, row: etree._Element, depth: int) -> list[_Declared]:
        """The declared cells of a row, left to right."""
        cells = []
        before = number(child(row, "trPr", "gridBefore"))
        if before > 0:
            cells.append(([], before, _GAP))
        for cell in _inside(row, "tc"):
            self._n_cells += 1
            limits.check_count(self._n_cells, limits.MAX_CELLS, "格")
            properties = named(child(cell, "tcPr"))
            merge = properties.get("vMerge")
            downwards = None if merge is None else value(merge) or "continue"
            cells.append((list(self._flow(cell, depth)), number(properties.get("gridSpan"), 1), downwards))
        return cells


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, looking through content controls and insertions around them."""
    for element in parent:
        found = local(element)
        if found == name:
            yield element
        elif found not in _SKIPPED and found not in ("tbl", "tr", "tc", "p"):
            yield from _inside(element, name)


def _placed(rows: list[list[_Declared]]) -> list[Cell]:
    """Cells at the columns their spans add up to; a cell that continues the one above lengthens it."""
    limits.check_count(len(rows), limits.MAX_ROWS, "行")
    done: list[Cell] = []
    above: dict[int, tuple[int, int]] = {}  # column -> the cell ending above it: place in `done`, last row
    for row, declared in enumerate(rows):
        col = 0
        for blocks, span, merge in declared:
            span = min(max(span, 1), limits.MAX_COL_SPAN)
            limits.check_count(col + span, limits.MAX_COLS, "列")
            if merge == _CONTINUE and col in above and above[col][1] == row - 1:
                at = above[col][0]
                head = done[at]
                text = "\n".join(filter(None, (head.text, _text(blocks))))
                done[at] = Cell(head.row, head.col, text, row - head.row + 1, head.col_span)
                above[col] = (at, row)
            elif merge != _GAP:
                above[col] = (len(done), row) if merge else (-1, -1)
                done.append(Cell(row, col, _text(blocks), 1, span))
            col += span
    return done


def _text(blocks: list[_Block]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Line))
