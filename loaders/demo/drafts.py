"""What each agency is going to print, before its words are written: numbers with planted faults, parts that lack, days.

In:   an agency with its true figures; the manners and shares of manners.toml.
Out:  Draft, draft(); copy_tables() and undercount(), the faults between agencies.
Promise: the same seed gives the same drafts; every fault is worked out before and after it is made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from math import log2

from loaders.demo.chance import Chance
from loaders.demo.faults import Fault, Series, plant, put
from loaders.demo.figures import Values
from loaders.demo.manner import Manner, manners
from loaders.demo.names import Agency, words
from loaders.demo.remarks import MARGIN, weight
from loaders.form import edition


@dataclass(slots=True)
class Draft:
    """One agency's reports by year. `printed`: numbers, None where a cell holds none; `flaws`: year -> the kind of what
    it lacks or dates wrongly; `days`: of publication."""

    agency: Agency
    used: dict[int, str]
    manner: dict[int, Manner]
    printed: Series
    faults: list[Fault] = field(default_factory=list)
    flaws: dict[int, str] = field(default_factory=dict)
    days: dict[int, date] = field(default_factory=dict)

    @property
    def plain(self) -> Series:
        """The numbers that can be compared over years."""
        return {year: self.manner[year].plain(v) for year, v in self.printed.items()}

    def put(self, kind: str, year: int, change: dict) -> bool:
        """Make a fault of these changes; whether it told anything."""
        fault = put(kind, self.printed, self.used, self.manner, year, change)
        self.faults += [fault] if fault else []
        return fault is not None


def draft(agency: Agency, true: Mapping[int, Values], used: dict[int, str], years: range, seed: int) -> Draft:
    """The reports of one agency, faults of its own among them."""
    chance = Chance.of(seed, agency.agency_id, "filings")
    manner = _manners(years, chance)
    missing = words("manners")["gaps"]["missing"]
    kept = [y for y in years if not chance.happens(missing)] or list(years)
    printed = {y: dict(manner[y].printed(true[y], agency.makes_rules)) for y in kept}
    found = Draft(agency, used, manner, printed)
    flaws = Chance.of(seed, agency.agency_id, "flaws")
    for year in kept:
        _flaw(found, year, flaws)
    found.faults = _plant(found, chance)
    return found


def _manners(years: range, chance: Chance) -> dict[int, Manner]:
    """An agency keeps its manner, but for a change of clerk now and then."""
    pool = manners()
    weights, now, out = [m.share for m in pool], None, {}
    for year in years:
        if now is None or chance.happens(0.12):
            now = chance.choices(pool, weights)[0]
        out[year] = now
    return out


def _flaw(found: Draft, year: int, chance: Chance) -> None:
    """A day of publication, mostly in time, and now and then something that lacks."""
    rules, tables = words("manners")["flaws"], edition(found.used[year]).tables
    kind = chance.choices(list(rules["kinds"]), list(rules["kinds"].values()))[0]
    kind = kind if tables and chance.happens(rules["share"]) else ""
    day = date(year + 1, 1, 8) + timedelta(days=min(int(chance.around(12, 0.5)), 22))
    if kind == "late":
        day = due(found.agency, year) + timedelta(days=chance.randint(*rules["late_by"]))
    elif kind == "early":
        day = date(year, 12, 12) + timedelta(days=chance.randint(0, 18))
    elif kind == "lost_table" and len(tables) > 1:
        found.printed[year] = {key: v for key, v in found.printed[year].items() if key[0] != tables[-1].id}
    found.days[year] = day
    if kind:
        found.flaws[year] = kind


def due(agency: Agency, year: int) -> date:
    """The day that the demonstration's deadlines give."""
    rules = [r for r in words("manners")["deadlines"] if r["kind"] in ("", agency.kind)
             and (r["first_year"] or year) <= year <= (r["last_year"] or year)]
    rule = max(rules, key=lambda r: bool(r["kind"]))
    return date(year + 1, rule["month"], rule["day"])


def _plant(found: Draft, chance: Chance) -> list[Fault]:
    rules = words("manners")["faults"]
    faults: list[Fault] = []
    for year, printed in found.printed.items():
        if not printed or not chance.happens(rules["share"]):
            continue
        shares = rules["kinds" if any(key[0] == "requests" for key in printed) else "kinds_of_list"]
        pool, weights = list(shares), list(shares.values())
        wanted, kinds = 1 + chance.happens(rules["second"]), []
        for _ in range(6):  # a kind without room in this report makes way for another
            kind = chance.choices(pool, weights)[0]
            fault = None if kind in kinds else plant(kind, found.printed, found.used, found.manner, year, chance)
            if fault:
                faults.append(fault)
                kinds.append(kind)
            if len(kinds) == wanted:
                break
    return faults


def copy_tables(drafts: Iterable[Draft], years: range, seed: int) -> None:
    """Table 2 of a neighbour in place of one's own, a few times: only where it says too much for chance."""
    wanted, drafts = words("manners")["copied"]["tables"], list(drafts)
    order = Chance.of(seed, "copied").sample([(d, y) for d in drafts for y in years], len(drafts) * len(years))
    for to, year in order:
        beside = [d for d in drafts if d.agency.district == to.agency.district and d.printed.get(year)]
        if wanted and to.printed.get(year) and not any(f.year == year for f in to.faults):
            wanted -= any(_copied(to, source, year, len(beside)) for source in beside if source is not to)


def _copied(to: Draft, source: Draft, year: int, n_compared: int) -> bool:
    theirs = {k: v for k, v in source.plain[year].items() if k[0] == "disclosure" and v is not None}
    own = {k for k, v in to.plain[year].items() if k[0] == "disclosure" and v is not None}
    alike = (to.used[year], to.agency.makes_rules, own) == (source.used[year], source.agency.makes_rules, set(theirs))
    if not alike or any(f.year == year for f in source.faults):
        return False
    return (weight("disclosure", theirs, True) >= MARGIN + 1 + log2(n_compared)
            and to.put("same_as_other", year, theirs))


def undercount(whole: Draft, members: Iterable[Draft], years: range) -> None:
    """A county that prints fewer decisions than its members: once with all of them here, once with one missing."""
    members, key = list(members), ("disclosure", "penalties", "decisions")
    if len(years) < 4 or not members:
        return
    full, lacking = years[-2], years[-1]
    for year, gone in ((full, None), (lacking, members[-1])):
        if gone and len(members) > 1:
            for part in (gone.printed, gone.flaws, gone.days):
                part.pop(year, None)
            gone.faults = [f for f in gone.faults if f.year != year]
        known = [v for m in members if (v := m.printed.get(year, {}).get(key)) is not None]
        if sum(known) > 1 and whole.printed.get(year, {}).get(key):
            was = whole.printed[year][key]
            whole.printed[year][key] = Decimal(int(sum(known)) // 2)
            whole.faults.append(Fault("undercount", year, {key: (was, whole.printed[year][key])}, ()))
