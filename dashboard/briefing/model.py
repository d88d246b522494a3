"""What a briefing says, before anyone decides how it looks.

In:   nothing; district.py and agency.py fill these.
Out:  Briefing and its blocks.
Promise: texts only: every number is written already, so that DOCX and PDF cannot disagree.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime

from dashboard.labels import say

# What no document holds or may mislead: control characters, halves of pairs, marks that turn the writing direction.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
                          r"\ufdd0-\ufdef\ufeff\ufffe\uffff]")

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section, or with `is_small` a part of one. `is_new_page`: it begins one."""

    text: str
    is_new_page: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; a note is small and grey."""

    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """`share`: of the width, against the others'. Numbers stand right."""

    head: str
    share: float = 1
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """`rows`: texts, one a column; `small`: fine print for wide tables; `strong`: rows in bold."""

    title: str
    sub: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    strong: frozenset[int] = frozenset()
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over the years: name -> values, the first one the subject. Shares 0..1 with `is_share`. Years before the
    first value are not drawn."""

    years: tuple[int, ...]
    series: dict[str, Values]
    is_share: bool = False
    bands: dict[str, Values] | None = None  # p10 … p90 of the like


@dataclass(frozen=True, slots=True)
class Parts:
    """100 % bars: a row a name, a count a group; `totals` None: no bar, and `missing` says why; 0: `nothing`. Rows
    before the first with a total are not drawn."""

    names: tuple[str, ...]
    counts: tuple[Values, ...]
    totals: Values
    groups: tuple[str, ...]
    unit: str
    nothing: str
    missing: str
    is_outcome: bool = True  # the six colours are for outcomes alone


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its conclusion, what it shows, its words for who cannot see it, and its caveat."""

    title: str
    sub: str
    chart: Lines | Parts
    alt: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """Terms and what they mean."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One finding in full: a head, then its lines."""

    head: str
    lines: tuple[str, ...]


Block = Heading | Words | Table | Picture | Entries | Case


@dataclass(frozen=True, slots=True)
class Briefing:
    """`answer`: the sentence a reader in a hurry needs; `facts`: scope and version, (label, words)."""

    title: str
    answer: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    running: str  # at the foot of every page
    is_demo: bool
    made: datetime


def texts(what: object) -> Iterator[str]:
    """Every text inside: what a font must be able to write."""
    if isinstance(what, str):
        yield what
    elif isinstance(what, dict):
        yield from texts((*what, *what.values()))
    elif isinstance(what, (tuple, list)):
        for one in what:
            yield from texts(one)
    elif is_dataclass(what):
        for field in fields(what):
            yield from texts(getattr(what, field.name))


def printable(text: str) -> str:
    """A text as every writer may print it: unprintable characters gone, white space single."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def told(facts: Sequence[tuple[str, str]]) -> str:
    """The facts as one line of words."""
    return say("briefing.fact_joiner").join(say("briefing.fact", label=label, words=words) for label, words in facts)
