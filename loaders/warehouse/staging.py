"""New reports on their way into a snapshot: turned into columns a few hundred at a time.

In:   Report objects.
Out:  for each table and year the rows as pyarrow tables.
Promise: Python objects never pile up; what waits is columnar.
"""

from collections import defaultdict

import pyarrow as pa

from loaders.report import Report
from loaders.tables import TABLES
from loaders.warehouse.rows import BY_YEAR, rows

_BATCH = 256


class Staging:
    """Rows gathered by table and year (None: year unknown; tables that are not split stand under None)."""

    def __init__(self, extractor: str):
        self.extractor = extractor
        self.waiting: dict[tuple[str, int | None], list[dict]] = defaultdict(list)
        self.done: dict[tuple[str, int | None], list[pa.Table]] = defaultdict(list)

    def add(self, report: Report, corrected: dict[tuple[str, str, str], str]) -> None:
        """`corrected`: address -> what stood there before a correction."""
        for name, new in rows(report, corrected, self.extractor).items():
            place = name, report.identity.year if name in BY_YEAR else None
            self.waiting[place] += new
            if len(self.waiting[place]) >= _BATCH:
                self._flush(place)

    def _flush(self, place: tuple[str, int | None]) -> None:
        if waiting := self.waiting.pop(place, None):
            self.done[place].append(pa.Table.from_pylist(waiting, schema=TABLES[place[0]].schema))

    def rows(self, name: str, year: int | None = None) -> list[pa.Table]:
        self._flush((name, year))
        return self.done.get((name, year), [])
