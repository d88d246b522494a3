"""What a report lacks or fills in otherwise than its form: the edition of the year, parts, tables, blank cells.

In:   the relations of frame.py, one check of shape edition, sections, tables or blanks.
Out:  a Violation a report, or a report and table.
Promise: only what an edition prints is missed. A report that holds no number at all is a form nobody filled in: it is
told as incomplete, not as a hundred blanks. A year that the document leaves in doubt accuses nobody.
"""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.printed import cells, column_label, known
from loaders.checks.specs import Check, wording
from loaders.form import Edition, editions

_EDITION = """
    SELECT position, year, edition, wanted FROM frame JOIN prescribed USING (year)
    WHERE edition <> wanted AND NOT list_has_any(coalesce(doubts, []), ['year_unknown', 'year_conflict'])
    ORDER BY position"""
_SECTIONS = """
    SELECT f.position, edition, list_sort(list(DISTINCT number)) AS there
    FROM frame f JOIN sections USING (report_id, sha256) WHERE number IS NOT NULL AND form IS NOT NULL
    GROUP BY ALL HAVING count(DISTINCT number) >= $fewest ORDER BY f.position"""
_INCOMPLETE = "SELECT DISTINCT form FROM frame WHERE status = 'incomplete'"
_TABLES = """
    SELECT position FROM figures JOIN frame USING (position)
    WHERE form = $form AND frame.year IS NOT NULL AND status = 'incomplete' AND coalesce({own}) IS NULL
      AND coalesce({others}) IS NOT NULL
      AND NOT list_contains(list_transform(marks, lambda m: m.table_id), $table)
    ORDER BY position"""
# A cell printed as its parts, or in place of them, is no blank: only what the document prints stands in marks.
_BLANKS = """
    SELECT position, column_id, count(*) AS n
    FROM (SELECT position, unnest(list_filter(marks, lambda m: m.state = 'blank' AND m.table_id = $table AND
                                              NOT list_contains($but, m.item_id)), recursive := true)
          FROM figures WHERE len(marks) > 0 AND year IS NOT NULL)
    GROUP BY ALL ORDER BY position, column_id"""
_NUMBERS = "SELECT position, {each} FROM figures WHERE position IN (SELECT unnest($positions)) ORDER BY position"


def wrong_edition(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Reports on another edition of the form than the one prescribed for their year."""
    by_id, years = {e.id: e for e in editions()}, range(editions()[0].first_year, 2100)
    db.register("prescribed", pa.table({"year": pa.array(years, pa.int16()), "wanted": [_of(y).id for y in years]}))
    for position, year, used, wanted in db.sql(_EDITION).fetchall():
        yield Violation(position, check, None, None, cell=(None, None, None), words={
            "year": str(year), "used": by_id[used].label, "wanted": by_id[wanted].label,
            "notice": by_id[wanted].notice})


def _of(year: int) -> Edition:
    return max((e for e in editions() if e.first_year <= year), key=lambda e: e.first_year)


def missing_sections(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Reports that head some parts of their edition but not these. A part with a table is told by its table."""
    if given.sections is None:
        return
    by_id = {e.id: e for e in editions()}
    for position, edition_id, there in db.execute(_SECTIONS, {"fewest": check.rule["fewest"]}).fetchall():
        edition = by_id[edition_id]
        if any(s.number is None for s in edition.sections):
            continue  # narratives name their parts as they like
        with_table = {t.section for t in edition.tables}
        lost = [s for s in edition.sections if s.number not in there and s.number not in with_table]
        if lost:
            names = [check.rule["name"].format(number=wording()["digits"][s.number], heading=s.headings[0])
                     for s in lost]
            yield Violation(position, check, None, None, cell=(None, None, None),
                            words={"parts": wording()["separator"].join(names), "n": str(len(there))})


def missing_tables(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Reports without any cell of a table that their edition prints, but with numbers in another."""
    incomplete = {form for (form,) in db.sql(_INCOMPLETE).fetchall()}
    for form, edition in enumerate(editions(), 1):
        if form not in incomplete:
            continue
        names = {t.id: [known()[t.id, item, column].name for item, column in cells(edition, t.id)]
                 for t in edition.tables}
        if len(names) < 2:
            continue
        for table in edition.tables:
            own, others = names[table.id], [n for other in names if other != table.id for n in names[other]]
            query = _TABLES.format(own=", ".join(own), others=", ".join(others))
            for (position,) in db.execute(query, {"form": form, "table": table.id}).fetchall():
                yield Violation(position, check, None, None, cell=(table.id, None, None), words={"table": table.label})


def blanks(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Cells of a table that are printed and empty. extent `table`: no number in the whole table; `columns`: columns
    without a number beside others with; `cells`: single blanks, those of `columns` left out where the check says so."""
    table = check.rule["table"]
    found: dict[int, dict[str, int]] = {}
    for position, column, n in db.execute(_BLANKS, {"table": table, "but": check.rule["but"]}).fetchall():
        found.setdefault(position, {})[column] = n
    if not found:
        return
    columns = list(dict.fromkeys(key[2] for key in known() if key[0] == table))
    each = [f"coalesce({', '.join(a.name for k, a in known().items() if k[0] == table and k[2] == c)}) IS NOT NULL"
            for c in columns]
    everything = ", ".join(a.name for a in known().values())
    query = _NUMBERS.format(each=", ".join([*each, f"coalesce({everything}) IS NOT NULL"]))
    for position, *holds, is_filled in db.execute(query, {"positions": list(found)}).fetchall():
        with_number = {c for c, is_there in zip(columns, holds) if is_there}
        empty = {c: n for c, n in found[position].items() if c not in with_number}
        extent = "table" if not with_number else "columns"
        n_cells = sum(n for c, n in found[position].items() if c in with_number or not check.rule.get("apart"))
        if is_filled and empty and check.rule["extent"] == extent:
            names = wording()["separator"].join(column_label(table, c) for c in columns if c in empty)
            yield Violation(position, check, None, None, cell=(table, None, None),
                            words={"columns": names, "n": str(len(empty)), "n_cells": str(sum(empty.values()))})
        elif is_filled and with_number and n_cells and check.rule["extent"] == "cells":
            yield Violation(position, check, None, None, cell=(table, None, None), words={"n_cells": str(n_cells)})
