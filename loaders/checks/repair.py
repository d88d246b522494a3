"""The single-cell changes that would make a broken equation hold, the likeliest first.

In:   a violation of an arithmetic check, and the figures of its report and the years beside it (context.py).
Out:  Repairs.of(violation): Offers.
Promise: every change offered makes the equation hold. One that would break another equation is offered only where every
change does, and says which. They are hints for the person who asks the agency; no figure is changed.

How they are ranked: a change that mends every other broken equation its cell is in; then one that mends this one and
leaves others as broken as they were. Of those alike the one that a slip of the pen explains (slips.py), then the cell
that the finding points at (a total is the likeliest to be typed wrong), then this report before last year's.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from loaders.checks.compose import form_number, in_place_of
from loaders.checks.context import Context
from loaders.checks.frame import Violation
from loaders.checks.printed import IN_PARTS, PRINTED, Condition, row_names
from loaders.checks.slips import NOUGHT, slip
from loaders.checks.specs import LAST_COLUMN, Identity, Operand, identities
from loaders.form import Address

MOST, MOST_BREAKING = 6, 3  # offered of a finding; of those that all break something else


class Offer(NamedTuple):
    """`position`: the report whose cell it is. n_mended: equations that then hold, this one among them; n_left: others
    of the cell that stay broken; broken: those that would cease to hold. is_aim: the finding points at this cell."""

    position: int
    address: Address
    printed: Decimal
    value: Decimal
    n_mended: int
    n_left: int
    broken: tuple[Identity, ...]
    is_aim: bool

    @property
    def slip(self) -> str | None:
        """slips.py; a nought tells of a slip only where a sum was left out."""
        seen = slip(self.printed, self.value)
        return None if seen == NOUGHT and not self.is_aim else seen


class Offers(NamedTuple):
    """The best first; n: how many there are, listed or not."""

    listed: tuple[Offer, ...] = ()
    n: int = 0

    def only(self, position: int) -> Offer | None:
        """The one change of that report's own that mends all its cell is in, if no other would do as well."""
        if not self.listed:
            return None
        first = self.listed[0]
        rivals = [o for o in self.listed[1:] if (o.n_left, o.n_mended) == (first.n_left, first.n_mended)]
        is_whole = not first.broken and not first.n_left and first.position == position
        return first if is_whole and not rivals else None


class _Term(NamedTuple):
    """How a cell enters an identity: left minus right grows by `weight` times the change of the cell."""

    identity: Identity
    weight: int


@lru_cache(maxsize=1)
def _by_cell() -> dict[str, tuple[_Term, ...]]:
    """Column of figures, with last__ before it for that of the year before -> the identities that hold it."""
    found: dict[str, list[_Term]] = {}
    for identity in (*identities("sum"), *identities("years")):
        if identity.check.kind == "arithmetic":
            for operand in identity.operands:
                found.setdefault(operand.name, []).append(_Term(identity, _weight(operand)))
    return {name: tuple(terms) for name, terms in found.items()}


@cache
def _forms(identity: Identity) -> frozenset[int]:
    return frozenset(form_number(*form) for form in identity.forms)


def _weight(operand: Operand) -> int:
    return operand.sign * (1 if operand.side == "left" else -1)


def _stands(relation: str, gap: Decimal | int) -> bool:
    if relation == "=":
        return gap == 0
    return gap <= 0 if relation == "<=" else gap >= 0


