"""What the checks are given, the reports in one order, and what a broken check says.

In:   tables of loaders/tables.py.
Out:  Given, Frame, Violation, Quote.
Promise: a check whose tables were not given is not assessed; nothing here names an item or a check.

In SQL the checks find: `figures` (with `position`, its row number), `frame` (one row a position: who, when, which
edition) and, where they were given, `agencies`, `divisions`, `sections`, `statements`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

import duckdb
import numpy as np
import pyarrow as pa

from loaders.checks.reference import Reference
from loaders.checks.specs import Check, Identity
from loaders.form import Address, editions

_FRAME = """
    SELECT f.position, r.report_id, r.sha256, f.agency_id, f.district_id, f.year, f.is_current, r.scope, r.edition,
           r.status, r.agency_label, r.published_on, r.doubts, r.identity,
           list_position($editions, r.edition)::SMALLINT AS form
    FROM narrow f LEFT JOIN reports r ON r.agency_id IS NOT DISTINCT FROM f.agency_id
         AND r.year IS NOT DISTINCT FROM f.year AND r.ordinal IS NOT DISTINCT FROM f.ordinal
    ORDER BY f.position"""
# An agency that no district could be found for may share its id with a namesake: its years are not compared.
_LINKS = """
    SELECT position, last_position, step::SMALLINT AS step, form + $n_forms * last_form AS form
    FROM (SELECT position, form, year, year - lag(year) OVER years AS step,
                 lag(position) OVER years AS last_position, lag(form) OVER years AS last_form
          FROM frame
          WHERE is_current AND form IS NOT NULL AND year IS NOT NULL AND NOT starts_with(agency_id, 'unknown')
          WINDOW years AS (PARTITION BY agency_id, scope IS NOT DISTINCT FROM 'aggregate' ORDER BY year, position))
    WHERE step >= 1 ORDER BY position"""
_NARROW = ["agency_id", "district_id", "year", "ordinal", "is_current"]
_OF_REPORTS = ["agency_id", "year", "ordinal", "report_id", "sha256", "scope", "edition", "status", "agency_label",
               "published_on", "doubts", "identity"]


@dataclass(frozen=True, slots=True)
class Given:
    """Everything there is to look at; all but the first two may be missing. `documents`: sha256, format. `evidence`:
    the table, or what gives its rows of some
    documents (sha256), piece by piece. `sections`: without their text."""

    figures: pa.Table
    reports: pa.Table
    agencies: pa.Table | None = None
    divisions: pa.Table | None = None
    sections: pa.Table | None = None
    statements: pa.Table | None = None
    documents: pa.Table | None = None
    evidence: pa.Table | Callable[[pa.Array], Iterable[pa.Table]] | None = None
    reference: Reference = Reference()


@dataclass(frozen=True, slots=True)
class Quote:
    """What a finding about the prose quotes: the sentence, its part and page of the report, the unit of its number."""

    text: str
    section: int | None
    page: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Violation:
    """One check that one report breaks at one place. position: the row of `figures`; last_position: that of the earlier
    report, for a check between reports. terms: (address, value) of cells that stand for themselves (no identity).
    words: what the templates of a check without identity say, by name; cell: the address, or (table, None, None), that
    it points at; exception: the key of the check's `explained` that applies."""

    position: int
    check: Check
    left: Decimal | None
    right: Decimal | None
    identity: Identity | None = None
    last_position: int | None = None
    terms: tuple[tuple[Address, Decimal], ...] = ()
    words: dict[str, str] | None = None
    cell: tuple[str | None, str | None, str | None] | None = None
    exception: str | None = None
    quote: Quote | None = None


@dataclass(slots=True)
class Frame:
    """The reports in the order of `figures`, which have report_id and sha256 here. links: which row holds the same
    body's report before, `step` years ago. n_identities and n_untested are filled as identities are tested."""

    figures: pa.Table
    form: pa.Array
    links: pa.Table
    n_identities: np.ndarray = field(init=False)
    n_untested: np.ndarray = field(init=False)

    def __post_init__(self):
        self.n_identities = np.zeros(self.n_rows, dtype=np.int32)
        self.n_untested = np.zeros(self.n_rows, dtype=np.int32)

    @property
    def n_rows(self) -> int:
        return self.figures.num_rows

    @classmethod
    def of(cls, db: duckdb.DuckDBPyConnection, given: Given) -> "Frame":
        """The frame, and in `db` the relations that the module speaks of."""
        order = [e.id for e in editions()]
        position = pa.array(np.arange(given.figures.num_rows, dtype=np.int64))
        db.register("narrow", given.figures.select(_NARROW).append_column("position", position))
        db.register("reports", given.reports.select(_OF_REPORTS))
        frame = db.sql(_FRAME, params={"editions": order}).to_arrow_table()
        db.register("frame", frame)
        figures = given.figures
        for name in ("report_id", "sha256"):
            figures = figures.append_column(name, frame[name])
        db.register("figures", figures.append_column("position", position))
        for name in ("agencies", "divisions", "sections", "statements"):
            if (rows := getattr(given, name)) is not None:
                db.register(name, rows)
        links = db.sql(_LINKS, params={"n_forms": len(order) + 1}).to_arrow_table()
        return cls(figures, frame["form"].combine_chunks(), links)
