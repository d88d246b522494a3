"""How like agencies differ: mean and over-dispersion of a peer group, not widened by the outliers among them.

In:   counts and denominators of the peers; what is known of the over-dispersion from a wider group.
Out:  fit() -> Fit.
Promise: deterministic. A few peers alone never give narrow limits: their over-dispersion is drawn towards the wider
group's and widened for what a few cannot tell.

Maximum likelihood, trimmed: peers with a two-sided tail below a cut are left out and the rest is fitted again, from a
harsh cut to a mild one, so that outliers cannot hide behind the width they cause (masking). Leaving out the tails of
honest peers narrows the fit; the factor for it is that of a normal distribution cut there. Leaving out only the agency
under judgement does not help where several stand out: tests.bench.outliers prints both.

The likelihood of a beta-binomial needs only how many counts exceed 0, 1, 2, … (Minka 2000, Estimating a Dirichlet
distribution, §3): a country costs as little as a county.
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import stats

from dashboard.outliers.tails import grid_tails, tails

# Larger denominators are thinned to this many cases: a sample of a unit's cases follows the same distribution, and with
# many peers (MANY) a smaller one tells enough.
CASES, CASES_OF_MANY, MANY = 300, 100, 1_000
SPREAD = 2_000  # of more peers, counts over an exposure are fitted to a spread sample of this many
PRIOR = 0.03, 1.5  # over-dispersion where nothing is known, and how loosely (standard deviation of its log)
_FROM_0 = np.arange(CASES + 1, dtype=float)
KNOWN = 0.6  # how loosely a group is held to the over-dispersion of the wider one


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
    n, total = n[total >= 1], total[total >= 1]
    n_peers = int((total >= floor).sum())
    if shape == "share":
        count, cases, weight = _distinct(*_thinned(n, total))
    else:
        every = slice(None, None, -(-len(n) // SPREAD) or 1)
        count, cases, weight = _together(n[every], total[every])
        weight *= len(n) / max(len(n[every]), 1)
    solve = _beta_binomial if shape == "share" else _gamma_poisson
    mean, rho, spread = solve(count, cases, weight, prior, None)
    kept = np.ones(len(count), dtype=bool)
    whole = (count.astype(np.intp), *np.unique(cases.astype(np.intp), return_inverse=True))
    for cut in trims:
        upper, lower = grid_tails(*whole, mean, rho) if shape == "share" else tails(shape, count, cases, mean, rho)
        kept = 2 * np.minimum(upper, lower) > cut
        mean, rho, spread = solve(count[kept], cases[kept], weight[kept], prior, (mean, rho))
        rho = min(rho / _narrowed(cut), 0.9)
    # A limit from k peers: the t of k - 1 degrees is wider than the normal, at 99.8 % by 1 + 6 to 9/k in variance.
    widened = rho * (1 + 8 / (max(n_peers, 1) + 2 / prior[1] ** 2)) + spread
    top = 0.9 if shape == "share" else 50.0
    return Fit(mean, min(widened, top), rho, n_peers, int(weight[~kept].sum()))


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


def _above(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """How many values exceed 0, 1, 2, …"""
    times = np.bincount(values.astype(int), weights=weight)
    return (times.sum() - np.cumsum(times))[:-1]


def _beta_binomial(n, total, weight, prior, start) -> tuple[float, float, float]:
    """Newton in (logit mean, log strength), strength = 1/rho - 1, with a normal prior on the log strength."""
    above = [_above(v, weight) for v in (n, total - n, total)]
    sizes = [len(v) for v in above]
    cuts, at = (0, sizes[0], sizes[0] + sizes[1]), np.concatenate([_FROM_0[:k] for k in sizes])
    weights = np.concatenate((above[0], above[1], -above[2]))
    centre, loose = math.log(1 / prior[0] - 1), prior[1]
    mean, rho = start or ((weight @ n + 0.5) / (weight @ total + 1), prior[0])
    mean = min(max(float(mean), 1e-6), 1 - 1e-6)
    eta, sigma = math.log(mean / (1 - mean)), math.log(1 / rho - 1)
    is_empty = 0 in sizes  # no count above 0, or none below its denominator: reduceat has no sum over nothing

    def points(eta, sigma):
        m, s = 1 / (1 + math.exp(-eta)), math.exp(sigma)
        x = at.copy()
        x[:cuts[1]] += m * s
        x[cuts[1]:cuts[2]] += (1 - m) * s
        x[cuts[2]:] += s
        return m, s, x

    def value(eta, sigma, x):
        return float(weights @ np.log(x)) - ((sigma - centre) / loose) ** 2 / 2 - eta * eta / 200

    def sums(v):
        if is_empty:
            return [float(part.sum()) for part in (v[:cuts[1]], v[cuts[1]:cuts[2]], v[cuts[2]:])]
        return np.add.reduceat(v, cuts).tolist()

    m, s, x = points(eta, sigma)
    best, spread = value(eta, sigma, x), 1.0
    for _ in range(25):
        a, b = m * s, (1 - m) * s
        first = weights / x
        fa, fb, fc = sums(first)
        faa, fbb, fcc = sums(first / x)
        q = s * m * (1 - m)
        g0, g1 = q * (fa - fb) - eta / 100, a * fa + b * fb + s * fc - (sigma - centre) / loose ** 2
        h00 = q * (1 - 2 * m) * (fa - fb) - q * q * (faa + fbb) - 0.01
        h01 = q * (fa - fb) - q * (a * faa - b * fbb)
        h11 = a * fa - a * a * faa + b * fb - b * b * fbb + s * fc - s * s * fcc - 1 / loose ** 2
        spread = 1 / (q * q * (faa + fbb) + 0.01)
        step0, step1 = _uphill(g0, g1, h00, h01, h11)
        for _ in range(12):
            m, s, x = points(eta + step0, sigma + step1)
            new = value(eta + step0, sigma + step1, x)
            if new >= best - 1e-10:
                break
            step0, step1 = step0 / 3, step1 / 3
        else:
            m = 1 / (1 + math.exp(-eta))
            break
        eta, sigma, best = min(max(eta + step0, -14), 14), min(max(sigma + step1, -2.2), 12), new
        if max(abs(step0), abs(step1)) < 1e-4:
            break
        if abs(eta) == 14 or sigma in (-2.2, 12):
            m, s, x = points(eta, sigma)
    m = 1 / (1 + math.exp(-eta))
    return m, 1 / (1 + math.exp(sigma)), spread * m * (1 - m)


def _uphill(g0: float, g1: float, h00: float, h01: float, h11: float) -> tuple[float, float]:
    """Newton's step where the surface is a hill, else a step along each slope; never a leap."""
    det = h00 * h11 - h01 * h01
    if h00 < 0 and det > 0:
        step0, step1 = (h01 * g1 - h11 * g0) / det, (h01 * g0 - h00 * g1) / det
    else:
        step0, step1 = g0 / (abs(h00) + 1), g1 / (abs(h11) + 1)
    return min(max(step0, -1.5), 1.5), min(max(step1, -1.5), 1.5)


