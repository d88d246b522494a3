"""The register: which divisions there are, which agencies report, and which of them a printed name means.

In:   data/reference/divisions.csv and agencies.csv; absent files are an empty register.
Out:  Register.load, .resolve, .agency, .agency_rows, .division_rows; agency_id; Division, Agency, Found.
Promise: the register wins over anything told from a name; what it does not hold is told from the name by
places.py and kinds.py; an ambiguous name gives candidates, never a guess. A Register can be pickled.
"""

import base64
import gc
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.form.labels import normalise
from loaders.register.kinds import canonical_rest, classify, trimmed, without_system
from loaders.register.places import Places
from loaders.register.rows import Agency, Division, Name, read_agencies, read_divisions
from loaders.report import Identity

__all__ = ["Agency", "Division", "Found", "Register", "agency_id"]

# Of these kinds the place may be named without its ending: 苏州工业园区, 南京海关.
_BARE_KINDS = ("zone", "vertical")


@dataclass(frozen=True, slots=True)
class Found:
    """What a printed name means. `agency` has district_id None when the district is not known; then `candidates`
    are the divisions between which the name leaves the choice. `how`: register | near | name | unknown."""

    agency: Agency
    how: str
    candidates: tuple[Division, ...] = ()
    out_of_year: bool = False


def agency_id(district_id: str | None, rest: str) -> str:
    """district code + "-" + a slug of the name: `rest` is the canonical name after the district, or, while the
    district is not known (None), the whole name; then the id begins with unknown-."""
    slug = base64.b32encode(hashlib.sha256(canonical_rest(normalise(rest)).encode()).digest()[:5]).decode().lower()
    return f"{district_id or 'unknown'}-{slug}"


def _of_year(entries: Sequence[tuple[Name, Agency]], year: int | None) -> Found | None:
    """The one registered agency that bears the name in that year, else the only one that ever did; None when several
    or none do."""
    for is_in_use in (True, False):
        found = {agency.agency_id: agency for name, agency in entries if not is_in_use or name.used_in(year)}
        if found:
            return Found(next(iter(found.values())), "register", (), not is_in_use) if len(found) == 1 else None
    return None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing that a register is made of becomes garbage: of a country's, half the time went into looking for some."""
    is_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_collecting:
            gc.enable()


