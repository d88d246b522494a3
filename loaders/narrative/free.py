"""Reports of the years before there was a form: a free narrative without statutory tables, told by its headings.

In:   a Document; the editions' headings.
Out:  is_free(); is_older(), whether an edition is of that law.
Promise: never told by the year. Only a document with several headings of an edition without tables, and more of them
than any later form has in it, is such a report; a later report whose tables are lost is not.
"""

import re
from functools import lru_cache

from loaders.document import Document, Line
from loaders.form import edition, editions
from loaders.form.labels import bare

_FEWEST = 3  # headings; a guide or a notice has one or two of them
_LONGEST = 40
_PART = re.compile(r"第[一二三四五六七八九十]+部分[、.:]?")


@lru_cache(maxsize=1)
def _headings() -> dict[str, tuple[frozenset[str], ...]]:
    """Edition id -> the bare headings of each of its parts."""
    return {e.id: tuple(frozenset(map(bare, s.headings)) for s in e.sections) for e in editions()}


def is_older(edition_id: str) -> bool:
    """Whether an edition has parts that the six parts of the later forms do not know."""
    return any(section.number is None for section in edition(edition_id).sections)


def is_free(document: Document) -> bool:
    """Whether the headings are those of a free narrative."""
    lines = {_PART.sub("", bare(block.text)).rstrip(":") for block in document.blocks
             if isinstance(block, Line) and len(block.text) <= _LONGEST}
    n_parts = {name: sum(bool(part & lines) for part in parts) for name, parts in _headings().items()}
    free = max((n for name, n in n_parts.items() if not edition(name).tables), default=0)
    later = max((n for name, n in n_parts.items() if not is_older(name)), default=0)
    return free >= _FEWEST and free > later
