"""Agencies made to stand out in a copy of the user's own counts, and which tier finds them, beside the best z-score.

In:   an open store; a seed.
Out:  run(): a Result a fault, world and tier.
Promise: nothing is written; the same seed gives the same. Three years are added up where the fault lasts. Two worlds:
own      the user's counts; who stands out before anything is planted is set aside, since nobody knows whether it should
redrawn  in each round everybody drawn anew from what its peers show: who is flagged and not planted is flagged wrongly
The z-score gets the cut-off that finds most at LEAST precision, chosen with the truth in hand; the tiers get no help.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from dashboard import outliers, questions
from dashboard.labels import say
from dashboard.queries import scopes
from dashboard.selftest.past import past_rounds
from dashboard.selftest.peers import Compared, peers_rounds
from dashboard.selftest.rounds import Round
from dashboard.store import Store

WORLDS = ("own", "redrawn")
TIERS = {"verify": ("verify",), "watch": ("verify", "watch"), "note": ("verify", "watch", "note")}
LEAST = 0.9  # the precision that the z-score must reach
PLANTED = 60  # of a fault, over all rounds
LASTING = "lasting"
COUNTED = ("n_planted", "n_found", "n_told", "n_right")


@dataclass(frozen=True, slots=True)
class Result:
    """tier: verify | watch | note, each with the surer ones; z: the best cut-off of the z-score; z_floor: the same
    where it is told the floor of the measure. Counted are agencies: n_found of n_planted were told; n_told in all,
    n_right of them planted. recall = n_found / n_planted, precision = n_right / n_told. kind LASTING: all that last."""

    kind: str
    label: str
    told: str
    tier: str
    world: str
    n_planted: int
    n_found: int
    n_told: int
    n_right: int


@cache
def faults() -> tuple[dict, ...]:
    return tuple(tomllib.loads(Path(__file__).with_name("faults.toml").read_text("utf-8"))["fault"])


def run(store: Store, seed: int = 1, planted: int = PLANTED) -> Iterator[Result]:
    """In the order of faults.toml; a fault that no agency gives room has n_planted 0."""
    years = scopes.years(store)["year"]
    last_year = int(years.max()) if len(years) else 0
    known = questions.known(store, last_year, questions.usual())
    mixes = questions.mixes(store, last_year, known.units) if len(known.units) else {}
    peers = Compared.of(known, np.random.default_rng(seed)) if len(known.units) else None
    lasting: dict[tuple[str, str], Result] = {}
    for place, fault in enumerate(faults()):
        for n, world in enumerate(WORLDS):
            draw = np.random.default_rng([seed, place, n])
            rounds = peers_rounds(peers, fault, world, draw, planted) if fault["way"] == "peers" else past_rounds(
                known, mixes, fault, world, draw, planted)
            for result in _results(fault, world, list(rounds) if peers else []):
                yield result
                if fault["way"] == "peers":
                    key = world, result.tier
                    lasting[key] = _added(lasting[key], result) if key in lasting else replace(
                        result, kind=LASTING, label=say("selftest.lasting"))
    yield from lasting.values()


def _added(one: Result, other: Result) -> Result:
    return replace(one, **{name: getattr(one, name) + getattr(other, name) for name in COUNTED})


def _results(fault: dict, world: str, rounds: list[Round]) -> Iterator[Result]:
    def result(tier: str, n_found: int, n_told: int) -> Result:
        n_planted = sum(int(r.is_planted.sum()) for r in rounds)
        return Result(fault["id"], fault["label"], "question", tier, world, n_planted, n_found, n_told, n_found)

    top = outliers.TIERS if fault["way"] == "peers" else outliers.TIERS[1:]  # one year's change has no top tier
    for tier in top:
        told = [np.isin(r.tier, TIERS[tier]) & ~r.aside for r in rounds]
        yield result(tier, sum(int((t & r.is_planted).sum()) for t, r in zip(told, rounds)),
                     sum(int(t.sum()) for t in told))
    for name, floor in (("z", 1), ("z_floor", None)):
        yield result(name, *_best(rounds, floor))


def _best(rounds: list[Round], floor: int | None) -> tuple[int, int]:
    """(found, told) of the cut-off of the z-score that finds most at the precision LEAST; (0, 0) where none has it."""
    scores, truths = [np.empty(0)], [np.empty(0, dtype=bool)]
    for r in rounds:
        here = r.total >= (r.floor if floor is None else floor)
        if here.sum() < 3 or not np.nanstd(r.score[here]):
            continue
        z = (r.score - np.nanmean(r.score[here])) / np.nanstd(r.score[here])
        kept = here & ~r.aside & ~np.isnan(z)
        scores.append(z[kept])
        truths.append(r.is_planted[kept])
    z, truth = np.concatenate(scores), np.concatenate(truths)
    order = np.argsort(-z, kind="stable")
    z, hits = z[order], np.cumsum(truth[order])
    ends = np.flatnonzero(np.r_[z[1:] != z[:-1], True]) if len(z) else np.empty(0, dtype=int)  # ties go together
    good = [e for e in ends if hits[e] / (e + 1) >= LEAST]
    return (int(hits[good[-1]]), int(good[-1]) + 1) if good else (0, 0)
