"""New reports on their way into a snapshot: rows turned into columns a few hundred at a time, parts a few thousand.

In:   Report objects.
Out:  the parts of reports, figures, evidence, sections and statements with their rows; whose they are.
Promise: neither Python objects nor columns pile up, however many reports come.
"""

from collections import defaultdict

import pyarrow as pa

from loaders.report import Report
from loaders.tables import TABLES
from loaders.warehouse.parts import Parts
from loaders.warehouse.rows import BY_YEAR, rows

_BATCH, _SPILL = 256, 4_096  # reports
_MANY = 500_000  # agencies and years: from there on nobody asks which


class Staging:
    """`n`: how many came; `touched`: {(agency_id, year)}, whose they are."""

    def __init__(self, parts: Parts, extractor: str):
        self.parts, self.extractor = parts, extractor
        self.n = 0
        self.touched: set[tuple[str, int | None]] = set()
        self._rows: dict[tuple[str, int | None], list[dict]] = defaultdict(list)
        self._columns: dict[tuple[str, int | None], list[pa.Table]] = defaultdict(list)

    def add(self, report: Report, corrected: dict[tuple[str, str, str], str]) -> None:
        """`corrected`: address -> what stood there before a correction."""
        for name, new in rows(report, corrected, self.extractor).items():
            self._rows[name, report.identity.year if name in BY_YEAR else None] += new
            if name == "reports" and len(self.touched) < _MANY:
                self.touched.add((new[0]["agency_id"], new[0]["year"]))
        self.n += 1
        if self.n % _BATCH == 0:
            self._to_columns()
        if self.n % _SPILL == 0:
            self.spill()

    def _to_columns(self) -> None:
        for (name, year), waiting in self._rows.items():
            if waiting:
                self._columns[name, year].append(pa.Table.from_pylist(waiting, schema=TABLES[name].schema))
        self._rows.clear()

    def spill(self) -> None:
        """Make parts of all that waits."""
        self._to_columns()
        for (name, year), tables in self._columns.items():
            self.parts.edit(name, pa.concat_tables(tables), year=year)
        self._columns.clear()
