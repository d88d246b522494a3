"""Run the composed queries and the other shapes: the frame of reports to violations.

In:   Given, the Frame of its reports.
Out:  violations().
Promise: the wide columns are read once for the sums; details are worked out for the reports that break something only.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import repeat

import duckdb
import numpy as np
import pyarrow as pa

from loaders.checks.compose import broken_query, count_query
from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.shapes import FINDERS
from loaders.checks.specs import LAST_COLUMN, Check, Identity, checks, identities

AGENCIES, YEARS = "agencies", "years"


def violations(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, part: str | None = None) -> list[Violation]:
    """Every violation of every check, by report and then in the order of checks.toml; `part`: of those that hold a
    report against its own agency's and its members', or against all of its year."""
    found = [*_sums(db, frame), *_years(db, frame)] if part != YEARS else []
    for check in checks():
        if (finder := FINDERS.get(check.shape)) and part in (None, part_of(check)):
            found += finder(db, frame, given, check)
    order = {check.id: n for n, check in enumerate(checks())}
    return sorted(found, key=lambda v: (v.position, order[v.check.id]))


def part_of(check: Check) -> str:
    """Whether a check holds a report against all others of its year, or against its own agency's and members'."""
    return YEARS if check.rule.get("against") == "other" else AGENCIES


def _sums(db: duckdb.DuckDBPyConnection, frame: Frame) -> Iterator[Violation]:
    columns = {name: frame.figures[name] for name in _names(identities("sum"))}
    scanned = pa.table({"position": np.arange(frame.n_rows, dtype=np.int64), "form": frame.form, **columns})
    for p, i, left, right in _broken(db, frame, identities("sum"), scanned):
        yield Violation(p, i.check, left, right, i)


def _years(db: duckdb.DuckDBPyConnection, frame: Frame) -> Iterator[Violation]:
    """Against the report of the year before; of shape `gap`, against an earlier one where the years between lack."""
    step = frame.links["step"].to_numpy()
    for shape, wanted in (("years", step == 1), ("gap", step > 1)):
        links, tested = frame.links.filter(pa.array(wanted)), identities(shape)
        now, last = (links[name].combine_chunks() for name in ("position", "last_position"))
        before = dict(zip(now.to_pylist(), last.to_pylist()))
        columns = {name: frame.figures[name.removeprefix(LAST_COLUMN)].combine_chunks().take(
            last if name.startswith(LAST_COLUMN) else now) for name in _names(tested)}
        scanned = pa.table({"position": now, "form": links["form"], **columns})
        for p, i, left, right in _broken(db, frame, tested, scanned, is_counted=shape == "years"):
            yield Violation(p, i.check, left, right, i, before[p])


def _names(tested: tuple[Identity, ...]) -> list[str]:
    return list(dict.fromkeys(operand.name for identity in tested for operand in identity.operands))


def _broken(db: duckdb.DuckDBPyConnection, frame: Frame, tested: tuple[Identity, ...], scanned: pa.Table,
            is_counted: bool = True):
    """(position, identity, left, right) of what is broken; adds the counts of `scanned` to the frame, unless the
    identities need not hold (across a gap)."""
    if not tested:
        return
    db.register("scanned", scanned)
    counted = db.sql(count_query(tested)).fetchnumpy()
    if is_counted:
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
