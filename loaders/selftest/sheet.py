"""The figures of a sample of agencies, changeable in memory.

In:   a published snapshot; how many agencies.
Out:  Sheet: cells by row and column name, rows of the years beside, the changed table.
Promise: the snapshot is never written; changes() start from the figures as they were published each time.
"""

from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from loaders.demo.chance import Chance
from loaders.form import Edition, edition
from loaders.warehouse import Stored
from loaders.warehouse.ordinals import KEY, with_reports

Value = Decimal | int | None
Change = dict[tuple[int, str], Value]


@dataclass
class Sheet:
    """One row a report of the sample; a column by the name of an address (requests__new__total). report_ids: of each
    row."""

    figures: pa.Table
    reports: pa.Table
    agencies: pa.Table
    report_ids: list[str] = field(init=False)
    editions: list[str | None] = field(init=False)
    last: dict[int, int] = field(init=False)

    def __post_init__(self):
        told = ("report_id", "edition", "scope")
        rows = with_reports(self.figures.select(KEY), self.reports, told)
        self.report_ids, self.editions, scopes = (rows[name].to_pylist() for name in told)
        self._values: dict[str, list[Value]] = {}
        places = {}
        for row, (agency, year, current) in enumerate(zip(*(self.figures[c].to_pylist() for c in (
                "agency_id", "year", "is_current")))):
            if current and year and not agency.startswith("unknown"):
                places[agency, scopes[row] == "aggregate", year] = row
        self.last = {row: before for (agency, scope, year), row in places.items()
                     if (before := places.get((agency, scope, year - 1))) is not None}
        self.next = {before: row for row, before in self.last.items()}

    @classmethod
    def of(cls, stored: Stored, n_agencies: int, chance: Chance) -> "Sheet":
        """All reports of at most `n_agencies` agencies, drawn at random."""
        reports, agencies = stored.rows("reports"), stored.rows("agencies")
        ids = sorted({a for a in reports["agency_id"].to_pylist() if a})
        wanted = pa.array(ids if len(ids) <= n_agencies else chance.sample(ids, n_agencies), pa.string())
        reports = reports.filter(pc.is_in(reports["agency_id"], value_set=wanted))
        years = [y for y in reports["year"].unique().to_pylist() if y is not None and stored.has("figures", y)]
        parts = [stored.rows("figures", year) for year in sorted(years)] or [stored.rows("figures", None)]
        figures = pa.concat_tables([part.filter(pc.is_in(part["agency_id"], value_set=wanted)) for part in parts])
        return cls(figures, reports, agencies)

    @property
    def n_rows(self) -> int:
        return self.figures.num_rows

    def edition(self, row: int) -> Edition | None:
        return edition(self.editions[row]) if self.editions[row] else None

    def value(self, row: int, name: str) -> Value:
        """The number of a cell; None where none was read."""
        if name not in self._values:
            self._values[name] = self.figures[name].to_pylist() if name in self.figures.column_names else []
        return self._values[name][row] if self._values[name] else None

    def grid(self, row: int, table: str) -> list[list[str]]:
        """The column names of a table's cells in that report's edition: a list a printed row, optional rows left out;
        blocks of different columns one after the other."""
        form = self.edition(row)
        found = []
        for each in form.tables if form else ():
            for block in each.blocks if each.id == table else ():
                for line in block.rows:
                    if not line.optional:
                        found.append([f"{table}__{c.item or line.id}__{c.id}" for c in block.columns])
                if not block.rows:
                    by_item: dict[str, list[str]] = {}
                    for c in block.columns:
                        by_item.setdefault(c.item, []).append(f"{table}__{c.item}__{c.id}")
                    found += by_item.values()
        return found

    def changed(self, change: Change) -> pa.Table:
        """The figures with that change."""
        table, by_name = self.figures, {}
        for (row, name), value in change.items():
            by_name.setdefault(name, {})[row] = value
        for name, values in by_name.items():
            place = table.column_names.index(name)
            column = list(self.figures[name].to_pylist())
            for row, value in values.items():
                column[row] = value
            table = table.set_column(place, table.schema.field(place), pa.array(column, table.schema.field(place).type))
        return table
