"""Whether a broken identity looks like the source's own slip or like our reading of it.

In:   arithmetic violations, the evidence and formats of their documents.
Out:  Origins.of(violation, only), Origins.of_offer(offer): (source | reading | unsure, why in Chinese).
Promise: `source` only where every figure of the equation stands cleanly in a cell of its own, and nothing beside it was
doubtful; one figure that was worked out or joined makes it `reading`; without evidence nothing is claimed.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

import duckdb
import pyarrow as pa

from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.printed import known
from loaders.checks.repair import Offer
from loaders.checks.slips import plain
from loaders.checks.specs import wording
from loaders.form import Address

SOURCE, READING, UNSURE = "source", "reading", "unsure"
Key = tuple[str, str, str]
# A correction's note is a person's, not the reader's. Digits parted by blanks were joined by us: `1 2` read as 12.
_UNCLEAN = r"""
    SELECT sha256, list_filter(cells, lambda c: c.corrected_from IS NULL AND (c.note IS NOT NULL OR c.state = 'doubtful'
                                      OR c.state = 'number' AND regexp_matches(c.raw, '[0-9０-９]\s+[0-9０-９]')))
    FROM evidence SEMI JOIN asked USING (sha256)"""


class Origins:
    """Asked of one run; `context`: of context.py."""

    def __init__(self, db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, violations: Sequence[Violation],
                 context):
        self._context, self._unclean, self._formats = context, {}, {}
        positions = {p for v in violations if v.check.kind == "arithmetic" for p in (v.position, v.last_position)}
        asked = frame.figures["sha256"].take(pa.array(sorted(positions - {None}), pa.int64()))
        if given.evidence is None or not len(asked):
            return
        db.register("asked", pa.table({"sha256": asked}))
        pieces = [given.evidence] if isinstance(given.evidence, pa.Table) else given.evidence(asked.combine_chunks())
        for piece in pieces:
            db.register("evidence", piece)
            self._unclean |= {sha256: {(c["table_id"], c["item_id"], c["column_id"]): c for c in cells}
                              for sha256, cells in db.execute(_UNCLEAN).fetchall()}
        if given.documents is not None:
            self._formats = dict(zip(*(given.documents[name].to_pylist() for name in ("sha256", "format"))))

    def of(self, violation: Violation, only: Offer | None) -> tuple[str | None, str | None]:
        """`only`: the one change that would do, if there is just one. (None, None) for what is no arithmetic."""
        if violation.check.kind != "arithmetic":
            return None, None
        return self._of(list(self._operands(violation)), only)

    def of_offer(self, offer: Offer) -> tuple[str, str]:
        """The same of one change: whether its cell was printed so, or read so."""
        return self._of([(self._context.value(offer.position, "sha256"), offer.address.key)], offer)

    def _of(self, cells: list[tuple[str, Key]], change: Offer | None) -> tuple[str, str]:
        say = wording()["origin"]
        if any(sha256 not in self._unclean for sha256, _ in cells) or not cells:
            return UNSURE, say["no_evidence"]
        for sha256, key in cells:
            if cell := self._unclean[sha256].get(key):
                if cell["note"]:
                    return READING, say["worked_out"].format(label=known()[key].label, note=cell["note"])
                return READING, say["joined"].format(label=known()[key].label, raw=cell["raw"].strip())
        formats = {self._formats.get(sha256) for sha256, _ in cells}
        pattern = self._pattern(change) if change else ""
        if glued := self._glued(change, formats) if change else "":
            return READING, glued
        if formats & {"image"}:
            return UNSURE, say["picture"]
        if beside := next(self._doubtful(cells), None):
            return UNSURE, say["beside"].format(label=known()[beside].label)
        if formats & {"text"} and not pattern:
            return UNSURE, say["flattened"]
        return SOURCE, say["clean" if len(cells) > 1 else "clean_cell"] + pattern

    def _operands(self, violation: Violation) -> Iterator[tuple[str, Key]]:
        """(document, address) of every figure that the finding rests on."""
        if violation.identity is None:
            yield from ((self._context.value(violation.position, "sha256"), a.key) for a, _ in violation.terms)
            return
        for operand in violation.identity.operands:
            position = violation.last_position if operand.is_last else violation.position
            yield self._context.value(position, "sha256"), operand.address.key

    def _doubtful(self, cells: list[tuple[str, Key]]) -> Iterator[Key]:
        """Doubtful cells in a row or column of the figures."""
        lines = {(sha256, key[0], line) for sha256, key in cells for line in (("item", key[1]), ("column", key[2]))}
        for sha256 in dict.fromkeys(sha256 for sha256, _ in cells):
            for key, cell in self._unclean[sha256].items():
                if cell["state"] == "doubtful" and key in known() and (
                        (sha256, key[0], ("item", key[1])) in lines or (sha256, key[0], ("column", key[2])) in lines):
                    yield key

    def _glued(self, change: Offer, formats: set) -> str:
        """Where a format has no cells: the number read is the right one with a neighbour's digits, or the reverse."""
        if not formats & {"pdf", "text", "markdown", "image"}:
            return ""
        a, b = plain(change.printed), plain(change.value)
        for other, value in self._neighbours(change):
            c = plain(value)
            if value and change.value > 0 and (a in (b + c, c + b) or b in (a + c, c + a)):
                return wording()["origin"]["glued"].format(label=change.address.label, printed=a, right=b,
                                                           other=other.label, value=c)
        return ""

    def _pattern(self, change: Offer) -> str:
        """How a typist may have come to the printed number, if it shows; "" else."""
        say, words = wording()["origin"], {"label": change.address.label, "printed": plain(change.printed),
                                           "right": plain(change.value)}
        if seen := change.slip:
            return say[seen].format(**words)
        for other, value in self._neighbours(change) if len(words["printed"]) > 1 else ():
            if value == change.printed:
                return say["copied"].format(other=other.label, **words)
        return ""

    def _neighbours(self, change: Offer) -> Iterator[tuple[Address, Decimal]]:
        """The printed cells before and behind in the row, above and below in the column, in the form's order."""
        for line in _lines(change.address):
            printed = [a for a in line if self._context.value(change.position, a.name) is not None]
            at = printed.index(change.address)
            for other in (*printed[max(at - 1, 0):at], *printed[at + 1:at + 2]):
                yield other, Decimal(self._context.value(change.position, other.name))


@cache
def _lines(address: Address) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
    """The row and the column of a cell."""
    table = [a for a in known().values() if a.table == address.table]
    return (tuple(a for a in table if a.item == address.item), tuple(a for a in table if a.column == address.column))
