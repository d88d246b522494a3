"""Run the composed queries: the frame of reports, then each shape of check, to violations.

In:   figures, reports, agencies (Arrow); the identities.
Out:  Frame (the reports in the order of `figures`, with counts), Violation.
Promise: the wide columns are read once for the sums; details are worked out for the reports that break something only.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import repeat

import duckdb
import numpy as np
import pyarrow as pa

from loaders.checks.bounds import out_of_bounds, without_power
from loaders.checks.compose import broken_query, count_query
from loaders.checks.specs import LAST_COLUMN, Check, Identity, checks, identities
from loaders.form import Address, editions

# An agency that no district could be found for may share its id with a namesake: its years are not compared.
_LINKS = """
    SELECT position, last_position, form + $n_forms * last_form AS form
    FROM (SELECT position, form, year, year - lag(year) OVER years AS step,
                 lag(position) OVER years AS last_position, lag(form) OVER years AS last_form
          FROM frame
          WHERE is_current AND form IS NOT NULL AND year IS NOT NULL AND NOT starts_with(agency_id, 'unknown')
          WINDOW years AS (PARTITION BY agency_id, scope IS NOT DISTINCT FROM 'aggregate' ORDER BY year, position))
    WHERE step = 1 ORDER BY position"""
_FRAME = """
    SELECT f.position, f.agency_id, f.year, f.is_current, r.scope,
           list_position($editions, r.edition)::SMALLINT AS form
    FROM narrow f LEFT JOIN reports r USING (report_id, sha256) ORDER BY f.position"""


@dataclass(frozen=True, slots=True)
class Violation:
    """One check that one report breaks at one place. position: the row of `figures`; last_position: that of the year
    before, for a check between years. terms: (address, value) of cells that stand for themselves (no equation)."""

    position: int
    check: Check
    left: Decimal | None
    right: Decimal | None
    identity: Identity | None = None
    last_position: int | None = None
    terms: tuple[tuple[Address, Decimal], ...] = ()


@dataclass(slots=True)
class Frame:
    """The reports in the order of `figures`. n_identities and n_untested are filled by `violations`."""

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
    def of(cls, db: duckdb.DuckDBPyConnection, figures: pa.Table, reports: pa.Table) -> "Frame":
        """Edition of every row of figures, and which row holds the same body's year before."""
        order = [e.id for e in editions()]
        narrow = figures.select(["report_id", "sha256", "agency_id", "year", "is_current"])
        db.register("narrow", narrow.append_column("position", pa.array(np.arange(figures.num_rows, dtype=np.int64))))
        db.register("reports", reports.select(["report_id", "sha256", "scope", "edition"]))
        frame = db.sql(_FRAME, params={"editions": order}).to_arrow_table()
        db.register("frame", frame)
        links = db.sql(_LINKS, params={"n_forms": len(order) + 1}).to_arrow_table()
        return cls(figures, frame["form"].combine_chunks(), links)


def violations(db: duckdb.DuckDBPyConnection, frame: Frame, agencies: pa.Table | None) -> list[Violation]:
    """Every violation of every check, by report and then in the order of checks.toml."""
    found = [*_sums(db, frame), *_years(db, frame)]
    for check in checks():
        if check.shape == "bounds":
            found += [Violation(p, check, value, minimum, terms=((address, value),))
                      for p, address, value, minimum in out_of_bounds(db, frame.figures, frame.form, check)]
        elif check.shape == "permitted" and agencies is not None:
            found += [Violation(p, check, None, None, terms=terms)
                      for p, terms in without_power(db, frame.figures, agencies, check)]
    order = {check.id: n for n, check in enumerate(checks())}
    return sorted(found, key=lambda v: (v.position, order[v.check.id]))


def _sums(db: duckdb.DuckDBPyConnection, frame: Frame) -> list[Violation]:
    columns = {name: frame.figures[name] for name in _names(identities("sum"))}
    scanned = pa.table({"position": np.arange(frame.n_rows, dtype=np.int64), "form": frame.form, **columns})
    return [Violation(p, i.check, left, right, i)
            for p, i, left, right in _broken(db, frame, identities("sum"), scanned)]


def _years(db: duckdb.DuckDBPyConnection, frame: Frame) -> list[Violation]:
    now, last = (frame.links[name].combine_chunks() for name in ("position", "last_position"))
    before = dict(zip(now.to_pylist(), last.to_pylist()))
    columns = {name: frame.figures[name.removeprefix(LAST_COLUMN)].combine_chunks().take(
        last if name.startswith(LAST_COLUMN) else now) for name in _names(identities("years"))}
    scanned = pa.table({"position": now, "form": frame.links["form"], **columns})
    return [Violation(p, i.check, left, right, i, before[p])
            for p, i, left, right in _broken(db, frame, identities("years"), scanned)]


def _names(tested: tuple[Identity, ...]) -> list[str]:
    return list(dict.fromkeys(operand.name for identity in tested for operand in identity.operands))


def _broken(db: duckdb.DuckDBPyConnection, frame: Frame, tested: tuple[Identity, ...], scanned: pa.Table):
    """(position, identity, left, right) of what is broken; adds the counts of `scanned` to the frame."""
    db.register("scanned", scanned)
    counted = db.sql(count_query(tested)).fetchnumpy()
    frame.n_identities[counted["position"]] += counted["n_identities"].astype(np.int32)
    frame.n_untested[counted["position"]] += counted["n_untested"].astype(np.int32)
    marked = np.isin(scanned["position"].to_numpy(), counted["position"][counted["is_broken"]])
    if not marked.any():
        return
    broken = scanned.filter(pa.array(marked))
    db.register("scanned", broken)
    flags = db.sql(broken_query(tested)).fetchnumpy()
    for number, identity in enumerate(tested):
        rows = pa.array(np.flatnonzero(flags[f"b{number}"]))
        if len(rows):
            yield from zip(broken["position"].take(rows).to_pylist(), repeat(identity),
                           _added(broken, identity, "left", rows), _added(broken, identity, "right", rows))


def _added(scanned: pa.Table, identity: Identity, side: str, rows: pa.Array) -> list[Decimal]:
    """The sum of one side of an identity for each of the rows, exact; 0 for a side without members."""
    sums = [Decimal(0)] * len(rows)
    for operand in (o for o in identity.operands if o.side == side):
        sums = [s + operand.sign * v for s, v in zip(sums, scanned[operand.name].take(rows).to_pylist())]
    return sums
