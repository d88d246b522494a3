"""The prose against the tables: a stated number that none of its legitimate readings gives.

In:   relations `statements`, `frame`, `figures` and `sections` (loaders.checks.frame); checks of the shapes below.
Out:  finders for the shapes stated, breakdown, idle and untold.
Promise: one composed query a meaning, whatever the number of reports. Compared is only what the report says of the body
that its tables count: 全市 is not held against an agency's own report. Where one of several numbers for one meaning
agrees with the table, none is a finding.
"""

from collections.abc import Iterator
from functools import cache

import duckdb
import numpy as np
import pyarrow.compute as pc

from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.readings import Entry, Reading, applies, entries, may_be, may_be_ratio
from loaders.checks.specs import Check, checks
from loaders.checks.stated_words import Worded
from loaders.form import addresses
from loaders.form.phrases import words

# An abbreviated name (区政府办) is the agency's own where its printed name ends so.
_SHORT = "replace(replace(replace({}, '人民政府', '政府'), '办公室', '办'), '委员会', '委')"
_STATED = f"""
    CREATE TEMP TABLE numbers_stated AS
    SELECT row_number() OVER (ORDER BY f.position, s.position) AS n, f.position, s.meaning, s.value, s.unit, s.quote,
           s.section, s.page, s.label, s.parts, s.is_exhaustive, s.is_approximate,
           s.unit = '%' AND contains(s.quote, '倍') AS is_times,
           CASE WHEN is_times AND s.value % 100 = 0 THEN 100 WHEN is_times AND s.value % 10 = 0 THEN 10
                WHEN s.value = trunc(s.value) THEN 1 WHEN s.value = round(s.value, 1) THEN 0.1
                WHEN s.value = round(s.value, 2) THEN 0.01 ELSE 0.001 END::DOUBLE AS least,
           CASE WHEN f.scope = 'aggregate'
                THEN s.whose IS NULL OR s.whose = 'wider' AND coalesce(regexp_matches(s.subject, $whole), false)
                ELSE s.whose IS NULL OR s.whose = 'own' OR s.whose = 'named' AND coalesce(ends_with(
                     {_SHORT.format('f.agency_label')}, {_SHORT.format('s.subject')}), false) END AS is_compared
    FROM statements s JOIN frame f USING (report_id, sha256)"""
_LAST = "CREATE TEMP TABLE last_year AS SELECT position, last_position FROM links_of_frame WHERE step = 1"
_TRIED = """
    INSERT INTO missed (n, position, last_position, value, check_id, table_id)
    SELECT s.n, s.position, l.last_position, s.value, $check, $table
    FROM numbers_stated s JOIN figures w USING (position) JOIN frame f USING (position)
    LEFT JOIN last_year l USING (position) {joins}
    WHERE s.meaning = $meaning
    QUALIFY s.is_compared AND ({applies}) AND NOT bool_or({agrees}) OVER (PARTITION BY s.position)
        AND row_number() OVER (PARTITION BY s.position, s.is_compared ORDER BY s.n) = 1"""
_BEFORE = "LEFT JOIN figures b ON b.position = l.last_position LEFT JOIN frame g ON g.position = l.last_position"
_SAID = "LEFT JOIN said d ON d.position = s.position LEFT JOIN said e ON e.position = l.last_position"
_PARTS = """
    SELECT n, position, nth
    FROM (SELECT n, position, value, is_exhaustive, list_sum(list_transform(parts, lambda p: p.value)) AS parts,
                 row_number() OVER (PARTITION BY position, section, label ORDER BY n) AS nth
          FROM numbers_stated WHERE meaning = $meaning)
    WHERE parts > value OR (is_exhaustive AND parts < value) ORDER BY n"""
_UNTOLD = """
    SELECT position, w."{cell}" AS value FROM figures w JOIN frame f USING (position)
    WHERE w."{cell}" > 0
      AND NOT EXISTS (FROM numbers_stated s WHERE s.position = w.position AND s.meaning = $meaning)
      AND NOT EXISTS (FROM sections t WHERE t.report_id = f.report_id AND t.sha256 = f.sha256 AND t.number = $section)
      AND EXISTS (FROM sections t WHERE t.report_id = f.report_id AND t.sha256 = f.sha256)
    ORDER BY position"""


