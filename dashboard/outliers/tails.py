"""Exact tails and limits of the two distributions that counts of like agencies follow.

In:   counts, their denominators, mean and over-dispersion of the peers.
Out:  tails(shape, …), limits(shape, …), reached(shape, …).
Promise: a discrete tail holds the count itself: P(X >= n), P(X <= n). Sums are exact up to SUMMED cases; beyond, a beta
of equal mean and variance, with a continuity correction (within 3 % of the tail).

share: beta-binomial, rho the intra-class correlation, Var = N m (1-m) (1 + (N-1) rho).
per_hundred: negative binomial, the gamma-Poisson of counts over an exposure, Var = N m (1 + N m rho).
scipy's own betabinom.sf adds up term by term in Python, 100 microseconds a value: too slow for a country. Its pmf is
taken once for each value and the terms beyond follow by their ratio; tests hold the sums to scipy's.
"""

from collections.abc import Sequence

import numpy as np
from scipy import special, stats

SUMMED = 4_000
REACHES = 300
_AT_ONCE = 2_000_000  # cells of one block of terms


def tails(shape: str, n, total, mean, rho) -> tuple[np.ndarray, np.ndarray]:
    """P(X >= n), P(X <= n), element by element; n within 0..total for shares."""
    n, total, mean, rho = (np.asarray(v, dtype=float) for v in np.broadcast_arrays(n, total, mean, rho))
    if not n.size:
        return n.copy(), n.copy()
    if shape == "per_hundred":
        size = 1 / rho
        p = 1 / (1 + total * mean * rho)
        return stats.nbinom.sf(n - 1, size, p), stats.nbinom.cdf(n, size, p)
    return _beta_binomial(n, total, mean, rho)


def _beta_binomial(n, total, mean, rho) -> tuple[np.ndarray, np.ndarray]:
    """The tail away from the mean is summed, the other follows from it."""
    strength = 1 / rho - 1
    is_upper = n >= mean * total
    count = np.where(is_upper, n, total - n)  # a low count seen from the other side is a high one
    a = np.where(is_upper, mean, 1 - mean) * strength
    b = strength - a
    here = np.exp(_log_pmf(count, total, a, b))
    beyond = np.empty_like(here)
    large = total > SUMMED
    beyond[large] = _matched_beta(count[large], total[large], a[large], b[large])
    beyond[~large] = here[~large] * _terms(count[~large], total[~large], a[~large], b[~large])
    beyond = np.clip(beyond, 0, 1)
    other = np.clip(1 - beyond + here, 0, 1)
    return np.where(is_upper, beyond, other), np.where(is_upper, other, beyond)


def _log_pmf(n, total, a, b) -> np.ndarray:
    """scipy.stats.betabinom.logpmf without its checks of every argument."""
    return special.betaln(n + a, total - n + b) - special.betaln(a, b) - np.log1p(total) - special.betaln(
        total - n + 1, n + 1)


