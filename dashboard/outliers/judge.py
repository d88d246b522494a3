"""Each unit against its peers: how unlikely its count is where only the usual differences among them are at work.

In:   Counts, what is asked of each measure, Peers, Settings, the units in question.
Out:  judge() -> Judgement; flags(), the same from plain frames.
Promise: judged are only units with a denominator at or above the measure's floor and enough peers; all others are
counted by reason. Tails are exact. The same test is made for everyone: only then is the number of tests the number
that chance is reckoned from.

Tiers, decided by the simulation of tests.bench.outliers:
verify  beyond the 99.8 % limit and kept by Benjamini-Hochberg at `fdr` over all tests of the list; never given where
        units are compared with everybody for want of peers
watch   beyond the 99.8 % limit
note    beyond the 95 % limit
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from dashboard.outliers.counts import USUAL, Asked, Counts, Settings
from dashboard.outliers.fit import Fit
from dashboard.outliers.groups import Told, fitted, number
from dashboard.outliers.peers import Peers
from dashboard.outliers.tails import reached, tails

TIERS = ("verify", "watch", "note")
WORTH_A_LOOK = 1.0  # standard deviations: nearer than this, no tail is as small as 2.5 %
_SAMPLE = 24  # denominators from which the chance expectation is reckoned, a measure and group


@dataclass(frozen=True, slots=True)
class Tested:
    """One measure, everyone: n, total (pooled), step and group of the peers (-1: none), mean and rho of that group's
    fit, p (NaN: not tested; inf: too near to need the sum), is_high; reached: note, watch -> the chance of a flag if
    only the usual differences are at work (a discrete tail seldom reaches its nominal share). All along Counts.units.
    everybody: the step on which units are compared with no trait in common, for want of peers (-1: there is none)."""

    ask: Asked
    n: np.ndarray
    total: np.ndarray
    step: np.ndarray
    group: np.ndarray
    mean: np.ndarray
    rho: np.ndarray
    p: np.ndarray
    is_high: np.ndarray
    reached: Mapping[str, np.ndarray]
    fits: Mapping[tuple[int, int], Fit]
    everybody: int

    def why_not(self) -> dict[str, np.ndarray]:
        """reason -> who was not tested for it: missing (not printed, or no case), small, alone (too few peers)."""
        known = self.total > 0
        judgeable = known & (self.total >= self.ask.floor)
        return {"missing": ~known, "small": known & ~judgeable, "alone": judgeable & np.isnan(self.p)}


@dataclass(frozen=True, slots=True)
class Judgement:
    """units: the mask in question. flags: one row a unit and measure beyond the 95 % limit, worst first. n_tests: all;
    tested: by measure; n_units: units tested at all.
    by_chance: limit (note, watch) -> flags that the usual differences alone would give. excluded: measure_id -> reason
    (missing, small, alone) -> units in question that were not judged."""

    units: np.ndarray
    flags: pd.DataFrame
    n_tests: int
    tested: Mapping[str, int]
    n_units: int
    by_chance: Mapping[str, float]
    excluded: Mapping[str, Mapping[str, int]]


def test_all(counts: Counts, asked: Mapping[str, Asked], peers: Peers,
             settings: Settings = USUAL) -> dict[str, Tested]:
    """Every unit on every measure, over the last `settings.window` years pooled. Good for any choice of units after."""
    years, groups = counts.last(settings.window), {}
    told = {measure_id: Told.of(*counts.pooled(measure_id, years), ask, peers, settings, groups)
            for measure_id, ask in asked.items()}
    fits = fitted(told, peers, settings)
    return {measure_id: _test(one, fits[measure_id], peers, settings) for measure_id, one in told.items()}


def judge(counts: Counts, asked: Mapping[str, Asked], peers: Peers, settings: Settings = USUAL,
          units: np.ndarray | None = None) -> Judgement:
    """Test everyone, and list what is beyond the limits among `units` (a mask, all if none)."""
    return conclude(counts, test_all(counts, asked, peers, settings), settings, units)


def conclude(counts: Counts, tests: Mapping[str, Tested], settings: Settings = USUAL,
             units: np.ndarray | None = None) -> Judgement:
    """The list of `units` (a mask, all if none): its flags with tiers, and what it is to be read against."""
    units = np.ones(len(counts.units), dtype=bool) if units is None else units
    years, found, summed, excluded, tested = counts.last(settings.window), [], [], {}, {}
    by_chance, judged = {"note": 0.0, "watch": 0.0}, np.zeros(len(units), dtype=bool)
    for measure_id, one in tests.items():
        here = np.flatnonzero(units & ~np.isnan(one.p))
        p = one.p[here]
        judged[here] = True
        tested[measure_id] = len(here)
        why = one.why_not()
        excluded[measure_id] = {reason: int(np.count_nonzero(units & those)) for reason, those in why.items()}
        for name in by_chance:
            by_chance[name] += float(one.reached[name][here].sum())
        summed.append(p[np.isfinite(p)])
        far = here[p <= settings.note * one.ask.sides]
        found.append(_rows(counts, measure_id, one, years, far))
    n_tests = sum(tested.values())
    return Judgement(units, _tiered(found, summed, n_tests, settings), n_tests, tested, int(judged.sum()), by_chance,
                     excluded)


def _test(told: Told, fits: Mapping[tuple[int, int], Fit], peers: Peers, settings: Settings) -> Tested:
    n, total, here = told.n, told.total, told.here
    mean, rho, p = (np.full(len(n), np.nan) for _ in range(3))
    for which, one in fits.items():
        mean[told.places[which]], rho[told.places[which]] = one.mean, one.rho
    group = number(told.step[here], told.group[here])
    p[here] = _tail(told.ask, n[here], total[here], mean[here], rho[here], group)
    reached = _reached(told.ask, total, told.places, fits, settings)
    with np.errstate(invalid="ignore"):
        return Tested(told.ask, n, total, told.step, told.group, mean, rho, p, n >= mean * total, reached, fits,
                      peers.everybody)


def _tail(ask: Asked, n, total, mean, rho, group) -> np.ndarray:
    """The chance of a count as far out on the side asked for (twice the smaller tail for both); inf where it is too
    near to need the sum. Each distinct question is reckoned once: mean and rho are those of `group`."""
    out = np.full(len(n), np.inf)
    between = 1 + (total - 1) * rho if ask.shape == "share" else 1 + total * mean * rho
    spread = np.sqrt(total * mean * (1 - mean if ask.shape == "share" else 1) * between)
    away = (n - total * mean) / np.maximum(spread, 1e-12)
    far = {"high": away >= WORTH_A_LOOK, "low": away <= -WORTH_A_LOOK, "both": np.abs(away) >= WORTH_A_LOOK}[ask.side]
    places = np.flatnonzero(far)
    if len(places):
        first, again = _once(n[places], total[places], group[places])
        upper, lower = tails(ask.shape, *(v[places[first]] for v in (n, total, mean, rho)))
        once = {"high": upper, "low": lower, "both": np.minimum(1, 2 * np.minimum(upper, lower))}[ask.side]
        out[places] = once[again]
    return out


def _once(n: np.ndarray, total: np.ndarray, group: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each distinct (n, total, group) first stands, and the number of each."""
    pair = total * (n.max() + 1) + n
    triple = pair + group * (pair.max() + 1)
    if triple.max() < 2 ** 53:  # exact; beyond, of numbers that nobody can have meant, it takes ten times as long
        return np.unique(triple, return_index=True, return_inverse=True)[1:]
    found = np.unique(np.stack([n, total, group], axis=1), axis=0, return_index=True, return_inverse=True)
    return found[1], found[2].reshape(-1)


