"""The report of a whole district against the reports of its members, where the register knows them.

In:   the relations of frame.py, complete.csv; one check of shape members.
Out:  a Violation a figure of the district's report.
Promise: equality is asked only where a person has declared the register whole and every member's figure is there;
otherwise only that the whole is not less than what its members print. Who reports to a system of its own (vertical), or
may itself speak for the whole district, is no member.
"""

from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pyarrow as pa

from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.printed import known
from loaders.checks.specs import Check, wording
from loaders.form import Address

# Of a district that lies directly in another: its own aggregate where there is one, else its agencies.
_MEMBERS = """
    CREATE OR REPLACE TEMP TABLE members AS
    WITH whole AS (
        SELECT f.position, f.agency_id, f.district_id, f.year, f.edition
        FROM frame f JOIN agencies a USING (agency_id)
        WHERE f.is_current AND f.scope = 'aggregate' AND f.form IS NOT NULL AND f.district_id IS NOT NULL),
    inside AS (SELECT DISTINCT district_id, parent_id FROM divisions),
    due AS (
        SELECT w.position, w.year, a.agency_id, a.label, a.kind, 'own' AS wanted, true AS is_near
        FROM whole w JOIN agencies a ON a.district_id = w.district_id
        WHERE a.is_registered AND a.kind IN (SELECT unnest($kinds))
        UNION ALL
        SELECT w.position, w.year, a.agency_id, a.label, a.kind, 'own', false
        FROM whole w JOIN inside i ON i.parent_id = w.district_id JOIN agencies a ON a.district_id = i.district_id
        WHERE a.is_registered AND a.kind IN (SELECT unnest($kinds)) AND (w.year, i.district_id) NOT IN (
            SELECT (year, district_id) FROM whole)
        UNION ALL
        SELECT w.position, w.year, a.agency_id, a.label, a.kind, 'aggregate', false
        FROM whole w JOIN inside i ON i.parent_id = w.district_id
             JOIN whole child ON child.district_id = i.district_id AND child.year = w.year
             JOIN agencies a ON a.agency_id = child.agency_id)
    SELECT d.position, d.agency_id, d.label, d.is_near, f.position AS member
    FROM due d JOIN agencies a USING (agency_id) LEFT JOIN frame f ON f.agency_id = d.agency_id AND f.year = d.year
         AND f.is_current AND f.form IS NOT NULL
         AND CASE WHEN d.wanted = 'aggregate' THEN f.scope = 'aggregate'
                  WHEN d.kind IN (SELECT unnest($must_say)) THEN f.scope = 'own'
                  ELSE f.scope IS DISTINCT FROM 'aggregate' END
    WHERE d.year BETWEEN coalesce(a.first_year, d.year) AND coalesce(a.last_year, d.year)"""
_WHOLE = "SELECT 1 FROM frame WHERE is_current AND scope = 'aggregate' AND form IS NOT NULL LIMIT 1"
_DECLARED = """
    SELECT position FROM frame f JOIN complete c USING (district_id)
    WHERE f.year BETWEEN coalesce(c.first_year, f.year) AND coalesce(c.last_year, f.year)"""
_SUMS = """
    SELECT m.position, any_value(w.{name}) AS whole, sum(f.{name}) AS parts, count(f.{name}) AS n,
           list((m.label, f.{name}) ORDER BY f.{name} DESC, m.label) FILTER (f.{name} > 0) AS largest
    FROM members m JOIN figures w ON w.position = m.position LEFT JOIN figures f ON f.position = m.member
    WHERE CASE WHEN $is_equal THEN m.position IN (SELECT position FROM declared) ELSE is_near END
    GROUP BY m.position
    HAVING whole IS NOT NULL AND CASE WHEN $is_equal THEN n = count(*) AND whole <> parts
                                      ELSE whole < parts AND NOT (
                                           n = count(*) AND m.position IN (SELECT position FROM declared)) END
    ORDER BY m.position"""


def against_members(db: duckdb.DuckDBPyConnection, frame: Frame, given: Given, check: Check) -> Iterator[Violation]:
    """relation `=`: where complete.csv declares the district; `>=`: everywhere else."""
    if given.agencies is None or given.divisions is None or not db.sql(_WHOLE).fetchall():
        return
    rule = check.rule
    db.register("complete", pa.Table.from_pylist(
        [{"district_id": c.district_id, "first_year": c.first_year, "last_year": c.last_year}
         for c in given.reference.complete],
        schema=pa.schema([("district_id", pa.string()), ("first_year", pa.int16()), ("last_year", pa.int16())])))
    db.execute(_MEMBERS, {"kinds": rule["kinds"], "must_say": rule["must_say"]})
    db.sql(f"CREATE OR REPLACE TEMP TABLE declared AS {_DECLARED}")
    for address in (known()[tuple(word.split("/"))] for word in rule["cells"]):
        query = _SUMS.format(name=address.name)
        for position, whole, parts, n, largest in db.execute(query, {"is_equal": rule["relation"] == "="}).fetchall():
            yield Violation(position, check, Decimal(whole), Decimal(parts), terms=((address, Decimal(whole)),),
                            words=_words(address, n, largest, rule["most"]))


def _words(address: Address, n: int, largest: list[tuple[str, Decimal]] | None, most: int) -> dict[str, str]:
    say, largest = wording(), largest or []
    named = say["separator"].join(say["term"].format(label=label, value=f"{Decimal(value):f}") for label, value in
                                  largest[:most])
    rest = say["and_others"].format(n=len(largest) - most) if len(largest) > most else ""
    members = say["members"].format(members=named + rest) if largest else ""
    return {"label": address.label, "n_members": str(n), "members": members, "unit": address.unit}
