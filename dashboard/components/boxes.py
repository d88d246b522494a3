"""The nouns of a drawn table.

In:   nothing; form_model and listed_form fill them.
Out:  Box, Section, Printed.
Promise: nothing about colours or the page.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """One drawn cell, head or figure. `address` ("table/item/column") is set on figures only; `label` is read aloud."""

    text: str
    kind: str = ""
    across: int = 1
    down: int = 1
    address: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    kind: str  # thead | tbody
    rows: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Printed:
    sections: tuple[Section, ...]

    def figures(self) -> tuple[Box, ...]:
        """Every box that holds a figure, in reading order."""
        return tuple(box for s in self.sections for row in s.rows for box in row if box.address)

    def plain(self) -> list[dict]:
        """The sections as JSON-ready values."""
        return [asdict(section) for section in self.sections]
