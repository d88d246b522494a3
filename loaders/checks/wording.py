"""A violation in words: the rows of `findings`, with equation, sentence, operands and the repairs.

In:   violations (loaders.checks.frame), the figures of the reports concerned, the templates of checks.toml.
Out:  Writer.findings(violation): rows of TABLES["findings"].
Promise: every word stands in checks.toml or in the form's own files. A finding's id does not change with its numbers.
"""

import hashlib
from collections.abc import Sequence
from decimal import Decimal

import duckdb

from loaders.checks.context import OF_REPORT, Context
from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.origin import Origins
from loaders.checks.printed import column_label, item_label
from loaders.checks.repair import Repairs
from loaders.checks.repair_words import told
from loaders.checks.slips import plain
from loaders.checks.specs import Operand, wording
from loaders.form import Address

_MANY = 7


class Writer:
    """Puts violations into words."""

    def __init__(self, db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, violations: Sequence[Violation]):
        self._context = Context.of(db, frame, violations)
        self._repairs = Repairs(self._context)
        self._origins = Origins(db, frame, given, violations, self._context)

    def findings(self, violation: Violation) -> list[dict]:
        """The one row of a violation."""
        check, words = violation.check, self._words(violation)
        place = check.place.format(**words)
        table, item, column = self._cell(violation)
        report = {name: self._context.value(violation.position, name) for name in OF_REPORT}
        offers, explained = self._repairs.of(violation), self._explained(violation, words)
        only = offers.only(violation.position)
        origin, why = self._origins.of(violation, only)
        message = check.message.format(**words, place=place) + self._also_corrected(violation)
        difference = None if violation.right is None or violation.left is None else violation.left - violation.right
        return [{**report, "finding_id": self._id(violation, place), "check_id": check.id, "class": check.kind,
                 "severity": "I" if explained else check.severity, "place": place, "table_id": table, "item_id": item,
                 "column_id": column, "left": violation.left, "right": violation.right,
                 "difference": difference, "equation": words["equation"],
                 "message": message, **told(offers, only, report["year"], self._context, self._origins),
                 "operands": self._operands(violation),
                 "origin": origin, "origin_note": why, "explained": explained, **self._quoted(violation)}]

    def _quoted(self, violation: Violation) -> dict:
        """The sentence that a finding about the prose rests on."""
        said = violation.quote
        return {"quote": said.text, "section": said.section, "page": said.page, "unit": said.unit} if said else {}

    def _cell(self, violation: Violation) -> tuple[str | None, str | None, str | None]:
        """The address that the finding points at, as far as there is one."""
        if violation.identity:
            return violation.identity.cell.key
        return violation.cell or (violation.terms[0][0].key if violation.terms else (None, None, None))

    def _id(self, violation: Violation, place: str) -> str:
        # A report that is not the current one of its year has its own ids, so that both can stand side by side.
        report = [self._context.value(violation.position, "report_id")]
        if not self._context.value(violation.position, "is_current"):
            report.append(self._context.value(violation.position, "sha256"))
        return hashlib.sha256("\n".join([*report, violation.check.id, place]).encode()).hexdigest()[:16]

    def _words(self, violation: Violation) -> dict[str, str]:
        words = {name: plain(value) for name, value in (("left", violation.left), ("right", violation.right))
                 if value is not None}
        if len(words) == 2:
            words["gap"] = plain(abs(violation.left - violation.right))
        words |= {f"{side}_printed": self._printed(violation, side) for side in ("left", "right") if side in words}
        if identity := violation.identity:
            table = identity.cell.table
            words["item"] = item_label(table, identity.item or identity.cell.item)
            words["column"] = column_label(table, identity.column or identity.cell.column)
            if violation.last_position is not None:
                words["year"] = str(self._context.value(violation.position, "year"))
                words["last_year"] = str(self._context.value(violation.last_position, "year"))
                between = range(int(words["last_year"]) + 1, int(words["year"]))
                words["missing"] = wording()["separator"].join(map(str, between))
                words |= {"agency": self._context.names.get(violation.position, ""),
                          "last_agency": self._context.names.get(violation.last_position, "")}
            of_side = {side: [o for o in identity.operands if o.side == side] for side in ("left", "right")}
            words |= {f"{side}_terms": self._terms(violation, each) for side, each in of_side.items() if each}
            return words | {"equation": self._equation(violation)}
        if violation.words is not None:
            words |= violation.words
            return words | {"equation": violation.check.rule["equation"].format(**words)}
        address, value = violation.terms[0]
        words |= {"label": address.label, "item": item_label(address.table, address.item),
                  "table": wording()["stated"]["table"][address.table],
                  "terms": wording()["separator"].join(
                      wording()["term"].format(label=a.label, value=plain(v)) for a, v in violation.terms)}
        nature = wording()["whole" if violation.check.rule.get("whole") else "amount"]
        if violation.check.shape == "bounds":
            least = violation.check.rule.get("minimum")
            template = wording()["bound" if least is not None else "bound_whole"]
            equation = template.format(label=address.label, value=plain(value), minimum=least, nature=nature)
            return words | {"equation": equation}
        return words | {"equation": wording()["permitted"].format(**words)}

    def _explained(self, violation: Violation, words: dict[str, str]) -> str | None:
        """The exception that the data themselves show, in words; None for none."""
        cases, here, there = violation.check.explained, words.get("agency"), words.get("last_agency")
        if violation.exception in cases:
            return cases[violation.exception].format(**words)
        # 洪泽区人民政府 and 淮安市洪泽区人民政府 are one name, written short and in full.
        if "renamed" in cases and here and there and not (here.endswith(there) or there.endswith(here)):
            return cases["renamed"].format(**words)
        return None

    # -- what a person has corrected
    def _cells(self, violation: Violation) -> list[tuple[int, Address, str | None]]:
        """(report, cell, side) of every figure a finding rests on."""
        if violation.identity is None:
            return [(violation.position, address, "left") for address, _ in violation.terms]
        return [(violation.last_position if o.is_last else violation.position, o.address, o.side)
                for o in violation.identity.operands]

    def _printed(self, violation: Violation, side: str) -> str:
        """How a side of one figure stands in the document: printed, or corrected from what is printed."""
        of_side = [(position, address) for position, address, its in self._cells(violation) if its == side]
        unit = f" {of_side[0][1].unit}" if violation.identity and of_side and of_side[0][1].unit else ""
        stood = self._context.stood(*of_side[0]) if len(of_side) == 1 else None
        say = wording()["printed" if stood is None else "corrected"]
        return say.format(value=plain(violation.left if side == "left" else violation.right), unit=unit, printed=stood)

    def _also_corrected(self, violation: Violation) -> str:
        """A sentence on the corrected figures that the message does not name; "" without any."""
        say, cells = wording(), self._cells(violation)
        named = {side for side in ("left", "right") if f"{{{side}_printed}}" in violation.check.message
                 and sum(its == side for _, _, its in cells) == 1}
        terms = [say["corrected_term"].format(label=address.label, printed=stood,
                                              value=plain(self._context.value(position, address.name)))
                 for position, address, side in cells
                 if side not in named and (stood := self._context.stood(position, address)) is not None]
        return say["also_corrected"].format(terms=say["separator"].join(terms)) if terms else ""

    # -- the equation
    def _equation(self, violation: Violation) -> str:
        sides = {side: [o for o in violation.identity.operands if o.side == side] for side in ("left", "right")}
        totals, say = {"left": violation.left, "right": violation.right}, wording()
        for side, other in (("right", "left"), ("left", "right")):
            if violation.identity.relation == "=" and len(sides[side]) == 1:
                only = sides[side][0]
                at = violation.last_position if only.is_last else violation.position
                stood = self._context.stood(at, only.address)
                printed = say["printed" if stood is None else "corrected"].format(
                    value=plain(totals[side]), unit="", printed=stood)
                return say["against_printed"].format(
                    sum=self._terms(violation, sides[other]), value=plain(totals[other]),
                    label=self._label(violation, only), printed=printed)
        summed = {f"{side}_sum": self._side(violation, sides[side], totals[side]) for side in sides}
        template = {"=": "against_sum", "<=": "not_above", ">=": "not_below"}[violation.identity.relation]
        return say[template].format(**summed)

    def _side(self, violation: Violation, operands: list[Operand], total: Decimal) -> str:
        if not operands:
            return wording()["zero"]
        terms = self._terms(violation, operands)
        return terms if len(operands) == 1 else wording()["sum"].format(terms=terms, value=plain(total))

    def _terms(self, violation: Violation, operands: list[Operand]) -> str:
        say, values = wording(), [self._value(violation, o) for o in operands]
        pairs = list(zip(operands, values))
        shown = [(o, v) for o, v in pairs if v != 0 or len(operands) <= _MANY] or pairs[:1]
        text = "".join(("" if n == 0 and o.sign > 0 else say["minus"] if o.sign < 0 else say["plus"])
                       + self._term(violation, o, v)
                       for n, (o, v) in enumerate(shown))
        left_out = len(operands) - len(shown)
        return text + (say["zeros"].format(n=left_out) if left_out else "")

    def _term(self, violation: Violation, operand: Operand, value: Decimal) -> str:
        stood = self._context.stood(violation.last_position if operand.is_last else violation.position, operand.address)
        return wording()["term" if stood is None else "corrected_term"].format(
            label=self._label(violation, operand), value=plain(value), printed=stood)

    def _label(self, violation: Violation, operand: Operand) -> str:
        address, identity = operand.address, violation.identity
        along_items = identity.item is None
        label = (item_label(address.table, address.item) if along_items
                 else column_label(address.table, address.column))
        if violation.last_position is None:
            return label
        year = self._context.value(violation.last_position if operand.is_last else violation.position, "year")
        return wording()["dated_label"].format(year=year, label=label)

    def _value(self, violation: Violation, operand: Operand) -> Decimal:
        position = violation.last_position if operand.is_last else violation.position
        return Decimal(self._context.value(position, operand.address.name))

    def _operands(self, violation: Violation) -> list[dict]:
        year = self._context.value(violation.position, "year")
        if violation.identity is None:
            return [{"table_id": a.table, "item_id": a.item, "column_id": a.column, "year": year, "side": "left",
                     "sign": 1, "value": value} for a, value in violation.terms]
        return [{"table_id": o.address.table, "item_id": o.address.item, "column_id": o.address.column,
                 "year": self._context.value(violation.last_position, "year") if o.is_last else year,
                 "side": o.side, "sign": o.sign, "value": self._value(violation, o)}
                for o in violation.identity.operands]
