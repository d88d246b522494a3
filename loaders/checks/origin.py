"""Whether a broken identity looks like the source's own slip or like our reading of it.

In:   arithmetic violations, the evidence and formats of their documents.
Out:  Origins.of(violation, repair): (source | reading | unsure, why in Chinese).
Promise: `source` only where every figure of the equation stands cleanly in a cell of its own, and nothing beside it was
doubtful; one figure that was worked out or joined makes it `reading`; without evidence nothing is claimed.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import duckdb
import pyarrow as pa

from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.printed import known
from loaders.checks.specs import wording
from loaders.form import Address

SOURCE, READING, UNSURE = "source", "reading", "unsure"
Key = tuple[str, str, str]
# A correction's note is a person's, not the reader's. Digits parted by blanks were joined by us: `1 2` read as 12.
_UNCLEAN = r"""
    SELECT sha256, list_filter(cells, lambda c: c.corrected_from IS NULL AND (c.note IS NOT NULL OR c.state = 'doubtful'
                                      OR c.state = 'number' AND regexp_matches(c.raw, '[0-9０-９]\s+[0-9０-９]')))
    FROM {evidence} SEMI JOIN asked USING (sha256)"""


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
        if isinstance(given.evidence, pa.Table):
            db.register("evidence", given.evidence)
            rows = db.execute(_UNCLEAN.format(evidence="evidence"))
        else:
            rows = db.execute(_UNCLEAN.format(evidence="read_parquet($paths)"), {"paths": given.evidence})
        self._unclean = {sha256: {(c["table_id"], c["item_id"], c["column_id"]): c for c in cells}
                         for sha256, cells in rows.fetchall()}
        if given.documents is not None:
            self._formats = dict(zip(*(given.documents[name].to_pylist() for name in ("sha256", "format"))))

    def of(self, violation: Violation, repair: tuple[Address, Decimal] | None) -> tuple[str | None, str | None]:
        """(None, None) for a check that is no arithmetic."""
        if violation.check.kind != "arithmetic":
            return None, None
        say, cells = wording()["origin"], list(self._operands(violation))
        if any(sha256 not in self._unclean for sha256, _ in cells) or not cells:
            return UNSURE, say["no_evidence"]
        for sha256, key in cells:
            if cell := self._unclean[sha256].get(key):
                if cell["note"]:
                    return READING, say["worked_out"].format(label=known()[key].label, note=cell["note"])
                return READING, say["joined"].format(label=known()[key].label, raw=cell["raw"].strip())
        formats = {self._formats.get(sha256) for sha256, _ in cells}
        pattern = self._pattern(violation, repair)
        if glued := self._glued(violation, repair, formats):
            return READING, glued
        if formats & {"image"}:
            return UNSURE, say["picture"]
        if beside := next(self._doubtful(cells), None):
            return UNSURE, say["beside"].format(label=known()[beside].label)
        if formats & {"text"} and not pattern:
            return UNSURE, say["flattened"]
        return SOURCE, say["clean"] + pattern

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

    def _glued(self, violation: Violation, repair: tuple[Address, Decimal] | None, formats: set) -> str:
        """Where a format has no cells: the number read is the right one with a neighbour's digits, or the reverse."""
        if repair is None or not formats & {"pdf", "text", "markdown", "image"}:
            return ""
        address, right = repair
        printed = self._value(violation, address)
        for other, value in self._neighbours(violation, address):
            a, b, c = (f"{Decimal(v):f}" for v in (printed, right, value))
            if value and right > 0 and (a in (b + c, c + b) or b in (a + c, c + a)):
                return wording()["origin"]["glued"].format(label=address.label, printed=a, right=b, other=other.label,
                                                           value=c)
        return ""

    def _pattern(self, violation: Violation, repair: tuple[Address, Decimal] | None) -> str:
        """How a typist may have come to the printed number, if it shows; "" else."""
        if repair is None:
            return ""
        say, (address, right) = wording()["origin"], repair
        printed, words = self._value(violation, address), {"label": address.label}
        a, b = (f"{Decimal(v):f}" for v in (printed, right))
        words |= {"printed": a, "right": b}
        if printed == 0:
            return say["nought"].format(**words)
        if sorted(a) == sorted(b):
            return say["swapped"].format(**words)
        short, long = sorted((a, b), key=len)
        if len(long) - len(short) == 1 and any(long[:i] + long[i + 1:] == short for i in range(len(long))):
            return say["digit"].format(**words)
        for other, value in self._neighbours(violation, address):
            if value == printed and len(a) > 1:
                return say["copied"].format(other=other.label, **words)
        return ""

    def _value(self, violation: Violation, address: Address) -> Decimal:
        return Decimal(self._context.value(violation.position, address.name))

    def _neighbours(self, violation: Violation, address: Address) -> Iterator[tuple[Address, Decimal]]:
        """The printed cells before and behind in the row, above and below in the column, in the form's order."""
        table = [a for a in known().values() if a.table == address.table
                 and self._context.value(violation.position, a.name) is not None]
        for line in ([a for a in table if a.item == address.item], [a for a in table if a.column == address.column]):
            at = line.index(address)
            for other in (*line[max(at - 1, 0):at], *line[at + 1:at + 2]):
                yield other, Decimal(self._context.value(violation.position, other.name))
