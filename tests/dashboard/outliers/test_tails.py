"""Tails and limits are those of scipy's distributions, also where they are reached by another way."""

import numpy as np
import pytest
from scipy import stats

from dashboard.outliers import limits
from dashboard.outliers import tails as module
from dashboard.outliers.tails import grid, grid_tails, reached, tails

MEANS = [(0.08, 0.03), (0.6, 0.04), (0.3, 0.5), (0.97, 0.2), (0.5, 1e-4)]


def beta_binomial(total, mean, rho):
    return stats.betabinom(total, mean * (1 / rho - 1), (1 - mean) * (1 / rho - 1))


@pytest.mark.parametrize(("mean", "rho"), MEANS)
def test_the_tails_of_a_share_are_scipys(mean, rho):
    pairs = [(n, total) for total in (1, 2, 7, 40, 133) for n in {0, 1, total // 3, total // 2, total - 1, total}]
    n, total = map(np.array, zip(*pairs))
    upper, lower = tails("share", n, total, mean, rho)
    known = beta_binomial(total, mean, rho)
    assert upper == pytest.approx(known.sf(n - 1), rel=1e-6, abs=1e-10)
    assert lower == pytest.approx(known.cdf(n), rel=1e-6, abs=1e-10)


@pytest.mark.parametrize(("mean", "rho"), MEANS)
def test_many_shares_at_once_have_the_same_tails(mean, rho):
    total = np.repeat([1, 2, 7, 40, 133, 300], 6)
    n = np.minimum(np.tile([0, 1, 5, 20, 130, 300], 6), total)
    upper, lower = grid_tails(n, *np.unique(total, return_inverse=True), mean, rho)
    one_by_one = tails("share", n, total, mean, rho)
    assert upper == pytest.approx(one_by_one[0], rel=1e-9, abs=1e-11)
    assert lower == pytest.approx(one_by_one[1], rel=1e-9, abs=1e-11)


def test_beyond_the_exact_sums_the_matched_beta_is_within_three_percent(monkeypatch):
    total = np.full(40, 4_001.0)
    n = np.linspace(1_200, 3_600, 40).round()
    near, _ = tails("share", n, total, 0.6, 0.04)
    monkeypatch.setattr(module, "SUMMED", 10_000)
    exact, _ = tails("share", n, total, 0.6, 0.04)
    seen = exact > 1e-5
    assert seen.sum() > 10 and near[seen] == pytest.approx(exact[seen], rel=0.03)


def test_the_tails_of_two_different_counts_are_those_of_a_negative_binomial():
    upper, lower = tails("per_hundred", np.array([0, 5, 17]), np.array([10, 50, 300]), 0.06, 0.5)
    known = stats.nbinom(2, 1 / (1 + np.array([10, 50, 300]) * 0.06 * 0.5))
    assert upper == pytest.approx(known.sf(np.array([0, 5, 17]) - 1)) and lower == pytest.approx(
        known.cdf([0, 5, 17]))


@pytest.mark.parametrize("shape", ["share", "per_hundred"])
@pytest.mark.parametrize("chance", [0.001, 0.025])
def test_a_count_on_the_limit_is_inside_and_the_next_one_is_not(shape, chance):
    total = np.array([5.0, 10, 50, 300, 1_000])
    low, high = limits(shape, total, 0.3, 0.04, chance)
    assert (tails(shape, low, total, 0.3, 0.04)[1] > chance).all()
    assert (tails(shape, high, total, 0.3, 0.04)[0] > chance).all()
    has_below, has_above = low > 0, (high < total) | (shape == "per_hundred")
    assert (tails(shape, low[has_below] - 1, total[has_below], 0.3, 0.04)[1] <= chance).all()
    assert (tails(shape, high[has_above] + 1, total[has_above], 0.3, 0.04)[0] <= chance).all()


@pytest.mark.parametrize("shape", ["share", "per_hundred"])
def test_what_is_reached_is_the_tail_beyond_the_limit(shape):
    """Of several groups in one go, also where nearly everybody has nearly all cases."""
    total, chances = np.array([5.0, 6, 33, 34, 200] * 3), (0.001, 0.025)
    which = np.repeat([0, 1, 2], 5)
    mean, rho = np.array([0.2, 0.97, 0.6]), np.array([0.05, 0.02, 0.3])
    for chance, (below, above) in zip(chances, reached(shape, total, mean, rho, which, chances)):
        own = mean[which], rho[which]
        low, high = limits(shape, total, *own, chance)
        assert below == pytest.approx(np.where(low > 0, tails(shape, np.maximum(low - 1, 0), total, *own)[1], 0))
        top = high + 1 if shape == "per_hundred" else np.minimum(high + 1, total)
        assert above == pytest.approx(np.where(top > high, tails(shape, top, total, *own)[0], 0))
        assert (below <= chance).all() and (above <= chance).all()


def test_the_chances_of_a_grid_are_those_of_scipy():
    totals, which = np.array([1, 300, 40, 300]), np.array([0, 1, 2, 0])
    mean, rho = np.array([0.3, 0.5, 1e-4]), np.array([0.05, 0.004, 0.8])
    strength = 1 / rho[which] - 1
    expected = stats.betabinom.pmf(np.arange(301), totals[:, None], (mean[which] * strength)[:, None],
                                   ((1 - mean[which]) * strength)[:, None])
    np.testing.assert_allclose(grid(totals, which, mean, rho, 300), expected, rtol=1e-8, atol=1e-200)

