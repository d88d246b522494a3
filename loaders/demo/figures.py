"""What an agency did in each year: figures in which every identity of the form holds.

In:   an Agency, the edition it uses in each year, mix.toml and the moods of agencies.toml.
Out:  series(): for every year the number at every address of that year's edition; added(), a sum of such years.
Promise: sums hold in rows and columns; what is carried out of a year is carried into the next, in every column;
stocks follow from what was issued and repealed; counts are skewed and mostly small.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from loaders.demo.activity import year_of_list
from loaders.demo.chance import Chance
from loaders.demo.names import Agency, words
from loaders.form import addresses, edition

Key = tuple[str, str, str]
Values = dict[Key, Decimal]


def leaves(edition_id: str) -> tuple[str, ...]:
    """The outcomes that add up to the total of requests in that edition, in printed order."""
    kinds = {a.item for a in addresses() if a.table == "requests" and a.outcome}
    return tuple(r.id for table in edition(edition_id).tables if table.id == "requests"
                 for r in table.blocks[0].rows if r.id in kinds and not r.optional)


def _requests(chance: Chance, volume: float, edition_id: str, mix: dict, applicants: dict, carried: dict) -> Values:
    names = leaves(edition_id)
    shares = {name: mix[name] for name in names}
    new = chance.scatter(chance.poisson(volume), applicants)
    out: Values = {}
    for column in applicants:
        open_cases = new[column] + carried[column]
        carried_out = sum(chance.happens(0.07) for _ in range(open_cases))
        for item, count in chance.scatter(open_cases - carried_out, shares).items():
            out["requests", item, column] = count
        out["requests", "new", column] = new[column]
        out["requests", "carried_in", column] = carried[column]
        out["requests", "outcome_total", column] = open_cases - carried_out
        out["requests", "carried_out", column] = carried_out
        carried[column] = carried_out
    for item in (*names, "new", "carried_in", "outcome_total", "carried_out"):
        out["requests", item, "total"] = sum(out["requests", item, c] for c in applicants)
    return out


def _disputes(chance: Chance, mean: float, pending: dict) -> Values:
    """Cases that were pending a year ago count again in the year they end."""
    mix, out = words("mix")["disputes"], {}
    for item, share in mix["items"].items():
        ended = chance.scatter(pending[item] + chance.poisson(mean * share), mix["results"])
        pending[item] = chance.poisson(mean * share * 0.12)
        cells = {**ended, "pending": pending[item]}
        out |= {("disputes", item, column): count for column, count in cells.items()}
        out["disputes", item, "total"] = sum(cells.values())
    return out


def _money(amount: float, places: int) -> Decimal:
    """Rounded as an agency prints it; nothing at all is 0, without decimals."""
    return Decimal(f"{amount:.{places}f}") if amount else Decimal(0)


class _Disclosure:
    """The stocks of one agency: documents in force, items on its lists; one call a year moves them on."""

    def __init__(self, agency: Agency, mood: Mapping, chance: Chance):
        self.mood, self.chance = mood, chance
        self.rates = {"normative_documents": chance.around(mood["documents"], 0.6),
                      "rules": chance.around(2, 0.4) if agency.makes_rules else 0}
        self.disclosed = {item: chance.poisson(rate * 7) for item, rate in self.rates.items()}
        # What is in force has been disclosed.
        self.in_force = {item: min(chance.poisson(rate * 6), self.disclosed[item]) for item, rate in self.rates.items()}
        self.listed = {item: chance.poisson(mood["licensing"] ** 0.5 * 1.3)
                       for item in ("licensing", "other_services", "penalties", "coercion", "fees")}
        self.decisions = {item: chance.around(mood[source], 0.9) for item, source in
                          (("licensing", "licensing"), ("other_services", "licensing"), ("penalties", "penalties"),
                           ("coercion", "coercion"))}
        self.fees = chance.around(mood["fees"], 1.0) if chance.happens(0.6) else 0.0
        self.places = chance.one((0, 2, 2, 4, 6))

    def _listed(self, item: str) -> tuple[int, int]:
        previous = self.listed[item]
        if not self.mood["licensing"]:  # no powers, no list of items
            return previous, 0
        change = max(-previous, self.chance.one((0, 0, 0, 1, 2, -1, -2, 5, -4, self.chance.poisson(previous / 8))))
        self.listed[item] = previous + change
        return previous, change

    def year_2019(self) -> Values:
        out: Values = {}
        for item, rate in self.rates.items():
            made = self.chance.poisson(rate)
            newly = sum(self.chance.happens(0.92) for _ in range(made))
            self.disclosed[item] += newly
            out |= {("disclosure", item, "made"): made, ("disclosure", item, "newly_disclosed"): newly,
                    ("disclosure", item, "disclosed_total"): self.disclosed[item]}
        for item in self.listed:
            previous, change = self._listed(item)
            out["disclosure", item, "items_previous"], out["disclosure", item, "items_change"] = previous, change
            if item in self.decisions:
                out["disclosure", item, "decisions"] = self._decided(item)
        projects = self.chance.poisson(self.mood["requests"] ** 0.7)
        out["disclosure", "procurement", "projects"] = projects
        spent = sum(self.chance.around(38, 1.2) for _ in range(projects))
        out["disclosure", "procurement", "amount"] = _money(spent, 2)
        return out

    def year_2021(self) -> Values:
        out: Values = {}
        for item, rate in self.rates.items():
            issued = self.chance.poisson(rate)
            repealed = min(self.in_force[item], self.chance.poisson(rate * 0.7))
            self.in_force[item] += issued - repealed
            out |= {("disclosure", item, "issued"): issued, ("disclosure", item, "repealed"): repealed,
                    ("disclosure", item, "in_force"): self.in_force[item]}
        out |= {("disclosure", item, "decisions"): self._decided(item)
                for item in ("licensing", "penalties", "coercion")}
        out["disclosure", "fees", "amount"] = _money(self.chance.around(self.fees, 0.3), self.places)
        return out

    def _decided(self, item: str) -> int:
        return self.chance.poisson(self.chance.around(self.decisions[item], 0.2))


def series(agency: Agency, years: range, editions: Mapping[int, str], chance: Chance,
           mood: str = "") -> dict[int, Values]:
    """year -> address -> number, for an agency that files every year in the edition given for it."""
    mood = words("agencies")["mood"][mood or agency.mood]
    shares = words("mix")
    mix, applicants = chance.mix(shares["outcomes"], 14), chance.mix(shares["applicants"], 40)
    volume, disputes = chance.around(mood["requests"], 0.8), chance.around(mood["disputes"], 0.7)
    carried = {column: chance.poisson(volume * 0.06 * share) for column, share in applicants.items()}
    pending = dict.fromkeys(shares["disputes"]["items"], 0)
    disclosure, found = _Disclosure(agency, mood, chance), {}
    for year in years:
        volume *= chance.around(1.06, 0.3)
        printed = {table.id for table in edition(editions[year]).tables}
        if "requests" in printed:
            tables = [disclosure.year_2019() if editions[year] == "2019" else disclosure.year_2021(),
                      _requests(chance, volume, editions[year], mix, applicants, carried),
                      _disputes(chance, chance.around(disputes, 0.4), pending)]
        else:
            tables = [year_of_list(chance, volume, disputes, mood)] if printed else []
        numbers = {key: Decimal(value) for table in tables for key, value in table.items()}
        found[year] = {key: numbers[key] for key in edition(editions[year]).expected()}
    return found


def added(many: Iterable[Mapping[int, Values]]) -> dict[int, Values]:
    """The sum of several agencies that use one edition; every identity is linear, so it holds in the sum as well."""
    whole: dict[int, Values] = {}
    for one in many:
        for year, values in one.items():
            target = whole.setdefault(year, dict.fromkeys(values, Decimal(0)))
            for key, value in values.items():
                target[key] += value
    return whole
