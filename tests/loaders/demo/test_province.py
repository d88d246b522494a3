"""The demonstration's figures: identities, chains, planted faults, skew, kinds. Own arithmetic, in pandas."""

import csv
from collections import Counter
from statistics import median

import pandas as pd
import pytest

from loaders.demo import province
from loaders.demo.arithmetic import broken
from loaders.demo.faults import kinds
from loaders.demo.figures import leaves
from loaders.demo.manner import manners
from loaders.demo.misstated import NAMES as OF_PROSE
from loaders.demo.names import agencies, divisions, words
from loaders.demo.remarks import NAMES as OF_REPORTS
from tests.conftest import ROOT

YEARS = range(2019, 2026)


@pytest.fixture(scope="module")
def whole():
    return province(60, YEARS)


@pytest.fixture(scope="module")
def numbers(whole):
    """One row a printed number: agency, year, edition, table, item, column, value."""
    return pd.DataFrame(
        [(f.agency.agency_id, f.year, f.edition, *key, float(value)) for f in whole.filings
         for key, value in f.numbers.items() if value is not None],
        columns=["agency", "year", "edition", "table", "item", "column", "value"])


def told(whole, *kinds):
    """(agency, year, item, column) of every identity of those names that the truth says is broken."""
    return {(f.agency.agency_id, b.year, b.key[1], b.key[2]) for f in whole.filings for fault in f.faults
            for b in fault.breaks if b.identity in kinds}


def test_the_size_and_the_kinds(whole):
    assert len(whole.agencies) == 60
    assert 400 <= len(whole.filings) < 420  # a few years were never published
    assert {a.kind for a in whole.agencies} == {
        "gov", "gov_office", "dept", "town", "subdistrict", "zone", "vertical", "authorised"}
    assert {a.level for a in whole.agencies} == {"province", "city", "county", "town"}
    assert [a.scope for a in whole.agencies].count("aggregate") == 1
    assert any(a.former for a in whole.agencies)
    assert all(d.district_id.startswith("99") for d in whole.divisions)
    assert len({f.printed_agency + str(f.year) for f in whole.filings}) == len(whole.filings)


def test_rows_of_requests_add_up_but_where_the_truth_says(whole, numbers):
    wide = numbers[numbers.table == "requests"].pivot(
        index=["agency", "year", "item"], columns="column", values="value").dropna()
    off = wide[wide.drop(columns="total").sum(axis=1) != wide.total]
    assert {(a, y, item, "total") for a, y, item in off.index} == told(whole, "row_sum")
    assert len(wide) > 5000


def test_columns_of_requests_balance_but_where_the_truth_says(whole, numbers):
    wide = numbers[numbers.table == "requests"].pivot(
        index=["agency", "year", "column"], columns="item", values="value")
    terms = wide[["new", "carried_in", "outcome_total", "carried_out"]].dropna()
    off = terms[terms.new + terms.carried_in != terms.outcome_total + terms.carried_out]
    assert {(a, y, "outcome_total", c) for a, y, c in off.index} == told(whole, "balance")


@pytest.mark.parametrize("others", [("other",), tuple(n for n in leaves("2021") if n.startswith("other_"))])
def test_outcomes_add_up_but_where_the_truth_says(whole, numbers, others):
    wide = numbers[numbers.table == "requests"].pivot(
        index=["agency", "year", "column"], columns="item", values="value")
    outcomes = [n for n in leaves("2019") if n != "other"] + list(others)
    wide = wide[[*outcomes, "outcome_total"]].dropna()
    off = {(a, y, "outcome_total", c) for a, y, c in wide[wide[outcomes].sum(axis=1) != wide.outcome_total].index}
    rows = {(a, y, c) for a, y, c in wide.index}
    assert off == {place for place in told(whole, "outcome_sum") if (place[0], place[1], place[3]) in rows}


def test_disputes_add_up_but_where_the_truth_says(whole, numbers):
    wide = numbers[numbers.table == "disputes"].pivot(
        index=["agency", "year", "item"], columns="column", values="value").dropna()
    off = wide[wide.drop(columns="total").sum(axis=1) != wide.total]
    assert {(a, y, item, "total") for a, y, item in off.index} == told(whole, "dispute_total")
    assert (off.total == 0).all()


def test_what_is_carried_out_is_carried_in(whole, numbers):
    rows = numbers[numbers.table == "requests"]
    out = rows[rows.item == "carried_out"].assign(year=lambda r: r.year + 1)
    both = out.merge(rows[rows.item == "carried_in"], on=["agency", "year", "column"], suffixes=("_out", "_in"))
    off = both[both.value_out != both.value_in]
    assert {(r.agency, r.year, "carried_in", r.column) for r in off.itertuples()} == told(whole, "carry_over")
    assert len(both) > 2000


def test_stocks_follow_from_what_was_issued_and_repealed(whole, numbers):
    rows = numbers[(numbers.table == "disclosure") & numbers.item.isin(["rules", "normative_documents"])]
    wide = rows.pivot(index=["agency", "year", "item"], columns="column", values="value").reset_index()
    last = wide.assign(year=wide.year + 1)[["agency", "year", "item", "in_force"]]
    both = wide.merge(last, on=["agency", "year", "item"], suffixes=("", "_before")).dropna(
        subset=["in_force", "in_force_before"])
    off = both[both.in_force != both.in_force_before + both.issued - both.repealed]
    assert {(r.agency, r.year, r.item, "in_force") for r in off.itertuples()} == told(whole, "stock")


