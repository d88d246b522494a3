"""One report as it will be printed, and as a perfect reader would hand it on.

In:   an agency, a year, an edition, the numbers and words to print.
Out:  Filing.
Promise: figures() and report() hold exactly what the documents print, cell by cell.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from loaders.demo.arithmetic import Broken
from loaders.demo.faults import Fault
from loaders.demo.figures import Key
from loaders.demo.manner import Manner
from loaders.demo.names import Agency, words
from loaders.demo.printed import PrintedTable, tables
from loaders.demo.prose import Prose
from loaders.demo.stories import Story
from loaders.form import edition
from loaders.report import Evidence, Figure, Identity, Report


@dataclass(frozen=True, slots=True)
class Filing:
    """One report of one agency: what it prints (`numbers`, None where a cell holds no number) and its faults."""

    agency: Agency
    year: int
    edition: str
    manner: Manner
    numbers: Mapping[Key, Decimal | None]
    prose: Prose
    published_on: date | None  # None where the report prints no date
    faults: tuple[Fault, ...] = ()
    remarks: tuple[Broken, ...] = ()  # what else a checker must tell of it
    stories: Mapping[int, Story] = field(default_factory=dict)  # what parts tell beside the figures

    @property
    def printed_agency(self) -> str:
        return self.agency.name_in(self.year)

    @property
    def told(self) -> str | None:
        """The edition a reader tells by its tables; None for a narrative."""
        return self.edition if edition(self.edition).tables else None

    def tables(self) -> list[PrintedTable]:
        return tables(self.edition, self.manner, self.numbers)

    def figures(self) -> tuple[Figure, ...]:
        """Every cell as a perfect reader would hand it on; row and col count from 1 inside its table."""
        out = []
        for number, table in enumerate(self.tables()):
            for cell in table.cells:
                if cell.key:
                    value = self.numbers[cell.key]
                    state, raw, unit = self.manner.raw(cell.key, value)
                    out.append(Figure(*cell.key, state, value, raw, 2 + number // 2, cell.row + 1, cell.col + 1, unit))
        return tuple(out)

    def report(self) -> Report:
        """The Report that reading this filing without loss would give."""
        a, figures = self.agency, self.figures()
        name = f"{a.district.city}/{self.printed_agency}{self.year}.pdf"
        other, says = self.prose.other_year, words("wording")["another_year"]
        period = (Evidence("year", str(other), says["source"], says["quote"].format(year=other)),) if other else ()
        identity = Identity(self.printed_agency, a.agency_id, a.district.district_id, self.year, a.scope,
                            self.prose.title, self.published_on,
                            (Evidence("agency", self.printed_agency, "标题", self.prose.title),
                             Evidence("year", str(self.year), "标题", self.prose.title), *period),
                            ("year_conflict",) if other else ())
        status, reason = ("complete", "") if self.told else ("incomplete", words("wording")["older"]["reason"])
        if self.told and len(self.tables()) < len(edition(self.edition).tables):
            status, reason = "incomplete", words("wording")["lost_table"]
        return Report(name, hashlib.sha256(f"{a.agency_id}/{self.year}".encode()).hexdigest(), "pdf", 4, self.told,
                      identity, figures, self.prose.sections, self.prose.statements, (), len(figures), status, reason)
