"""The fit finds what counts were drawn from, is not widened by outliers, and admits what a few peers cannot tell."""

import numpy as np
import pytest
from scipy import stats

from dashboard.outliers.counts import USUAL
from dashboard.outliers.fit import KNOWN, PRIOR, _distinct, _together, fit, fits

LOOSE = PRIOR[0], 50.0  # all but no prior


def shares(seed, mean, rho, n, median=45):
    draw = np.random.default_rng(seed)
    total = draw.poisson(draw.lognormal(np.log(median), 1.2, n))
    strength = 1 / rho - 1
    return draw.binomial(total, draw.beta(mean * strength, (1 - mean) * strength, n)).astype(float), total.astype(float)


def test_without_trimming_it_is_the_maximum_of_the_likelihood():
    n, total = shares(1, 0.3, 0.05, 300)
    n, total = n[(total > 0) & (total <= 300)], total[(total > 0) & (total <= 300)]
    one = fit("share", n, total, 10, (), LOOSE)

    def likelihood(mean, rho):
        return stats.betabinom.logpmf(n, total, mean * (1 / rho - 1), (1 - mean) * (1 / rho - 1)).sum()

    best = likelihood(one.mean, one.rho_alone)
    for step in (0.99, 1.01):
        assert likelihood(one.mean * step, one.rho_alone) < best and likelihood(one.mean, one.rho_alone * step) < best


@pytest.mark.parametrize(("mean", "rho"), [(0.08, 0.03), (0.6, 0.04), (0.3, 0.15)])
def test_it_finds_what_the_counts_were_drawn_from(mean, rho):
    one = fit("share", *shares(2, mean, rho, 3_000), 10, USUAL.trims)
    assert one.mean == pytest.approx(mean, rel=0.06) and one.rho_alone == pytest.approx(rho, rel=0.15)


def test_counts_over_an_exposure():
    draw = np.random.default_rng(3)
    total = draw.poisson(draw.lognormal(np.log(45), 1.2, 1_500)).astype(float)
    n = draw.poisson(total * 0.06 * draw.gamma(2, 0.5, 1_500)).astype(float)
    one = fit("per_hundred", n, total, 10, USUAL.trims)
    assert one.mean == pytest.approx(0.06, rel=0.08) and one.rho_alone == pytest.approx(0.5, rel=0.15)


def test_outliers_do_not_hide_behind_the_width_they_cause():
    n, total = shares(4, 0.6, 0.03, 300)
    n[:12] = np.round(total[:12] * 0.05)
    plain, trimmed = (fit("share", n, total, 10, trims) for trims in ((), USUAL.trims))
    assert plain.rho_alone > 0.05 and trimmed.rho_alone == pytest.approx(0.03, rel=0.35) and trimmed.n_trimmed >= 6


def test_few_peers_give_wide_limits_even_if_they_are_all_alike():
    same = fit("share", np.full(12, 30.0), np.full(12, 60.0), 10, USUAL.trims, (0.03, 0.6))
    assert same.rho > 0.01 and same.n_peers == 12


def test_the_same_input_gives_the_same_answer():
    n, total = shares(5, 0.4, 0.05, 800, median=900)
    assert fit("share", n, total, 10, USUAL.trims) == fit("share", n.copy(), total.copy(), 10, USUAL.trims)


@pytest.mark.parametrize("size", [40, 4_000])
def test_pairs_are_counted_alike_both_ways(size):
    draw = np.random.default_rng(4)
    total = draw.integers(1, 20, size).astype(float)
    n = draw.binomial(total.astype(int), 0.3).astype(float)
    for one, other in zip(_distinct(n, total), _together(n, total)):
        np.testing.assert_array_equal(one, other)
    assert _distinct(n, total)[2].sum() == size


@pytest.mark.parametrize("share", [0, 1])
def test_where_nobody_has_a_case_or_everybody_has_only_such(share):
    total = np.arange(1, 60, dtype=float)
    one = fit("share", total * share, total, 10, USUAL.trims)
    assert abs(one.mean - share) < 0.02 and 0 < one.rho <= 0.9 and one.n_trimmed == 0


def some(shape: str) -> list[tuple]:
    """Groups of unlike size, mean and width, among them one where nobody has a case; each third is held to others."""
    groups, draw = [], np.random.default_rng(6)
    for i, (mean, rho, size) in enumerate([(0.3, 0.05, 400), (0.02, 0.3, 60), (0.9, 0.01, 25), (0.5, 0.1, 1_200),
                                           (0.0, 0.05, 30), (0.15, 0.02, 12)]):
        n, total = shares(10 + i, max(mean, 1e-9), rho, size)
        if shape == "per_hundred":
            n = draw.poisson(total * mean * draw.gamma(1 / (8 * rho), 8 * rho, size)).astype(float)
        groups.append((n, total, 10, (0.1, KNOWN) if i % 3 == 2 else PRIOR))
    return groups


@pytest.mark.parametrize("shape", ["share", "per_hundred"])
def test_many_groups_at_once_are_fitted_as_each_alone(shape):
    together = fits(shape, some(shape), USUAL.trims)
    assert together == [fits(shape, [group], USUAL.trims)[0] for group in some(shape)] and fits(shape, [], ()) == []
    assert sum(one.n_trimmed for one in together) > 0


@pytest.mark.parametrize("shape", ["share", "per_hundred"])
def test_each_of_many_groups_has_its_own_maximum(shape):
    """Of scipy's likelihood, pair by pair; larger denominators are thinned, so that they are left out here."""
    groups = [(n[total <= 100], total[total <= 100], *more) for n, total, *more in some(shape) if n.any()]

    def likelihood(group, at) -> float:
        n, total, _, (known, loose) = group
        if shape == "share":
            mean, strength = 1 / (1 + np.exp(-at[0])), np.exp(at[1])
            told = stats.betabinom.logpmf(n, total, mean * strength, (1 - mean) * strength).sum()
            return told - ((at[1] - np.log(1 / known - 1)) / loose) ** 2 / 2 - at[0] ** 2 / 200
        mean, rho = np.exp(at)
        told = stats.nbinom.logpmf(n, 1 / rho, 1 / (1 + total * mean * rho)).sum()
        return told - ((at[1] - np.log(known / 0.3)) / loose) ** 2 / 2

    for group, one in zip(groups, fits(shape, groups, ()), strict=True):
        found = (np.log([one.mean / (1 - one.mean), 1 / one.rho_alone - 1]) if shape == "share"
                 else np.log([one.mean, one.rho_alone]))
        best = likelihood(group, found)
        for step in ([.02, 0], [-.02, 0], [0, .02], [0, -.02]):
            assert likelihood(group, found + step) < best
