"""The demonstration's truth against the program's checks: written apart, they must name the same things."""

from collections import Counter

import pytest

from loaders import checks
from loaders.demo import misstated, province, remarks
from loaders.demo.names import words
from tests.loaders.checks.worlds import given


def found_and_told(whole):
    """(what the checks find in a province, what its truth says), alike written: check, agency, year, address."""
    findings = checks.run(**given(whole)).findings.to_pylist()
    place = "table_id", "item_id", "column_id"
    found = [(f["check_id"], f["agency_id"], f["year"], *(f[part] or "" for part in place)) for f in findings]
    names = words("manners")["checks"]
    told = {(names[b.identity].format(item=b.key[1], table=b.key[0]), f.agency.agency_id, b.year, *b.key)
            for f in whole.filings for b in (*(b for fault in f.faults for b in fault.breaks), *f.remarks)}
    return found, told


@pytest.mark.parametrize(("n_agencies", "years", "seed"),
                         [(60, range(2019, 2026), 20260101), (40, range(2012, 2024), 7)])
def test_the_checks_find_what_was_planted_and_nothing_else(n_agencies, years, seed):
    found, told = found_and_told(province(n_agencies, years, seed))
    assert set(found) - told == set(), "found, but not told"
    assert told - set(found) == set(), "told, but not found"
    assert len(found) == len(told) > 80


def test_every_kind_of_remark_occurs():
    filings = [f for seed in (1, 2, 3) for f in province(60, seed=seed).filings]
    occur = Counter(b.identity for f in filings
                    for b in (*f.remarks, *(b for fault in f.faults for b in fault.breaks)))
    names = (remarks.NAMES | misstated.NAMES) - {"blank_table", "fee_untold"}  # rare; specs show them
    assert names <= set(occur), names - set(occur)
    kinds = {fault.kind for f in filings for fault in f.faults}
    assert set(words("misstated")["planted"]["kinds"]) <= kinds
