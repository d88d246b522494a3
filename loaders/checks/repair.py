"""The smallest change that would make things right: one cell of the report, if exactly one will do.

In:   a violation of an equation, and the figures of its report.
Out:  Repairs.of(violation): (address, value) or None.
Promise: a change is offered only when every identity of the report that holds the changed cell then holds, and no
other cell would do as well. It is a hint for the person who asks the agency; no figure is changed.
"""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from loaders.checks.compose import form_number, in_place_of
from loaders.checks.printed import IN_PARTS, PRINTED, Condition, row_names
from loaders.checks.specs import Identity, identities
from loaders.form import Address


class _Term(NamedTuple):
    """How a cell enters an identity: left minus right grows by `weight` times the change of the cell."""

    identity: Identity
    forms: frozenset[int]
    weight: int


@lru_cache(maxsize=1)
def _by_cell() -> dict[str, tuple[_Term, ...]]:
    """Column of figures -> the identities inside a report that hold it."""
    found: dict[str, list[_Term]] = {}
    for identity in identities("sum"):
        forms = frozenset(form_number(*form) for form in identity.forms)
        for operand in identity.operands:
            weight = operand.sign * (1 if operand.side == "left" else -1)
            found.setdefault(operand.name, []).append(_Term(identity, forms, weight))
    return {name: tuple(terms) for name, terms in found.items()}


def _stands(relation: str, gap: Decimal) -> bool:
    if relation == "=":
        return gap == 0
    return gap <= 0 if relation == "<=" else gap >= 0


class Repairs:
    """Searches the figures of one Context (loaders.checks.context)."""

    def __init__(self, context):
        self._context = context

    def of(self, violation) -> tuple[Address, Decimal] | None:
        """The one change of one cell that repairs the violation; None for several or no such changes."""
        if violation.identity is None or violation.identity.relation != "=":
            return None
        broken = {id(v.identity): v.left - v.right for v in self._context.broken[violation.position] if v.identity}
        gap, changes = violation.left - violation.right, []
        for operand in violation.identity.operands:
            if operand.is_last:
                continue
            change = -gap * operand.sign * (1 if operand.side == "left" else -1)
            new = self._context.value(violation.position, operand.name) + change
            if operand.address.kind != "signed" and new < 0:
                continue
            mended = self._mended(violation.position, operand.name, change, broken)
            # Between years either report may be wrong: this one only if the change also mends it within.
            if mended is not None and (violation.last_position is None or mended):
                changes.append((mended, operand.address, new))
        best = max((mended for mended, _, _ in changes), default=0)
        several = [(address, new) for mended, address, new in changes if mended == best]
        return several[0] if len(several) == 1 else None

    def _mended(self, position: int, cell: str, change: Decimal, broken: dict[int, Decimal]) -> int | None:
        """How many broken identities the change mends; None when one that holds the cell would then not hold."""
        terms, mended = _by_cell().get(cell, ()), 0
        for identity, _, weight in terms:
            gap = broken.get(id(identity))
            if gap is not None:
                if not _stands(identity.relation, gap + weight * change):
                    return None
                mended += 1
        for identity, forms, weight in terms:
            if id(identity) not in broken and self._is_tested(identity, forms, position):
                gap = 0 if identity.relation == "=" else self._gap(identity, position)
                if not _stands(identity.relation, gap + weight * change):
                    return None
        return mended

    def _gap(self, identity: Identity, position: int) -> Decimal | int:
        return sum(self._context.value(position, o.name) * o.sign * (1 if o.side == "left" else -1)
                   for o in identity.operands)

    def _is_tested(self, identity: Identity, forms: frozenset[int], position: int) -> bool:
        return (self._context.form[self._context.rows[position]] in forms
                and all(self._meets(c, position) for c in identity.conditions)
                and all(self._context.value(position, o.name) is not None for o in identity.operands))

    def _is_printed(self, position: int, table_id: str, item: str) -> bool:
        return any(self._context.value(position, name) is not None for name in row_names(table_id, item))

    def _meets(self, condition: Condition, position: int) -> bool:
        kind, table_id, item = condition
        is_printed = self._is_printed(position, table_id, item)
        if kind == PRINTED:
            return is_printed
        replaced = is_printed and not any(self._is_printed(position, table_id, p) for p in in_place_of(table_id, item))
        return replaced != (kind == IN_PARTS)
