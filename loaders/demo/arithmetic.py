"""The truth's own arithmetic: which identities of the form a set of printed figures breaks.

In:   for one agency, the printed numbers of each year (None where no number is printed, absent where no cell is).
Out:  broken(): the identities that do not hold, each by name, year and place.
Promise: written apart from loaders/checks and its toml, so that one proves the other; a term without a number
leaves its identity untested.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from loaders.demo.activity import COLUMN, TABLE, sums
from loaders.demo.figures import Key, leaves
from loaders.form import addresses

Printed = Mapping[Key, Decimal | None]
_SUBTOTALS = ("refused", "unable", "unprocessed")
_STOCKED, _CHAINED = ("rules", "normative_documents"), ("licensing", "other_services", "penalties", "coercion", "fees")
_SIGNED = frozenset(a.key for a in addresses() if a.kind == "signed")


class Broken(NamedTuple):
    """An identity that fails: its name, the year of the report that shows it, and the address it is told by."""

    identity: str
    year: int
    key: Key


def _total(values: Printed, keys: Iterable[Key]) -> Decimal | None:
    terms = [values.get(key) for key in keys]
    return None if not terms or any(t is None for t in terms) else sum(terms)


def _differ(left: Decimal | None, right: Decimal | None) -> bool:
    return left is not None and right is not None and left != right


def _inside(year: int, v: Printed, names: tuple[str, ...]) -> Iterable[Broken]:
    columns = {key[2] for key in v if key[0] == "requests"}
    if ("requests", "other", "total") in v:  # the one row stands in place of its three
        names = (*[n for n in names if not n.startswith("other_") and n != "other"], "other")
    for column in sorted(columns):
        at = {item: ("requests", item, column)
              for item in (*names, "new", "carried_in", "outcome_total", "carried_out")}
        if _differ(_total(v, (at["new"], at["carried_in"])), _total(v, (at["outcome_total"], at["carried_out"]))):
            yield Broken("balance", year, at["outcome_total"])
        if _differ(_total(v, (at[n] for n in names)), v.get(at["outcome_total"])):
            yield Broken("outcome_sum", year, at["outcome_total"])
        for group in _SUBTOTALS:
            parts = [at[n] for n in names if n.startswith(group + "_")]
            if _differ(_total(v, parts), v.get(("requests", group, column))):
                yield Broken("subtotal", year, ("requests", group, column))
    for table, item in sorted({key[:2] for key in v if key[0] != "disclosure"}):
        parts = [key for key in v if key[:2] == (table, item) and key[2] != "total"]
        if _differ(_total(v, parts), v.get((table, item, "total"))):
            yield Broken("row_sum" if table == "requests" else "dispute_total", year, (table, item, "total"))
    for item in _STOCKED:
        new, whole = (v.get(("disclosure", item, c)) for c in ("newly_disclosed", "disclosed_total"))
        if new is not None and whole is not None and new > whole:
            yield Broken("newly_disclosed", year, ("disclosure", item, "newly_disclosed"))
    for item in _CHAINED:
        left = _total(v, (("disclosure", item, "items_previous"), ("disclosure", item, "items_change")))
        if left is not None and left < 0:
            yield Broken("items_negative", year, ("disclosure", item, "items_change"))
    for item, parts in sums().items():
        if _differ(_total(v, [(TABLE, part, COLUMN) for part in parts]), v.get((TABLE, item, COLUMN))):
            yield Broken("list_sum", year, (TABLE, item, COLUMN))
    for key, value in v.items():
        if value is not None and value < 0 and key not in _SIGNED:
            yield Broken("negative", year, key)


def _between(year: int, before: Printed, v: Printed) -> Iterable[Broken]:
    for column in sorted({key[2] for key in v if key[0] == "requests"}):
        if _differ(before.get(("requests", "carried_out", column)), v.get(("requests", "carried_in", column))):
            yield Broken("carry_over", year, ("requests", "carried_in", column))
    for item in _STOCKED:
        force = ("disclosure", item, "in_force")
        stock = _total({**v, "before": before.get(force)}, ("before", ("disclosure", item, "issued")))
        repealed = v.get(("disclosure", item, "repealed"))
        if stock is not None and repealed is not None and _differ(stock - repealed, v.get(force)):
            yield Broken("stock", year, force)
        whole = ("disclosure", item, "disclosed_total")
        if before.get(whole) is not None and v.get(whole) is not None and v[whole] < before[whole]:
            yield Broken("disclosed_falls", year, whole)
    for item in sorted({key[1] for key in v if key[0] == "disputes"}):
        pending, total = before.get(("disputes", item, "pending")), v.get(("disputes", item, "total"))
        if pending is not None and total is not None and pending > total:
            yield Broken("pending", year, ("disputes", item, "total"))
    for item in _CHAINED:
        left = _total(before, (("disclosure", item, "items_previous"), ("disclosure", item, "items_change")))
        if _differ(left, v.get(("disclosure", item, "items_previous"))):
            yield Broken("items_chain", year, ("disclosure", item, "items_previous"))


def broken(printed: Mapping[int, Printed], editions: Mapping[int, str]) -> set[Broken]:
    """Every identity that one agency's reports break, inside a year and between a year and the next one printed."""
    found: set[Broken] = set()
    for year, values in printed.items():
        found.update(_inside(year, values, leaves(editions[year])))
        if year - 1 in printed:
            found.update(_between(year, printed[year - 1], values))
    return found
