"""What besides the title tells who reports and when: signature, letterhead, author sentence, dates, file and folders.

In:   lines of text; the document's name and metadata.
Out:  Signature and signature(); published(); period(); author(); name_years(); to_date().
Promise: each clue comes with the words it was read from; nothing is taken from the file system.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from loaders.form.numerals import digits, parse
from loaders.form.phrases import pattern, tight, words
from loaders.identify.titles import FIRST_YEAR, LAST_YEAR, agency_name

SIGNATURE_LINES = 40
_DAY = re.compile(r"(.{4})[年./-](.{1,3}?)[月./-]([^\sT日]{1,3})")
_CLOCK = re.compile(r"[\sT]+(?=[0-9]{1,2}:[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Signature:
    """An agency's name with the day under it, as at the end of a report. `line`: of the day."""

    agency: str | None
    day: date
    line: int
    quote: str


def to_date(text: str) -> date | None:
    """A day as printed: 2021年1月17日, 2021-01-17 10:22, 二〇二一年一月十七日. None when it is no day."""
    match = _DAY.match(text.strip())
    if not match:
        return None
    year, month, day = digits(match[1]), _small(match[2]), _small(match[3])
    try:
        return date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def _small(text: str) -> int | None:
    value = parse(text.strip())
    return int(value) if value is not None else None


def day_line(text: str) -> date | None:
    """The day that a whole line is."""
    if len(text) > 120 or "。" in text:
        return None
    match = pattern(words()["published"]["line"]).fullmatch(tight(text))
    return to_date(match["day"]) if match else None


def signature(lines: Sequence[str], is_agency: Callable[[str], bool]) -> Signature | None:
    """The last day that stands alone on its line near the end of the lines, with the agency above or below it."""
    first = max(0, len(lines) - SIGNATURE_LINES)
    alone = None
    for at in range(len(lines) - 1, first - 1, -1):
        if day := day_line(lines[at]):
            for neighbour in (at - 1, at + 1, at - 2):
                if first <= neighbour < len(lines) and (name := agency_name(lines[neighbour])) and is_agency(name):
                    return Signature(name, day, at, f"{tight(lines[neighbour])} {tight(lines[at])}")
            alone = alone or Signature(None, day, at, tight(lines[at]))
    return alone


def published(lines: Sequence[str]) -> tuple[date, str] | None:
    """The day of publication that a page prints beside a label such as 发布时间, and the line."""
    label = pattern(words()["published"]["label"])
    for line in lines:
        # Sentences also say 时间; a page's own line is short.
        if "20" not in line or len(line) > 150 or "。" in line:
            continue
        match = label.search(tight(_CLOCK.sub("；", line)))
        if match and (day := to_date(match["day"])):
            return day, tight(line)[:60]
    return None


def period(text: str) -> tuple[int, str] | None:
    """The year of the period that the report says its numbers cover, and the words."""
    years = {digits(m["year"]): m[0] for m in pattern(words()["year"]["period"]).finditer(text)}
    return next(iter(years.items())) if len(years) == 1 else None


def author(text: str) -> str | None:
    """The agency in 本报告由…编制."""
    match = pattern(words()["agency"]["author"]).search(text)
    return agency_name(match["agency"]) or None if match else None


def name_years(name: str) -> list[tuple[int, str, bool]]:
    """(year, part, whether it is the file's) for the file's stem and then its folders, deepest first, where one year
    and no more is named."""
    path = PurePosixPath(name.replace("\\", "/"))
    found = []
    for depth, part in enumerate((path.stem, *reversed(path.parts[:-1]))):
        years = {int(y) for y in pattern(words()["year"]["in_name"]).findall(part)}
        if len(years) == 1 and FIRST_YEAR <= (year := years.pop()) <= LAST_YEAR:
            found.append((year, part, depth == 0))
    return found
