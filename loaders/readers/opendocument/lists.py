"""The numbers that lists of an OpenDocument print and do not store in the text.

In:   the parts of the document that define list styles.
Out:  Lists: opened() around a list, count() at each item, label() at each paragraph.
Promise: 一、 （一） 1. and their like come out as on paper; bullets give nothing. A list begins anew unless it says
that it goes on.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from lxml import etree

from loaders.readers.docx.names import local
from loaders.readers.docx.numbering import chinese
from loaders.readers.opendocument.table import attribute, count

_MAX_LEVEL = 10


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    prefix: str
    suffix: str
    start: int
    n_shown: int

    def print(self, counts: list[int]) -> str:
        """The label of an item whose levels have counted so far; "" where none is printed."""
        if not self.format:
            return ""
        numbers = [chinese(n) if self.format.startswith("一") else str(n) for n in counts[-self.n_shown:]]
        label = self.prefix + ".".join(numbers) + self.suffix
        return label + " " if label[-1:].isalnum() else label


class Lists:
    """The list styles of one document, and where each has counted to."""

    def __init__(self, parts: Sequence[etree._Element]):
        self._styles: dict[str, dict[int, _Level]] = {}
        for part in parts:
            for style in part.iter("{*}list-style"):
                self._styles[attribute(style, "name")] = {
                    count(e, "level"): _Level(attribute(e, "num-format"), attribute(e, "num-prefix"),
                                              attribute(e, "num-suffix"), count(e, "start-value"),
                                              count(e, "display-levels"))
                    for e in style.iterchildren(etree.Element) if local(e) == "list-level-style-number"}
        self._counted: dict[str, list[int]] = {}
        self._open: list[str] = []
        self._pending = ""

    @contextmanager
    def opened(self, element: etree._Element) -> Iterator[None]:
        """While a list is read; one without a style of its own has that of the list around it."""
        style = attribute(element, "style-name") or (self._open[-1] if self._open else "")
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
        if not self._open and not goes_on:
            self._counted.pop(style, None)
        self._open.append(style)
        yield
        self._open.pop()
        self._pending = ""

    def count(self) -> None:
        """The next item of the innermost list begins."""
        level, style = min(len(self._open), _MAX_LEVEL), self._open[-1] if self._open else ""
        form = self._styles.get(style, {}).get(level)
        self._pending = ""
        if form is None:
            return
        counts = self._counted.setdefault(style, [])
        del counts[level:]
        counts.extend(1 for _ in range(len(counts), level - 1))
        if len(counts) < level:
            counts.append(form.start)
        else:
            counts[-1] += 1
        self._pending = form.print(counts)

    def label(self) -> str:
        """What stands before the next paragraph; once for each item."""
        pending, self._pending = self._pending, ""
        return pending
