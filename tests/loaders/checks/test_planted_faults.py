"""The demonstration's planted faults: every one found, nothing else. Its truth is worked out apart from checks.toml."""

import pyarrow as pa
import pytest

from loaders import checks
from loaders.demo.province import province
from loaders.tables import TABLES
from loaders.warehouse.rows import rows

# The truth's names for the identities, and ours.
NAMES = {"balance": ("requests.balance",), "outcome_sum": ("requests.outcome_total",),
         "row_sum": ("requests.row_total",),
         "subtotal": ("requests.refused_subtotal", "requests.unable_subtotal", "requests.unprocessed_subtotal"),
         "dispute_total": ("disputes.total",), "newly_disclosed": ("disclosure.newly_disclosed",),
         "items_negative": ("disclosure.items_remaining",), "negative": ("figures.count", "figures.amount"),
         "carry_over": ("requests.carry_over",), "stock": ("disclosure.stock",), "pending": ("disputes.pending",),
         "disclosed_falls": ("disclosure.disclosed_total",), "items_chain": ("disclosure.items_chain",)}
OURS = {check: name for name, several in NAMES.items() for check in several}


@pytest.fixture(scope="module")
def filed():
    return province(40, range(2019, 2026))


@pytest.fixture(scope="module")
def checked(filed):
    stored = [rows(report, {}, "test") for report in filed.reports()]
    figures, reports = (pa.Table.from_pylist([row for s in stored for row in s[name]], schema=TABLES[name].schema)
                        for name in ("figures", "reports"))
    return checks.run(figures, reports)


def test_every_planted_fault_is_found_and_no_other(filed, checked):
    planted = {(filing.agency.agency_id, b.year, b.identity, *b.key)
               for filing in filed.filings for fault in filing.faults for b in fault.breaks}
    found = {(f["agency_id"], f["year"], OURS[f["check_id"]], f["table_id"], f["item_id"], f["column_id"])
             for f in checked.findings.to_pylist()}
    assert len(planted) > 40
    assert found - planted == set(), "found, but not planted"
    assert planted - found == set(), "planted, but not found"


def test_a_finding_has_an_id_of_its_own(checked):
    ids = checked.findings["finding_id"].to_pylist()
    assert len(ids) == len(set(ids)) > 0


def test_counts_agree_with_findings(filed, checked):
    counts = checked.counts.to_pylist()
    assert len(counts) == len(filed.filings)
    assert sum(c["n_arithmetic"] + c["n_reporting"] for c in counts) == len(checked.findings)
    assert sum(c["n_errors"] for c in counts) == checked.findings["severity"].to_pylist().count("E")
    assert all(0 <= c["n_untested"] <= c["n_identities"] for c in counts)


def test_a_repair_leads_back_to_the_true_figure(filed, checked):
    true = {(filing.agency.agency_id, filing.year, key): before for filing in filed.filings
            for fault in filing.faults for key, (before, _) in fault.changed.items()}
    repairs = [(f["agency_id"], f["year"], f["repair"]) for f in checked.findings.to_pylist() if f["repair"]]
    right = sum(true.get((agency, year, (r["table_id"], r["item_id"], r["column_id"]))) == r["value"]
                for agency, year, r in repairs)
    assert len(repairs) > 10 and right / len(repairs) >= 0.9, f"{right} of {len(repairs)}"
