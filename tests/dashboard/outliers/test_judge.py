"""Judging: calibrated where there is nothing to find, sure where it says 核实, silent where there is too little."""

import numpy as np
import pandas as pd
import pytest

from dashboard.outliers import Asked, Counts, Peers, Settings, flags, judge
from dashboard.outliers.judge import _once
from dashboard.outliers.peers import _numbered
from tests.bench import outliers as bench
from tests.dashboard.outliers.worlds import world

YEARS = (2023, 2024, 2025)


def counts(n, total, years=YEARS) -> Counts:
    """The same counts in every year; one measure m."""
    n, total = (np.repeat(np.asarray(v, float)[:, None], len(years), axis=1) for v in (n, total))
    return Counts(np.array([f"a{i:04}" for i in range(len(n))], dtype=object), years, {"m": n}, {"m": total})


def alone(n: int) -> Peers:
    return Peers.by(pd.DataFrame({"x": np.zeros(n)}), ["x"])


def ordinary(seed: int, n: int, mean=0.3, rho=0.03, size=60):
    draw = np.random.default_rng(seed)
    total = draw.poisson(size, n) + 10
    return draw.binomial(total, draw.beta(mean * (1 / rho - 1), (1 - mean) * (1 / rho - 1), n)).astype(float), total


def test_false_flags_stay_near_the_nominal_rate_where_nothing_is_wrong():
    tests = n_note = n_watch = n_lists = 0
    expected = {"note": 0.0, "watch": 0.0}
    for seed in range(24):
        for kind in ("corrections", "disclosure"):
            w = world(seed, kind, bad=0)
            found = judge(w.counts, w.asked, w.peers)
            tests, n_note = tests + found.n_tests, n_note + len(found.flags)
            n_watch += int((found.flags["tier"] != "note").sum())
            n_lists += bool((found.flags["tier"] == "verify").any())
            expected = {k: v + found.by_chance[k] for k, v in expected.items()}
    assert tests > 12_000
    assert 0.6 * expected["note"] < n_note < 1.25 * 0.025 * tests and n_note < 1.4 * expected["note"]
    assert n_watch < 2 * 0.001 * tests
    assert n_lists <= 0.2 * 48  # a list without outliers has a false 核实 at most about one time in ten


def test_the_top_tier_is_right_nine_times_in_ten_and_finds_three_times_what_z_scores_find():
    found = {kind: bench.measure(kind, window=3, seeds=range(30)) for kind in ("corrections", "disclosure")}
    for kind, rules in found.items():
        top, z = rules["verify"], rules["z"]
        assert top.precision >= 0.9, kind
        assert top.found >= (1.0 if kind == "corrections" else 3.5), kind
        assert top.found >= 3 * z.found, kind


def test_limits_are_wider_for_few_cases_and_none_are_judged_below_the_floor():
    n, total = ordinary(1, 200)
    total[:2], n[:2] = (9, 10), (9, 10)
    found = judge(counts(n, total), {"m": Asked("high", 30)}, alone(200))
    flagged = set(found.flags["unit_id"])
    assert "a0000" not in flagged and "a0001" in flagged  # three years together: 27 of 27, and 30 of 30
    assert found.excluded["m"]["small"] == 1


def test_only_the_side_that_is_asked():
    n, total = ordinary(2, 200)
    n[0], n[1] = total[0], 0
    for side, units in (("high", {"a0000"}), ("low", {"a0001"}), ("both", {"a0000", "a0001"})):
        found = judge(counts(n, total), {"m": Asked(side, 10)}, alone(200)).flags.set_index("unit_id")
        assert set(found.index) & {"a0000", "a0001"} == units and (found.loc[list(units), "tier"] == "verify").all()
        assert set(found["is_high"]) == {"high": {True}, "low": {False}, "both": {True, False}}[side]


def test_what_is_not_printed_is_not_zero():
    n, total = (np.repeat(np.asarray(v, float)[:, None], 3, axis=1) for v in ordinary(3, 60))
    n[0], total[0] = (np.nan, np.nan, 40), (np.nan, np.nan, 50)
    total[1] = n[1] = np.nan
    total[2] = n[2] = 0
    c = Counts(np.arange(60), YEARS, {"m": n}, {"m": total})
    found = judge(c, {"m": Asked("high", 10)}, alone(60))
    first = found.flags.set_index("unit_id").loc[0]
    assert (first["numerator"], first["denominator"], first["n_pooled"], first["n_same"]) == (40, 50, 1, 1)
    assert found.n_tests == 58 and found.excluded["m"] == {"missing": 2, "small": 0, "alone": 0}


def test_a_small_group_gives_way_to_the_wider_one_and_few_in_all_are_not_judged():
    n, total = ordinary(4, 60)
    n[0] = total[0]
    frame = pd.DataFrame({"level": ["county"] * 60, "kind": ["zone"] * 4 + ["dept"] * 56})
    peers = Peers.by(frame, ["level", "kind"])
    found = judge(counts(n, total), {"m": Asked("high", 10)}, peers).flags.set_index("unit_id")
    assert peers.traits[found.loc["a0000", "step"]] == ("level",) and found.loc["a0000", "tier"] == "verify"
    few = judge(counts(n[:9], total[:9]), {"m": Asked("high", 10)}, Peers.by(frame[:9], ["level"]))
    assert few.n_tests == 0 and few.flags.empty and few.excluded["m"]["alone"] == 9