class Repairs:
    """Searches the figures of one Context (loaders.checks.context)."""

    def __init__(self, context: Context):
        self._context = context
        self._gaps: dict[tuple[Identity, int], Decimal | int | None] = {}

    def of(self, violation: Violation) -> Offers:
        """Of a check that is no arithmetic, none."""
        if violation.check.kind != "arithmetic":
            return Offers()
        found = [self._offer(violation, *change) for change in self._changes(violation)]
        gentle = [offer for offer in found if not offer.broken]
        ranked = sorted(gentle or found, key=lambda o: self._rank(violation, o))
        return Offers(tuple(ranked[:MOST if gentle else MOST_BREAKING]), len(ranked))

    def _rank(self, violation: Violation, offer: Offer) -> tuple:
        return (len(offer.broken), offer.n_left, -offer.n_mended, not offer.slip, not offer.is_aim,
                offer.position != violation.position)

    # -- which cells, and to what
    def _changes(self, violation: Violation) -> Iterator[tuple[int, Address, Decimal, Decimal]]:
        """(report, cell, printed, would-be value), each cell once a value."""
        if violation.identity is None:
            address, printed = violation.terms[0]
            for value in dict.fromkeys(self._in_bounds(violation, address, printed)):
                if value != printed:
                    yield violation.position, address, printed, value
            return
        gap = violation.left - violation.right
        for operand in violation.identity.operands:
            position = violation.last_position if operand.is_last else violation.position
            printed = self._context.value(position, operand.address.name)
            value = printed - gap * _weight(operand)
            if value >= 0 or operand.address.kind == "signed":
                yield position, operand.address, Decimal(printed), Decimal(value)

    def _in_bounds(self, violation: Violation, address: Address, printed: Decimal) -> Iterator[Decimal]:
        """What a cell that stands for itself might be: the other side, where there is one; what the equations it is in
        ask for; its number without the minus; the whole numbers beside it."""
        rule = violation.check.rule
        if violation.check.shape != "bounds":
            if violation.right is not None:
                yield violation.right
            return
        least = rule.get("minimum")
        near = [abs(printed), Decimal(least)] if least is not None and printed < least else []
        near += [printed // 1, printed // 1 + (1 if printed >= 0 else -1)] if rule["whole"] else []
        for value in (*self._asked_for(violation.position, address), *near):
            if (least is None or value >= least) and not (rule["whole"] and value % 1):
                yield value

    def _asked_for(self, position: int, address: Address) -> Iterator[Decimal]:
        now = self._context.value(position, address.name)
        for identity, at, weight in self._holding(position, address):
            if identity.relation == "=" and (gap := self._gap(identity, at, address.name, position)) is not None:
                yield Decimal((now or 0) - gap * weight)

    # -- what a change does
    def _offer(self, violation: Violation, position: int, address: Address, printed: Decimal,
               value: Decimal) -> Offer:
        now = self._context.value(position, address.name)
        n_mended, n_left, broken = (0 if violation.identity else 1), 0, []
        for identity, at, weight in self._holding(position, address):
            # A cell that held no whole number (12.5) left its identities untested: they are asked with it as a nought.
            gap = self._gap(identity, at, address.name, position) if now is None else self._gap(identity, at)
            if gap is None:
                continue
            stood = now is not None and _stands(identity.relation, gap)
            stands = _stands(identity.relation, gap + weight * (value - (now or 0)))
            n_mended += stands and not stood
            n_left += now is not None and not stands and not stood
            if not stands and (stood or now is None):
                broken.append(identity)
        aim = violation.identity.cell if violation.identity else violation.terms[0][0]
        return Offer(position, address, printed, value, n_mended, n_left, tuple(broken),
                     address == aim and position == violation.position)

    def _holding(self, position: int, address: Address) -> Iterator[tuple[Identity, int, int]]:
        """(identity, the report it is of, weight): within the report, with the year before, with the year after."""
        for identity, weight in _by_cell().get(address.name, ()):
            yield identity, position, weight
        if (after := self._context.next.get(position)) is not None:
            for identity, weight in _by_cell().get(LAST_COLUMN + address.name, ()):
                yield identity, after, weight

    def _gap(self, identity: Identity, position: int, unread: str | None = None, of: int | None = None
             ) -> Decimal | int | None:
        """Left minus right; None where it is not tested. `unread`: a column of report `of` to be taken as nought."""
        if unread is None and (identity, position) in self._gaps:
            return self._gaps[identity, position]
        gap = self._worked_out(identity, position, unread, of)
        if unread is None:
            self._gaps[identity, position] = gap
        return gap

    def _worked_out(self, identity: Identity, position: int, unread: str | None, of: int | None
                    ) -> Decimal | int | None:
        last = self._context.last.get(position)
        is_years = any(last_form is not None for _, last_form in identity.forms)
        if is_years and last is None:
            return None
        form = self._context.linked_form[position] if is_years else self._context.form[self._context.rows[position]]
        if form not in _forms(identity) or not all(self._meets(c, position) for c in identity.conditions):
            return None
        gap = 0
        for operand in identity.operands:
            at = last if operand.is_last else position
            value = 0 if (operand.address.name, at) == (unread, of) else self._context.value(at, operand.address.name)
            if value is None:
                return None
            gap += value * _weight(operand)
        return gap

    def _is_printed(self, position: int, names: Iterable[str]) -> bool:
        return any(self._context.value(position, name) is not None for name in names)

    def _meets(self, condition: Condition, position: int) -> bool:
        kind, table_id, item = condition
        is_printed = self._is_printed(position, row_names(table_id, item))
        if kind == PRINTED:
            return is_printed
        replaced = is_printed and not any(
            self._is_printed(position, row_names(table_id, p)) for p in in_place_of(table_id, item))
        return replaced != (kind == IN_PARTS)
