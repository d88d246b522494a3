"""Faults planted on purpose, of named kinds, with the identities each one breaks.

In:   one agency's printed numbers by year (changed in place), a kind, a year.
Out:  plant(): the Fault, or None where the report gives that kind no room.
Promise: what a fault breaks is worked out by arithmetic.py and remarks.py before and after; nothing else is touched.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from loaders.demo.activity import COLUMN, TABLE, sums
from loaders.demo.arithmetic import Broken, broken
from loaders.demo.chance import Chance
from loaders.demo.figures import Key, leaves
from loaders.demo.manner import Manner
from loaders.demo.remarks import of_series

Series = dict[int, dict[Key, Decimal | None]]
Change = dict[Key, Decimal]
_BOTH = ("natural_person", "total")


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted fault: `changed` address -> (true number, printed number); `breaks`: the identities it breaks."""

    kind: str
    year: int
    changed: dict[Key, tuple[Decimal, Decimal]]
    breaks: tuple[Broken, ...]
    stated: tuple[str, Decimal, Decimal] | None = None  # what the prose says wrongly: its name, the true one, the other


def _raised(v: dict, items: tuple[str, ...], columns: tuple[str, ...], by: int) -> Change | None:
    keys = [("requests", item, column) for item in items for column in columns]
    return {key: v[key] + by for key in keys} if all(v.get(key) is not None for key in keys) else None


def _row_sum(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    """The total of one outcome row is off, and with it the sum of the column of totals."""
    rows = [item for item in leaves(edition) if v.get(("requests", item, "natural_person")) is not None]
    return _raised(v, (chance.one(rows),), ("total",), chance.randint(1, 3)) if rows else None


def _balance(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    return _raised(v, ("new",), _BOTH, chance.randint(1, 4)) or _raised(v, ("new",), ("total",), chance.randint(1, 4))


def _outcome_sum(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    return _raised(v, (chance.one(("granted", "unable_not_held")),), _BOTH, chance.randint(1, 3))


def _dispute_total_zero(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    totals = [k for k in v if k[0] == "disputes" and k[2] == "total" and v[k]]
    return {chance.one(totals): Decimal(0)} if totals else None


def _carry_over(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    """The cases carried in are restated; the report itself still balances."""
    return _raised(v, ("carried_in", "granted", "outcome_total"), _BOTH, chance.randint(1, 2)) if before else None


def _stock(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    force = ("disclosure", "normative_documents", "in_force")
    if not before or before.get(force) is None or v.get(force) is None:
        return None
    return {force: v[force] + chance.randint(1, 9)}


def _items_chain(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    key = ("disclosure", chance.one(("licensing", "penalties", "fees")), "items_previous")
    return {key: v[key] + chance.randint(1, 12)} if before and key in v and key in before else None


def _newly_disclosed(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    new, whole = (("disclosure", "normative_documents", c) for c in ("newly_disclosed", "disclosed_total"))
    return {new: v[whole] + chance.randint(1, 5)} if v.get(whole) is not None else None


def _negative(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    keys = [k for k in v if k[2] == "decisions" and v[k]]
    return {key: -v[key] for key in [chance.one(keys)]} if keys else None


def _nothing(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    """The table of requests is filled with noughts, though the year before had many."""
    if not before or (before.get(("requests", "new", "total")) or 0) < 20:
        return None
    return {key: Decimal(0) for key, value in v.items() if key[0] == "requests" and value is not None}


def _same_as_last_year(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    """Table 2 is last year's once more."""
    if not before:
        return None
    now, last = ({k for k, n in year.items() if k[0] == "disclosure" and n is not None} for year in (v, before))
    return {key: before[key] for key in now} if now == last else None


def _amount_scale(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    """元 typed where the form counts in 万元."""
    key = ("disclosure", "fees", "amount")
    return {key: (v[key] * 10_000).quantize(Decimal(1))} if before and before.get(key) and v.get(key) else None


def _list_sum(v: dict, edition: str, chance: Chance, before: dict | None) -> Change | None:
    """A sum of the list is off; with it every other sum it has a part in."""
    keys = [(TABLE, item, COLUMN) for item in sums()]
    return {key: v[key] + chance.randint(1, 4) for key in [chance.one(keys)]} if keys[0] in v else None


_OF_LIST = {"list_sum": _list_sum}
_KINDS: dict[str, Callable[[dict, str, Chance, dict | None], Change | None]] = {
    "row_sum": _row_sum, "balance": _balance, "outcome_sum": _outcome_sum,
    "dispute_total_zero": _dispute_total_zero, "carry_over": _carry_over, "stock": _stock,
    "items_chain": _items_chain, "newly_disclosed": _newly_disclosed, "negative": _negative,
    "nothing_beside_much": _nothing, "same_as_last_year": _same_as_last_year, "amount_scale": _amount_scale}


def kinds() -> tuple[str, ...]:
    """The names of all kinds of fault in the three tables."""
    return tuple(_KINDS)


def told(series: Series, editions: dict[int, str], manners: dict[int, Manner]) -> set[Broken]:
    """All that one agency's years tell: identities that fail, and what else a checker must remark."""
    return broken(series, editions) | of_series({y: manners[y].plain(v) for y, v in series.items()}, editions)


def plant(kind: str, series: Series, editions: dict[int, str], manners: dict[int, Manner], year: int,
          chance: Chance) -> Fault | None:
    """Plant one fault of that kind into that year's printed numbers; None when it has no room or breaks nothing."""
    change = (_KINDS | _OF_LIST)[kind](series[year], editions[year], chance, series.get(year - 1))
    return put(kind, series, editions, manners, year, change) if change else None


def put(kind: str, series: Series, editions: dict[int, str], manners: dict[int, Manner], year: int,
        change: Change) -> Fault | None:
    """Make that change; None, and no change, when it breaks nothing or hides another fault."""
    values = series[year]
    earlier = told(series, editions, manners)
    was = {key: values[key] for key in change}
    values.update(change)
    now = told(series, editions, manners)
    if now == earlier or earlier - now or was == change:
        values.update(was)
        return None
    return Fault(kind, year, {key: (was[key], change[key]) for key in change if was[key] != change[key]},
                 tuple(sorted(now - earlier)))
