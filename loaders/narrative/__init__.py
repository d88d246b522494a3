"""The prose of a report: its parts, and the numbers it states.

In:   a Document.
Out:  narrate() -> Narrative.
Promise: text of tables is not in the sections' text; a statement carries the sentence it was read from. What a scan
leaves in doubt states nothing.
"""

import re
from dataclasses import dataclass

from loaders.document import Document, Line
from loaders.narrative.free import is_free, is_older
from loaders.narrative.sections import sections
from loaders.narrative.statements import statements
from loaders.report import Section, Statement

__all__ = ["Narrative", "is_free", "narrate"]
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Narrative:
    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]


def narrate(document: Document, edition: str | None = None) -> Narrative:
    """The parts that the document heads, in order, and the numbers their prose states. `edition`: the one its tables
    tell; without tables the headings alone tell whether it is a report of the years before there was a form."""
    found = sections(document, is_older(edition) if edition else is_free(document))
    unsure = {number for block in document.blocks if isinstance(block, Line) and not block.is_sure
              for number in _DIGITS.findall(block.text)}
    return Narrative(found, tuple(s for s in statements(found) if not unsure.intersection(_DIGITS.findall(s.quote))))
