"""Rates are divided in one place, never by zero, and their intervals are Wilson's."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dashboard.measures import all_measures, measure, wilson, with_rates
from loaders.form import addresses

KNOWN = {"/".join(a.key) for a in addresses()}


@pytest.mark.parametrize("found", all_measures().values(), ids=lambda m: m.id)
def test_every_measure_stands_on_addresses_of_the_form(found):
    assert {t.lstrip("-") for t in (*found.numerator, *found.denominator)} <= KNOWN
    assert found.shape in ("share", "per_hundred") and found.higher_is in ("better", "worse", "neither")
    assert found.label and found.why_it_matters and found.caveats and found.reviewed
    if found.shape == "share" and found.id not in ("rate_closed", "rate_carry"):
        whole = {p for term in found.denominator for p in parts_of(term)}
        assert {p for term in found.numerator for p in parts_of(term)} <= whole, "the numerator is not within"


def parts_of(term: str) -> set[str]:
    """A total as what it is the total of: outcomes, grounds, results, applicants."""
    table, item, column = term.lstrip("-").split("/")
    inner = {k.split("/")[1] for k in KNOWN if k.startswith("requests/")} - {
        "new", "carried_in", "carried_out", "outcome_total"}
    if item == "outcome_total":
        return {f"{table}/{i}" for i in inner if not i.endswith(("refused", "unable", "unprocessed", "other"))}
    if table == "requests" and item in ("refused", "unable", "unprocessed", "other"):
        return {f"{table}/{i}" for i in inner if i.startswith(item + "_")}
    if item == "new" or table == "disputes":
        columns = {k.split("/")[2] for k in KNOWN if k.startswith(f"{table}/{item}/")} - {"total"}
        return {f"{table}/{item}/{c}" for c in (columns if column == "total" else {column})}
    return {f"{table}/{item}" if table == "requests" else f"{table}/{item}/{column}"}


ASKED = [m for m in all_measures().values() if m.outliers]


@pytest.mark.parametrize("found", ASKED, ids=lambda m: m.id)
def test_outliers_are_asked_on_a_side_that_is_a_question(found):
    assert found.outliers.side in ("high", "low", "both") and found.outliers.floor >= 5 and found.take == "sum"
    assert found.outliers.ask.endswith("？")
    assert found.outliers.side != {"worse": "low", "better": "high"}.get(found.higher_is)


def test_the_usual_list_is_short_and_asks_no_case_twice():
    usual = [m for m in ASKED if m.outliers.usual]
    assert 5 <= len(usual) <= 10 and len({frozenset(m.numerator) for m in usual}) == len(usual)


@pytest.mark.parametrize(("n", "total"), [(0, 1), (1, 1), (0, 17), (17, 17), (3, 40), (482, 1181), (1, 100_000)])
def test_the_interval_is_wilsons(n, total):
    low, high = wilson(np.array([n]), np.array([total]))
    expected = stats.binomtest(n, total).proportion_ci(method="wilson")
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert low[0] <= n / total <= high[0]


@pytest.mark.parametrize(("n", "total"), [(5, 3), (1, 0), (0, 0), (-1, 4), (np.nan, 4), (2, np.nan)])
def test_no_interval_where_there_is_no_share(n, total):
    low, high = wilson(np.array([n], float), np.array([total], float))
    assert np.isnan(low[0]) and np.isnan(high[0])


def test_nothing_decided_is_no_rate_and_not_zero():
    rows = pd.DataFrame(
        {"numerator": pd.array([0, 0, None, 4], "Int64"), "denominator": pd.array([0, 8, 5, None], "Int64")}
    )
    found = with_rates(rows, measure("rate_corrected"))
    assert found["rate"].isna().tolist() == [True, False, True, True]
    assert found["rate"][1] == 0 and found["low"][1] == 0 and found["high"][1] > 0.2
    assert not np.isinf(found["rate"]).any()


def test_two_different_counts_have_a_rate_and_no_interval():
    found = with_rates(pd.DataFrame({"numerator": [30], "denominator": [20]}), measure("rate_review"))
    assert found["rate"][0] == 1.5 and np.isnan(found["low"][0])
