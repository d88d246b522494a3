"""The nouns of the ledger: what is judged, and one row of what was said of it.

In:   nothing.
Out:  MARKS, UNDONE, Subject, Event, clean().
Promise: an Event is never changed; an undoing is an Event of its own.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

MARKS = ("confirmed", "misread", "explained", "ignored")
UNDONE = "undone"
LONGEST_NOTE, LONGEST_NAME = 2000, 60


@dataclass(frozen=True, slots=True)
class Subject:
    """`figures`: JSON text of the numbers behind it, kept with a verdict so that a change can be told; `about`: short
    facts for a reader without the snapshot (agency, year, place, snapshot)."""

    kind: str
    id: str
    figures: str = ""
    about: Mapping[str, str | int | None] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Event:
    """One row. `made_at` is UTC, ISO 8601 with microseconds; `undoes` is the uid that an undoing takes back."""

    uid: str
    kind: str
    id: str
    mark: str
    who: str
    note: str
    made_at: str
    figures: str = ""
    about: str = "{}"
    undoes: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.id


def clean(text: str, longest: int) -> str:
    """Trimmed; without control characters and halves of characters, which PostgreSQL would not store."""
    kept = "".join(c for c in text if c in "\n\t" or (c.isprintable() and not "\ud800" <= c <= "\udfff"))
    return kept.strip()[:longest]


def same_figures(then: str, now: str) -> bool:
    """Whether two JSON texts say the same numbers, however they are written (12 and 12.0)."""
    if then == now:
        return True
    try:
        return _plain(json.loads(then or "null", parse_float=Decimal)) == _plain(
            json.loads(now or "null", parse_float=Decimal))
    except ValueError:
        return False


def _plain(value):
    """The value with lists in one order and numeric texts as numbers."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return sorted((_plain(v) for v in value), key=repr)
    if isinstance(value, str):
        try:
            return Decimal(value).normalize()
        except ArithmeticError:
            return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value).normalize()
    return value
