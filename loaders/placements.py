"""Placements: a person says which agency, district or year a document is of, where it does not say so itself.

In:   data/reference/placements.csv; reports as their documents tell them; the register.
Out:  the reports with that identity, and the evidence that a person decided it.
Promise: a placement speaks of one document, by its bytes (sha256) or, where none are given, by its name; one that
meets no document stops the build with its line. What the document itself said stays as evidence.

Columns: document, sha256 (one of the two), agency_id of agencies.csv or agency (a name) with district_id, year, note,
decided_on. What is left empty stays as it was told.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from loaders.errors import BadForm, DisclosureError
from loaders.identify.doubts import OF_YEAR, unknown
from loaders.reference_rows import read_rows
from loaders.register import Register
from loaders.report import Evidence, Identity, Report

FILE = "placements.csv"
COLUMNS = ("document", "sha256", "agency_id", "agency", "district_id", "year", "note", "decided_on")
SOURCE = "人工确定"
_FIRST_YEAR, _LAST_YEAR = 2008, 2099


class StalePlacement(DisclosureError):
    """A placement of a document that is not there, or no longer with these bytes."""

    id = "stale_placement"
    title = "归属确定已过时"
    exit_code = 12


@dataclass(frozen=True, slots=True)
class Placement:
    """One line of the file, its agency resolved. agency_id, agency, district and year are None where not decided."""

    line: int
    document: str
    sha256: str
    agency_id: str | None
    agency: str | None
    district: str | None
    year: int | None
    note: str
    decided_on: str

    def apply(self, who: Identity) -> Identity:
        """The identity with what was decided, and its doubts settled as far as that goes."""
        words = "，".join(filter(None, (self.decided_on, self.note))) or FILE
        decided = [("agency", self.agency), ("district", self.district), ("year", self.year)]
        evidence = [Evidence(name, str(value), SOURCE, words) for name, value in decided if value is not None]
        settled = who
        if self.agency_id:
            settled = replace(settled, agency=self.agency, agency_id=self.agency_id, district=self.district,
                              doubts=tuple(d for d in settled.doubts if d in OF_YEAR), candidates=())
        if self.year:
            settled = replace(settled, year=self.year,
                              doubts=tuple(d for d in settled.doubts if d not in OF_YEAR and d != "name_out_of_year"))
        return replace(settled, evidence=(*evidence, *who.evidence))


class Placements:
    """All placements of a data root."""

    def __init__(self, placements: Iterable[Placement] = ()):
        self.all = tuple(placements)
        self._by_bytes = {p.sha256: p for p in self.all if p.sha256}
        self._by_name = {p.document: p for p in self.all if not p.sha256}

    @classmethod
    def load(cls, path: Path, register: Register) -> "Placements":
        """No file means no placements. Raises BadForm naming the line."""
        found, lines = [], {}
        for line, row in read_rows(path, COLUMNS):
            placement = _placement(f"{path.name} 第 {line} 行", line, row, register)
            key = placement.sha256 or placement.document
            if key in lines:
                raise BadForm(f"{path.name} 第 {line} 行：这份文件已由第 {lines[key]} 行确定。"
                              "一份文件只能有一行，请删去一行。")
            lines[key] = line
            found.append(placement)
        return cls(found)

    def of(self, sha256: str, name: str) -> Placement | None:
        return self._by_bytes.get(sha256) or self._by_name.get(name)

    def fingerprint(self, sha256: str, name: str) -> str:
        """Changes with what was decided of that document; "" where nothing was."""
        placement = self.of(sha256, name)
        if placement is None:
            return ""
        said = asdict(placement) | {"line": 0}
        return hashlib.sha256(repr(sorted(said.items())).encode()).hexdigest()[:16]

    def place(self, report: Report) -> Report:
        """The report as a person placed it; itself where nobody did."""
        placement = self.of(report.sha256, report.name)
        if placement is None:
            return report
        who = placement.apply(report.identity)
        gone = set(unknown(report.identity)) - set(unknown(who))
        reason = "；".join(part for part in report.reason.split("；") if part not in gone)
        return replace(report, identity=who, reason=reason, status=report.status if reason else "complete")

    def settle(self, documents: Collection[tuple[str, str]]) -> None:
        """Raises StalePlacement with every line that meets none of the loaded documents, (name, sha256) each."""
        names, known = {name for name, _ in documents}, {sha256 for _, sha256 in documents}
        stale = [p for p in self.all if (p.sha256 not in known if p.sha256 else p.document not in names)]
        if stale:
            raise StalePlacement("\n".join(_stale(p, p.document in names) for p in stale))


def decide(place: str, agency_id: str, agency: str, district_id: str, year: str, register: Register
           ) -> tuple[str | None, str | None, str | None, int | None]:
    """(agency_id, agency, district, year) of what a person wrote. `place`: where it was written. Raises BadForm."""
    if year and not (len(year) == 4 and year.isascii() and year.isdigit() and _FIRST_YEAR <= int(year) <= _LAST_YEAR):
        raise BadForm(f"{place}：年度“{year}”不是 {_FIRST_YEAR} 年以后的四位年份。请改为报告所述的年度，如 2024。")
    of_year = int(year) if year else None
    if agency_id:
        known = register.agency(agency_id)
        if known is None:
            raise BadForm(f"{place}：机关代码“{agency_id}”不在 agencies.csv 中。"
                          "请先登记，或改写 agency 与 district_id。")
        if district_id and district_id != known.district_id:
            raise BadForm(f"{place}：{agency_id} 的区划是 {known.district_id}，不是“{district_id}”。请改正其一。")
        return known.agency_id, known.label, known.district_id, of_year
    if bool(agency) != bool(district_id):
        raise BadForm(f"{place}：机关名称（agency）和区划代码（district_id）要一起写。请补上缺的一个。")
    if not agency:
        if of_year is None:
            raise BadForm(f"{place}：没有写机关，也没有写年度。请至少写一样。")
        return None, None, None, of_year
    if register.division(district_id) is None:
        raise BadForm(f"{place}：区划代码“{district_id}”不在 divisions.csv 中。请改正，或先增加这一区划。")
    told = register.inside(agency, district_id, of_year)
    if told is None:
        raise BadForm(f"{place}：“{agency}”这个名称属于别的区划，不在 {district_id}。请改正名称或区划代码。")
    return told.agency_id, agency, district_id, of_year


def _placement(place: str, line: int, row: dict[str, str], register: Register) -> Placement:
    if not row["document"] and not row["sha256"]:
        raise BadForm(f"{place}：没有写是哪份文件。请填 document（文件名）或 sha256。")
    if row["sha256"] and not (len(row["sha256"]) == 64 and set(row["sha256"]) <= set("0123456789abcdef")):
        raise BadForm(f"{place}：sha256“{row['sha256']}”不是 64 位十六进制。"
                      "请从 disclosure place --json 抄来，或只写 document。")
    decided = decide(place, row["agency_id"], row["agency"], row["district_id"], row["year"], register)
    return Placement(line, row["document"], row["sha256"], *decided, row["note"], row["decided_on"])


def _stale(p: Placement, name_is_known: bool) -> str:
    seen = "这个文件的内容已与当时不同" if name_is_known else "没有读到这份文件"
    return (f"{FILE} 第 {p.line} 行：{p.document or p.sha256} {seen}。"
            "请核对后改正或删去这一行（disclosure place 文件名 --undo）；本次没有发布，原有数据照常可看。")
