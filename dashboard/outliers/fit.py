"""How like agencies differ: mean and over-dispersion of a peer group, not widened by the outliers among them.

In:   counts and denominators of the peers; what is known of the over-dispersion from a wider group.
Out:  fits() -> a Fit for each group; fit(), the same of one.
Promise: deterministic. A few peers alone never give narrow limits: their over-dispersion is drawn towards the wider
group's and widened for what a few cannot tell.

Maximum likelihood, trimmed: peers with a two-sided tail below a cut are left out and the rest is fitted again, from a
harsh cut to a mild one, so that outliers cannot hide behind the width they cause (masking). Leaving out the tails of
honest peers narrows the fit; the factor for it is that of a normal distribution cut there. Leaving out only the agency
under judgement does not help where several stand out: tests.bench.outliers prints both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import stats

from dashboard.outliers.newton import Exposures, Shares
from dashboard.outliers.tails import grid_tails, tails

# Larger denominators are thinned to this many cases: a sample of a unit's cases follows the same distribution, and with
# many peers (MANY) a smaller one tells enough.
CASES, CASES_OF_MANY, MANY = 300, 100, 1_000
SPREAD = 2_000  # of more peers, counts over an exposure are fitted to a spread sample of this many
PRIOR = 0.03, 1.5  # over-dispersion where nothing is known, and how loosely (standard deviation of its log)
KNOWN = 0.6  # how loosely a group is held to the over-dispersion of the wider one
Trimmed = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True)
class Fit:
    """mean and rho for tails(); rho_alone: over-dispersion before it is widened for what few peers cannot tell;
    n_peers: with a denominator at or above the floor; n_trimmed: of all members."""

    mean: float
    rho: float
    rho_alone: float
    n_peers: int
    n_trimmed: int


def fit(shape: str, n: np.ndarray, total: np.ndarray, floor: int, trims: tuple[float, ...],
        prior: tuple[float, float] = PRIOR) -> Fit:
    """Fit the peers with a denominator of 1 or more. `prior`: over-dispersion to be drawn to, and how loosely."""
    return fits(shape, [(n, total, floor, prior)], trims)[0]


def fits(shape: str, groups: Sequence[tuple[np.ndarray, np.ndarray, int, tuple[float, float]]],
         trims: tuple[float, ...]) -> list[Fit]:
    """fit() of many groups, each with its counts, denominators, floor and prior: the same, many times as fast."""
    if not groups:
        return []
    held = [_with_cases(n, total) for n, total, _, _ in groups]
    n_peers = np.array([np.count_nonzero(total >= floor) for (_, total), (_, _, floor, _) in zip(held, groups)])
    known, loose = np.array([prior for *_, prior in groups], dtype=float).T
    mean, rho, spread, n_trimmed = (_shares if shape == "share" else _exposures)(held, trims, known, loose)
    # A limit from k peers: the t of k - 1 degrees is wider than the normal, at 99.8 % by 1 + 6 to 9/k in variance.
    widened = rho * (1 + 8 / (np.maximum(n_peers, 1) + 2 / loose ** 2)) + spread
    widened = np.minimum(widened, 0.9 if shape == "share" else 50.0)
    return [Fit(float(m), float(w), float(r), int(k), int(t))
            for m, w, r, k, t in zip(mean, widened, rho, n_peers, n_trimmed)]


def _shares(held: Sequence[tuple], trims: tuple[float, ...], known: np.ndarray, loose: np.ndarray) -> Trimmed:
    groups = [_distinct(*_thinned(*one)) for one in held]
    whole = [(count.astype(np.intp), *np.unique(cases.astype(np.intp), return_inverse=True))
             for count, cases, _ in groups]

    def tail(mean: np.ndarray, rho: np.ndarray) -> np.ndarray:
        return np.concatenate([np.minimum(*grid_tails(*one, mean[i], rho[i])) for i, one in enumerate(whole)])
    return _trimmed(Shares(groups), tail, trims, known, loose)


def _exposures(held: Sequence[tuple], trims: tuple[float, ...], known: np.ndarray, loose: np.ndarray) -> Trimmed:
    groups = []
    for n, total in held:
        every = slice(None, None, -(-len(n) // SPREAD) or 1)
        count, cases, weight = _together(n[every], total[every])
        groups.append((count, cases, weight * len(n) / max(len(n[every]), 1)))
    pooled = Exposures(groups)

    def tail(mean: np.ndarray, rho: np.ndarray) -> np.ndarray:
        which = pooled.which
        return np.minimum(*tails("per_hundred", pooled.count, pooled.cases, mean[which], rho[which]))
    return _trimmed(pooled, tail, trims, known / 0.3, loose)  # counts of cases scatter ten times as widely as shares


def _trimmed(pooled: Shares | Exposures, tail: Callable, trims: tuple[float, ...], known: np.ndarray,
             loose: np.ndarray) -> Trimmed:
    """Mean, over-dispersion, variance of the mean and how many were left out, of each group; `tail`: the smaller one of
    each pair."""
    kept = np.ones(len(pooled.weight), dtype=bool)
    mean, rho, spread = pooled.solved(kept, known, loose, pooled.mean(), known)
    for cut in trims:
        kept = 2 * tail(mean, rho) > cut
        mean, rho, spread = pooled.solved(kept, known, loose, mean, rho)
        rho = np.minimum(rho / _narrowed(cut), 0.9)
    return mean, rho, spread, pooled.added(np.where(kept, 0, pooled.weight))


def _with_cases(n: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    has = total >= 1
    return (n, total) if has.all() else (n[has], total[has])


@cache
def _narrowed(cut: float) -> float:
    """The variance left of a normal distribution when both tails, `cut` together, are cut off."""
    z = stats.norm.isf(cut / 2)
    return float(1 - 2 * z * stats.norm.pdf(z) / (1 - cut))


def _thinned(n: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    most = CASES if len(n) < MANY else CASES_OF_MANY
    large = total > most
    if large.any():
        n, total = n.copy(), total.copy()
        draw = np.random.default_rng(0).hypergeometric
        n[large] = draw(n[large].astype(int), (total[large] - n[large]).astype(int), most)
        total[large] = most
    return n, total


def _distinct(n: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each pair of count and denominator once, with how often it stands, by denominator and count."""
    width = int(total.max(initial=0)) + 1
    if len(n) * 8 < width * width:
        return _together(n, total)
    times = np.bincount((total * width + n).astype(np.int64))
    code = np.flatnonzero(times)
    return (code % width).astype(float), (code // width).astype(float), times[code].astype(float)


def _together(n: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same of few counts, or of counts of any size."""
    order = np.lexsort((n, total))
    n, total = n[order], total[order]
    is_new = np.ones(len(n), dtype=bool)
    is_new[1:] = (n[1:] != n[:-1]) | (total[1:] != total[:-1])
    first = np.flatnonzero(is_new)
    return n[first], total[first], np.diff(first, append=len(n)).astype(float)
