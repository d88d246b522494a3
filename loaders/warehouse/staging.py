"""New reports on their way into a snapshot: rows turned into columns a few hundred at a time, parts a few thousand.

In:   Report objects.
Out:  the parts of reports, figures, evidence, sections and statements with their rows; whose they are.
Promise: neither Python objects nor columns pile up, however many reports come. Every new row has an ordinal that no
other document of its agency and year has; choosing.py makes it the right one.
"""

from collections import Counter, defaultdict

import pyarrow as pa

from loaders.report import Report
from loaders.tables import TABLES
from loaders.warehouse.ordinals import Pair, shifted
from loaders.warehouse.parts import Parts
from loaders.warehouse.rows import BY_YEAR, identify_row, rows

_BATCH, _SPILL = 256, 4_096  # reports
_NUMBERED = ("reports", "figures")  # tables with an ordinal
_MANY = 500_000  # reports: of more, deriving everything anew is cheaper than knowing which


class Staging:
    """`n`: how many came; `touched`: {(agency_id, year)}, whose they are, and `came`: their sha256. `touched` is None
    where nobody asks (not `is_asked`), and once they are too many to be told one by one."""

    def __init__(self, parts: Parts, extractor: str, is_asked: bool = True):
        self.parts, self.extractor = parts, extractor
        self.n = 0
        self.touched: set[Pair] | None = set() if is_asked else None
        self.came: set[str] = set()
        self._waiting: Counter[Pair] = Counter()
        self._rows: dict[tuple[str, int | None], list[dict]] = defaultdict(list)
        self._columns: dict[tuple[str, int | None], list[pa.Table]] = defaultdict(list)

    def add(self, report: Report, corrected: dict[tuple[str, str, str], str]) -> None:
        """`corrected`: address -> what stood there before a correction."""
        pair = (lead := identify_row(report))["agency_id"], lead["year"]
        for name, new in rows(report, corrected, self.extractor).items():
            if name in _NUMBERED:
                new[0]["ordinal"] = self._waiting[pair]
            self._rows[name, report.identity.year if name in BY_YEAR else None] += new
        if self.touched is not None:
            self.touched.add(pair)
            self.came.add(report.sha256)
            if len(self.came) > _MANY:
                self.touched, self.came = None, set()
        self._waiting[pair] += 1
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
        taken = self._taken()
        for (name, year), tables in self._columns.items():
            new = pa.concat_tables(tables)
            self.parts.edit(name, shifted(new, taken) if name in _NUMBERED else new, year=year)
        self._columns.clear()
        self._waiting.clear()

    def _taken(self) -> Counter[Pair]:
        """(agency_id, year) of those that wait -> the first ordinal that no document among the parts has."""
        agencies = pa.array(sorted({agency for agency, _ in self._waiting}), pa.string())
        found = self.parts.read("reports", ["agency_id", "year", "ordinal"], ("agency_id", agencies),
                                {year for _, year in self._waiting})
        taken: Counter[Pair] = Counter()
        for agency, year, ordinal in zip(*(found[name].to_pylist() for name in found.column_names)):
            if (agency, year) in self._waiting:
                taken[agency, year] = max(taken[agency, year], ordinal + 1)
        return taken
