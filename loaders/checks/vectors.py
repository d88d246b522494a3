"""Whole tables that are the same: as the agency's own of the year before, or as another agency's of the year.

In:   the relations of frame.py, one check of shape vector.
Out:  a Violation a report and table.
Promise: a table that could well be alike by chance is left alone.

How it is decided. Who counted v once counts v again, all else being equal, with the chance C(2v,v) / 2^(2v+1) (two
Poisson counts of one unknown mean), which is 1 / (2 sqrt(pi (v + 0.3))) to within a hundredth part; counts that
scatter more do so less often. So a cell of value v speaks with 1 + log2(pi (v + 0.3)) / 2 bits, a nought with none.
The cells weighed are those that no sum of the form gives away. To be told, a table must speak with `margin` bits more
than the number of tables it was compared with takes back: log2 of them, those of the district where the other is of
the district, else those of the whole year.
"""

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa

from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.printed import known
from loaders.checks.specs import Check
from loaders.form import editions

_HEAVY = """
    CREATE OR REPLACE TEMP TABLE heavy AS
    SELECT position, f.agency_id, f.district_id, f.year, f.edition, f.scope, bits, hash({cells}) AS h
    FROM weighed JOIN figures USING (position) JOIN frame f USING (position)
    WHERE f.is_current AND f.form IS NOT NULL AND f.year IS NOT NULL"""
_OWN = """
    SELECT h.position, o.position, h.bits
    FROM links l JOIN heavy h USING (position) JOIN heavy o ON o.position = l.last_position
    WHERE l.step = 1 AND h.h = o.h AND h.edition = o.edition ORDER BY h.position"""
# The nearest of those alike stands for all of them: of the same district where there is one.
_OTHER = """
    WITH compared AS (
        SELECT year, district_id, count(*) AS n FROM frame WHERE is_current AND form IS NOT NULL GROUP BY ALL),
    alike AS (
        SELECT *, count(*) OVER same AS n_alike, lag(position) OVER near AS before, lead(position) OVER near AS after,
               lag(district_id) OVER near AS district_before, lead(district_id) OVER near AS district_after,
               lag(agency_id) OVER near AS agency_before, lead(agency_id) OVER near AS agency_after
        FROM heavy
        WINDOW same AS (PARTITION BY year, edition, h), near AS (same ORDER BY district_id, agency_id, position)),
    paired AS (
        SELECT *, agency_before IS NOT NULL AND agency_before <> agency_id AS has_before,
               agency_after IS NOT NULL AND agency_after <> agency_id AS has_after
        FROM alike WHERE n_alike > 1),
    chosen AS (
        SELECT *, CASE WHEN has_after AND (NOT has_before OR district_after = district_id
                                           AND district_before <> district_id) THEN after
                       WHEN has_before THEN before END AS other
        FROM paired)
    SELECT c.position, c.other, c.bits, c.n_alike,
           sum(k.n) FILTER (o.district_id IS DISTINCT FROM c.district_id OR k.district_id = c.district_id) AS n_compared
    FROM chosen c JOIN frame o ON o.position = c.other JOIN compared k ON k.year = c.year
    GROUP BY ALL HAVING c.bits >= $margin + log2(n_compared) ORDER BY c.position"""
_WHO = """
    SELECT position, coalesce(a.label, f.agency_label, ''), a.kind, f.district_id
    FROM frame f LEFT JOIN agencies a USING (agency_id) WHERE position IN (SELECT unnest($positions))"""
_OFFICES = {"gov", "gov_office"}


def same(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """Tables alike in every cell; `against`: own (the year before) or other (another agency, the same year)."""
    table, rule = check.rule["table"], check.rule
    cells = [a for a in known().values() if a.table == table]
    weighed = [a for a in cells if a.kind in rule["kinds"] and a.item not in rule["but"]
               and (not rule["columns"] or a.column in rule["columns"])]
    heard = bits(frame.figures, [a.name for a in weighed])
    positions = np.flatnonzero(heard >= rule["margin"])
    if len(positions) < 2 or rule["against"] == "own" and not frame.links.num_rows:
        return
    db.register("weighed", pa.table({"position": positions, "bits": heard[positions]}))
    db.sql(_HEAVY.format(cells=", ".join(a.name for a in cells)))
    db.register("links", frame.links)
    if rule["against"] == "own":
        found = [(*row, 0) for row in db.sql(_OWN).fetchall()]
    else:
        found = [row[:4] for row in db.execute(_OTHER, {"margin": rule["margin"]}).fetchall()]
    who = _who(db, given, found) if rule["against"] == "other" else {}
    positions = sorted({p for row in found for p in row[:2]})
    taken = frame.figures.select(["year", *(a.name for a in cells)]).take(pa.array(positions, pa.int64()))
    rows = dict(zip(positions, taken.to_pylist()))
    label = next(t.label for e in reversed(editions()) for t in e.tables if t.id == table)
    for position, other, n_bits, n_alike in found:
        here, there = (dict(rows[p]) for p in (position, other))
        year, other_year = here.pop("year"), there.pop("year")
        if here != there:
            continue
        n_numbers = sum(value is not None and value != 0 for value in here.values())
        words = {"table": label, "year": str(year), "other_year": str(other_year), "n": str(n_numbers),
                 "bits": f"{n_bits:.0f}", "n_alike": str(n_alike - 1), "other": who.get(other, ("",))[0]}
        is_office = {k[1] for p in (position, other) if (k := who.get(p))} == _OFFICES \
            and who[position][2] == who[other][2]
        yield Violation(position, check, None, None, last_position=other, cell=(table, None, None), words=words,
                        exception="office" if is_office else None)


def bits(figures: pa.Table, names: list[str]) -> np.ndarray:
    """How much each report's table says; a cell without a number says nothing."""
    found = np.zeros(figures.num_rows)
    for name in names:
        value = np.nan_to_num(figures[name].cast(pa.float64()).to_numpy()).clip(0)
        found += np.where(value > 0, 1 + np.log2(np.pi * (value + 0.3)) / 2, 0)
    return found


def _who(db: duckdb.DuckDBPyConnection, given: Given, found: list) -> dict[int, tuple[str, str | None, str | None]]:
    """position -> (name, kind, district) of all that are spoken of."""
    if given.agencies is None:
        db.sql("CREATE OR REPLACE TEMP TABLE agencies (agency_id VARCHAR, label VARCHAR, kind VARCHAR)")
    positions = sorted({p for row in found for p in row[:2]})
    return {p: tuple(who) for p, *who in db.execute(_WHO, {"positions": positions}).fetchall()}
