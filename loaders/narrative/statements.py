"""The numbers that the prose states, each with its meaning and its words.

In:   sections; the [[statement]] blocks of phrases.toml.
Out:  statements() -> Statement.
Promise: precision before recall. A part of a whole, a bound, a comparison, another year, or two different numbers for
one meaning give no statement. A round number (5500余条) is stated as printed and says that it is round. Nothing is
added up.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from loaders.form.numerals import parse
from loaders.form.phrases import pattern, tight, words
from loaders.report import Section, Statement

_SENTENCE = re.compile(r"[^。;；!！?？\n]+[。;；!！?？]?")
# No person writes longer ones; a hostile document may.
LONGEST_SENTENCE = 1_500
_YEAR = re.compile(r"20\d\d(?=年)")


def statements(sections: tuple[Section, ...]) -> tuple[Statement, ...]:
    """The numbers stated in the sections, in order of the text, at most one a meaning; an exact one before a round."""
    year = _main_year(sections)
    found = [statement for section in sections for sentence in _sentences(section.text)
             for statement in _stated(sentence, section, year)]
    exact = {s.meaning for s in found if not s.is_approximate}
    found = [s for s in found if not s.is_approximate or s.meaning not in exact]
    values: dict[str, set[Decimal]] = {}
    for statement in found:
        values.setdefault(statement.meaning, set()).add(statement.value)
    kept: dict[str, Statement] = {}
    for statement in found:
        if len(values[statement.meaning]) == 1:
            kept.setdefault(statement.meaning, statement)
    return tuple(kept.values())


def _main_year(sections: tuple[Section, ...]) -> str | None:
    """The year that the prose of the first part speaks of most."""
    first = "".join(tight(section.text) for section in sections if section.number == 1)
    counted = Counter(_YEAR.findall(first))
    return counted.most_common(1)[0][0] if counted else None


def _sentences(text: str) -> list[str]:
    return [match[0].strip() for match in _SENTENCE.finditer(text) if len(match[0]) <= LONGEST_SENTENCE]


def _stated(quote: str, section: Section, year: str | None) -> Iterator[Statement]:
    """What one sentence states. A sentence about another year than the report's states nothing of the report's."""
    sentence = tight(quote)
    years = set(_YEAR.findall(sentence))
    for block in words()["statement"]:
        if section.number not in block["section"] or not _speaks_of(years, year, block):
            continue
        read = False
        for reading, sign in ((r, s) for key, s in (("reads", 1), ("down", -1)) for r in block.get(key, ())):
            for match in pattern(reading).finditer(sentence):
                read = True
                value, is_round = _value(match, sentence)
                if value is not None and not _refused(sentence, match, block):
                    yield Statement(block["id"], sign * value, block["unit"], quote, section.number, section.page,
                                    is_round)
        # 上半年未收到: a nought of a part of the year is none of the year's.
        if not read and "zero" in block and (match := pattern(block["zero"]).search(sentence)) and not pattern(
                words()["refuse"]["before"]).search(sentence[:match.start()]):
            yield Statement(block["id"], Decimal(0), block["unit"], quote, section.number, section.page)


def _speaks_of(years: set[str], year: str | None, block: dict) -> bool:
    """Whether the years that a sentence names leave it about the report's own."""
    if block.get("compares"):
        years = years - {str(int(y) - 1) for y in ([year] if year else years)}
    return len(years) <= 1 and (year is None or years <= {year})


def _value(match: re.Match, sentence: str) -> tuple[Decimal | None, bool]:
    """(the number as printed, whether its words say that it is round)."""
    parts = match.groupdict()
    scale = parts.get("scale") or ""
    value = parse((parts["value"] or parts.get("spelled") or "") + scale)
    behind = pattern(words()["refuse"]["round"]).match(sentence[match.end():])
    return value, bool(parts.get("round") and parts["round"] != "达" or parts.get("more") or behind)


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
    return bool(pattern(said["before"]).search(before) or pattern(said["behind"]).match(sentence[match.end():])
                or re.search(r"[0-9.]$", sentence[:start]) or "of" in block and _subject(before) != block["of"])


def _subject(before: str) -> str | None:
    """The last of the subjects that a text names."""
    found = [match for word in words()["refuse"]["subjects"] for match in pattern(word).finditer(before)]
    return max(found, key=lambda match: (match.end(), match.end() - match.start()))[0] if found else None