class Register:
    """Divisions and agencies of a data root."""

    def __init__(self, divisions: Sequence[Division] = (), agencies: Sequence[Agency] = ()):
        self.divisions = tuple(divisions)
        self.agencies = tuple(agencies)
        self._places = Places(self.divisions)
        self._by_code: dict[str, list[Division]] = {}
        for division in self.divisions:
            self._by_code.setdefault(division.district_id, []).append(division)
        self._by_id = {agency.agency_id: agency for agency in self.agencies}
        self._by_name: dict[str, list[tuple[Name, Agency]]] = {}
        self._by_district: dict[str | None, list[tuple[Name, Agency]]] = {}
        self._by_rest: dict[str | None, dict[str, list[tuple[Name, Agency]]]] = {}
        for agency in self.agencies:
            for name in agency.names:
                self._by_name.setdefault(trimmed(name.text), []).append((name, agency))
                self._by_district.setdefault(agency.district_id, []).append((name, agency))

    @classmethod
    def load(cls, folder: Path) -> "Register":
        """The register of a reference folder. Raises BadForm naming file, line, value and what to do."""
        with _uncollected():
            divisions = read_divisions(Path(folder) / "divisions.csv")
            places = Places(divisions)

            def could_mean(name: str, district_id: str) -> bool:
                told = places.read(without_system(trimmed(name))[1], None, (district_id,)).division
                return told is not None and told.district_id == district_id

            return cls(divisions, read_agencies(Path(folder) / "agencies.csv", divisions, could_mean))

    def _called(self, district_id: str | None, rest: str) -> Sequence[tuple[Name, Agency]]:
        """The names of a district's agencies that say this after the place. Read when a district is first asked for: a
        country's take ten seconds, and a build meets few."""
        if district_id not in self._by_rest:
            known = self._by_rest[district_id] = {}
            for name, agency in self._by_district.get(district_id, ()):
                told = self._places.read(without_system(trimmed(name.text))[1], None, (district_id,)).rest
                known.setdefault(canonical_rest(told), []).append((name, agency))
        return self._by_rest[district_id].get(rest, ())

    def agency(self, agency_id: str) -> Agency | None:
        """The registered agency of that id."""
        return self._by_id.get(agency_id)

    def division(self, district_id: str | None, year: int | None = None) -> Division | None:
        """The division of that code as it stood in `year` (None: now), else its latest form."""
        found = self._by_code.get(district_id, ())
        return next((d for d in found if d.stood_in(year)), found[-1] if found else None)

    def place(self, text: str, year: int | None) -> Division | None:
        """The one division that a text (a folder, a site's name) begins with; None when none or several."""
        return self._places.read(normalise(text), year).division

    def resolve(self, name: str, year: int | None, near: Iterable[str] = ()) -> Found:
        """What agency a printed name means in a report on `year`; `near`: district ids told by folder or title."""
        printed = trimmed(name)
        if registered := _of_year(self._by_name.get(printed, ()), year):
            return registered
        system, local = without_system(printed)
        kind = "vertical" if system else classify(local)
        reading = self._places.read(local, year, near, bare=kind in _BARE_KINDS)
        rest = canonical_rest(reading.rest)
        if reading.division is None:
            known = [entry for d in reading.candidates for entry in self._called(d.district_id, rest)]
            if len({agency.agency_id for _, agency in known}) == 1 and (registered := _of_year(known, year)):
                return registered
            whole = system + (local if reading.candidates or not reading.rest else canonical_rest(local))
            return Found(Agency(agency_id(None, whole), whole, whole, kind, None, None), "unknown", reading.candidates)
        if registered := _of_year(self._called(reading.division.district_id, rest), year):
            return replace(registered, out_of_year=registered.out_of_year or reading.out_of_year)
        kind = kind if system else classify(rest)
        place = self.everyday_label(reading.division)
        short = rest
        if reading.bare:
            # 苏州工业园区 is not 苏州市工业园区: the place stays as the agency bears it.
            place = local.removesuffix(reading.rest)
            short = place + rest
        level = "town" if kind in ("town", "subdistrict") else reading.division.level
        told = Agency(agency_id(reading.division.district_id, rest), system + place + rest, short, kind,
                      reading.division.district_id, level)
        return Found(told, "near" if reading.by_near else "name", (), reading.out_of_year)

    def inside(self, name: str, district_id: str, year: int | None) -> Agency | None:
        """The agency that a name means within a district a person has told; None when the name is another place's."""
        found = self.resolve(name, year, [district_id])
        if found.how == "unknown" and not found.candidates:
            division = self.division(district_id, year)
            found = self.resolve(division.full_label + name, year) if division else found
        return found.agency if found.agency.district_id == district_id else None

    def agency_rows(self, seen: Iterable[Identity], with_registered: bool = True) -> list[dict]:
        """One row of the `agencies` table an agency: all registered, and those of `seen` (agency, agency_id, district
        and year set) that the register does not hold. Of several printed names the one in the latest year is kept."""
        rows = {agency.agency_id: agency for agency in self.agencies} if with_registered else {}
        for identity in sorted((i for i in seen if i.agency_id and i.agency), key=lambda i: (i.year or 0, i.agency)):
            if identity.agency_id not in self._by_id:
                rows[identity.agency_id] = self._told(identity)
        return [{"agency_id": a.agency_id, "label": a.label, "short_label": a.short_label, "kind": a.kind,
                 "district_id": a.district_id, "level": a.level, "aliases": [n.text for n in a.names[1:]],
                 "is_registered": a.is_registered, "first_year": a.first_year, "last_year": a.last_year}
                for a in sorted(rows.values(), key=lambda a: (a.district_id or "~", a.agency_id))]

    def division_rows(self) -> list[dict]:
        """One row of the `divisions` table a division and name, sorted by code; absent parents are None."""
        return [{"district_id": d.district_id, "label": d.label, "full_label": d.full_label, "level": d.level,
                 "parent_id": d.parent_id or None, "province_id": d.province_id, "city_id": d.city_id or None,
                 "valid_from": d.valid_from, "valid_to": d.valid_to}
                for d in sorted(self.divisions, key=lambda d: (d.district_id, d.valid_from))]

    def _told(self, identity: Identity) -> Agency:
        """An agency that only documents name, under the id they were stored with."""
        near = (identity.district,) if identity.district else ()
        told = self.resolve(identity.agency, identity.year, near).agency
        return Agency(identity.agency_id, told.label, told.short_label, told.kind, identity.district,
                      told.level if identity.district else None)

    def everyday_label(self, division: Division) -> str:
        """The name as agencies bear it: 淮安市洪泽区, 北京市朝阳区, 仙桃市, 江苏省."""
        province = self.division(division.province_id)
        if division.level == "county" and province and (division.city_id or province.label.endswith("市")):
            city = self.division(division.city_id or division.province_id, division.valid_to)
            return (city.label if city else "") + division.label
        return division.label
