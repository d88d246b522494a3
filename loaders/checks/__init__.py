"""Test every report against the form's own arithmetic, against other reports, and against what a report must hold.

In:   Given: figures and reports, and whatever else of a snapshot there is; form/checks.toml.
Out:  Checked: findings (one row a check that a report breaks at a place) and counts (one row a report).
Promise: a blank is not a zero: an identity with an unread operand is untested, never broken. Nothing here repairs
a figure. To add an identity, add a block to checks.toml; this folder does not change. A new shape of check is one file
and one line in shapes.py.
"""

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from loaders.checks import scan
from loaders.checks.frame import Frame, Given, Violation
from loaders.checks.reference import Reference
from loaders.checks.scan import AGENCIES, YEARS
from loaders.checks.specs import checks
from loaders.checks.wording import Writer
from loaders.tables import TABLES

__all__ = ["AGENCIES", "COUNTS", "YEARS", "Checked", "Given", "Reference", "catalogue", "of_whole_years", "run"]

COUNTS = pa.schema([("report_id", pa.string()), ("sha256", pa.string()), ("n_identities", pa.int32()),
                    ("n_untested", pa.int32()), ("n_arithmetic", pa.int32()), ("n_reporting", pa.int32()),
                    ("n_errors", pa.int32())])


@dataclass(frozen=True, slots=True)
class Checked:
    """findings: TABLES["findings"]. counts: one row a report read, as COUNTS; n_identities counts the equations and
    inequalities between figures that apply to the report, n_untested those of them with an unread operand."""

    findings: pa.Table
    counts: pa.Table


def run(figures: pa.Table, reports: pa.Table, agencies: pa.Table | None = None, part: str | None = None,
        **more) -> Checked:
    """Findings and counts of all the reports given, all years at once; `more`: the other fields of Given. Only current
    reports are held against other reports; a check that needs a table that was not given is not assessed.

    `part`: only the checks that look at whole years (YEARS), for which all reports of the years must be given, or only
    the others (AGENCIES), for which all years of the agencies must be, and, of a district with an aggregate, all
    members; None: both. The two parts add up to the whole.
    """
    given = Given(figures, reports, agencies, **more)
    with duckdb.connect() as db:
        frame = Frame.of(db, given)
        violations = scan.violations(db, frame, given, part)
        writer = Writer(db, frame, given, violations)
    rows = [row for violation in violations for row in writer.findings(violation)]
    findings = pa.Table.from_pylist(rows, schema=TABLES["findings"].schema)
    return Checked(findings, _counts(frame, reports, violations))


def catalogue() -> pa.Table:
    """The checks themselves, one row each: TABLES["checks"]."""
    rows = [{"check_id": c.id, "label": c.label, "basis": c.basis, "class": c.kind, "severity": c.severity,
             "exceptions": c.exceptions, "position": n} for n, c in enumerate(checks(), 1)]
    return pa.Table.from_pylist(rows, schema=TABLES["checks"].schema)


def of_whole_years() -> list[str]:
    """The ids of the checks that hold a report against all of its year."""
    return [c.id for c in checks() if scan.part_of(c) == YEARS]


def _counts(frame: Frame, reports: pa.Table, violations: list[Violation]) -> pa.Table:
    found = np.zeros((3, frame.n_rows), dtype=np.int32)
    for violation in violations:
        found[0 if violation.check.kind == "arithmetic" else 1, violation.position] += 1
        found[2, violation.position] += violation.check.severity == "E"
    by_position = pa.table({"report_id": frame.figures["report_id"], "sha256": frame.figures["sha256"],
                            "n_identities": frame.n_identities, "n_untested": frame.n_untested,
                            "n_arithmetic": found[0], "n_reporting": found[1], "n_errors": found[2]})
    with duckdb.connect() as db:
        db.register("counted", by_position)
        db.register("reports", reports.select(["report_id", "sha256"]))
        return db.sql("""SELECT r.report_id, r.sha256, coalesce(n_identities, 0) AS n_identities,
                                coalesce(n_untested, 0) AS n_untested, coalesce(n_arithmetic, 0) AS n_arithmetic,
                                coalesce(n_reporting, 0) AS n_reporting, coalesce(n_errors, 0) AS n_errors
                         FROM reports r LEFT JOIN counted USING (report_id, sha256)""").to_arrow_table().cast(COUNTS)
