"""The sections to be compared, and the rows that tell what two of them share.

In:   the tables sections and reports; pairs.
Out:  Section, chosen(); Writer.row().
Promise: of a report's part the longest section is taken. Places are counted in characters of the section's text.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.similar.corpus import Corpus
from loaders.similar.passages import Passage, passages
from loaders.similar.settings import Settings, settings
from loaders.similar.texts import Compared, compared, numbers

_LEAD = ("report_id", "sha256", "agency_id", "district_id", "year")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of one report. `name`: the agency's name as printed, without blanks."""

    report_id: str
    sha256: str
    agency_id: str
    district_id: str | None
    year: int
    number: int
    position: int
    scope: str
    name: str
    text: str


def chosen(sections: pa.Table, reports: pa.Table) -> list[Section]:
    """The parts to be compared, of reports in use and of a known year, ordered by year, district and agency."""
    rules = settings()
    about = {r["sha256"]: r for r in reports.select(["sha256", "report_id", "scope", "agency_label", "is_current"])
             .to_pylist() if r["is_current"]}
    wanted = pc.and_(pc.is_in(sections["number"], pa.array(rules.sections, sections["number"].type)),
                     pc.and_(sections["is_current"], pc.is_valid(sections["year"])))
    best: dict[tuple[str, int], dict] = {}
    columns = [*_LEAD, "number", "position", "text"]
    for row in sections.filter(wanted).select(columns).to_pylist():
        key = row["sha256"], row["number"]
        if row["sha256"] in about and (key not in best or len(row["text"]) > len(best[key]["text"])):
            best[key] = row
    found = []
    for row in best.values():
        report = about[row["sha256"]]
        name = "".join((report["agency_label"] or row["agency_id"]).split())
        found.append(Section(**{**row, "text": row["text"][:rules.longest]}, scope=report["scope"], name=name))
    return sorted(found, key=lambda s: (s.year, s.district_id or "", s.agency_id, s.report_id, s.number))


class Writer:
    """Turns a pair of sections into a row of `similarities`."""

    def __init__(self, whole: Corpus, parts: list[Section], rules: Settings):
        self.whole, self.parts, self.rules = whole, parts, rules
        self._compared = lru_cache(maxsize=4000)(self._compare)

    def _compare(self, i: int) -> tuple[Compared, str]:
        seen = compared(self.parts[i].text)
        return seen, seen.string

    def row(self, i: int, j: int, kind: str, rank: int) -> dict | None:
        """The row of section i beside section j; None when exact comparison leaves less than is stored."""
        one, other = self.parts[i], self.parts[j]
        (seen, text), (there, other_text) = self._compared(i), self._compared(j)
        own = self.whole.own[self.whole.part(i)]
        shared = [part for passage in passages(text, other_text, self.rules.passage) for part in _own(passage, own)]
        n_own, n_shared = int(self.whole.lengths[i]), sum(p.end - p.start for p in shared)
        if n_shared < max(self.rules.stored * n_own, self.rules.fewest):
            return None
        said = [n for p in shared for n in numbers(one.text, seen, p.start, p.end)]
        says = [n for p in shared for n in numbers(other.text, there, p.other, p.other + p.end - p.start)]
        return {
            **{name: getattr(one, name) for name in _LEAD}, "section": one.number, "position": one.position,
            "kind": kind, "rank": rank, "other_report_id": other.report_id, "other_sha256": other.sha256,
            "other_agency_id": other.agency_id, "other_year": other.year, "other_section": other.number,
            "other_position": other.position, "share": n_shared / n_own, "n_shared": n_shared, "length": n_own,
            "n_characters": len(text), "n_numbers": len(said),
            "n_numbers_changed": sum(a != b for a, b in zip(said, says, strict=True)),
            "passages": [{"start": start, "end": end, "other_start": first, "other_end": last} for p in shared
                         for (start, end), (first, last) in [(_span(seen, one.text, p.start, p.end), _span(
                             there, other.text, p.other, p.other + p.end - p.start))]],
            "everyday": [{"start": start, "end": end} for first, last in _runs(~own)
                         for start, end in [_span(seen, one.text, first, last)]]}


def _own(passage: Passage, own: np.ndarray) -> list[Passage]:
    """The pieces of a passage that are the section's own."""
    return [Passage(passage.start + first, passage.start + last, passage.other + first)
            for first, last in _runs(own[passage.start:passage.end])]


def _runs(mask: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.view(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist()))


def _span(seen: Compared, text: str, start: int, end: int) -> tuple[int, int]:
    """Where these signs stand in the text; a number at the end with all its digits."""
    last = int(seen.place[end - 1]) + 1
    after = int(seen.place[end]) if end < len(seen.place) else len(text)
    while last < after and (text[last].isalnum() or (text[last] in ".,％%" and last + 1 < after
                                                     and text[last + 1].isalnum())):
        last += 1
    return int(seen.place[start]), last
