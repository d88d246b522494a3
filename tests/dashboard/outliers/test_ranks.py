"""Rank intervals: the formula against counting by hand, and against known truths drawn again and again."""

import numpy as np
import pandas as pd
import pytest

from dashboard.outliers.ranks import JOINT, joint, ranked


def spread(*rows: tuple[float, float, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["numerator", "denominator", "n_units"], dtype=float)


def told(rows: pd.DataFrame) -> list[tuple]:
    return list(zip(rows["rank"], rows["best"], rows["worst"]))


def test_a_count_is_known_and_its_rank_has_no_width():
    assert told(ranked(spread((5, 5, 2), (9, 9, 1), (0, 0, 3)), False)) == [(2, 2, 2), (1, 1, 1), (4, 4, 4)]


def test_many_cases_part_and_few_do_not():
    rows = ranked(spread((900, 1000, 1), (500, 1000, 1), (100, 1000, 1), (1, 2, 1)), True)
    assert told(rows) == [(1, 1, 2), (2, 2, 3), (4, 3, 4), (2, 1, 4)]
    assert set(rows["n_all"]) == {4}


def test_a_numerator_beyond_its_denominator_has_no_rank_and_shuts_nobody_out():
    rows = ranked(spread((4, 3, 1), (900, 1000, 1), (100, 1000, 1)), True)
    assert np.isnan(rows["rank"][0]) and np.isnan(rows["worst"][0])
    assert (rows["best"][1], rows["worst"][1], rows["worst"][2]) == (1, 2, 3)


def test_the_intervals_are_those_of_clopper_and_pearson():
    from scipy import stats

    level = JOINT ** (1 / 30)
    for n, total in ((0, 7), (3, 7), (7, 7), (40, 1000)):
        own = stats.binomtest(n, total).proportion_ci(level, "exact")
        assert np.ravel(joint(np.array([n]), np.array([total]), 30)) == pytest.approx([own.low, own.high])


def test_counted_one_by_one():
    draw = np.random.default_rng(5)
    rows = pd.DataFrame({"denominator": draw.integers(1, 400, 60).astype(float)})
    rows["numerator"], rows["n_units"] = draw.binomial(rows["denominator"].astype(int), draw.beta(2, 3, 60)), 1.0
    low, high = joint(rows["numerator"].to_numpy(float), rows["denominator"].to_numpy(), 60)
    got = ranked(rows, True)
    assert list(got["best"]) == [1 + sum(low > h) for h in high]
    assert list(got["worst"]) == [60 - sum(high < x) for x in low]
    assert ((got["best"] <= got["rank"]) & (got["rank"] <= got["worst"])).all()


def test_the_true_ranks_lie_within_all_intervals_at_once_as_often_as_promised():
    draw, held, rounds = np.random.default_rng(11), 0, 200
    for _ in range(rounds):
        truth, total = draw.beta(2, 2, 25), np.exp(draw.normal(3, 1.3, 25)).astype(int) + 1
        got = ranked(pd.DataFrame({"numerator": draw.binomial(total, truth), "denominator": total, "n_units": 1}), True)
        true_rank = 25 - truth.argsort().argsort()
        held += bool(((got["best"] <= true_rank) & (true_rank <= got["worst"])).all())
    assert held / rounds >= JOINT
