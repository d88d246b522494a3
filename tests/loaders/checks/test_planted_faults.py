"""Findings over a whole province with planted faults: their ids, their counts, their repairs, where they come from.

That exactly the planted faults are found is held in tests/loaders/demo/test_against_checks.py."""

import pytest

from loaders import checks
from loaders.demo.province import province
from tests.loaders.checks.worlds import given


@pytest.fixture(scope="module")
def filed():
    return province(60, range(2019, 2026))


@pytest.fixture(scope="module")
def checked(filed):
    return checks.run(**given(filed))


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


def test_arithmetic_alone_says_where_it_seems_to_come_from(checked):
    found = checked.findings.to_pylist()
    assert {f["origin"] for f in found if f["class"] == "arithmetic"} == {"source"}  # every cell was read cleanly
    assert all(f["origin_note"] for f in found if f["origin"])
    assert {f["origin"] for f in found if f["class"] == "reporting"} == {None}
