"""Who reports in the fictional province: its divisions and agencies.

In:   places.toml (the syllables of places), agencies.toml (the kinds of agency, by level).
Out:  Division, Agency; divisions(), agencies().
Promise: any number of agencies; every name is invented, every agency has one id and one name in a year.
"""

import hashlib
import math
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from loaders.demo.chance import Chance

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Division:
    """A district of the fictional province, as a row of the table `divisions`."""

    district_id: str
    label: str
    full_label: str
    level: str
    parent_id: str | None
    city: str  # the folder its reports lie in

    def row(self) -> dict:
        province, city = self.district_id[:2] + "0000", self.district_id[:4] + "00"
        return {"district_id": self.district_id, "label": self.label, "full_label": self.full_label,
                "level": self.level, "parent_id": self.parent_id or "", "province_id": province,
                "city_id": "" if self.level == "province" else city, "valid_from": 2000, "valid_to": ""}


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency. `former`: the name it bore through the year `former_until`; `scope` is what its reports cover."""

    agency_id: str
    label: str
    short_label: str
    kind: str
    district: Division
    level: str
    mood: str
    makes_rules: bool = False
    scope: str = "own"
    former: str = ""
    former_until: int = 0
    signs_short: bool = False  # prints its name without the city's

    def name_in(self, year: int) -> str:
        """The name its report of that year prints."""
        if self.former and year <= self.former_until:
            return self.former
        return self.short_label if self.signs_short else self.label

    def row(self, years: range) -> dict:
        """As a row of the table `agencies`; aliases joined by a semicolon."""
        aliases = {a for a in (self.former, self.short_label) if a and a != self.label}
        return {"agency_id": self.agency_id, "label": self.label, "short_label": self.short_label, "kind": self.kind,
                "district_id": self.district.district_id, "level": self.level, "aliases": ";".join(sorted(aliases)),
                "first_year": years[0], "last_year": years[-1]}


@lru_cache(maxsize=16)
def words(name: str) -> dict:
    """A data file of this folder."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def _counties() -> list[str]:
    """Names in an order that mixes both syllables from the start; longer ones when those are used up."""
    pool = words("places")["counties"]
    first, second = pool["first"], pool["second"]
    short = [a + second[(i + turn) % len(second)] for turn in range(len(second)) for i, a in enumerate(first)]
    return short + [a + name for a in first for name in short]


def divisions(n_agencies: int) -> list[Division]:
    """Enough districts for that many agencies, about six each: the province, its cities, their counties."""
    places = words("places")
    home = places["province"]
    n_cities = min(len(places["cities"]["names"]), max(1, round(math.sqrt(n_agencies / 7))))
    n_counties = min(57, max(1, round(n_agencies / 6.5 / n_cities) - 1))
    names, found = iter(_counties()), []
    found.append(Division(home["code"], home["name"], home["name"], "province", None, home["name"]))
    for c, name in enumerate(places["cities"]["names"][:n_cities], start=1):
        label, code = name + places["cities"]["suffix"], f"{home['code'][:2]}{c:02d}"
        city = Division(code + "00", label, home["name"] + label, "city", home["code"], label)
        found.append(city)
        for k in range(n_counties):
            kind = places["counties"]["kinds"][(k + c) % 3]
            county = next(names) + kind["suffix"]
            number = f"{code}{kind['first_code'] + k // 3:02d}"
            found.append(Division(number, county, city.full_label + county, "county", city.district_id, label))
    return found


def _identify(district: Division, label: str) -> str:
    return f"{district.district_id}-{hashlib.sha256(label.encode()).hexdigest()[:8]}"


def _of(district: Division, slot: dict, towns: list[str], chance: Chance, years: range) -> Agency:
    renamed = words("agencies")["renamed"]
    town = towns.pop() if "{town}" in slot["label"] else ""
    # a name starts with the county alone, or with its city before it, as agencies themselves do
    parent = district.city if district.level == "county" and slot["kind"] != "vertical" else ""
    short = slot["label"].format(place=district.label, town=town)
    label = parent + short
    former = label.replace(renamed["now"], renamed["before"]) if renamed["now"] in label else ""
    return Agency(_identify(district, label), label, short, slot["kind"], district,
                  "town" if slot["kind"] in ("town", "subdistrict") else district.level, slot["mood"],
                  slot.get("makes_rules", False), "own", former,
                  chance.randrange(years[0], years[-1]) if former and len(years) > 1 else 0, chance.happens(0.15))


def agencies(n_agencies: int, years: range, seed: int) -> list[Agency]:
    """The agencies, district by district in rounds, so that a small number already has many kinds and levels.

    The first county government reports for its whole county (scope aggregate) once there are three cities' worth.
    """
    pool = words("places")["towns"]
    slots = {s["level"]: s["agencies"] for s in words("agencies")["slot"]}
    places = divisions(n_agencies)
    counties = [d for d in places if d.level == "county"]
    chance = Chance.of(seed, "names")
    towns = {d.district_id: chance.sample([a + b for a in pool["first"] for b in pool["second"]], 8) for d in places}
    queues = {}
    for d in places:
        queue = list(slots[d.level])
        turn = counties.index(d) if d in counties else 0
        # the government comes first; the others start at another place in every county
        queues[d.district_id] = [queue[0], *queue[1 + turn * 3 % 11:], *queue[1:1 + turn * 3 % 11]]
    found: list[Agency] = []
    while len(found) < n_agencies and any(queues.values()):
        for d in places:
            if queues[d.district_id] and len(found) < n_agencies:
                slot = queues[d.district_id].pop(0)
                found.append(_of(d, slot, towns[d.district_id], chance, years))
    first = next((i for i, a in enumerate(found) if a.kind == "gov" and a.level == "county"), None)
    if first is not None and n_agencies >= 12:
        found[first] = replace(found[first], scope="aggregate")
    return sorted(found, key=lambda a: a.agency_id)
