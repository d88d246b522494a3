"""The tiers put to the test: what is planted is known, the counts stay, the same seed gives the same."""

import numpy as np
import pytest

from dashboard import questions
from dashboard.selftest import COUNTED, LASTING, WORLDS, faults, run
from dashboard.selftest.past import past_rounds
from dashboard.selftest.peers import Compared, peers_rounds, planted
from dashboard.selftest.rounds import Round, odds_times
from dashboard.selftest.told import as_dict, line
from dashboard.store import Store
from loaders.warehouse import current


@pytest.fixture(scope="module")
def store(planted_root):
    held = Store(current(planted_root[0]))
    yield held
    held.close()


@pytest.fixture(scope="module")
def every(store):
    return Compared.of(questions.known(store, 2025, questions.usual()), np.random.default_rng(1))


@pytest.fixture(scope="module")
def results(store):
    return list(run(store, 1, planted=3))


def fault(name: str, **other) -> dict:
    return {**next(f for f in faults() if f["id"] == name), **other}


def test_every_fault_is_planted_and_told_in_both_worlds(results):
    by = {(r.kind, r.world, r.tier): r for r in results}
    assert len(by) == len(results)
    for each in faults():
        for world in WORLDS:
            tiers = [by[each["id"], world, t] for t in ("verify", "watch", "note") if (each["id"], world, t) in by]
            assert len(tiers) == (3 if each["way"] == "peers" else 2)
            assert all(r.n_planted in (0, 3) and r.n_found == r.n_right <= r.n_told for r in tiers), each
            found = [r.n_found for r in tiers]
            assert found == sorted(found), "a milder tier holds the surer ones"
    assert len({r.kind for r in results if r.n_planted} - {LASTING}) >= 7


def test_the_sum_is_that_of_the_faults_that_last(results):
    lasting = {f["id"] for f in faults() if f["way"] == "peers"}
    for whole in (r for r in results if r.kind == LASTING):
        parts = [r for r in results if r.kind in lasting and (r.world, r.tier) == (whole.world, whole.tier)]
        assert {n: getattr(whole, n) for n in COUNTED} == {n: sum(getattr(r, n) for r in parts) for n in COUNTED}


def test_the_same_seed_plants_the_same_and_another_does_not(every):
    def told(seed):
        rounds = peers_rounds(every, fault("backlog"), "own", np.random.default_rng(seed), 8)
        return [tuple(np.flatnonzero(r.is_planted)) for r in rounds]

    assert told(1) == told(1) != told(2)


@pytest.mark.parametrize("name", ["refusals", "backlog"])
def test_who_cannot_be_overlooked_is_found_and_the_counts_stay(every, name):
    counts = every.counts["own"]
    before = {m: n.copy() for m, n in counts.numerators.items()}
    rounds = list(peers_rounds(every, fault(name, times=1e6), "own", np.random.default_rng(1), 6))
    assert len(rounds) == 6
    for r in rounds:
        assert r.is_planted.sum() == 1 and not r.aside[r.is_planted].any() and r.tier[r.is_planted][0] != ""
    for measure_id, numbers in before.items():
        np.testing.assert_array_equal(counts.numerators[measure_id], numbers)


def test_who_stood_out_before_is_set_aside_and_never_planted(every, planted_root):
    (at,) = np.flatnonzero(every.counts["own"].units == planted_root[1])
    rounds = list(peers_rounds(every, fault("refusals"), "own", np.random.default_rng(1), 10))
    assert all(r.aside[at] and not r.is_planted[at] for r in rounds)


def test_what_was_added_is_taken_from_what_was_disclosed(every):
    counts, one = every.counts["own"], every.tests["own"]["rate_denied"]
    at = np.flatnonzero(~np.isnan(one.p))[:1]
    other = planted(counts, fault("refusals"), one, at, np.random.default_rng(1))

    def gained(which):
        return np.nan_to_num(other.numerators[which] - counts.numerators[which])

    assert gained("rate_denied")[at].sum() > 0 and (gained("rate_denied")[at, :2] == 0).all()
    assert -gained("rate_disclosed")[at].sum() <= gained("rate_denied")[at].sum()
    assert not gained("rate_unable").any() and not np.delete(gained("rate_denied"), at, axis=0).any()


@pytest.mark.parametrize(("name", "change"), [("sudden", {"times": 1e6}), ("grounds", {"share": 0.97})])
@pytest.mark.parametrize("world", WORLDS)
def test_a_year_unlike_the_others_is_found(store, name, change, world):
    known = questions.known(store, 2025, questions.usual())
    mixes = questions.mixes(store, 2025, known.units)
    rounds = list(past_rounds(known, mixes, fault(name, **change), world, np.random.default_rng(1), 5))
    assert len(rounds) == 5 and all(r.tier[r.is_planted][0] != "" for r in rounds)


def test_the_best_cut_off_is_the_one_that_finds_most_at_the_precision():
    from dashboard.selftest import _best

    truth = np.array([True] * 9 + [False] + [True] + [False] * 40)
    score = np.linspace(5, 0, len(truth))
    nobody = np.zeros(len(truth), dtype=bool)
    one = Round(truth, np.full(len(truth), ""), nobody, score, np.full(len(truth), 9.0), 10)
    assert _best([one], 1) == (10, 11), "10 of 11 are right; the 12th would be the second that is wrong"
    assert _best([one], None) == (0, 0), "nobody reaches the floor"
    assert _best([], 1) == (0, 0)
    assert odds_times(np.array([0.08]), 8) == pytest.approx(0.41, abs=0.01)


@pytest.mark.parametrize("root", ["single_root", "empty_root"])
def test_where_nobody_can_be_planted_it_is_said(request, root):
    from dashboard.store import EmptyStore

    folder = request.getfixturevalue(root)
    held = EmptyStore() if root == "empty_root" else Store(current(folder))
    told = list(run(held, planted=2))
    assert told and not any(r.n_planted or r.n_told for r in told)
    assert "没有可以植入的机关" in line(told[:1]) and as_dict(told[0])["recall"] is None
    held.close()
