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
    assert set(found.numerator) | set(found.denominator) <= KNOWN
    assert found.shape in ("share", "per_hundred") and found.higher_is in ("better", "worse", "neither")
    assert found.label and found.why_it_matters and found.caveats and found.reviewed
    if found.shape == "share" and found.id not in ("rate_closed", "rate_carry", "rate_pending", "share_natural"):
        parts = set(found.denominator)
        whole = parts == {"requests/outcome_total/total"}
        assert whole or set(found.numerator) <= parts, "a share's numerator lies within its denominator"


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
