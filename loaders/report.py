"""What one document yields: the figures, sections and statements of one report, each with its evidence.

In:   nothing; these are the nouns that locate, extract, narrative and identify fill.
Out:  Figure, Section, Statement, Evidence, Identity, Report.
Promise: a figure's `value` is set only where a number was printed; `state` tells the nothings apart.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

NUMBER, BLANK, DASH, TEXT, ABSENT, DOUBTFUL = "number", "blank", "dash", "text", "absent", "doubtful"


@dataclass(slots=True, unsafe_hash=True)
class Figure:
    """One cell of the statutory form as printed. `page` from 1; `row`, `col` from 1 inside the printed table.

    `note` says in Chinese how a doubtful or worked-out reading came about; None for a plain reading.
    A doubtful figure has no value. An address that the document does not print has no Figure at all (absent).
    Nobody changes one; it is not frozen since a report has hundreds, and a frozen one takes four times as long to make.
    """

    table: str
    item: str
    column: str
    state: str
    value: Decimal | None
    raw: str
    page: int | None = None
    row: int | None = None
    col: int | None = None
    unit: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six parts of the report; `number` 1-6 as the form counts them, None for a part it does not know."""

    number: int | None
    heading: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a stated whole: its words and its number, in the unit of the whole."""

    label: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """A number stated in the prose: its meaning (an id of phrases.toml), value, unit, the words, and the section.

    `is_approximate`: the words themselves say that the number is round (5500余条, 约1.2万条); the value is as printed.
    `whose`: own | wider (全市, 各部门) | behalf (代表区政府) | named (区教育局) | None where the sentence does not say;
    `subject`: those words. A `breakdown` is a whole with its `parts`; `label`: what the whole counts;
    `is_exhaustive`: its words leave no room for a part that is not listed.
    """

    meaning: str
    value: Decimal
    unit: str
    quote: str
    section: int | None
    page: int | None = None
    is_approximate: bool = False
    whose: str | None = None
    subject: str = ""
    label: str = ""
    parts: tuple[Part, ...] = ()
    is_exhaustive: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an identity field has its value: field (agency | district | year | ...), value, source in Chinese, quote."""

    field: str
    value: str
    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports and on which year. A field that could not be told is None, never guessed.

    `doubts`: ids of loaders/identify/doubts.py, what a person should settle; `candidates`: the divisions between which
    the name leaves the choice, each "320106 江苏省南京市鼓楼区".
    """

    agency: str | None = None
    agency_id: str | None = None
    district: str | None = None
    year: int | None = None
    scope: str = "unknown"  # own | aggregate | unknown
    title: str | None = None
    published_on: date | None = None
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one document yielded. `unclaimed`: labels of table rows that no item of the edition claimed."""

    name: str
    sha256: str
    format: str
    n_pages: int | None
    edition: str | None
    identity: Identity
    figures: tuple[Figure, ...] = ()
    sections: tuple[Section, ...] = ()
    statements: tuple[Statement, ...] = ()
    unclaimed: tuple[str, ...] = ()
    n_expected: int = 0
    status: str = "incomplete"  # complete | incomplete
    reason: str = ""
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def n_doubtful(self) -> int:
        return sum(f.state == DOUBTFUL for f in self.figures)

    @property
    def n_read(self) -> int:
        """Cells located and legible: every state but doubtful (a blank cell was read: it is blank)."""
        return len(self.figures) - self.n_doubtful