def _prepare(db: duckdb.DuckDBPyConnection, frame: Frame) -> None:
    """Once a connection: `stated` and `said`, what prose says; `missed`, the numbers that no reading gives, each with
    `is_idle`: whether the table it belongs to holds noughts only."""
    if db.sql("SELECT 1 FROM duckdb_tables() WHERE table_name = 'numbers_stated'").fetchall():
        return
    db.register("links_of_frame", frame.links)
    db.execute(_LAST)
    db.execute(_STATED, {"whole": words()["whose"]["whole"]})
    said = ", ".join(f"max(value) FILTER (meaning = '{name}') AS \"{name}\""
                     for name in sorted({t.said for _, entry, _ in _queries() for t in entry.terms() if t.said}))
    db.execute(f"CREATE TEMP TABLE said AS SELECT position, {said} FROM numbers_stated "
               "WHERE is_compared AND NOT is_approximate GROUP BY position")
    db.execute("CREATE TEMP TABLE missed (n BIGINT, position BIGINT, last_position BIGINT, value DOUBLE, "
               "check_id VARCHAR, table_id VARCHAR, is_idle BOOLEAN DEFAULT false)")
    compared = db.sql("SELECT DISTINCT meaning FROM numbers_stated WHERE is_compared").fetchall()
    occur = {meaning for meaning, in compared}
    for check, entry, query in _queries():
        if entry.meaning in occur:
            db.execute(query, {"meaning": entry.meaning, "check": check.id, "table": entry.cell.table})
    for table in sorted({entry.cell.table for _, entry, _ in _queries()}):
        above = db.execute("SELECT DISTINCT position FROM missed WHERE table_id = ? AND value > 0", [table]).fetchall()
        if idle := _idle(frame, table, [position for position, in above]):
            db.execute("UPDATE missed SET is_idle = true WHERE table_id = $table AND value > 0 "
                       "AND position IN (SELECT unnest($idle))", {"table": table, "idle": idle})


@cache
def _queries() -> tuple[tuple[Check, Entry, str], ...]:
    """(check, one of its meanings, the query that tries it), of every check against the tables."""
    return tuple((check, entry, _tried(entry)) for check in checks() if check.shape == "stated"
                 for entry in entries(check))


def _tried(entry: Entry) -> str:
    """The query that adds to `missed` what none of the readings of a meaning gives."""
    terms = list(entry.terms())
    is_last, is_said = any(t.is_last for t in terms), any(t.said for t in terms)
    sides = [*entry.readings, *(Reading((*part.terms, *whole.terms)) for part, whole in entry.ratios)]
    agrees = [*map(may_be, entry.readings),
              *(f"s.is_approximate OR {may_be_ratio(*ratio, entry.minus)}" for ratio in entry.ratios)]
    return _TRIED.format(joins=(_BEFORE if is_last else "") + " " + (_SAID if is_said else ""),
                         applies=" OR ".join(f"({applies(side)})" for side in sides),
                         agrees=" OR ".join(f"({sql})" for sql in agrees))


def _idle(frame: Frame, table: str, positions: list[int]) -> list[int]:
    """Those of the reports that print nothing but noughts in a table."""
    if not positions:
        return []
    taken = frame.figures.select([a.name for a in addresses() if a.table == table]).take(positions)
    busy = np.zeros(len(positions), dtype=bool)
    for column in taken.columns:
        busy |= pc.fill_null(pc.not_equal(column, 0), False).to_numpy()
    return [position for position, is_busy in zip(positions, busy) if not is_busy]


def against_tables(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Every stated number that is none of its readings; `left` the number, `right` the nearest reading."""
    if given.statements is None:
        return
    _prepare(db, frame)
    worded, by_meaning = Worded(db, frame), {entry.meaning: entry for entry in entries(check)}
    missed = db.execute("SELECT n, position, last_position FROM missed WHERE check_id = ? AND NOT is_idle ORDER BY n",
                        [check.id]).fetchall()
    for n, position, last in missed:
        yield worded.violation(check, by_meaning[worded.stated(n)["meaning"]], n, position, last)


def against_parts(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Every stated whole that its stated parts exceed, or fall short of where none can be missing."""
    if given.statements is None:
        return
    _prepare(db, frame)
    worded = Worded(db, frame)
    for n, position, nth in db.execute(_PARTS, {"meaning": check.rule["meaning"]}).fetchall():
        yield worded.of_parts(check, n, position, nth)


def against_idle(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Every table of noughts whose prose says otherwise; one a table, by the first number that says so."""
    if given.statements is None:
        return
    _prepare(db, frame)
    worded = Worded(db, frame)
    first = "SELECT min(n), position, table_id FROM missed WHERE is_idle GROUP BY position, table_id ORDER BY ALL"
    for n, position, table in db.execute(first).fetchall():
        yield worded.of_idle(check, table, n, position)


def untold(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Every report with a figure that asks for words in a part that the report does not have."""
    if given.statements is None or given.sections is None:
        return
    _prepare(db, frame)
    query = _UNTOLD.format(cell=check.rule["cell"].replace("/", "__"))
    worded = Worded(db, frame)
    asked = {"meaning": check.rule["meaning"], "section": check.rule["section"]}
    for position, value in db.execute(query, asked).fetchall():
        yield worded.of_untold(check, position, value)
