"""Faults that last: agencies whose rate is far from their peers' in every year that is added up.

In:   counts, a fault of faults.toml.
Out:  Compared, peers_rounds(); planted(), redrawn(): what a round is made of.
Promise: judged as on the page: the usual measures and peers, three years, one list, so that the control of false flags
sees all its tests. Only what the fault touches is fitted again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from dashboard import outliers, questions
from dashboard.questions import Known
from dashboard.selftest.rounds import Round, chosen, odds_times


@dataclass(frozen=True, slots=True)
class Compared:
    """Everyone as it is, and once drawn anew: counts and tests by world."""

    peers: outliers.Peers
    asked: Mapping[str, outliers.Asked]
    counts: Mapping[str, outliers.Counts]
    tests: Mapping[str, Mapping[str, outliers.Tested]]

    @classmethod
    def of(cls, known: Known, draw: np.random.Generator) -> "Compared":
        asked = questions.asked(questions.usual())
        peers = outliers.Peers.by(known.units, questions.USUAL_TRAITS)
        own = outliers.test_all(known.counts, asked, peers)
        other = redrawn(known.counts, own, asked, draw)
        return cls(peers, asked, {"own": known.counts, "redrawn": other},
                   {"own": own, "redrawn": outliers.test_all(other, asked, peers)})


def peers_rounds(every: Compared, fault: dict, world: str, draw: np.random.Generator, wanted: int) -> Iterator[Round]:
    counts, tests, asked = every.counts[world], every.tests[world], every.asked
    touched = [m for m in (fault["measure"], *fault["taken_from"]) if m in asked]
    before = _told(outliers.conclude(counts, tests), counts, touched)
    aside = before != "" if world == "own" else np.zeros(len(before), dtype=bool)
    one = tests[fault["measure"]]
    last = counts.denominators[fault["measure"]][:, -1]
    able = ~np.isnan(one.p) & (one.step != one.everybody) & (last >= one.ask.floor) & ~aside
    for at in chosen(able, wanted, draw):
        base = counts if world == "own" else redrawn(counts, every.tests["own"], touched, draw)
        other = planted(base, fault, one, at, draw)
        again = {**tests, **outliers.test_all(other, {m: asked[m] for m in touched}, every.peers)}
        is_planted = np.zeros(len(able), dtype=bool)
        is_planted[at] = True
        n, total = other.pooled(fault["measure"], other.last(outliers.USUAL.window))
        with np.errstate(invalid="ignore", divide="ignore"):
            score = n / total * (-1 if one.ask.side == "low" else 1)
        told = _told(outliers.conclude(other, again), other, touched)
        yield Round(is_planted, told, aside, score, np.nan_to_num(total), one.ask.floor)


def _told(judgement: outliers.Judgement, counts: outliers.Counts, touched: list[str]) -> np.ndarray:
    """The surest tier of each unit on these measures; "" for none."""
    flags, out = judgement.flags, np.full(len(counts.units), "", dtype=object)
    if len(flags):
        flags = flags[flags["measure_id"].isin(touched)].iloc[::-1]  # the surest last, and so kept
        at = {u: i for i, u in enumerate(counts.units)}
        for unit, tier in zip(flags["unit_id"], flags["tier"]):
            out[at[unit]] = tier
    return out


def planted(counts: outliers.Counts, fault: dict, one: outliers.Tested, at: np.ndarray,
            draw: np.random.Generator) -> outliers.Counts:
    """The counts with the fault in the years that are added up; what an agency shows already is not made less."""
    numerators = {**counts.numerators}
    years = slice(-outliers.USUAL.window, None)
    above, below = numerators[fault["measure"]].copy(), counts.denominators[fault["measure"]]
    was, cases = above[at, years], below[at, years]
    drawn = _drawn(one.ask.shape, cases, one.mean[at], fault["times"], draw)
    above[at, years] = np.where(np.isnan(was), np.nan, np.fmax(was, drawn))
    numerators[fault["measure"]] = above
    added = above[at, years] - was
    for measure_id in fault["taken_from"]:
        if measure_id in numerators:
            less = numerators[measure_id].copy()
            less[at, years] = np.maximum(0, less[at, years] - np.nan_to_num(added))
            numerators[measure_id] = less
    return replace(counts, numerators=numerators)


def _drawn(shape: str, cases: np.ndarray, mean: np.ndarray, times: float, draw: np.random.Generator) -> np.ndarray:
    cases = np.nan_to_num(cases)
    if shape == "share":
        return draw.binomial(cases.astype(int), odds_times(mean, times)[:, None]).astype(float)
    return draw.poisson(cases * (mean * times)[:, None]).astype(float)


def redrawn(counts: outliers.Counts, tests: Mapping[str, outliers.Tested], measures: Iterable[str],
            draw: np.random.Generator) -> outliers.Counts:
    """On these measures everyone drawn from the fit of its group, with its own numbers of cases; without one, as it
    is."""
    numerators = {**counts.numerators}
    for measure_id in measures:
        one = tests[measure_id]
        above, below = counts.numerators[measure_id].copy(), counts.denominators[measure_id]
        for (step, group), fit in one.fits.items():
            at = np.flatnonzero((one.step == step) & (one.group == group))
            cases = np.nan_to_num(below[at])
            if one.ask.shape == "share":
                strength = 1 / fit.rho_alone - 1
                true = draw.beta(fit.mean * strength, (1 - fit.mean) * strength, len(at))
                drawn = draw.binomial(cases.astype(int), true[:, None])
            else:
                true = draw.gamma(1 / fit.rho_alone, fit.mean * fit.rho_alone, len(at))
                drawn = draw.poisson(cases * true[:, None])
            above[at] = np.where(np.isnan(above[at]), np.nan, drawn)
        numerators[measure_id] = above
    return replace(counts, numerators=numerators)