def _gamma_poisson(n, total, weight, prior, start) -> tuple[float, float, float]:
    """Mean n / total and over-dispersion of a negative binomial, by Newton in its log and the mean in closed form."""
    centre, loose = np.log(prior[0] / 0.3), prior[1]  # counts of cases scatter ten times as widely as shares
    mean, rho = start or ((weight @ n + 0.5) / (weight @ total + 1), prior[0] / 0.3)
    tau, exceed = np.log(rho), _above(n, weight)
    at = np.arange(len(exceed))
    for _ in range(40):
        share = weight / (1 + total * mean * rho)
        mean = max(share @ n + 0.5 * mean, 1e-9) / max(share @ total + 0.5, 1e-9)
        r = np.exp(-tau)
        expected = total * mean

        def value(r, expected=expected):
            return (exceed @ np.log(r + at) + weight @ (r * np.log(r) - (r + n) * np.log(r + expected))
                    - ((-np.log(r) - centre) / loose) ** 2 / 2)

        first = (exceed @ (1 / (r + at)) + weight @ (np.log(r / (r + expected)) + 1 - (r + n) / (r + expected)))
        second = (-(exceed @ (1 / (r + at) ** 2)) + weight @ (
            1 / r - 2 / (r + expected) + (r + n) / (r + expected) ** 2))
        slope = -r * first - (tau - centre) / loose ** 2
        curve = r * first + r * r * second - 1 / loose ** 2
        step, best = float(np.clip(-slope / curve if curve < 0 else np.sign(slope), -1, 1)), value(r)
        for _ in range(12):
            if value(np.exp(-tau - step)) >= best - 1e-10:
                break
            step /= 3
        tau = float(np.clip(tau + step, -9, 3.9))
        rho = float(np.exp(tau))
        if abs(step) < 1e-4:
            break
    return float(mean), rho, float(1 / max((weight * total * mean / (1 + total * mean * rho)).sum(), 1e-9))
