"""The reading of a document that convinces most, where its format can be read in more than one way.

In:   a document's bytes and its name.
Out:  most_convincing(), the Document and what extract() finds in it.
Promise: the first reading stands unless it lacks cells, doubts some, or breaks an identity of the form; then another
way of reading is asked for, and taken only when it has fewer such faults. A report that breaks its own arithmetic in
every reading keeps the first: that is a finding.
"""

from contextlib import suppress

from loaders import readers
from loaders.document import Document
from loaders.errors import Refused
from loaders.extract import Extraction, extract
from loaders.extract.identities import broken, sums
from loaders.form import edition
from loaders.report import DOUBTFUL


def most_convincing(data: bytes, name: str) -> tuple[Document, Extraction]:
    """Raises Refused as readers.read() does."""
    document = readers.read(data, name)
    extraction = extract(document)
    if not (faults := _faults(extraction)):
        return document, extraction
    with suppress(Refused):  # of another way; the first reading stands
        for other in readers.alternatives(data, name):
            found = extract(other)
            if (theirs := _faults(found)) < faults:
                document, extraction, faults = other, found, theirs
    return document, extraction


def _faults(extraction: Extraction) -> int:
    """Cells that are missing or doubtful, and identities that do not hold."""
    if extraction.edition is None:
        return 1 << 20
    legible = [f for f in extraction.figures if f.state != DOUBTFUL]
    n_broken = 0
    for table in edition(extraction.edition).tables:
        values = {(f.item, f.column): f.value for f in legible if f.table == table.id}
        n_broken += len(broken(sums(extraction.edition, table.id, frozenset(item for item, _ in values)), values))
    return max(extraction.n_expected - len(legible), 0) + n_broken