def test_compared_with_everybody_for_want_of_peers_is_never_the_top_tier():
    n, total = ordinary(5, 60)
    n[0] = total[0]
    peers = Peers.by(pd.DataFrame({"kind": ["odd"] * 3 + ["dept"] * 57}), ["kind"])
    found = judge(counts(n, total), {"m": Asked("high", 10)}, peers).flags.set_index("unit_id")
    assert not found.loc["a0000", "is_alike"] and found.loc["a0000", "tier"] == "watch"
    everybody = judge(counts(n, total), {"m": Asked("high", 10)}, Peers.by(pd.DataFrame({"x": [0] * 60}), []))
    assert everybody.flags.set_index("unit_id").loc["a0000", "tier"] == "verify"  # asked for, and so meant


def test_a_trait_that_is_not_known_is_shared_with_nobody():
    peers = Peers.by(pd.DataFrame({"kind": [None] * 20 + ["dept"] * 20}), ["kind"])
    step, group = peers.chosen(np.ones(40, dtype=bool), 10)
    assert set(step[:20]) == {1} and set(step[20:]) == {0}


def test_more_tests_make_the_top_tier_harder_to_reach():
    n, total = ordinary(6, 400)
    n[0] = round(total[0] * 0.72)
    short = judge(counts(n, total), {"m": Asked("high", 10)}, alone(400)).flags.set_index("unit_id")
    others = {f"m{i}": counts(*ordinary(10 + i, 400)) for i in range(1, 8)} | {"m0": counts(n, total)}
    one = Counts(np.arange(400), YEARS, {m: c.numerators["m"] for m, c in others.items()},
                 {m: c.denominators["m"] for m, c in others.items()})
    long = judge(one, {f"m{i}": Asked("high", 10) for i in range(8)}, alone(400)).flags
    again = long[(long["unit_id"] == 0) & (long["measure_id"] == "m0")].iloc[0]
    assert again["p"] == pytest.approx(short.loc["a0000", "p"])
    assert again["p_adjusted"] > short.loc["a0000", "p_adjusted"]


def test_the_scope_chooses_the_list_and_not_the_peers():
    n, total = ordinary(7, 300)
    n[0] = total[0]
    c, asked = counts(n, total), {"m": Asked("high", 10)}
    whole, part = judge(c, asked, alone(300)), judge(c, asked, alone(300), units=np.arange(300) < 5)
    a, b = (f.flags.set_index("unit_id").loc["a0000"] for f in (whole, part))
    assert a["p"] == b["p"] and a["mean"] == b["mean"] and part.n_tests == 5


def test_years_on_the_same_side_are_counted_among_those_with_a_number():
    n, total = (np.repeat(np.asarray(v, float)[:, None], 5, axis=1) for v in ordinary(8, 100))
    n[0], total[0] = (1, np.nan, 55, 50, 58), (60, np.nan, 60, 60, 60)
    c = Counts(np.arange(100), (2021, 2022, 2023, 2024, 2025), {"m": n}, {"m": total})
    first = judge(c, {"m": Asked("high", 10)}, alone(100)).flags.set_index("unit_id").loc[0]
    assert (first["n_same"], first["n_years"], first["n_pooled"], first["numerator"]) == (3, 4, 3, 163)


def test_from_plain_frames():
    n, total = ordinary(9, 50)
    n[3] = total[3]
    rows = pd.DataFrame({"unit_id": [f"u{i}" for i in range(50)], "year": 2025, "measure_id": "m", "numerator": n,
                         "denominator": total})
    groups = pd.DataFrame({"unit_id": [f"u{i}" for i in reversed(range(50))], "kind": "dept"})
    found = flags(rows, groups, {"m": Asked("high", 10)}, Settings(window=1))
    assert found["unit_id"][0] == "u3" and found["tier"][0] == "verify"
    with pytest.raises(ValueError, match="twice"):
        flags(pd.concat([rows, rows]), groups, {"m": Asked("high", 10)})


def test_nothing_to_judge():
    empty = pd.DataFrame({"unit_id": [], "year": [], "measure_id": [], "numerator": [], "denominator": []})
    assert flags(empty, pd.DataFrame({"unit_id": [], "kind": []}), {}).empty


@pytest.mark.parametrize(("kind", "seed", "known"), [
    ("corrections", 0, [(403, "note", 8.282144e-03), (443, "note", 2.108601e-02), (48, "note", 2.219524e-02),
                        (437, "note", 1.464984e-02), (362, "note", 2.418736e-02)]),
    ("disclosure", 4, [(402, "verify", 2.992324e-04), (139, "verify", 1.090516e-04), (13, "watch", 8.929121e-04),
                       (433, "note", 1.312036e-02), (392, "note", 6.636689e-03)])])
def test_a_world_is_judged_as_it_was_before_the_sums_were_made_quick(kind, seed, known):
    one = world(seed, kind)
    found = judge(one.counts, one.asked, one.peers).flags.iloc[:5]
    assert list(zip(found["unit_id"], found["tier"])) == [k[:2] for k in known]
    assert list(found["p"]) == pytest.approx([p for *_, p in known], rel=1e-5)


@pytest.mark.parametrize("largest", [40, 3_000_000_000], ids=["usual", "a number nobody can have meant"])
def test_each_question_is_reckoned_once(largest):
    draw = np.random.default_rng(9)
    n, total, group = (draw.integers(0, 4, 200).astype(float) for _ in range(3))
    n[0] = total[0] = total[1] = largest
    first, again = _once(n, total, group.astype(int))
    rows = np.stack([n, total, group], axis=1)
    assert (rows[first][again] == rows).all() and len(first) == len(np.unique(rows, axis=0))


@pytest.mark.parametrize("most", [5, 10_000], ids=["few groups", "more groups than units"])
def test_groups_are_numbered_as_by_sorting(most):
    code = np.random.default_rng(11).integers(-1, most, 300)
    for one, other in zip(_numbered(code), np.unique(code, return_index=True, return_inverse=True), strict=True):
        np.testing.assert_array_equal(one, other)
