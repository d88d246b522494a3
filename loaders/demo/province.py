"""The whole fictional province: who reports, what each report says, and which faults it carries.

In:   a number of agencies, years, a seed.
Out:  Province, province().
Promise: pure; the same arguments give the same province, whatever is rendered from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loaders.demo.chance import Chance
from loaders.demo.faults import Fault, plant
from loaders.demo.figures import Values, added, series
from loaders.demo.filing import Filing
from loaders.demo.manner import Manner, manners
from loaders.demo.names import Agency, Division, agencies, divisions, words
from loaders.demo.prose import write
from loaders.demo.stories import stories, with_room, with_stories
from loaders.form import edition, editions
from loaders.report import Report

SEED = 20260101


@dataclass(frozen=True, slots=True)
class Province:
    """The register (divisions, agencies) and every filing, ordered by agency and year."""

    years: range
    divisions: tuple[Division, ...]
    agencies: tuple[Agency, ...]
    filings: tuple[Filing, ...]

    def reports(self) -> Iterator[Report]:
        """Every filing as a perfect reader would hand it on."""
        return (filing.report() for filing in self.filings)


def _used(agency: Agency, years: range, is_late: bool) -> dict[int, str]:
    """The edition an agency uses each year: the one in force, or, for a late one, the old form in 2021 again."""
    late = {2021: "2019"} if is_late else {}
    return {year: late.get(year, _in_force(year)) for year in years}


def _in_force(year: int) -> str:
    """The newest edition that was prescribed by that year; before the first one, the first."""
    known = editions()
    return ([e for e in known if e.first_year <= year] or list(known[:1]))[-1].id


def _late(found: list[Agency], seed: int) -> set[str]:
    """Those who overlooked the new form; never in the county of the aggregate report, whose sums need one edition."""
    whole = {a.district for a in found if a.scope == "aggregate"}
    pool = [a.agency_id for a in found if a.level != "province" and a.district not in whole]
    return set(Chance.of(seed, "late").sample(pool, min(len(pool), words("manners")["gaps"]["old_form_2021"])))


def _true_figures(found: list[Agency], used: dict[str, dict[int, str]], years: range,
                  seed: int) -> dict[str, dict[int, Values]]:
    """The figures of every agency; an aggregate is the sum of its county's agencies, here and not, and its own."""
    own = {a.agency_id: series(a, years, used[a.agency_id], Chance.of(seed, a.agency_id, "figures")) for a in found}
    for whole in (a for a in found if a.scope == "aggregate"):
        members = [own[a.agency_id] for a in found if a.district == whole.district]
        unseen = [series(whole, years, used[whole.agency_id], Chance.of(seed, whole.agency_id, "unseen", n), mood)
                  for n, mood in enumerate(("enforcing", "quiet", "township", "township", "busy"))]
        own[whole.agency_id] = added([*members, *unseen])
    return own


def _manners(agency: Agency, years: range, chance: Chance) -> dict[int, Manner]:
    """An agency keeps its manner, but for a change of clerk now and then."""
    pool = manners()
    weights, now, out = [m.share for m in pool], None, {}
    for year in years:
        if now is None or chance.happens(0.12):
            now = chance.choices(pool, weights)[0]
        out[year] = now
    return out


def _plant(printed: dict[int, dict], used: dict[int, str], chance: Chance) -> list[Fault]:
    rules = words("manners")["faults"]
    found: list[Fault] = []
    for year in printed:
        if not printed[year] or not chance.happens(rules["share"]):
            continue
        shares = rules["kinds" if any(key[0] == "requests" for key in printed[year]) else "kinds_of_list"]
        pool, weights = list(shares), list(shares.values())
        wanted, kinds = 1 + chance.happens(rules["second"]), []
        for _ in range(6):  # a kind without room in this report makes way for another
            kind = chance.choices(pool, weights)[0]
            fault = plant(kind, printed, used, year, chance) if kind not in kinds else None
            if fault:
                found.append(fault)
                kinds.append(kind)
            if len(kinds) == wanted:
                break
    return found


def _filings(agency: Agency, true: dict[int, Values], used: dict[int, str], years: range,
             seed: int) -> Iterator[Filing]:
    chance = Chance.of(seed, agency.agency_id, "filings")
    manner = _manners(agency, years, chance)
    missing = words("manners")["gaps"]["missing"]
    kept = [y for y in years if not chance.happens(missing)] or list(years)
    printed = {y: dict(manner[y].printed(true[y], agency.makes_rules)) for y in kept}
    faults = _plant(printed, used, chance)
    for year in kept:
        day = date(year + 1, 1, 8) + timedelta(days=min(int(chance.around(18, 0.5)), 120))
        before = printed.get(year - 1)
        prose = write(agency, year, edition(used[year]), manner[year], printed[year], before, day,
                      Chance.of(seed, agency.agency_id, year, "prose"))
        yield Filing(agency, year, used[year], manner[year], printed[year], prose, day if prose.is_dated else None,
                     tuple(f for f in faults if f.year == year))


def province(n_agencies: int = 60, years: range = range(2019, 2026), seed: int = SEED) -> Province:
    """The province of that seed with that many agencies, reporting on those years."""
    found = agencies(n_agencies, years, seed)
    late = _late(found, seed)
    used = {a.agency_id: _used(a, years, a.agency_id in late) for a in found}
    true = _true_figures(found, used, years, seed)
    filings = [f for a in found for f in _filings(a, true[a.agency_id], used[a.agency_id], years, seed)]
    return Province(years, tuple(divisions(n_agencies)), tuple(found), tuple(_telling(filings, seed)))


def _telling(filings: list[Filing], seed: int) -> Iterator[Filing]:
    """The filings with what they tell beside their figures, in words of their own or copied ones."""
    told = stories({(f.agency.agency_id, f.year): with_room(f.prose.sections) for f in filings}, seed)
    for filing in filings:
        own = {part: told[filing.agency.agency_id, filing.year, part] for part in with_room(filing.prose.sections)}
        yield replace(filing, prose=replace(filing.prose, sections=with_stories(filing.prose.sections, own)),
                      stories=own)
