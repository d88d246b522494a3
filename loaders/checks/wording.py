"""A violation in words: the rows of `findings`, with equation, sentence, operands and the repair.

In:   violations (loaders.checks.scan), the figures of the reports concerned, the templates of checks.toml.
Out:  Writer.findings(violation): rows of TABLES["findings"].
Promise: every word stands in checks.toml or in the form's own files. A finding's id does not change with its numbers.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa

from loaders.checks.frame import Frame, Violation
from loaders.checks.printed import column_label, item_label
from loaders.checks.repair import Repairs
from loaders.checks.specs import Operand, wording
from loaders.form import addresses

_REPORT = ("report_id", "sha256", "agency_id", "district_id", "year")
_MANY = 7


def plain(value: Decimal | int) -> str:
    """A number as a person writes it: no trailing zeros, no exponent."""
    value = Decimal(value)
    return format(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize(), "f")


@dataclass(frozen=True, slots=True)
class Context:
    """The figures of the reports that violations speak of: columns by name, rows by position of `figures`."""

    rows: dict[int, int]
    columns: dict[str, list]
    form: list[int | None]
    broken: dict[int, list[Violation]]

    @classmethod
    def of(cls, frame: Frame, violations: Sequence[Violation]) -> "Context":
        positions = sorted({p for v in violations for p in (v.position, v.last_position) if p is not None})
        taken = frame.figures.select([*_REPORT, "is_current", *(a.name for a in addresses())]).take(
            pa.array(positions, pa.int64()))
        broken: dict[int, list[Violation]] = {}
        for violation in violations:
            broken.setdefault(violation.position, []).append(violation)
        return cls({p: n for n, p in enumerate(positions)},
                   {name: taken[name].to_pylist() for name in taken.column_names},
                   frame.form.take(pa.array(np.array(positions, dtype=np.int64))).to_pylist(), broken)

    def value(self, position: int, name: str):
        return self.columns[name][self.rows[position]]


class Writer:
    """Puts violations into words."""

    def __init__(self, context: Context):
        self._context = context
        self._repairs = Repairs(context)

    def findings(self, violation: Violation) -> list[dict]:
        """The one row of a violation."""
        check, words = violation.check, self._words(violation)
        place = check.place.format(**words)
        table, item, column = self._cell(violation)
        report = {name: self._context.value(violation.position, name) for name in _REPORT}
        difference = None if violation.right is None or violation.left is None else violation.left - violation.right
        return [{**report, "finding_id": self._id(violation, place), "check_id": check.id, "class": check.kind,
                 "severity": check.severity, "place": place, "table_id": table, "item_id": item,
                 "column_id": column, "left": violation.left, "right": violation.right,
                 "difference": difference, "equation": words["equation"],
                 "message": check.message.format(**words, place=place), "repair": self._repair(violation),
                 "operands": self._operands(violation)}]

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
        if identity := violation.identity:
            table = identity.cell.table
            words["item"] = item_label(table, identity.item or identity.cell.item)
            words["column"] = column_label(table, identity.column or identity.cell.column)
            if violation.last_position is not None:
                words["year"] = str(self._context.value(violation.position, "year"))
                words["last_year"] = str(self._context.value(violation.last_position, "year"))
                between = range(int(words["last_year"]) + 1, int(words["year"]))
                words["missing"] = wording()["separator"].join(map(str, between))
            return words | {"equation": self._equation(violation)}
        if violation.words is not None:
            words |= violation.words
            return words | {"equation": violation.check.rule["equation"].format(**words)}
        address, value = violation.terms[0]
        words |= {"label": address.label, "item": item_label(address.table, address.item),
                  "terms": wording()["separator"].join(
                      wording()["term"].format(label=a.label, value=plain(v)) for a, v in violation.terms)}
        nature = wording()["whole" if violation.check.rule.get("whole") else "amount"]
        if violation.check.shape == "bounds":
            least = violation.check.rule.get("minimum")
            template = wording()["bound" if least is not None else "bound_whole"]
            equation = template.format(label=address.label, value=plain(value), minimum=least, nature=nature)
            return words | {"equation": equation}
        return words | {"equation": wording()["permitted"].format(**words)}

    # -- the equation
    def _equation(self, violation: Violation) -> str:
        sides = {side: [o for o in violation.identity.operands if o.side == side] for side in ("left", "right")}
        totals, say = {"left": violation.left, "right": violation.right}, wording()
        for side, other in (("right", "left"), ("left", "right")):
            if violation.identity.relation == "=" and len(sides[side]) == 1:
                only = sides[side][0]
                return say["against_printed"].format(
                    sum=self._terms(violation, sides[other]), value=plain(totals[other]),
                    label=self._label(violation, only), printed=plain(totals[side]))
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
                       + say["term"].format(label=self._label(violation, o), value=plain(v))
                       for n, (o, v) in enumerate(shown))
        left_out = len(operands) - len(shown)
        return text + (say["zeros"].format(n=left_out) if left_out else "")

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

    def _repair(self, violation: Violation) -> dict | None:
        change = self._repairs.of(violation)
        if change is None:
            return None
        address, value = change
        return {"table_id": address.table, "item_id": address.item, "column_id": address.column, "value": value,
                "text": wording()["repair"].format(label=address.label, value=plain(value))}
