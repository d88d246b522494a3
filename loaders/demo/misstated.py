"""What the prose of a report says wrongly beside its tables: the truth's own judgement, and numbers changed on purpose.

In:   the prose and the printed numbers of a report and of the year before; misstated.toml.
Out:  of_prose(): Broken, by name, year and address; slips(), the changes that may be tried.
Promise: written apart from loaders/checks and its toml, so that one proves the other. A term without a number leaves
room for any number that is not negative; a term that is not printed leaves its sum out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from loaders.demo.arithmetic import Broken, Printed
from loaders.demo.chance import Chance
from loaders.demo.figures import Key
from loaders.demo.names import words
from loaders.demo.prose import Prose
from loaders.report import Statement

# What a table of noughts is told by, whichever of its numbers the prose states.
_IDLE = {"requests": ("requests", "new", "total"), "disputes": ("disputes", "review", "total"),
         "disclosure": ("disclosure", "normative_documents", "issued"), "activity": ("activity", "received", "count")}
_ANY = Decimal("Infinity")
_UNPAID = ("requests", "other_no_fee", "total")
NAMES = frozenset({"stated_received", "stated_handled", "stated_outcomes", "stated_shares", "stated_growth",
                   "stated_disputes", "stated_documents", "stated_parts", "stated_idle", "fee_untold"})


@dataclass(frozen=True, slots=True)
class Told:
    """One report: its numbers and its prose."""

    printed: Printed
    prose: Prose

    def said(self, meaning: str) -> Decimal | None:
        """The number that the prose states for a meaning."""
        return next((s.value for s in self.prose.statements if s.meaning == meaning and not s.is_approximate), None)


def _key(term: str) -> Key:
    parts = tuple(term.split("/"))
    return parts if len(parts) == 3 else (*parts, "count" if parts[0] == "activity" else "total")


def _value(term: str, told: Told | None) -> tuple[bool, Decimal | None]:
    """(whether the report prints the term, its number); without a report nothing is known and all may be."""
    if term.startswith("said:"):
        value = told.said(term.removeprefix("said:")) if told else None
        return value is not None, value
    if told is None:
        return True, None
    groups = words("misstated")["groups"].get(term)
    several = [[("requests", item, "total") for item in items] for items in groups] if groups else [[_key(term)]]
    sums = [[told.printed[key] for key in keys] for keys in several if all(key in told.printed for key in keys)]
    known = [sum(values) for values in sums if None not in values]
    return bool(sums), known[0] if known else None


def _bounds(text: str, quote: str, now: Told, last: Told | None) -> tuple[float, float] | None:
    """(least, most) that a sum may be; None where it does not count here."""
    low = high = Decimal(0)
    for term in text.split():
        if term.startswith("has:"):
            if term.removeprefix("has:") not in quote:
                return None
            continue
        some, name = term.startswith("any-"), term.removeprefix("any-").removeprefix("-")
        is_printed, value = _value(name.removeprefix("last:"), last if name.startswith("last:") else now)
        if not is_printed:
            return None
        most, least = (_ANY, Decimal(0)) if value is None else (value, value)
        if term == name:
            low, high = low + least, high + most
        else:
            low, high = low - most, high - (0 if some else least)
    return low, high


def _is_right(statement: Statement, now: Told, last: Told | None) -> bool | None:
    """Whether one of the sums that a number may be gives it; None where none of them is printed."""
    if rule := words("misstated")["counts"].get(statement.meaning):
        found = [_bounds(text, statement.quote, now, last) for text in rule["sums"]]
        holds = [b[1] > 0 if statement.is_approximate else b[0] <= statement.value <= b[1] for b in found if b]
        return any(holds) if holds else None
    if rule := words("misstated")["shares"].get(statement.meaning):
        pairs = [*rule["pairs"], *((part, whole) for part in rule["parts"] for whole in rule["wholes"])]
        holds = [h for pair in pairs if (h := _gives(statement, pair, rule["minus"], now, last)) is not None]
        return any(holds) if holds else None
    return None


def _gives(statement: Statement, pair: Iterable[str], minus: int, now: Told, last: Told | None) -> bool | None:
    """Whether a quotient gives a share, rounded or cut off; what is not known may be anything."""
    bounds = [_bounds(side, statement.quote, now, last) for side in pair]
    if None in bounds:
        return None
    (part, most_part), (whole, most_whole) = bounds
    if part != most_part or whole != most_whole or not whole:
        return True
    digits = max(0, -statement.value.normalize().as_tuple().exponent)
    return abs(100 * part / whole - minus - statement.value) < Decimal(1).scaleb(-digits)


def of_prose(year: int, now: Told, last: Told | None, has_tables: bool) -> set[Broken]:
    """What a checker must tell of the prose of one report. `last`: the report of the year before, where it has tables
    and is there."""
    found: set[Broken] = set()
    for statement in now.prose.statements:
        whole = sum((part.value for part in statement.parts), Decimal(0))
        if statement.parts and (whole > statement.value or statement.is_exhaustive and whole < statement.value):
            found.add(Broken("stated_parts", year, ("", "", "")))
        if has_tables and _is_right(statement, now, last) is False:
            found.add(_named(statement, year, now.printed))
    numbers = {section.number for section in now.prose.sections}
    if has_tables and now.printed.get(_UNPAID) and now.said("fee") is None and 6 not in numbers:
        found.add(Broken("fee_untold", year, _UNPAID))
    return found


def _named(statement: Statement, year: int, printed: Printed) -> Broken:
    rule = (words("misstated")["counts"] | words("misstated")["shares"])[statement.meaning]
    key = _key(rule["at"])
    is_idle = not any(value for at, value in printed.items() if at[0] == key[0])
    if is_idle and statement.value > 0:
        return Broken("stated_idle", year, _IDLE[key[0]])
    return Broken(rule["called"], year, key)


def slips(numbers: Mapping[str, Decimal], chance: Chance) -> Iterator[tuple[str, str, Decimal]]:
    """(kind, slot of wording.toml, number to print in its place), to be tried in this order; the caller judges."""
    kinds = words("misstated")["planted"]["kinds"]
    left = dict(kinds)
    while left:
        kind = chance.choices(list(left), [rule["share"] for rule in left.values()])[0]
        rule = left.pop(kind)
        for slot in chance.sample(rule["slots"], len(rule["slots"])):
            if slot in numbers and "to" in rule:
                yield kind, slot, Decimal(rule["to"])
            elif slot in numbers:
                by = chance.randint(*rule["by"])
                is_less = numbers[slot] > by and chance.happens(0.4)
                yield kind, slot, numbers[slot] + (-by if is_less else by)
