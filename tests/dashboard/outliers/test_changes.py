"""Change against the own past, mixes that moved, and where half of it lies."""

import numpy as np
import pytest
from scipy import stats

from dashboard.outliers import Asked, Counts, Mixes, changes, concentration, mix_shifts

YEARS = (2022, 2023, 2024, 2025)


def counts(n, total) -> Counts:
    n, total = np.asarray(n, float), np.asarray(total, float)
    return Counts(np.arange(len(n)), YEARS, {"m": n}, {"m": total})


def calm(seed: int, units: int, spread: float = 0.0, size: int = 60):
    """Four years of one rate; with `spread` the rate itself moves from year to year (logit scale)."""
    draw = np.random.default_rng(seed)
    total = draw.poisson(size, (units, 4)) + 10
    rate = 1 / (1 + np.exp(0.8 + spread * draw.standard_normal((units, 4))))
    return draw.binomial(total, rate).astype(float), total.astype(float)


@pytest.mark.parametrize(("now", "before"), [((9, 20), (5, 60)), ((0, 40), (30, 200)), ((3, 10), (3, 10))])
def test_a_share_is_tested_by_fishers_exact_test(now, before):
    n = [[before[0], 0, 0, now[0]]] * 3
    total = [[before[1], 0, 0, now[1]]] * 3
    rows, tests = changes(counts(n, total), {"m": Asked("both", 10)})
    table = [[now[0], now[1] - now[0]], [before[0], before[1] - before[0]]]
    one = min(stats.fisher_exact(table, side).pvalue for side in ("less", "greater"))
    assert tests == 3
    if 2 * one <= 0.05:
        assert rows["p"].tolist() == pytest.approx([2 * one] * 3) and rows["dispersion"].tolist() == [1] * 3
    else:
        assert rows.empty


def test_two_counts_are_tested_given_their_sum():
    rows, _ = changes(counts([[4, 0, 0, 30]] * 2, [[100, 0, 0, 90]] * 2), {"m": Asked("high", 10, "per_hundred")})
    assert rows["p"][0] == pytest.approx(2 * stats.binomtest(30, 34, 90 / 190, "greater").pvalue)
    assert rows["tier"][0] == "watch" and rows["is_high"].all()


def test_calm_years_give_few_and_a_planted_change_is_found():
    n, total = calm(1, 400)
    n[0, 3] = total[0, 3] - 5
    rows, tests = changes(counts(n, total), {"m": Asked("high", 10)})
    assert tests == 400 and rows["unit_id"][0] == 0 and rows["tier"][0] == "watch"
    assert (rows["tier"] == "watch").sum() <= 3 and len(rows) <= 20


def test_unrest_that_everybody_shows_is_no_ones_question():
    n, total = calm(2, 400, spread=0.8)
    rows, tests = changes(counts(n, total), {"m": Asked("both", 10)})
    assert rows["dispersion"][0] > 1.4
    assert (rows["tier"] == "watch").sum() <= 0.01 * tests and len(rows) <= 0.09 * tests


def test_few_cases_on_either_side_are_not_judged():
    few = counts([[0, 0, 0, 9], [0, 0, 2, 40]], [[90, 0, 0, 9], [0, 0, 9, 40]])
    rows, tests = changes(few, {"m": Asked("high", 10)})
    assert tests == 0 and rows.empty
    gone = counts([[5, 5, 5, np.nan]], [[50, 50, 50, np.nan]])
    assert changes(gone, {"m": Asked("both", 10)})[1] == 0


def mixes(seed: int, units: int, size: int = 80) -> Mixes:
    draw = np.random.default_rng(seed)
    shares = draw.dirichlet([8, 2, 4, 6, 1, 0.3], units)
    found = np.stack([[draw.multinomial(size, s) for s in shares] for _ in YEARS], axis=1).astype(float)
    return Mixes(np.arange(units), YEARS, tuple("abcdef"), found)


def test_a_mix_that_moved_is_found_and_its_part_named():
    m = mixes(3, 300)
    m.counts[7, 3] = (5, 3, 60, 10, 2, 0)
    rows, tests = mix_shifts({"x": m})
    first = rows.iloc[0]
    assert tests == 300 and (first["unit_id"], first["part"], first["largest"]) == (7, "c", "c")
    assert first["tier"] == "watch" and first["concentration"] == pytest.approx(0.75)
    assert (rows["tier"] == "watch").sum() <= 3 and len(rows) <= 300 * 0.09


def test_drawn_tables_agree_with_the_chi_square_where_both_hold():
    from dashboard.outliers.mix import _drawn

    now, then = np.array([30.0, 20, 25]), np.array([60.0, 80, 60])
    square, p, *_ = stats.chi2_contingency([now, then], correction=False)
    assert _drawn(now, then, square) == pytest.approx(p, abs=0.02)


def test_small_tables_are_drawn_and_a_year_that_is_not_printed_is_left_out():
    m = mixes(4, 40, size=25)
    m.counts[0, 3], m.counts[1, 3] = (0, 0, 0, 0, 0, 25), np.nan
    m.counts[2, :3] = np.nan
    rows, tests = mix_shifts({"x": m})
    assert tests == 38 and rows["unit_id"][0] == 0 and rows["is_drawn"][0] and rows["part"][0] == "f"


def test_half_of_it_lies_with_the_fewest():
    units = np.array(list("abcdef"), dtype=object)
    found = concentration(units, np.array([5, 50, np.nan, 0, 40, 5.0]), np.array([10, 10, 10, 70, np.nan, 10]))
    assert (found.total, found.n_half, found.n_units, found.n_missing) == (100, 1, 4, 1)
    assert found.rows["unit_id"].tolist() == ["b", "e", "a", "f"]
    assert found.rows["cumulative"].tolist() == pytest.approx([0.5, 0.9, 0.95, 1])
    assert found.rows["base_share"].tolist()[0] == pytest.approx(0.1) and np.isnan(found.rows["base_share"][1])


@pytest.mark.parametrize("values", [[np.nan, np.nan], [0.0, np.nan], []])
def test_nothing_to_share(values):
    found = concentration(np.arange(len(values)), np.array(values, float), np.array(values, float))
    assert found.rows.empty and found.n_half == 0
    assert found.total == (0 if 0.0 in values else None)
