"""Running heads and feet: lines that every page repeats.

In:   the blocks of a document.
Out:  running_lines(), which of them belong to the page and not to the text.
Promise: only the first and last lines of pages, only where they return on another page but for their digits (1/3, 2/3;
a date), and never a label of the form: heads of a table are repeated too. Text without pages: see _without_pages().
"""

import re
from collections.abc import Sequence
from itertools import groupby

from loaders.document import Grid, Line
from loaders.form.labels import bare
from loaders.locate import vocabulary

_DIGITS = re.compile(r"[\d\s]+")
_BROWSER = re.compile(r"^\s*(?:https?|file)://\S+\s+\d+/\d+\s*$|^\s*\d{1,4}[/-]\d{1,2}[/-]\d{1,4},? +\d{1,2}:\d{2}\b")
_LEAST = 6  # characters besides digits
_EDGE = 2  # lines at the top and at the bottom of a page


def running_lines(blocks: Sequence[Line | Grid]) -> frozenset[int]:
    """The places of the running lines among the blocks."""
    seen: dict[tuple[bool, str], dict[tuple, int]] = {}  # (at the top, its words) -> page and leaf -> place
    for page, group in groupby(enumerate(blocks), key=lambda pair: (pair[1].page, pair[1].leaf)):
        if page[0] is None:
            continue
        numbered = [(at, block) for at, block in group if isinstance(block, Grid) or block.text.strip()]
        for is_top, edge in ((True, numbered[:_EDGE]), (False, numbered[:-_EDGE - 1:-1])):
            for at, block in edge:
                if isinstance(block, Grid):
                    break
                seen.setdefault((is_top, _DIGITS.sub("", block.text)), {}).setdefault(page, at)
    at_edges = {at for (_, words), pages in seen.items() if words and len(pages) > 1
                and not vocabulary.is_known(bare(words)) for at in pages.values()}
    return frozenset(at_edges | _without_pages(blocks))


def _without_pages(blocks: Sequence[Line | Grid]) -> set[int]:
    """The same in text whose pages are not to be told: lines that return but for their digits and say nothing that a
    label says, and what a browser prints above and below a page."""
    seen: dict[str, list[int]] = {}
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if isinstance(block, Line):
            if _BROWSER.search(block.text):
                found.add(at)
            elif block.page is None and len(words := _DIGITS.sub("", block.text)) >= _LEAST:
                seen.setdefault(words, []).append(at)
    for places in seen.values():
        if len(places) > 1 and not any(vocabulary.is_part(bare(word)) for word in blocks[places[0]].text.split()):
            found.update(places)
    return found
