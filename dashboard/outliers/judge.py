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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from dashboard.outliers.counts import USUAL, Asked, Counts, Settings
from dashboard.outliers.fit import KNOWN, PRIOR, Fit, fit
from dashboard.outliers.peers import Peers, fewer_bytes
from dashboard.outliers.tails import reached, tails

TIERS = ("verify", "watch", "note")
WORTH_A_LOOK = 1.0  # standard deviations: nearer than this, no tail is as small as 2.5 %
SPEAKS = 50  # judgeable peers from which a group's over-dispersion needs no other's
SEVERAL = 5  # groups whose middle over-dispersion can be trusted
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
    years, known = counts.last(settings.window), {}
    return {measure_id: _test(*counts.pooled(measure_id, years), ask, peers, settings, known)
            for measure_id, ask in asked.items()}


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


def _test(n, total, ask: Asked, peers: Peers, settings: Settings, known: dict[bytes, tuple]) -> Tested:
    """`known`: step, group and places by group of those who can be judged: most measures share them."""
    fitting = (total > 0) & (n >= 0) & ((n <= total) | (ask.shape != "share"))
    judgeable = fitting & (total >= ask.floor)
    key = judgeable.tobytes()
    if key not in known:
        step, group = peers.chosen(judgeable, settings.least_peers)
        here = np.flatnonzero(judgeable & (step >= 0))
        known[key] = step, group, here, {which: here[at] for which, at in _grouped(step[here], group[here])}
    step, group, here, places_of = known[key]
    fits = _fitted(places_of, peers, ask, n, total, fitting, settings)
    mean, rho, p = (np.full(len(n), np.nan) for _ in range(3))
    for which, one in fits.items():
        mean[places_of[which]], rho[places_of[which]] = one.mean, one.rho
    p[here] = _tail(ask, n[here], total[here], mean[here], rho[here])
    reached = _reached(ask, total, places_of, fits, settings)
    with np.errstate(invalid="ignore"):
        return Tested(ask, n, total, step, group, mean, rho, p, n >= mean * total, reached, fits, peers.everybody)


def _grouped(step: np.ndarray, group: np.ndarray):
    """(step, group) -> places, each pair once."""
    order = np.argsort(fewer_bytes(step * (group.max(initial=0) + 1) + group), kind="stable")
    cuts = np.flatnonzero(np.diff(step[order]) | np.diff(group[order])) + 1 if len(order) else []
    for places in np.split(order, cuts) if len(order) else ():
        yield (int(step[places[0]]), int(group[places[0]])), places


def _fitted(groups: Iterable[tuple[int, int]], peers: Peers, ask: Asked, n, total, fitting,
            settings: Settings) -> dict[tuple[int, int], Fit]:
    """The fit of each group. Large groups speak for themselves; small ones are drawn to the middle over-dispersion of
    the large ones, else of all groups if there are several, else of everybody together, which is wider still."""
    def fit_of(members: np.ndarray, prior: tuple[float, float]) -> Fit:
        return fit(ask.shape, n[members], total[members], ask.floor, settings.trims, prior)

    every = {which: peers.members(*which) for which in groups}
    members = {which: at[fitting[at]] for which, at in every.items()}
    small = [which for which, at in members.items() if np.count_nonzero(total[at] >= ask.floor) < SPEAKS]
    large = [which for which in members if which not in small]
    fits = {which: fit_of(members[which], PRIOR) for which in large or small}
    if small:
        telling = [one.rho_alone for one in fits.values()]
        known = (np.median(telling) if large or len(telling) >= SEVERAL
                 else fit_of(np.flatnonzero(fitting), PRIOR).rho_alone)
        fits |= {which: fit_of(members[which], (float(known), KNOWN)) for which in small}
    return fits


def _tail(ask: Asked, n, total, mean, rho) -> np.ndarray:
    """The chance of a count as far out on the side asked for (twice the smaller tail for both); inf where it is too
    near to need the sum. Each distinct question is reckoned once."""
    out = np.full(len(n), np.inf)
    between = 1 + (total - 1) * rho if ask.shape == "share" else 1 + total * mean * rho
    spread = np.sqrt(total * mean * (1 - mean if ask.shape == "share" else 1) * between)
    away = (n - total * mean) / np.maximum(spread, 1e-12)
    far = {"high": away >= WORTH_A_LOOK, "low": away <= -WORTH_A_LOOK, "both": np.abs(away) >= WORTH_A_LOOK}[ask.side]
    places = np.flatnonzero(far)
    if len(places):
        pair = total[places] * (n[places].max() + 1) + n[places]  # exact below 2 ** 53
        order = np.lexsort((pair, rho[places], mean[places]))
        sides = [v[places[order]] for v in (n, total, mean, rho)]
        new = np.append(True, (np.diff(pair[order]) != 0) | (np.diff(sides[2]) != 0) | (np.diff(sides[3]) != 0))
        upper, lower = tails(ask.shape, *(v[new] for v in sides))
        once = {"high": upper, "low": lower, "both": np.minimum(1, 2 * np.minimum(upper, lower))}[ask.side]
        out[places[order]] = once[np.cumsum(new) - 1]
    return out


def _reached(ask: Asked, total: np.ndarray, places_of: Mapping, fits: Mapping, settings: Settings) -> dict:
    """For each unit the chance of a flag, from a spread of its group's denominators."""
    out = {name: np.zeros(len(total)) for name in ("note", "watch")}
    if not fits:
        return out
    some = [np.sort(total[at])[np.linspace(0, len(at) - 1, min(_SAMPLE, len(at))).astype(int)]
            for at in places_of.values()]
    sizes = [len(s) for s in some]
    mean, rho = (np.repeat([getattr(fits[which], name) for which in places_of], sizes) for name in ("mean", "rho"))
    cuts = np.r_[0, np.cumsum(sizes)[:-1]]
    chances = (settings.note, settings.watch)
    for name, (low, high) in zip(out, reached(ask.shape, np.concatenate(some), mean, rho, chances)):
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
