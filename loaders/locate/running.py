"""Running heads and feet: lines that every page repeats.

In:   the blocks of a document.
Out:  running_lines(), which of them belong to the page and not to the text.
Promise: only the first and last lines of pages, only where they return on another page but for their digits (1/3, 2/3;
a date), and never a label of the form: heads of a table are repeated too.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from loaders.document import Grid, Line
from loaders.form.labels import bare
from loaders.locate import vocabulary

_DIGITS = re.compile(r"[\d\s]+")
_EDGE = 2  # lines at the top and at the bottom of a page


def running_lines(blocks: Sequence[Line | Grid]) -> frozenset[int]:
    """The places of the running lines among the blocks; none where the format has no pages."""
    seen: dict[tuple[bool, str], dict[tuple, int]] = {}  # (at the top, its words) -> page and leaf -> place
    for page, group in groupby(enumerate(blocks), key=lambda pair: (pair[1].page, pair[1].leaf)):
        if page[0] is None:
            continue
        numbered = list(group)
        for is_top, edge in ((True, numbered[:_EDGE]), (False, numbered[:-_EDGE - 1:-1])):
            for at, block in edge:
                if isinstance(block, Grid):
                    break
                seen.setdefault((is_top, _DIGITS.sub("", block.text)), {}).setdefault(page, at)
    return frozenset(at for (_, words), pages in seen.items() if words and len(pages) > 1
                     and not vocabulary.is_known(bare(words)) for at in pages.values())
