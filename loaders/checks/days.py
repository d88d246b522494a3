"""Years and days that a report prints: against each other, and against the day it was due.

In:   the relations of frame.py, deadlines.csv; one check of shape year, early, late or undated.
Out:  a Violation a report.
Promise: of several days that a document states the one that speaks for the agency counts: late only if all are late,
early only if all are early. Without the register nobody is late, since nobody knows whose day it was.
"""

from collections.abc import Iterator
from datetime import date

import duckdb
import pyarrow as pa

from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.specs import Check, wording

_YEAR = """
    SELECT position, year, list_filter(identity, lambda e: e.field = 'year' AND e.value <> year::VARCHAR
                                       AND len(list_filter($sources, lambda s: starts_with(e.source, s))) > 0) AS said
    FROM frame WHERE year IS NOT NULL AND len(said) > 0 ORDER BY position"""
# Days before the year reported on are of something else (an older report on the same page).
_STATED = """
    CREATE OR REPLACE TEMP TABLE stated AS
    SELECT position, report_id, sha256, agency_id, district_id, scope, year, list_sort(list_distinct(list_filter(
               list_append(list_transform(list_filter(coalesce(identity, []), lambda e: e.field = 'published_on'),
                                          lambda e: try_cast(e.value AS DATE)), published_on),
               lambda d: d >= make_date(year, 1, 1)))) AS days
    FROM frame
    WHERE year IS NOT NULL AND NOT list_has_any(coalesce(doubts, []), ['year_unknown', 'year_conflict'])"""
_EARLY = "SELECT position, year, days[-1] FROM stated WHERE len(days) > 0 AND year(days[-1]) = year ORDER BY position"
_DUE = """
    CREATE OR REPLACE TEMP TABLE due AS
    SELECT s.position, arg_max(d, (d.n_named, d.line)) AS rule
    FROM stated s JOIN agencies a USING (agency_id) JOIN deadlines d
      ON d.level IN ('', a.level) AND d.kind IN ('', a.kind) AND d.scope IN ('', s.scope)
         AND (d.district_id = '' OR starts_with(s.district_id, regexp_replace(d.district_id, '(00){1,2}$', '')))
         AND s.year BETWEEN coalesce(d.first_year, s.year) AND coalesce(d.last_year, s.year)
    WHERE a.kind <> 'unknown' GROUP BY s.position"""
_LATE = """
    SELECT position, s.year, make_date(s.year + 1, rule.month, least(rule.day, 28 + (rule.month <> 2)::INT * 2
               + (rule.month IN (1, 3, 5, 7, 8, 10, 12))::INT)) AS due_on, rule.basis, days[1] AS published
    FROM stated s JOIN due USING (position)
    WHERE len(days) > 0 AND published > due_on AND year(published) > s.year ORDER BY position"""
_UNDATED = """
    SELECT position, year FROM stated JOIN due USING (position) JOIN formats USING (sha256)
    WHERE len(days) = 0 AND format IN (SELECT unnest($formats)) ORDER BY position"""


def other_year(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Title or period of the figures name another year than the report is on."""
    for position, year, said in db.execute(_YEAR, {"sources": check.rule["sources"]}).fetchall():
        told = [check.rule["said"].format(source=e["source"].partition("（")[0], year=e["value"], quote=e["quote"])
                for e in said]
        yield Violation(position, check, None, None, cell=(None, None, None),
                        words={"year": str(year), "said": wording()["separator"].join(dict.fromkeys(told))})


def early(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Published, by every day it states, before the year it reports on was over."""
    db.sql(_STATED)
    for position, year, day in db.sql(_EARLY).fetchall():
        yield Violation(position, check, None, None, cell=(None, None, None),
                        words={"year": str(year), "day": _said(day)})


def late(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Published, by every day it states, after the day that deadlines.csv gives its kind, level, district and year."""
    if _know_due(db, given):
        for position, year, due, basis, day in db.sql(_LATE).fetchall():
            yield Violation(position, check, None, None, cell=(None, None, None), words={
                "year": str(year), "day": _said(day), "due": _said(due), "days": str((day - due).days),
                "ground": basis})


def undated(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Documents of the formats named that state no day of publication, where there was one to keep to."""
    if given.documents is None or not _know_due(db, given):
        return
    db.register("formats", given.documents.select(["sha256", "format"]).group_by(["sha256", "format"]).aggregate([]))
    for position, year in db.execute(_UNDATED, {"formats": check.rule["formats"]}).fetchall():
        yield Violation(position, check, None, None, cell=(None, None, None), words={"year": str(year)})


def _know_due(db: duckdb.DuckDBPyConnection, given: Given) -> bool:
    """Make the tables `stated` and `due`; False where nothing says when reports are due."""
    if given.agencies is None or not given.reference.deadlines:
        return False
    rules = [{"line": d.line, "level": d.level, "kind": d.kind, "scope": d.scope, "district_id": d.district_id,
              "first_year": d.first_year, "last_year": d.last_year, "month": d.month, "day": d.day, "basis": d.basis,
              "n_named": sum(map(bool, (d.level, d.kind, d.scope))) + 4 * bool(d.district_id)}
             for d in given.reference.deadlines]
    db.register("deadlines", pa.Table.from_pylist(rules, schema=_RULES))
    db.sql(_STATED)
    db.sql(_DUE)
    return True


_RULES = pa.schema([("line", pa.int32()), ("level", pa.string()), ("kind", pa.string()), ("scope", pa.string()),
                    ("district_id", pa.string()), ("first_year", pa.int16()), ("last_year", pa.int16()),
                    ("month", pa.int32()), ("day", pa.int32()), ("basis", pa.string()), ("n_named", pa.int32())])


def _said(day: date) -> str:
    return f"{day:%Y-%m-%d}"
