"""The flow of an OpenDocument text: paragraphs, lists, tables, text boxes.

In:   the body element; the document's Lists.
Out:  Lines and Grids in order; text_of(), what one cell prints.
Promise: a table that holds a table is layout, as on a web page; what is deleted or noted is not read.
"""

from collections.abc import Iterator

from lxml import etree

from loaders.document import Grid, Line
from loaders.readers import limits
from loaders.readers.docx.names import local
from loaders.readers.opendocument.lists import Lists
from loaders.readers.opendocument.table import count, placed
from loaders.readers.table import lines_of, settle, squeeze

_UNSEEN = frozenset({"tracked-changes", "note", "annotation", "annotation-end", "sequence-decls", "forms", "ruby-text",
                     "variable-decls", "user-field-decls", "desc", "title", "hidden-text", "script"})
_SIGNS = {"tab": "\t", "line-break": "\n", "s": " "}
_MAX_SPACES = 200


class Body:
    """Reads one document once."""

    def __init__(self, lists: Lists):
        self._lists = lists
        self._n_chars = 0

    def read(self, parent: etree._Element, depth: int = 0) -> Iterator[Line | Grid]:
        """The blocks under a body, section, list, cell or text box."""
        limits.check_count(depth, limits.MAX_PART_DEPTH, "层套叠")
        for element in parent.iterchildren(etree.Element):
            name = local(element)
            if name in ("p", "h"):
                boxes: list[etree._Element] = []
                label = self._lists.label()
                if (text := self._text(element, boxes, 0)).strip():
                    yield from lines_of(label + text)
                for box in boxes:
                    yield from self.read(box, depth + 1)
            elif name == "list":
                with self._lists.opened(element):
                    yield from self.read(element, depth + 1)
            elif name == "list-item":
                self._lists.count()
                yield from self.read(element, depth + 1)
            elif name == "table":
                yield from self._table(element, depth + 1)
            elif name not in _UNSEEN:
                yield from self.read(element, depth + 1)

    def text_of(self, cell: etree._Element) -> str:
        """The printed lines of a cell."""
        return "\n".join(block.text for block in self.read(cell) if isinstance(block, Line))

    def _text(self, element: etree._Element, boxes: list[etree._Element], depth: int) -> str:
        """What a paragraph prints; text boxes are set aside, they stand beside the line."""
        limits.check_count(depth, limits.MAX_PART_DEPTH, "层套叠")
        pieces = [element.text or ""]
        for child in element.iterchildren(etree.Element):
            name = local(child)
            if name in _SIGNS:
                pieces.append(_SIGNS[name] * min(count(child, "c"), _MAX_SPACES))
            elif name == "text-box":
                boxes.append(child)
            elif name not in _UNSEEN:
                pieces.append(self._text(child, boxes, depth + 1))
            pieces.append(child.tail or "")
        text = "".join(pieces).replace("\xa0", " ")
        if depth == 0:
            self._n_chars += len(text)
            limits.check_count(self._n_chars, limits.MAX_CHARS, "字")
        return text

    def _table(self, table: etree._Element, depth: int) -> Iterator[Line | Grid]:
        limits.check_count(depth, limits.MAX_PART_DEPTH, "层套叠")
        if next(table.iterdescendants("{*}table"), None) is not None:
            for row in table.iterdescendants("{*}table-row"):
                if next(row.iterancestors("{*}table")) is table:
                    for cell in row.iterchildren("{*}table-cell"):
                        yield from self.read(cell, depth)
            return
        if cells := placed(table, self.text_of):
            yield from settle(Grid(squeeze(cells)))
