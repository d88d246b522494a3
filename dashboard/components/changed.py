"""What changed behind a verdict: the numbers when it was given, and the numbers now.

In:   two texts of figures (sql/load/finding_figures.sql); the names of addresses.
Out:  Lines "then → now", of what differs alone.
Promise: a number that is not there is said to be so, never 0.
"""

import json
from collections.abc import Mapping
from decimal import Decimal

from dashboard.components.form_model import Address, plain
from dashboard.components.lines import Line
from dashboard.labels import say

_SUMS = (("left", "judging.sums_left"), ("right", "judging.sums_right"), ("difference", "judging.difference"))


def changes(then: str, now: str, names: Mapping[Address, str]) -> list[Line]:
    """The terms that differ, each by its name and year, then the sums."""
    before, after = _read(then), _read(now)
    terms_before, terms_after = _terms(before), _terms(after)
    found = []
    for term in dict.fromkeys((*terms_before, *terms_after)):
        if terms_before.get(term) != terms_after.get(term):
            *address, year, _ = term
            name = names.get(tuple(address)) or "/".join(filter(None, address))
            label = say("components.dated", year=year, name=name) if year else name
            found.append(_line(label, terms_before.get(term), terms_after.get(term)))
    found += [_line(say(label), before.get(key), after.get(key)) for key, label in _SUMS
              if before.get(key) != after.get(key)]
    if before.get("words") != after.get("words"):
        told = [each.get("words") or say("judging.nothing") for each in (before, after)]
        found.append(Line(say("judging.words"), say("judging.then_now", then=told[0], now=told[1]), "words"))
    return found


def difference(figures: str) -> Decimal | None:
    """By how much a finding was out when these figures were kept; None where there were not two numbers."""
    return _read(figures).get("difference")


def _read(figures: str) -> dict:
    try:
        found = json.loads(figures or "{}", parse_float=Decimal, parse_int=Decimal)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _terms(figures: dict) -> dict[tuple, Decimal | None]:
    return {(o.get("table_id"), o.get("item_id"), o.get("column_id"), o.get("year"), o.get("side")): o.get("value")
            for o in figures.get("operands") or ()}


def _line(label: str, then: Decimal | None, now: Decimal | None) -> Line:
    told = [plain(v) if v is not None else say("judging.nothing") for v in (then, now)]
    return Line(label, say("judging.then_now", then=told[0], now=told[1]))
