"""Which of the names a document states is the reporting agency, and where it belongs.

In:   names as printed (Claim), the Register, and what file, folders and page say of the place (Names).
Out:  choose() -> Chosen, its evidence, and the doubts that names raise.
Promise: the first name that is an agency's wins; a name that fits several districts is settled by a parent named in
title, folders, page or text, else its district stays None with the candidates as evidence. A name that says another
agency is evidence and a doubt; a government and its office, or one name with and without its city, do not contradict.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from loaders.form.phrases import tight
from loaders.identify.titles import agency_name
from loaders.register import Found, Register, agency_id
from loaders.report import Evidence

# A report of the government is made, and often signed, by its office.
_ONE_HOUSE = {"gov", "gov_office"}
_YEARS = re.compile(r"[0-9]{2,}年?度?")
MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """A name as printed, its source in Chinese, the words. `must_be_known`: it counts only as a sure agency name."""

    name: str
    source: str
    quote: str
    must_be_known: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The agency that a name means. `rest`: the name without its place; `candidates`: where the place is not told."""

    printed: str
    agency_id: str
    district: str | None
    kind: str
    rest: str
    candidates: tuple[str, ...] = ()
    is_out_of_year: bool = False

    def contradicts(self, other: "Chosen") -> bool:
        """Whether the two cannot be meant as one: another place, or another agency of it."""
        if self.agency_id == other.agency_id or self.printed.endswith(other.printed):
            return False
        is_same_place = None in (self.district, other.district) or self.district == other.district
        return not (is_same_place and ({self.kind, other.kind} <= _ONE_HOUSE or self.rest == other.rest))


class Names:
    """The register, with what file name, folders and page say of the place."""

    def __init__(self, register: Register, name: str, metadata: Mapping[str, str]):
        self.register = register
        path = PurePosixPath(name.replace("\\", "/"))
        self.folders = [part for part in path.parts[:-1] if not _YEARS.fullmatch(part)][-MOST_PARTS:]
        self._metadata = [metadata[key] for key in ("site", "title", "source") if metadata.get(key)]
        self.stem = path.name.rsplit(".", 1)[0]
        self._near: dict[int | None, list[tuple[str, str, str]]] = {}

    def near(self, year: int | None) -> list[tuple[str, str, str]]:
        """(district_id, source, words) of the places named around the document, nearest first."""
        if year not in self._near:
            joined = ["".join(self.folders[at:]) for at in range(len(self.folders))]
            texts = [(self.stem, "文件名"), *((text, "文件夹") for text in joined),
                     *((text, "网页") for text in self._metadata)]
            self._near[year] = [(place.district_id, source, text) for text, source in texts
                                if (place := self.register.place(text, year))]
        return self._near[year]

    def folder_place(self, year: int | None) -> tuple[str, str] | None:
        """(label, words) of the deepest place that the folders name."""
        places = [(d, words) for d, source, words in self.near(year) if source == "文件夹"]
        found = [(self.register.division(d, year), words) for d, words in places]
        return max(((d.full_label, w) for d, w in found if d), key=lambda pair: len(pair[0]), default=None)

    def resolve(self, name: str, year: int | None) -> Found:
        return self.register.resolve(name, year, [district for district, _, _ in self.near(year)])

    def sureness(self, name: str, year: int | None) -> int:
        """3 known district or registered, 2 one of several districts, 1 only a kind of agency, 0 no agency's name."""
        found = self.resolve(name, year)
        if found.how != "unknown":
            # A place alone (淮安市) may stand for its government in a title; anything odd after it is no agency.
            return 3 if found.agency.kind != "unknown" or found.how == "register" else 0
        return 2 if found.candidates and found.agency.kind != "unknown" else int(found.agency.kind != "unknown")

    def is_agency(self, name: str) -> bool:
        return self.sureness(name, None) > 0


def choose(claims: Sequence[Claim], names: Names, year: int | None, text: str
           ) -> tuple[Chosen | None, list[Evidence], frozenset[str]]:
    """The reporting agency of the first claim that names one; `text`: the tight prose, where parents may be named."""
    chosen, evidence, doubts = None, [], set()
    for claim in claims:
        name = agency_name(claim.name)
        # A line beside the title must be an agency's whole name, not a place in a sentence or an address.
        if not name or claim.must_be_known and names.sureness(name, year) < 2 or len(name) < 3:
            continue
        told, settled = _settle(name, names, year, text)
        if chosen is None:
            chosen = told
            evidence += [Evidence("agency", told.printed, claim.source, claim.quote), *settled]
            doubts |= {"name_out_of_year"} if told.is_out_of_year else set()
        elif not chosen.contradicts(told):
            evidence.append(Evidence("agency", told.printed, claim.source, claim.quote))
        elif claim.must_be_known is False:
            evidence.append(Evidence("agency", told.printed, f"{claim.source}（与采用的机关不同）", claim.quote))
            # 办公室 or 领导小组 under the text says little; a name that is surely an agency's says another one.
            doubts |= {"agency_conflict"} if names.sureness(name, year) > 1 else set()
    return chosen, evidence, frozenset(doubts)


def _settle(name: str, names: Names, year: int | None, text: str) -> tuple[Chosen, list[Evidence]]:
    """A name with its agency and district, and why."""
    found = names.resolve(name, year)
    if found.how == "unknown":
        found, extra = _by_surroundings(name, found, names, year, text)
        if found.how == "unknown":
            # Equal names of different districts must not fall together: the folders keep them apart.
            salt = "/".join(names.folders) if found.candidates else ""
            several = "、".join(division.full_label for division in found.candidates)
            told = Chosen(name, agency_id(None, found.agency.label + salt), None, found.agency.kind, name, tuple(
                f"{division.district_id} {division.full_label}" for division in found.candidates))
            return told, [Evidence("district", "", "名称对应多个区划，未定", several)] if several else []
    else:
        extra = []
    agency = found.agency
    source = {"register": "机关名录", "near": "名称与上级"}.get(found.how, "名称")
    division = names.register.division(agency.district_id, year)
    quote = division.full_label if division else agency.district_id
    if found.how == "near":
        extra += [Evidence("district", district, source, words) for district, source, words in names.near(year)
                  if division and division.lies_in(district)][:1]
    if found.out_of_year and found.how == "register":
        source += f"（机关名录中该名称不用于{year}年）"
    elif found.out_of_year:
        source += f"（该名称在{year}年已不用）" if division and division.valid_to else f"（该名称在{year}年尚未启用）"
    # A title may name the place alone: 淮安市2024年…年度报告 is its government's.
    printed = agency.label if division and name in (division.label, division.full_label) else name
    return Chosen(printed, agency.agency_id, agency.district_id, agency.kind, agency.short_label, (),
                  found.out_of_year), [
        Evidence("district", agency.district_id, source, quote), *extra]


def _by_surroundings(name: str, found: Found, names: Names, year: int | None, text: str
                     ) -> tuple[Found, list[Evidence]]:
    """Settles a name that fits several districts by full names in the text, or one without a place by its folders."""
    named = {d.district_id: label for d in found.candidates
             for label in (d.full_label, names.register.everyday_label(d)) if label != d.label and label in text}
    if len(named) == 1:
        (district, label), = named.items()
        return names.register.resolve(name, year, [district]), [Evidence("district", district, "正文", label)]
    place = names.folder_place(year)
    if place and not found.candidates and found.agency.kind not in ("unknown", "vertical"):
        inside = names.register.resolve(place[0] + tight(name), year)
        if inside.how != "unknown":
            return inside, [Evidence("district", inside.agency.district_id, "文件夹", place[1])]
    return found, []
