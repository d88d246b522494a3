"""The register's files as typed rows: what a division and an agency are, and how their CSV is read and written.

In:   divisions.csv, agencies.csv (UTF-8, with or without a byte-order mark, as a spreadsheet saves them).
Out:  Division, Agency; read_divisions, read_agencies, write_rows.
Promise: a file that breaks its rules raises BadForm with file, line, value seen, value expected and the next step.
Reading and writing an untouched file gives the same bytes.
"""

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import BadForm
from loaders.form.labels import normalise
from loaders.reference_rows import read_rows

DIVISION_COLUMNS = ("district_id", "label", "full_label", "level", "parent_id", "province_id", "city_id",
                    "valid_from", "valid_to")
AGENCY_COLUMNS = ("agency_id", "label", "short_label", "kind", "district_id", "level", "aliases",
                  "first_year", "last_year")
KINDS = ("gov", "gov_office", "dept", "town", "subdistrict", "zone", "vertical", "authorised", "unknown")
_ALIAS = re.compile(r"[^@]+(?:@(?:[0-9]{4}|[0-9]{4}-(?:[0-9]{4})?|-[0-9]{4}))?")
AGENCY_LEVELS = ("province", "city", "county", "town")


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division under one name; valid_to None while it lasts. parent_id "" for a province."""

    district_id: str
    label: str
    full_label: str
    level: str  # province | city | county
    parent_id: str
    province_id: str
    city_id: str
    valid_from: int
    valid_to: int | None

    # Every reader is given the register: as a tuple each, a country's takes it 3 s, field by field 12.
    def __reduce__(self) -> tuple:
        return Division, (self.district_id, self.label, self.full_label, self.level, self.parent_id, self.province_id,
                          self.city_id, self.valid_from, self.valid_to)

    def stood_in(self, year: int | None) -> bool:
        """Whether it stood at the end of `year`; None asks whether it stands now."""
        if year is None:
            return self.valid_to is None
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)

    def lies_in(self, district_id: str) -> bool:
        """Whether it is that division or lies inside it."""
        return district_id in (self.district_id, self.parent_id, self.city_id, self.province_id)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an agency and the report years that it is used in; None for an open end."""

    text: str
    first: int | None = None
    last: int | None = None

    def __reduce__(self) -> tuple:
        return Name, (self.text, self.first, self.last)

    def used_in(self, year: int | None) -> bool:
        """Whether reports on `year` bear it; None asks whether it is in use now."""
        if year is None:
            return self.last is None
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    def meets(self, other: "Name") -> bool:
        """Whether there is a year that both are used in."""
        return ((self.first or 0) <= (other.last or 9999)) and ((other.first or 0) <= (self.last or 9999))


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency as the register or, failing that, its printed name has it. Levels as Division's, and town. `aliases`
    as the file writes them: a name, or name@2012-2018, name@-2018, name@2012- for one used in those report years."""

    agency_id: str
    label: str
    short_label: str
    kind: str
    district_id: str | None
    level: str | None
    aliases: tuple[str, ...] = ()
    is_registered: bool = False
    first_year: int | None = None
    last_year: int | None = None

    def __reduce__(self) -> tuple:
        return Agency, (self.agency_id, self.label, self.short_label, self.kind, self.district_id, self.level,
                        self.aliases, self.is_registered, self.first_year, self.last_year)

    @property
    def names(self) -> tuple[Name, ...]:
        """The label, then the aliases with their years."""
        return Name(self.label), *map(_alias, self.aliases)


def _alias(text: str) -> Name:
    if "@" not in text:
        return Name(text.strip())
    name, _, years = text.partition("@")
    first, _, last = years.partition("-") if "-" in years else (years, "", years)
    return Name(name.strip(), int(first) if first else None, int(last) if last else None)


def read_divisions(path: Path) -> tuple[Division, ...]:
    """divisions.csv, in file order; () where there is no file."""
    rows, found = read_rows(path, DIVISION_COLUMNS), []
    known = {row["district_id"] for _, row in rows}
    seen: dict[str, list[tuple[int, int]]] = {}
    for line, row in rows:
        code, place = row["district_id"], f"{path.name} 第 {line} 行"
        if not (len(code) == 6 and code.isascii() and code.isdigit()):
            raise BadForm(f"{place}：区划代码“{code}”不是六位数字。请改为六位代码，如 320813。")
        if row["level"] not in AGENCY_LEVELS[:3]:
            raise BadForm(f"{place}：level“{row['level']}”不是 province、city、county 之一。请改正。")
        if not row["label"]:
            raise BadForm(f"{place}：{code} 没有名称（label）。请填写。")
        for column in ("parent_id", "province_id", "city_id"):
            if row[column] and row[column] not in known:
                raise BadForm(f"{place}：{column}“{row[column]}”不在本文件中。请增加这一上级，或改正代码。")
        first = _year(row["valid_from"], "valid_from", place)
        last = _year(row["valid_to"], "valid_to", place)
        if first is None:
            raise BadForm(f"{place}：{code} 没有启用年（valid_from）。请填写；不详可填 1980。")
        if last is not None and last < first:
            raise BadForm(f"{place}：停用年 {last} 早于启用年 {first}。请改正。")
        for start, end in seen.setdefault(code, []):
            if first <= end and start <= (last or 9999):
                raise BadForm(f"{place}：代码 {code} 在同一年份出现两次。请删去一行，或写明各自的起止年。")
        seen[code].append((first, last or 9999))
        found.append(Division(*(row[column] for column in DIVISION_COLUMNS[:7]), first, last))
    return tuple(found)


def read_agencies(path: Path, divisions: Iterable[Division],
                  could_mean: Callable[[str, str], bool] = lambda name, district_id: False) -> tuple[Agency, ...]:
    """agencies.csv, in file order; () where there is no file. Every district must be one of `divisions`.

    `could_mean`: whether a name by itself may stand for an agency of that district. Two agencies of different districts
    may share such a name (鼓楼区教育局 of five cities): where a document stands tells them apart, else nothing does."""
    districts = {division.district_id for division in divisions}
    ids: dict[str, int] = {}
    names: dict[str, list[tuple[Name, int, str]]] = {}
    found = []
    for line, row in read_rows(path, AGENCY_COLUMNS):
        place = f"{path.name} 第 {line} 行"
        aliases = tuple(alias.strip() for alias in row["aliases"].replace("；", ";").split(";") if alias.strip())
        if not row["agency_id"] or not row["label"]:
            raise BadForm(f"{place}：agency_id 或 label 空缺。两者都要填写。")
        if row["agency_id"] in ids:
            raise BadForm(f"{place}：代码“{row['agency_id']}”与第 {ids[row['agency_id']]} 行重复。"
                          "每个机关一个代码，请改正。")
        if row["district_id"] not in districts:
            raise BadForm(f"{place}：区划代码“{row['district_id']}”不在 divisions.csv 中。请改正，或先增加这一区划。")
        if row["kind"] not in KINDS:
            raise BadForm(f"{place}：类别“{row['kind']}”不是 {'、'.join(KINDS)} 之一。请改正。")
        if row["level"] not in AGENCY_LEVELS:
            raise BadForm(f"{place}：level“{row['level']}”不是 {'、'.join(AGENCY_LEVELS)} 之一。请改正。")
        for alias in aliases:
            if not _ALIAS.fullmatch(alias):
                raise BadForm(f"{place}：别名“{alias}”的年份写法不对。"
                              "请写成 名称@2012-2018、名称@-2018 或 名称@2012-。")
        for name in dict.fromkeys((Name(row["label"]), *map(_alias, aliases))):
            taken = names.setdefault(normalise(name.text), [])
            for other, at, district in taken:
                are_namesakes = district != row["district_id"] and all(
                    could_mean(name.text, one) for one in (district, row["district_id"]))
                if at != line and name.meets(other) and not are_namesakes:
                    raise BadForm(f"{place}：名称“{name.text}”已由第 {at} 行占用。同一名称同一年只能属于一个机关，"
                                  "请删去一处，或写成带上级地名的全称，或写明各自的年份（名称@2012-2018）。")
            taken.append((name, line, row["district_id"]))
        ids[row["agency_id"]] = line
        found.append(Agency(row["agency_id"], row["label"], row["short_label"] or row["label"], row["kind"],
                            row["district_id"], row["level"], aliases, True,
                            _year(row["first_year"], "first_year", place), _year(row["last_year"], "last_year", place)))
    return tuple(found)


def write_rows(path: Path, columns: tuple[str, ...], rows: Iterable[Division | Agency]) -> None:
    """Divisions or agencies as CSV: UTF-8, one line feed a row, empty for None."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            values = (getattr(row, column) for column in columns)
            writer.writerow(["" if v is None else ";".join(v) if isinstance(v, tuple) else v for v in values])


def _year(text: str, column: str, place: str) -> int | None:
    if not text:
        return None
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise BadForm(f"{place}：{column}“{text}”不是四位年份。请改为如 2016，或留空。")
    return int(text)
