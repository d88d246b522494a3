"""What a user's district fixes for the checks: when reports are due, and whose register is whole.

In:   data/reference/deadlines.csv and complete.csv.
Out:  Reference: deadlines, complete; Reference.load().
Promise: a file that is absent fixes nothing; one that breaks its rules raises BadForm with file, line, what was seen
and what to do.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loaders.errors import BadForm

DEADLINES, COMPLETE = "deadlines.csv", "complete.csv"
DEADLINE_COLUMNS = ("level", "kind", "scope", "district_id", "first_year", "last_year", "month", "day", "basis")
COMPLETE_COLUMNS = ("district_id", "first_year", "last_year", "basis")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Reports are due on that day of the year after. What is empty ("" or None) is any; `district_id` and what lies in
    it. Of several that fit, the one that names more counts; of those, the later line."""

    line: int
    level: str
    kind: str
    scope: str
    district_id: str
    first_year: int | None
    last_year: int | None
    month: int
    day: int
    basis: str


@dataclass(frozen=True, slots=True)
class Complete:
    """For these report years agencies.csv names every agency that an aggregate report of the district counts."""

    district_id: str
    first_year: int | None
    last_year: int | None
    basis: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The rules of one data root."""

    deadlines: tuple[Deadline, ...] = ()
    complete: tuple[Complete, ...] = ()

    @classmethod
    def load(cls, folder: Path) -> "Reference":
        """The rules of a reference folder."""
        return cls(tuple(_deadline(at, line, row) for at, line, row in _rows(folder / DEADLINES, DEADLINE_COLUMNS)),
                   tuple(_complete(at, row) for at, _, row in _rows(folder / COMPLETE, COMPLETE_COLUMNS)))


def _deadline(at: str, line: int, row: dict[str, str]) -> Deadline:
    try:
        month, day = int(row["month"]), int(row["day"])
        date(2001, month, day)
    except ValueError as error:
        raise BadForm(f"{at}：month、day 为“{row['month']}”“{row['day']}”，不是一个日子。请写成如 1、31。") from error
    return Deadline(line, row["level"], row["kind"], row["scope"], row["district_id"],
                    _year(row["first_year"], "first_year", at), _year(row["last_year"], "last_year", at), month, day,
                    row["basis"])


def _complete(at: str, row: dict[str, str]) -> Complete:
    if len(row["district_id"]) != 6 or not row["basis"]:
        raise BadForm(f"{at}：区划代码“{row['district_id']}”应为六位，basis 应写明依据。请补全。")
    return Complete(row["district_id"], _year(row["first_year"], "first_year", at),
                    _year(row["last_year"], "last_year", at), row["basis"])


def _year(text: str, column: str, at: str) -> int | None:
    if text and not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise BadForm(f"{at}：{column}“{text}”不是四位年份。请改为如 2019，或留空。")
    return int(text) if text else None


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, int, dict[str, str]]]:
    """(place in Chinese, line, row) of every filled line; a column that an older file lacks is empty."""
    if not path.is_file():
        return
    try:
        reader = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        raise BadForm(f"{path.name} 不是 UTF-8 编码。请在 WPS/Excel 中另存为“CSV UTF-8”。") from error
    if unknown := [name for name in reader.fieldnames or () if name not in columns]:
        raise BadForm(f"{path.name} 第 1 行：没有“{unknown[0]}”这一列。首行应为：{','.join(columns)}。")
    for row in reader:
        if None in row:
            raise BadForm(f"{path.name} 第 {reader.line_num} 行：列数多于首行。请检查多余的逗号。")
        if any(row.values()):
            yield (f"{path.name} 第 {reader.line_num} 行", reader.line_num,
                   {name: (row.get(name) or "").strip() for name in columns})