def test_lists_of_items_continue(whole, numbers):
    wide = numbers[numbers.column.isin(["items_previous", "items_change"])].pivot(
        index=["agency", "year", "item"], columns="column", values="value").reset_index()
    last = wide.assign(year=wide.year + 1, expected=wide.items_previous + wide.items_change)
    both = wide.merge(last[["agency", "year", "item", "expected"]], on=["agency", "year", "item"])
    off = both[both.items_previous != both.expected]
    assert {(r.agency, r.year, r.item, "items_previous") for r in off.itertuples()} == told(whole, "items_chain")
    assert len(both)


def test_bounds_hold_but_where_the_truth_says(whole, numbers):
    wide = numbers[numbers.table == "disclosure"].pivot(
        index=["agency", "year", "item"], columns="column", values="value")
    over = wide[wide.newly_disclosed > wide.disclosed_total]
    assert {(*i, "newly_disclosed") for i in over.index} == told(whole, "newly_disclosed")
    below = numbers[(numbers.value < 0) & (numbers.column != "items_change")]
    assert {(r.agency, r.year, r.item, r.column) for r in below.itertuples()} == told(whole, "negative")


def test_every_kind_of_fault_and_manner_occurs_and_faults_stay_few(whole):
    planted = Counter(fault.kind for f in whole.filings for fault in f.faults)
    assert set(planted) == {*kinds(), "same_as_other", "undercount", *words("misstated")["planted"]["kinds"]}
    assert max(len(f.faults) for f in whole.filings) <= 3
    assert 0.05 < sum(bool(f.faults) for f in whole.filings) / len(whole.filings) < 0.25
    assert {f.manner.id for f in whole.filings} == {m.id for m in manners()}
    assert any(f.edition == "2019" and f.year == 2021 for f in whole.filings)


def test_nothing_else_is_broken(whole):
    """The truth's own arithmetic agrees: what is broken is what was planted, and only that. What is no arithmetic
    is held against the checks themselves (test_against_checks)."""
    for agency in whole.agencies:
        mine = [f for f in whole.filings if f.agency == agency]
        found = broken({f.year: f.numbers for f in mine}, {f.year: f.edition for f in mine})
        planted = {b for f in mine for fault in f.faults for b in fault.breaks}
        assert found == {b for b in planted if b.identity not in OF_REPORTS | OF_PROSE}


def test_requests_are_skewed_and_mostly_small_and_come_from_people(numbers):
    new = numbers[(numbers.table == "requests") & (numbers.item == "new")]
    total = new[new.column == "total"].value
    assert median(total) <= 10 < total.mean()
    assert (total == 0).mean() > 0.05
    assert new[new.column == "natural_person"].value.sum() > 0.6 * total.sum()


def test_an_idle_agency_prints_nothing_but_zeros(whole):
    assert any(not any(f.numbers.values()) and None not in f.numbers.values() for f in whole.filings)


def test_no_place_is_real(whole):
    """Neither the code nor the name of a division is one of the register's real ones."""
    with (ROOT / "data" / "reference" / "divisions.csv").open(encoding="utf-8") as file:
        real = list(csv.DictReader(file))
    assert len(real) > 3000
    invented = province(3000, range(2023, 2024)).divisions
    assert not {d.label for d in invented} & {row["label"] for row in real}
    assert not {d.district_id for d in invented} & {row["district_id"] for row in real}


def test_names_and_ids_stay_apart_in_a_large_province():
    many = agencies(20_000, YEARS, seed=1)
    assert len(many) == len({a.agency_id for a in many}) == 20_000
    names = [name for a in many for name in {a.label, a.short_label, a.former} if name]
    codes = [d.district_id for d in divisions(20_000)]
    assert len(set(codes)) == len(codes)
    assert Counter(names).most_common(1)[0][1] == 1


def test_the_same_seed_gives_the_same_province(whole):
    again = province(60, YEARS)
    assert again == whole
    assert province(60, YEARS, seed=7) != whole


@pytest.mark.parametrize("size", [1, 3, 12, 200])
def test_other_sizes(size):
    small = province(size, range(2020, 2022))
    assert len(small.agencies) == size
    assert len(list(small.reports())) == len(small.filings) > 0


def test_reports_carry_every_cell_of_the_edition_or_its_replacement(whole):
    lost = {f.report().sha256: {b.key[0] for b in f.remarks if b.identity == "tables"} for f in whole.filings}
    assert 0 < sum(map(bool, lost.values())) < 5
    for report in whole.reports():
        keys = [(f.table, f.item, f.column) for f in report.figures]
        assert len(keys) == len(set(keys))
        places = [(f.table, f.row, f.col) for f in report.figures]
        assert len(places) == len(set(places))
        assert all((f.value is None) == (f.state != "number") for f in report.figures)
        assert {f.table for f in report.figures} == {"disclosure", "requests", "disputes"} - lost[report.sha256]
