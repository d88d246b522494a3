"""The report's title: found among the first lines, and taken apart into agency and year.

In:   lines of text.
Out:  take_apart, one line; Title; find_title, the best of a document's lines; is_template.
Promise: a title may run over lines and carry its year anywhere; a line with more than a title is none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loaders.form.numerals import digits
from loaders.form.phrases import pattern, tight, words

MOST_LINES = 4
LONGEST = 120
FIRST_YEAR, LAST_YEAR = 2008, 2099


@dataclass(frozen=True, slots=True)
class Title:
    """A title as printed (`text`, lines joined), the agency's printed name and the year, each None when not named."""

    text: str
    agency: str | None
    year: int | None
    line: int = 0  # of its first line among those searched
    n_lines: int = 1


def years_in(text: str) -> set[int]:
    """The years that a title names, 2008 or later."""
    found = {digits(match) for match in pattern(words()["year"]["year"]).findall(text)}
    return {year for year in found if year and FIRST_YEAR <= year <= LAST_YEAR}


def take_apart(text: str) -> Title | None:
    """The title that a text is; None when it is no title, or says more than one."""
    if len(text) > LONGEST:
        return None
    said = words()["title"]
    joined = tight(text)
    inside = joined.strip("《》\"“”:")
    whole = f"{said['lead']}?(?P<head>.{{0,70}}?)(?P<core>{said['core']})(?P<tail>{said['tail']})"
    match = pattern(whole).fullmatch(inside)
    if not match or is_template(inside):
        return None
    years = years_in(match["head"] + " ") | years_in(match["core"]) | years_in(match["tail"])
    agency = pattern(r"<YEAR>年?度?").sub("", match["head"])
    # 淮安市人民|政府信息公开: 政府 is said once and belongs to both.
    if agency.endswith("人民"):
        agency += "政府"
    agency = agency_name(agency)
    if agency is None and match["head"]:
        return None
    return Title(joined, agency or None, years.pop() if len(years) == 1 else None)


def agency_name(text: str) -> str | None:
    """A printed agency name cleaned of what surrounds it; "" when nothing is left, None when it is no name."""
    said = words()["title"]
    name = tight(text)
    while (shorter := pattern(said["strip"]).sub("", name)) != name:
        name = shorter
    # The year may have stood in brackets within the name's line; other brackets must be whole.
    if pattern(said["not_in_agency"]).search(name) or name.count("(") != name.count(")") or len(name) > 50:
        return None
    return None if len(name) == 1 else name


def is_template(text: str) -> bool:
    """Whether a line heads an empty form: it names the report and says that it is a model."""
    said = words()["title"]
    return len(text) <= LONGEST and all(pattern(said[part]).search(tight(text)) for part in ("core", "template"))


def find_title(lines: Sequence[str], known: Callable[[str, int | None], int]) -> Title | None:
    """The best title among lines in reading order, over at most MOST_LINES lines.

    `known(agency, year)`: how sure it is that this is an agency's name (0 not at all); of equally good ones the
    later, nearest to the text, since pages list other years' reports above it.
    """
    best, best_rank = None, None
    for start in range(len(lines)):
        for n_lines in range(1, MOST_LINES + 1):
            window = lines[start: start + n_lines]
            if len(window) < n_lines or sum(map(len, window)) > LONGEST:
                break
            if "公开" not in (joined := "".join(window)) or "报" not in joined:
                continue
            title = take_apart(joined)
            if title is None:
                continue
            sure = known(title.agency, title.year) if title.agency else 0
            if title.agency and not sure and n_lines > 1:
                continue
            rank = (sure, title.year is not None, -n_lines, start)
            if best is None or rank > best_rank:
                best, best_rank = Title(title.text, title.agency, title.year, start, n_lines), rank
    return best
