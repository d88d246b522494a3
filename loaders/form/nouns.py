"""The nouns of the statutory form: what an edition prints, and what an address means.

In:   nothing; reading.py fills them from the files of the form.
Out:  Address, Column, Row, Block, Table, Section, Edition.
Promise: an edition is data; nothing here names a label, an item or a year.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """What one (table, item, column) means, whatever the edition. `name` is its column in `figures`."""

    table: str
    item: str
    column: str
    label: str
    label_en: str
    unit: str
    kind: str  # flow | stock | signed | money
    outcome: str  # granted | partial | refused | unable | unprocessed | other | ""
    comparable: str  # 2019 against 2021: same | break | none | ""
    article: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.table, self.item, self.column

    @property
    def name(self) -> str:
        return f"{self.table}__{self.item}__{self.column}"


@dataclass(frozen=True, slots=True)
class Column:
    """A printed column head; `path` runs from the outermost head inwards. `item` is set where the head alone
    tells the address (layout strip)."""

    id: str
    path: tuple[str, ...]
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row label; `path` runs table > group > row. `optional`: read when printed, not expected.
    `instead_of`: the row may be printed as one row in place of the rows named."""

    id: str
    path: tuple[str, ...]
    optional: bool = False
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of the form with its own heads: `caption` above it where the form prints one."""

    caption: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A statutory table. layout: blocks (several captioned rectangles) | matrix (rows x columns) | strip (one row) |
    list (numbered lines of several levels, each with its unit under `unit_head` and one number)."""

    id: str
    section: int
    label: str
    layout: str
    corner: str
    blocks: tuple[Block, ...]
    unit_head: str = ""

    def expected(self) -> tuple[tuple[str, str, str], ...]:
        """The addresses a full print of this table holds, in printed order; optional rows left out."""
        return tuple(
            (self.id, column.item or row.id, column.id)
            for block in self.blocks
            for row in block.rows or (Row("", ()),)
            for column in block.columns
            if not row.optional
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. `number`: the one of the six parts that it is, None for a part that only older reports
    have (收费及减免)."""

    number: int | None
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One printed form. `recognise`: labels that only this edition prints. Years are those it was prescribed for.
    Without tables it is a free narrative, told by its headings."""

    id: str
    label: str
    notice: str
    first_year: int
    last_year: int | None
    recognise: tuple[str, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]

    def expected(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(key for table in self.tables for key in table.expected())