def _reached(ask: Asked, total: np.ndarray, places_of: Mapping, fits: Mapping, settings: Settings) -> dict:
    """For each unit the chance of a flag, from a spread of its group's denominators."""
    out = {name: np.zeros(len(total)) for name in ("note", "watch")}
    if not fits:
        return out
    some = [np.sort(total[at])[np.linspace(0, len(at) - 1, min(_SAMPLE, len(at))).astype(int)]
            for at in places_of.values()]
    sizes = [len(s) for s in some]
    mean, rho = (np.array([getattr(fits[which], name) for which in places_of]) for name in ("mean", "rho"))
    cuts, which = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(sizes)), sizes)
    chances = (settings.note, settings.watch)
    for name, (low, high) in zip(out, reached(ask.shape, np.concatenate(some), mean, rho, which, chances)):
        sides = {"low": low, "high": high, "both": low + high}[ask.side]
        for at, share in zip(places_of.values(), np.add.reduceat(sides, cuts) / sizes):
            out[name][at] = share
    return out


def _rows(counts: Counts, measure_id: str, one: Tested, years: Sequence[int], at: np.ndarray) -> pd.DataFrame:
    above, below = counts.numerators[measure_id][at], counts.denominators[measure_id][at]
    mean, has_year = one.mean[at], below > 0
    same = has_year & (np.sign(above - below * mean[:, None]) == np.where(one.is_high[at], 1, -1)[:, None])
    n, total, pooled = one.n[at], one.total[at], np.isin(counts.years, years)
    return pd.DataFrame({
        "unit_id": counts.units[at], "measure_id": measure_id, "numerator": n, "denominator": total,
        "rate": n / total, "mean": mean, "rho": one.rho[at], "is_high": one.is_high[at], "p": one.p[at],
        "sides": one.ask.sides, "excess": np.abs(n - total * mean), "n_pooled": has_year[:, pooled].sum(axis=1),
        "n_same": same.sum(axis=1), "n_years": has_year.sum(axis=1), "step": one.step[at], "group": one.group[at],
        "is_alike": one.step[at] != one.everybody})


