"""The words of one agency's report: written from its numbers, now and then with one number said wrongly.

In:   a draft, a year, what the report of the year before told.
Out:  Worded, worded().
Promise: a slip is kept only where it breaks something and hides nothing that was broken before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.demo.arithmetic import Broken
from loaders.demo.chance import Chance
from loaders.demo.drafts import Draft
from loaders.demo.faults import Fault
from loaders.demo.misstated import Told, of_prose, slips
from loaders.demo.names import words
from loaders.demo.prose import Prose, write
from loaders.form import edition


@dataclass(frozen=True, slots=True)
class Worded:
    """A prose, the number that it says wrongly on purpose, and what else a checker must tell of it."""

    prose: Prose
    slips: tuple[Fault, ...]
    told: frozenset[Broken]


def worded(made: Draft, year: int, last: Told | None, seed: int) -> Worded:
    """The prose of a year. `last`: the report of the year before, where it is there and has tables."""
    prose, found = _written(made, year, last, seed, {})
    chance, rules = Chance.of(seed, made.agency.agency_id, year, "misstated"), words("misstated")["planted"]
    if edition(made.used[year]).tables and chance.happens(rules["share"]):
        for kind, slot, number in slips(prose.slots, chance):
            other, told = _written(made, year, last, seed, {slot: number})
            if found < told:
                stated = slot, prose.slots[slot], number
                return Worded(other, (Fault(kind, year, {}, tuple(sorted(told - found)), stated),), frozenset(found))
    return Worded(prose, (), frozenset(found))


def _written(made: Draft, year: int, last: Told | None, seed: int, slip: Mapping[str, Decimal]
             ) -> tuple[Prose, set[Broken]]:
    form, printed = edition(made.used[year]), made.printed[year]
    prose = write(made.agency, year, form, made.manner[year], printed, made.printed.get(year - 1), made.days[year],
                  Chance.of(seed, made.agency.agency_id, year, "prose"), slip)
    if made.flaws.get(year) == "lost_section":
        prose = replace(prose, sections=tuple(s for s in prose.sections if s.number != 5))
    return prose, of_prose(year, Told(printed, prose), last, bool(form.tables))
