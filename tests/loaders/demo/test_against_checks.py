"""The demonstration's truth against the program's checks: written apart, they must name the same broken identities."""

import pyarrow as pa

from loaders import checks
from loaders.demo import province
from loaders.demo.names import words
from loaders.tables import TABLES
from loaders.warehouse.rows import rows


def table(name, found):
    return pa.Table.from_pylist(found, schema=TABLES[name].schema)


def found_and_told(whole):
    """(what the checks find in a province, what its truth says is broken), alike written."""
    each = [rows(report, {}, "") for report in whole.reports()]
    agencies = [{**a.row(whole.years), "aliases": [], "is_registered": True} for a in whole.agencies]
    findings = checks.run(table("figures", [row for r in each for row in r["figures"]]),
                          table("reports", [row for r in each for row in r["reports"]]),
                          table("agencies", agencies)).findings.to_pylist()
    found = [(f["check_id"], f["agency_id"], f["year"], f["table_id"], f["item_id"], f["column_id"]) for f in findings]
    names = words("manners")["checks"]
    told = {(names[b.identity].format(item=b.key[1]), f.agency.agency_id, b.year, *b.key)
            for f in whole.filings for fault in f.faults for b in fault.breaks}
    return found, told


def test_the_checks_find_what_was_planted_and_nothing_else():
    found, told = found_and_told(province())
    assert set(found) == told
    assert len(found) == len(told) > 80