def _tiered(found: Sequence[pd.DataFrame], summed: Sequence[np.ndarray], n_tests: int,
            settings: Settings) -> pd.DataFrame:
    """All rows with tier and p_adjusted, worst tier first, then the most cases concerned."""
    if not found:
        return pd.DataFrame()
    rows = pd.concat(found, ignore_index=True)
    rows["p_adjusted"] = _adjusted(rows["p"].to_numpy(), np.concatenate(summed), n_tests)
    beyond = rows["p"] <= settings.watch * rows["sides"]
    is_sure = beyond & (rows["p_adjusted"] <= settings.fdr) & rows["is_alike"]
    rows["tier"] = np.select([is_sure, beyond], TIERS[:2], TIERS[2])
    order = rows["tier"].map(dict(zip(TIERS, range(len(TIERS)))))
    places = np.lexsort((rows["unit_id"].astype(str), -rows["excess"], order))
    return rows.iloc[places].reset_index(drop=True)


def _adjusted(p: np.ndarray, every: np.ndarray, n_tests: int) -> np.ndarray:
    """Benjamini-Hochberg over all n_tests, of which only those in `every` were worth a sum; the others count as 1."""
    if not len(p):
        return p
    once = np.sort(every)
    adjusted = stats.false_discovery_control(once) * (n_tests / len(once))
    return np.minimum(adjusted[np.searchsorted(once, p)], 1)


def flags(rows: pd.DataFrame, groups: pd.DataFrame, asked: Mapping[str, Asked],
          settings: Settings = USUAL) -> pd.DataFrame:
    """From plain frames: `rows` unit_id, year, measure_id, numerator, denominator; `groups` unit_id and the columns
    units are alike by, the most telling first. One row a flag: Judgement.flags."""
    counts = Counts.of(rows)
    traits = [c for c in groups.columns if c != "unit_id"]
    ordered = groups.set_index("unit_id").reindex(counts.units).reset_index()
    return judge(counts, asked, Peers.by(ordered, traits), settings).flags
