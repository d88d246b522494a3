"""The six parts of a report, told apart by their headings even when the numbers before them are lost.

In:   a Document; the headings of the editions and of phrases.toml.
Out:  sections() -> Section, in order of the document, each with its prose.
Promise: cells of tables, drawn or flattened to lines, are not prose; neither are page numbers, the signature and
what a web page prints below. A part that the document does not head is absent, never invented.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.document import Document, Line
from loaders.form import Edition, editions
from loaders.form.phrases import pattern, tight, words
from loaders.narrative.flattened import without_page_numbers, without_tables
from loaders.register.kinds import classify, trimmed
from loaders.report import Section

# 二、 or 第二部分 or 2. before a heading; （二） heads something smaller than a part.
_NUMBER = re.compile(r"(?:第?[一二三四五六七八](?:部分)?[、.:,]|第[一二三四五六七八]部分|[1-8][、.](?!\d))")
# （一） where a report numbers its parts so throughout.
_BRACKETED = re.compile(r"\([一二三四五六七八]\)")
# Where a heading may stand inside a paragraph: behind a full stop, with its number.
_WITHIN = re.compile(r"(?<=[。；;！!])\s*(?=(?:第?[一二三四五六]部分|[一二三四五六][、.．]))")
_FEWEST = 3
_MOST_PIECES = 6
_LONGEST_LINE = 20_000
_ENDS_SENTENCE = re.compile(r"[。;；:：!！?？]$")
_LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class _Heading:
    at: int
    number: int | None
    text: str
    n_lines: int
    rest: str  # prose that the source runs on behind the heading


def _family(is_older: bool) -> list[Edition]:
    """The editions of one law: those of the older one have parts that the six do not know (收费及减免)."""
    return [e for e in editions() if any(s.number is None for s in e.sections) == is_older]


@lru_cache(maxsize=2)
def _readings(is_older: bool) -> tuple[tuple[int | None, re.Pattern], ...]:
    """(number, pattern) of every way a part is headed."""
    found = [(s.number, re.escape(tight(h))) for e in _family(is_older) for s in e.sections for h in s.headings]
    found += [(block["number"], reading) for block in words()["heading"] for reading in block["reads"]]
    return tuple((number, pattern(f"(?:{reading})")) for number, reading in dict.fromkeys(found))


@lru_cache(maxsize=2)
def _with_tables(is_older: bool) -> frozenset[int]:
    return frozenset(table.section for edition in _family(is_older) for table in edition.tables)


def heading_of(text: str, is_older: bool = False) -> tuple[int | None, str] | None:
    """(number of the part, prose behind it) when a line heads a part; the prose only after a numbered heading that a
    stop, a blank or words such as 无 part from it. The number is None for a part that only older reports have."""
    line = tight(text)
    numbered = _NUMBER.match(line)
    body = line[numbered.end():] if numbered else line
    run_in = pattern(words()["furniture"]["run_in"])
    for number, reading in _readings(is_older):
        if reading.fullmatch(body.rstrip(":。")):
            return number, ""
        if numbered and (match := reading.match(body)):
            if body[match.end():match.end() + 1] in (":", "。"):
                return number, body[match.end() + 1:]
            if run_in.match(body[match.end():]):
                return number, body[match.end():]
    return _before_a_blank(text, is_older) if numbered else None


def _before_a_blank(text: str, is_older: bool) -> tuple[int | None, str] | None:
    """A numbered heading with prose behind a blank: 一、总体情况  2022年，……"""
    pieces = text.split(maxsplit=_MOST_PIECES)
    for n in range(1, len(pieces)):
        heading = tight("".join(pieces[:n]))
        body = heading[found.end():] if (found := _NUMBER.match(heading)) else ""
        for number, reading in _readings(is_older) if body else ():
            if reading.fullmatch(body):
                return number, " ".join(pieces[n:])
    return None


def _bracketed_heading(text: str) -> tuple[int | None, str] | None:
    """The same of a whole line （一）总体情况."""
    line = tight(text)
    return heading_of(line[found.end():]) if (found := _BRACKETED.match(line)) else None


def sections(document: Document, is_older: bool = False) -> tuple[Section, ...]:
    """Every part that the document heads, in order; a text before the first heading belongs to none. `is_older`: by
    the heads of the editions before the six parts."""
    lines = [line for block in document.blocks for line in _parted(block, is_older)]
    candidates = _candidates(lines, is_older)
    headings = _chain([h for h in candidates if h.number is not None])
    if len(headings) < _FEWEST and len(bracketed := _chain([
            _Heading(at, told[0], line.text.strip(), 1, told[1]) for at, line in enumerate(lines)
            if line and (told := _bracketed_heading(line.text))])) >= _FEWEST:
        headings = bracketed
    headings += _out_of_order(candidates, headings)
    headings += [h for h in candidates if h.number is None and headings and h.at > headings[0].at]
    headings.sort(key=lambda h: h.at)
    found = []
    for heading, following in zip(headings, [*headings[1:], None]):
        end = following.at if following else len(lines)
        inside = [Line(heading.rest, lines[heading.at].page)] if heading.rest else []
        inside += [line for line in lines[heading.at + heading.n_lines: end] if line]
        prose = without_tables(inside) if heading.number in _with_tables(is_older) else without_page_numbers(inside)
        if not following:
            prose = _without_ending(prose)
        found.append(Section(heading.number, heading.text, _paragraphs(prose), lines[heading.at].page))
    return tuple(found)


def _parted(block, is_older: bool) -> list[Line | None]:
    """A line, cut before each heading that stands inside it; None for anything but a line."""
    if not isinstance(block, Line):
        return [None]
    pieces = _WITHIN.split(block.text) if len(block.text) <= _LONGEST_LINE else [block.text]
    parts = pieces[:1]
    for piece in pieces[1:]:
        if heading_of(piece, is_older):
            parts.append(piece)
        else:
            parts[-1] += piece
    return [replace(block, text=part) for part in parts] if len(parts) > 1 else [block]


def _out_of_order(candidates: list[_Heading], chain: list[_Heading]) -> list[_Heading]:
    """Headings of parts that the chain lacks since they stand in another order: each must be the only one of its part,
    and numbered."""
    held, n_of = {h.number for h in chain}, Counter(h.number for h in candidates)
    return [h for h in candidates if h.number is not None and h.number not in held and n_of[h.number] == 1
            and len(chain) >= _FEWEST and h.at > chain[0].at and _NUMBER.match(tight(h.text))]


def _candidates(lines: list[Line | None], is_older: bool) -> list[_Heading]:
    """Every line, or two lines, that read as a heading."""
    found = []
    for at, line in enumerate(lines):
        if line is None or not line.text.strip():
            continue
        if told := heading_of(line.text, is_older):
            found.append(_Heading(at, told[0], line.text.strip(), 1, told[1]))
            continue
        following = lines[at + 1] if at + 1 < len(lines) else None
        if following and _NUMBER.match(tight(line.text)) and len(line.text) + len(following.text) < 60 and (
                told := heading_of(line.text + following.text, is_older)):
            found.append(_Heading(at, told[0], line.text.strip() + following.text.strip(), 2, told[1]))
    return found


def _chain(candidates: list[_Heading]) -> list[_Heading]:
    """The longest run of headings with rising numbers; of equally long ones the last: a contents list comes first."""
    def merit(chain: list[_Heading]) -> tuple[int, list[int]]:
        return len(chain), [h.at for h in chain]

    best: dict[int, list[_Heading]] = {}  # the best chain that ends in each number: a file may hold 100,000 headings
    for heading in candidates:
        before = [chain for number, chain in best.items() if number < heading.number]
        chain = [*max(before, key=merit, default=[]), heading]
        best[heading.number] = max(best.get(heading.number, []), chain, key=merit)
    return max(best.values(), key=merit, default=[])


def _without_ending(lines: list[Line]) -> list[Line]:
    """The last part without signature, day, and what a page prints below."""
    closing, day = pattern(words()["furniture"]["closing"]), pattern(words()["published"]["line"])
    for at, line in enumerate(lines):
        if closing.search(tight(line.text)):
            lines = lines[:at]
            break
    while lines and (day.fullmatch(last := tight(lines[-1].text)) or _is_signature(last)):
        lines = lines[:-1]
    return lines


def _is_signature(text: str) -> bool:
    """Whether a last line is but an agency's name."""
    return (3 < len(text) <= _LONGEST_NAME and not re.search(r"[。;:!?,、《》“”0-9]", text)
            and classify(trimmed(text)) != "unknown")


def _paragraphs(lines: list[Line]) -> str:
    """Lines joined to paragraphs: where the source has pages its lines are cut at the margin, so a line that ends
    full and without a stop runs on."""
    full = max((len(tight(line.text)) for line in lines), default=0) * 0.8
    parts: list[str] = []
    runs_on = False
    for line in lines:
        text = line.text.strip()
        if runs_on and parts:
            parts[-1] += text
        else:
            parts.append(text)
        runs_on = line.page is not None and len(tight(text)) >= full and not _ENDS_SENTENCE.search(text)
    return "\n".join(parts)
