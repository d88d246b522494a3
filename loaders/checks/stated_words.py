"""What a finding about the prose says: the quote, and every reading tried with its numbers.

In:   the relations that stated.py prepares; the templates of checks.toml ([wording.stated]).
Out:  Worded: violations with their words.
Promise: only reports that break something are looked at here; every word stands in checks.toml, in the form or in the
report's own prose.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

import duckdb

from loaders.checks.frame import Frame, Quote, Violation
from loaders.checks.printed import item_label, known
from loaders.checks.readings import Entry, Reading, Term
from loaders.checks.specs import Check, wording
from loaders.form.phrases import tight, words

_MOST = 4  # readings shown of many


def _plain(value: Decimal) -> str:
    return format(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize(), "f")


class Worded:
    """Makes violations; looks up what a report says and holds."""

    def __init__(self, db: duckdb.DuckDBPyConnection, frame: Frame):
        self._db, self._frame, self._last = db, frame, None

    def stated(self, n: int) -> dict:
        """One row of `stated`."""
        if self._last is None or self._last["n"] != n:
            cursor = self._db.execute("SELECT * FROM numbers_stated WHERE n = ?", [n])
            self._last = dict(zip((column[0] for column in cursor.description), cursor.fetchall()[0]))
        return self._last

    def violation(self, check: Check, entry: Entry, n: int, position: int, last: int | None) -> Violation:
        """Of a number that none of the readings of its meaning gives."""
        one = self.stated(n)
        tried = [self._sum(reading, position, last) for reading in entry.readings if reading.says in one["quote"]]
        tried += [self._ratio(part, whole, entry.minus, position, last) for part, whole in entry.ratios]
        tried = [(value, text, terms) for value, text, terms in tried if text]
        known_ones = sorted((t for t in tried if t[0] is not None), key=lambda t: abs(t[0] - one["value"]))
        right, _, terms = known_ones[0] if known_ones else (None, "", ())
        # The cell that the finding points at is always among its figures, whichever reading comes nearest.
        own = self._cell(entry.cell.name, position)
        terms = terms if own is None else tuple(dict.fromkeys(((entry.cell, Decimal(own)), *terms)))
        texts = list(dict.fromkeys(text for _, text, _ in (tried if entry.readings else known_ones)))
        if len(texts) > _MOST and not entry.readings:
            texts = [*texts[:_MOST], wording()["stated"]["more"].format(n=len(texts) - _MOST)]
        place = item_label(entry.cell.table, entry.cell.item)
        return Violation(position, check, one["value"], right, terms=terms, cell=entry.cell.key,
                         quote=self._quote(one), words={
                             **self._said(one), "item": place,
                             "table": wording()["stated"]["table"][entry.cell.table],
                             "readings": wording()["stated"]["joiner"].join(texts),
                             "none_fits": wording()["stated"]["none_fits" if len(texts) > 1 else "one_does_not"]})

    def of_parts(self, check: Check, n: int, position: int, nth: int) -> Violation:
        """Of a whole that is not the sum of its parts; `nth` of the wholes that its part of the report calls alike."""
        one = self.stated(n)
        parts = [(part["label"], part["value"]) for part in one["parts"]]
        total = sum((value for _, value in parts), Decimal(0))
        listed = wording()["plus"].join(wording()["term"].format(label=label, value=_plain(v)) for label, v in parts)
        label = one["label"] or wording()["stated"]["whole"]
        if nth > 1:
            label = wording()["stated"]["nth"].format(label=label, n=nth)
        return Violation(position, check, one["value"], total, cell=(None, None, None), quote=self._quote(one), words={
            **self._said(one), "label": label, "parts": listed})

    def of_idle(self, check: Check, table: str, n: int, position: int) -> Violation:
        """Of a table of noughts beside prose that speaks of more."""
        address, one = known()[tuple(check.rule["cells_of"][table].split("/"))], self.stated(n)
        return Violation(position, check, one["value"], Decimal(0), terms=((address, Decimal(0)),), cell=address.key,
                         quote=self._quote(one), words={**self._said(one),
                                                        "table": wording()["stated"]["table"][table]})

    def of_untold(self, check: Check, position: int, value: int) -> Violation:
        address = known()[tuple(check.rule["cell"].split("/"))]
        return Violation(position, check, Decimal(value), None, terms=((address, Decimal(value)),), cell=address.key,
                         words={"item": address.label})

    def _quote(self, one: dict) -> Quote:
        return Quote(one["quote"], one["section"], one["page"], one["unit"])

    def _said(self, one: dict) -> dict[str, str]:
        meant = {block["id"]: block["label"] for block in words()["statement"]}
        say = wording()["stated"]
        return {"label": meant.get(one["meaning"], one["label"] or ""), "unit": one["unit"], "quote": _clause(one),
                "section": say["section"][one["section"]] if one["section"] else say["prose"]}

    # -- readings
    def _sum(self, reading: Reading, position: int, last: int | None, is_side: bool = False):
        """(value or None where a term was not read, its words, its cells of this year); no words where it cannot be.
        `is_side`: of a quotient, in brackets where it is a sum."""
        if not self._is_printed(reading, position, last):
            return None, "", ()
        values = [self._value(term, position, last) for term in reading.terms]
        if any(v is None for t, v in zip(reading.terms, values) if t.said):
            return None, "", ()
        total = None if None in values else sum((t.sign * v for t, v in zip(reading.terms, values)), Decimal(0))
        # What adds nothing to the first term need not be read.
        shown = [(t, v) for n, (t, v) in enumerate(zip(reading.terms, values)) if n == 0 or v != 0]
        text = self._terms(shown, position, last)
        if len(shown) > 1 and total is not None:
            say = wording()["stated"]
            template = say["side"] if is_side else say["some"] if any(t.is_some for t, _ in shown) else wording()["sum"]
            text = template.format(terms=text, value=_plain(total))
        return total, text, tuple((cell, Decimal(self._cell(cell.name, position))) for term in reading.terms
                                  if not term.is_last for cell in self._cells(term, position))

    def _ratio(self, part: Reading, whole: Reading, minus: int, position: int, last: int | None):
        upper, part_text, cells = self._sum(part, position, last, is_side=True)
        lower, whole_text, others = self._sum(whole, position, last, is_side=True)
        if upper is None or not lower or not part_text or not whole_text:
            return None, "", ()
        share = round(100 * upper / lower - minus, 2)
        template = wording()["stated"]["growth" if minus else "share"]
        text = template.format(part=part_text, whole=whole_text, share=_plain(share))
        return share, text, tuple(dict.fromkeys((*cells, *others)))

    def _is_printed(self, reading: Reading, position: int, last: int | None) -> bool:
        for term in reading.terms:
            if term.is_last and last is None:
                return False
            if self._frame.form[last if term.is_last else position].as_py() not in term.printed_by:
                return False
        return True

    def _terms(self, shown: Sequence[tuple[Term, Decimal | None]], position: int, last: int | None) -> str:
        out, say = "", wording()
        for n, (term, value) in enumerate(shown):
            sign = "" if n == 0 and term.sign > 0 else say["minus"] if term.sign < 0 else say["plus"]
            label = self._label(term, position, last)
            out += sign + (say["stated"]["unread"].format(label=label) if value is None else
                           say["term"].format(label=label, value=_plain(value)))
        return out

    def _label(self, term: Term, position: int, last: int | None) -> str:
        meant = {block["id"]: block["label"] for block in words()["statement"]}
        label = wording()["stated"]["said"].format(label=meant[term.said]) if term.said else term.label
        if not term.is_last:
            return label
        return wording()["dated_label"].format(year=self._frame.figures["year"][last].as_py(), label=label)

    def _value(self, term: Term, position: int, last: int | None) -> Decimal | None:
        at = last if term.is_last else position
        if term.said:
            said = self._db.execute(f'SELECT "{term.said}" FROM said WHERE position = ?', [at]).fetchall()
            return said[0][0] if said else None
        for several in term.either:
            values = [self._cell(cell.name, at) for cell in several]
            if None not in values:
                return sum(map(Decimal, values), Decimal(0))
        return None

    def _cells(self, term: Term, position: int):
        return next((several for several in term.either
                     if all(self._cell(c.name, position) is not None for c in several)), ())

    def _cell(self, name: str, position: int):
        return self._frame.figures[name][position].as_py()


def _clause(one: dict) -> str:
    """The quote; of a long one the clauses that hold the number."""
    quote, most = one["quote"].strip().rstrip("。；"), wording()["stated"]["longest_quote"]
    if len(quote) <= most or one["parts"]:
        return quote
    number = _plain(one["value"].copy_abs())
    clauses = [c for c in re.split("[，；。]", quote) if number in tight(c).replace(",", "")]
    return "……".join(clauses)[:most] if clauses else quote[:most] + "……"
