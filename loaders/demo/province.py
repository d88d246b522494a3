"""The whole fictional province: who reports, what each report says, and which faults it carries.

In:   a number of agencies, years, a seed.
Out:  Province, province().
Promise: pure; the same arguments give the same province, whatever is rendered from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.demo.arithmetic import Broken
from loaders.demo.chance import Chance
from loaders.demo.drafts import Draft, copy_tables, draft, undercount
from loaders.demo.faults import Fault, told
from loaders.demo.figures import Values, added, series
from loaders.demo.filing import Filing
from loaders.demo.misstated import Told
from loaders.demo.names import Agency, Division, agencies, divisions, words
from loaders.demo.prose import Prose
from loaders.demo.remarks import MEMBER_KINDS, NOWHERE, of_county, of_form, of_others
from loaders.demo.stories import stories, with_room, with_stories
from loaders.demo.worded import worded
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

    @property
    def complete(self) -> tuple[str, ...]:
        """The districts whose register names every agency that their aggregate counts."""
        return tuple(whole.district.district_id for whole, _ in _counties(list(self.agencies)))

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
    """The figures of every agency; an aggregate is the sum of its county's agencies that count to it."""
    own = {a.agency_id: series(a, years, used[a.agency_id], Chance.of(seed, a.agency_id, "figures")) for a in found}
    for whole, members in _counties(found):
        own[whole.agency_id] = added([own[m.agency_id] for m in members])
    return own


def _counties(found: list[Agency]) -> Iterator[tuple[Agency, list[Agency]]]:
    """Each agency that reports for its whole county, with those whose reports it sums up; none has no members."""
    for whole in found:
        if whole.scope == "aggregate" and (members := [a for a in found if a.district == whole.district
                                                       and a.kind in MEMBER_KINDS]):
            yield whole, members


def _told(drafts: dict[str, Draft], found: list[Agency], years: range) -> dict[str, set[Broken]]:
    """agency_id -> all that a checker must tell of its numbers: of its own years, and beside other agencies."""
    plain, used = ({who: getattr(d, name) for who, d in drafts.items()} for name in ("plain", "used"))
    out = {who: told(d.printed, d.used, d.manner) for who, d in drafts.items()}
    for who, alike in of_others(found, years, used, plain).items():
        out[who] |= alike
    for whole, members in _counties(found):
        out[whole.agency_id] |= of_county(whole, years, members, plain)
    return out


def _filings(made: Draft, told: set[Broken], seed: int) -> Iterator[Filing]:
    """The reports with their words. `told`: all that a checker must tell of them; what no planted fault accounts for
    goes to `remarks`."""
    faults = [replace(f, breaks=breaks) for f in made.faults if (breaks := _breaks(f, told))]
    agency, planted = made.agency, {b for fault in faults for b in fault.breaks}
    last: dict[int, Told] = {}
    for year, printed in made.printed.items():
        flaw, form = made.flaws.get(year, ""), edition(made.used[year])
        said = worded(made, year, last.get(year - 1), seed)
        prose = said.prose
        if form.tables:
            last[year] = Told(printed, prose)
        if flaw == "year_stated":
            prose = _of_another_year(prose, year)
        remarks = {*of_form(year, form.id, _in_force(year), printed, [s.number for s in prose.sections])}
        if not prose.is_dated:
            remarks.add(Broken("undated", year, NOWHERE))
        elif flaw in ("late", "early"):
            remarks.add(Broken(flaw, year, NOWHERE))
        if prose.other_year:
            # Nobody is accused of a year that the report itself leaves in doubt.
            remarks = {b for b in remarks if b.identity not in ("edition", "undated")}
            remarks.add(Broken("year_stated", year, NOWHERE))
        if made.manner[year].fee_unit and (key := ("disclosure", "fees", "amount")) in printed:
            remarks |= {Broken("printed_unit", year, key)} if printed[key] is not None else set()
        yield Filing(agency, year, form.id, made.manner[year], printed, prose,
                     made.days[year] if prose.is_dated else None,
                     (*(f for f in faults if f.year == year), *said.slips),
                     tuple(sorted(remarks | said.told | {b for b in told - planted if b.year == year})))


def _breaks(fault: Fault, told: set[Broken]) -> tuple[Broken, ...]:
    """What a fault breaks in the end: a later one (undercount) may have made an earlier one hold again, and breaks what
    only the whole province shows."""
    known = fault.breaks or sorted(b for b in told if b.year == fault.year and b.key in fault.changed)
    return tuple(b for b in known if b in told)


def _of_another_year(prose: Prose, year: int) -> Prose:
    """The period of the figures left as it stood in last year's report, where the prose states it."""
    said, was = f"{year}年1月1日", f"{year - 1}年1月1日"
    sections = tuple(replace(s, text=s.text.replace(said, was)) for s in prose.sections)
    return replace(prose, sections=sections, other_year=year - 1) if sections != prose.sections else prose


def province(n_agencies: int = 60, years: range = range(2019, 2026), seed: int = SEED) -> Province:
    """The province of that seed with that many agencies, reporting on those years."""
    found = agencies(n_agencies, years, seed)
    late = _late(found, seed)
    used = {a.agency_id: _used(a, years, a.agency_id in late) for a in found}
    true = _true_figures(found, used, years, seed)
    drafts = {a.agency_id: draft(a, true[a.agency_id], used[a.agency_id], years, seed) for a in found}
    for whole, members in _counties(found):
        undercount(drafts[whole.agency_id], [drafts[m.agency_id] for m in members], years)
    copy_tables([d for d in drafts.values() if d.agency.scope == "own"], years, seed)
    of_numbers = _told(drafts, found, years)
    filings = [f for a in found for f in _filings(drafts[a.agency_id], of_numbers[a.agency_id], seed)]
    return Province(years, tuple(divisions(n_agencies)), tuple(found), tuple(_telling(filings, seed)))


def _telling(filings: list[Filing], seed: int) -> Iterator[Filing]:
    """The filings with what they tell beside their figures, in words of their own or copied ones."""
    told = stories({(f.agency.agency_id, f.year): with_room(f.prose.sections) for f in filings}, seed)
    for filing in filings:
        own = {part: told[filing.agency.agency_id, filing.year, part] for part in with_room(filing.prose.sections)}
        yield replace(filing, prose=replace(filing.prose, sections=with_stories(filing.prose.sections, own)),
                      stories=own)