def _terms(n, total, a, b) -> np.ndarray:
    """1 + pmf(n+1)/pmf(n) + … up to total, rows of like length in one block."""
    out, left = np.ones_like(n), (total - n).astype(int)
    order = np.argsort(left, kind="stable")
    start = int(np.searchsorted(left[order], 1))
    while start < len(order):
        width = max(16, int(left[order[start]] * 1.4))
        stop = min(int(np.searchsorted(left[order], width, side="right")), start + max(1, _AT_ONCE // width))
        rows = order[start:stop]
        k = n[rows, None] + np.arange(left[rows[-1]])
        more, at_a, at_b = total[rows, None] - k, k + a[rows, None], total[rows, None] - k - 1 + b[rows, None]
        ratio = np.where(more > 0, more * at_a / ((k + 1) * np.where(more > 0, at_b, 1)), 0)
        out[rows] += np.cumprod(ratio, axis=1).sum(axis=1)
        start = stop
    return out


def _matched_beta(n, total, a, b) -> np.ndarray:
    strength = a + b
    rho = 1 / (strength + 1)
    wide = rho + (1 - rho) / total
    scale = (1 / wide - 1) / strength
    return special.betaincc(a * scale, b * scale, np.clip((n - 0.5) / total, 0, 1))


def grid(totals: np.ndarray, which: np.ndarray, mean: np.ndarray, rho: np.ndarray, most: int) -> np.ndarray:
    """The chances of 0, 1, 2, … `most`, a row for each of `totals` (whole numbers, some hundreds at most: the chance of
    0 would vanish); 0 beyond a row's own total. Beta-binomials of some means, 0.5 at most, and over-dispersions:
    `which` of them each row follows. From the chance of 0 each follows by its ratio, a number of how many there are
    times one of how many are left: no logarithm and no power a cell."""
    largest, strength = int(totals.max()), (1 / rho - 1)[:, None]
    a, k = mean[:, None] * strength, np.arange(largest + most + 1, dtype=float)
    b = strength - a
    none = np.zeros((len(mean), largest + 1))
    np.cumsum(np.log((b + k[:largest]) / (strength + k[:largest])), axis=1, out=none[:, 1:])
    left = np.zeros((len(mean), largest + most + 1))  # a row reads it backwards from its total: one of t - k are left
    left[:, :largest] = (k[1:largest + 1] / (b + k[:largest]))[:, ::-1]
    every = np.ndarray((len(mean), largest + 1, most), left.dtype, left, strides=left.strides + left.strides[1:])
    chances = np.empty((len(totals), most + 1))
    chances[:, 0] = np.exp(none[which, totals])
    np.multiply(every[which, largest - totals], ((a + k[:most]) / (k[:most] + 1))[which], out=chances[:, 1:])
    return np.cumprod(chances, axis=1, out=chances)


def grid_tails(n: np.ndarray, totals: np.ndarray, row: np.ndarray, mean: float,
               rho: float) -> tuple[np.ndarray, np.ndarray]:
    """P(X >= n), P(X <= n) of a beta-binomial of one mean and over-dispersion. Whole numbers; `row` says which of the
    distinct `totals` a count belongs to."""
    is_other = mean > 0.5  # counted from the other side, where the numbers are small
    count, own = totals[row] - n if is_other else n, np.array([1 - mean if is_other else mean])
    chances = grid(totals, np.zeros(len(totals), dtype=int), own, np.array([rho]), int(count.max(initial=0)))
    here = chances[row, count]
    lower = np.cumsum(chances, axis=1, out=chances)[row, count]
    upper = 1 - lower + here
    return (lower, upper) if is_other else (upper, lower)


def limits(shape: str, total, mean, rho, chance: float) -> tuple[np.ndarray, np.ndarray]:
    """The smallest and the largest count that is not beyond: P(X <= low - 1) <= chance < P(X <= low), and so above.
    Whole numbers, found by halving."""
    total, mean, rho = (np.asarray(v, dtype=float) for v in np.broadcast_arrays(total, mean, rho))
    top = total if shape == "share" else np.ceil(total * mean + 60 * np.sqrt(
        total * mean * (1 + total * mean * rho)) + 60)
    return (_first(lambda n: tails(shape, n, total, mean, rho)[1] > chance, top),
            _first(lambda n: tails(shape, np.minimum(n + 1, top), total, mean, rho)[0] <= chance, top))


def reached(shape: str, total: np.ndarray, mean: np.ndarray, rho: np.ndarray, which: np.ndarray,
            chances: Sequence[float]) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each chance: the probability that really lies beyond the lower and the upper limit, at most that chance.
    `which` of mean and rho each denominator follows. Denominators above REACHES are taken to reach it."""
    if shape == "per_hundred":
        size, p = 1 / rho[which], 1 / (1 + total * mean[which] * rho[which])
        out = []
        for chance in chances:
            low = stats.nbinom.ppf(chance, size, p)
            low = np.where(stats.nbinom.cdf(low, size, p) > chance, low - 1, low)
            out.append((stats.nbinom.cdf(low, size, p), stats.nbinom.sf(stats.nbinom.isf(chance, size, p), size, p)))
        return out
    out = [(np.full(len(total), chance), np.full(len(total), chance)) for chance in chances]
    rows = np.flatnonzero(total <= REACHES)
    if not len(rows):
        return out
    cases, is_other = total[rows].astype(np.intp), mean > 0.5  # from the other side, where the numbers are small
    pmf = grid(cases, which[rows], np.where(is_other, 1 - mean, mean), rho, int(cases.max()))
    lower, at, is_other = np.cumsum(pmf, axis=1), np.arange(len(rows)), is_other[which[rows]]
    upper = np.add(1 - lower, pmf, out=pmf)
    for chance, (below, above) in zip(chances, out):
        inside = np.count_nonzero(lower <= chance, axis=1)
        left = np.where(inside > 0, lower[at, inside - 1], 0)
        first = np.count_nonzero(upper > chance, axis=1)  # the first count beyond the upper limit
        right = np.where(first <= cases, upper[at, np.minimum(first, cases)], 0)
        below[rows], above[rows] = np.where(is_other, right, left), np.where(is_other, left, right)
    return out


def _first(holds, top: np.ndarray) -> np.ndarray:
    """The smallest whole number of 0..top for which `holds`, which is false, then true; top where it never is."""
    low, high = np.zeros_like(top), top.copy()
    while (low < high).any():
        middle = np.floor((low + high) / 2)
        true = holds(middle)
        high, low = np.where(true, middle, high), np.where(true | (low >= high), low, middle + 1)
    return low
