"""The numbers that the prose states, each with its meaning, its words, and of whom it speaks.

In:   sections; the [[statement]] blocks of phrases.toml.
Out:  statements() -> Statement.
Promise: precision before recall. A part of a whole, a bound, a comparison, another year, or two different numbers for
one meaning and body give no statement. A round number (5500余条) is stated as printed and says that it is round.
Nothing is added up.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from loaders.form.numerals import parse
from loaders.form.phrases import pattern, tight, words
from loaders.narrative.breakdowns import breakdowns
from loaders.narrative.spread import spread
from loaders.narrative.subjects import whose
from loaders.report import Section, Statement

_SENTENCE = re.compile(r"[^。;；!！?？\n]+[。;；!！?？]?")
# No person writes longer ones; a hostile document may.
LONGEST_SENTENCE = 1_500
LONGEST_PARAGRAPH = 6_000
_YEAR = re.compile(r"20\d\d(?=年)")
_CLAUSE = re.compile(r"[,;:]")
BREAKDOWN = "breakdown"


def statements(sections: tuple[Section, ...]) -> tuple[Statement, ...]:
    """The numbers stated in the sections, in order of the text, at most one a meaning and body; an exact one before a
    round one."""
    year = _main_year(sections)
    found = [statement for section in sections for quote, previous in _sentences(section.text)
             for statement in _stated(quote, tight(previous), section, year)]
    exact = {(s.meaning, s.whose) for s in found if not s.is_approximate}
    found = [s for s in found if not s.is_approximate or (s.meaning, s.whose) not in exact]
    values: dict[tuple, set[Decimal]] = {}
    for statement in found:
        values.setdefault((statement.meaning, statement.whose), set()).add(statement.value)
    kept: dict[tuple, Statement] = {}
    for statement in found:
        key = statement.meaning, statement.whose
        if len(values[key]) == 1:
            kept.setdefault(key, statement)
    return (*kept.values(), *_broken_down(sections))


def _main_year(sections: tuple[Section, ...]) -> str | None:
    """The year that the prose of the first part speaks of most."""
    first = "".join(tight(section.text) for section in sections if section.number == 1)
    counted = Counter(_YEAR.findall(first))
    return counted.most_common(1)[0][0] if counted else None


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """(a sentence, the one before it in the same paragraph)."""
    for paragraph in text.split("\n"):
        previous = ""
        for match in _SENTENCE.finditer(paragraph):
            if len(match[0]) <= LONGEST_SENTENCE:
                yield match[0].strip(), previous
                previous = match[0]


def _stated(quote: str, previous: str, section: Section, year: str | None) -> Iterator[Statement]:
    """What one sentence states. A sentence about another year than the report's states nothing of the report's."""
    sentence = spread(tight(quote))
    speaks = {compares: _speaks_of(sentence, year, compares) for compares in (False, True)}
    for block, readings, zero in _blocks(section.number):
        if not speaks[bool(block.get("compares"))]:
            continue
        if "needs" in block and section.number not in block["sure"] and not pattern(block["needs"]).search(
                previous + sentence):
            continue
        if "unless" in block and pattern(block["unless"]).search(previous + sentence):
            continue
        read = False
        for reading, factor in readings:
            for match in reading.finditer(sentence):
                read = True
                value, is_round = _value(match, sentence)
                if value is not None and not _refused(sentence, match, block):
                    yield Statement(block["id"], factor * value, block["unit"], quote, section.number, section.page,
                                    is_round, *whose(sentence[:match.start()], previous))
        if not read and zero and (match := zero.search(sentence)) and not _is_partial(sentence[:match.start()]):
            yield Statement(block["id"], Decimal(0), block["unit"], quote, section.number, section.page, False,
                            *whose(sentence[:match.start()], previous))


@lru_cache(maxsize=16)
def _blocks(number: int | None) -> tuple[tuple[dict, tuple[tuple[re.Pattern, int], ...], re.Pattern | None], ...]:
    """(block, its readings with their factors, its words for nought) of what a section of that number may state."""
    return tuple(
        (block, tuple((pattern(reading), factor) for key, factor in (("reads", 1), ("down", -1), ("times", 100))
                      for reading in block.get(key, ())), pattern(block["zero"]) if "zero" in block else None)
        for block in words()["statement"] if number in block["section"])


def _speaks_of(sentence: str, year: str | None, compares: bool) -> bool:
    """Whether the years that a sentence names leave it about the report's own. A growth (`compares`) is against the
    year before."""
    if "20" not in sentence:
        return True
    others = pattern(words()["refuse"]["other_year"])
    compared = set("".join(others.findall(sentence)) and re.findall(r"20\d\d", "".join(others.findall(sentence))))
    years = set(_YEAR.findall(others.sub("", sentence)))
    own = year or (min(years, default=None) if len(years) == 1 else None)
    if compares and own and compared - {str(int(own) - 1)}:
        return False
    return len(years) <= 1 and (year is None or years <= {year})


def _is_partial(before: str) -> bool:
    """Whether words before a number say that it is of a part of the year or of the whole: 上半年未收到."""
    return bool(pattern(words()["refuse"]["before"]).search(pattern(words()["refuse"]["allowed"]).sub("", before)))


def _value(match: re.Match, sentence: str) -> tuple[Decimal | None, bool]:
    """(the number as printed, whether its words say that it is round)."""
    parts = match.groupdict()
    scale = parts.get("scale") or ""
    value = parse((parts["value"] or parts.get("spelled") or "") + scale)
    behind = pattern(words()["refuse"]["round"]).match(sentence[match.end():])
    is_round = parts.get("round") not in (None, "达") or parts.get("more") or parts.get("loose") or behind
    return value, bool(is_round)


def _refused(sentence: str, match: re.Match, block: dict) -> bool:
    """Whether the words around a number say that it is not the whole of this year's, or not of this subject."""
    said, parts = words()["refuse"], match.groupdict()
    start = match.start("value" if parts["value"] else "spelled")
    end = max(match.end(name) for name in ("value", "more", "scale", "spelled") if name in parts)
    before = pattern(said["allowed"]).sub("", sentence[:start])
    for word in block.get("ignores", ()):
        before = before.replace(word, "")
    if block["unit"] != "%" and pattern(said["after"]).match(sentence[end:]):
        return True
    if "not" in block and pattern(block["not"]).search(sentence[:match.start()]):
        return True
    return bool(pattern(said["before"]).search(before) or pattern(said["near"]).search(_CLAUSE.split(before)[-1])
                or pattern(said["behind"]).match(sentence[match.end():])
                or re.search(r"[0-9.]$", sentence[:start]) or "of" in block and _subject(before) != block["of"])


def _subject(before: str) -> str | None:
    """The last of the subjects that a text names."""
    found = [match for word in words()["refuse"]["subjects"] for match in pattern(word).finditer(before)]
    return max(found, key=lambda match: (match.end(), match.end() - match.start()))[0] if found else None


def _broken_down(sections: tuple[Section, ...]) -> Iterator[Statement]:
    """The wholes that are stated with their parts, wherever they stand."""
    for section in sections:
        for paragraph in section.text.split("\n"):
            text = spread(tight(paragraph)) if len(paragraph) <= LONGEST_PARAGRAPH else ""
            for one in breakdowns(text):
                yield Statement(BREAKDOWN, one.value, one.unit, _quoted(paragraph, one), section.number, section.page,
                                label=one.label, parts=one.parts, is_exhaustive=one.is_exhaustive)


def _quoted(paragraph: str, one) -> str:
    """The sentences of a paragraph from the whole's own to the one with the last part."""
    sentences = [match[0] for match in _SENTENCE.finditer(paragraph)]
    held = [n for n, sentence in enumerate(sentences)
            if one.label in tight(sentence) or any(part.label in tight(sentence) for part in one.parts)]
    return "".join(sentences[held[0]:held[-1] + 1]).strip() if held else paragraph
