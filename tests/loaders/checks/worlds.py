"""A whole fictional province as the checks get it from a build: every table, the deadlines, the complete districts.

In:   a Province.
Out:  given(): the arguments of checks.run; reference().
"""

import pyarrow as pa

from loaders.checks import Reference
from loaders.checks.reference import Complete, Deadline
from loaders.demo.names import words
from loaders.tables import TABLES
from loaders.warehouse.rows import rows
from tests.specs.whole import numbered


def table(name: str, found: list[dict]) -> pa.Table:
    return pa.Table.from_pylist(found, schema=TABLES[name].schema)


def reference(whole) -> Reference:
    """The demonstration's deadlines and complete districts, as its data root holds them."""
    return Reference(
        tuple(Deadline(n, "", r["kind"], "", "", r["first_year"] or None, r["last_year"] or None, r["month"], r["day"],
                       r["basis"]) for n, r in enumerate(words("manners")["deadlines"])),
        tuple(Complete(code, None, None, "") for code in whole.complete))


def given(whole) -> dict:
    """Figures, reports and all that lies beside them; every document a web page."""
    each = [rows(report, {}, "") for report in whole.reports()]
    found = {name: table(name, [row for r in each for row in r[name]])
             for name in ("figures", "reports", "sections", "statements", "evidence")}
    found |= numbered(found)
    found["agencies"] = table("agencies", [{**a.row(whole.years), "aliases": [], "is_registered": True}
                                           for a in whole.agencies])
    found["divisions"] = table("divisions", [{**d.row(), "valid_to": None} for d in whole.divisions])
    found["documents"] = pa.table({"sha256": found["reports"]["sha256"], "format": ["html"] * len(each)})
    return found | {"reference": reference(whole)}
