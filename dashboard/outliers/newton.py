"""What counts say of a mean and an over-dispersion: the maximum of the likelihood, of many groups at once.

In:   for each group its counts and denominators with how often each pair stands; what is known of the over-dispersion.
Out:  Shares (beta-binomial), Exposures (negative binomial): solved() -> mean, over-dispersion and variance of the mean
      of each group.
Promise: a group is told the same alone and beside others. A hundred groups cost as many steps as the slowest of them:
of a country, one by one, half of the time went into calling numpy on a hundred numbers.

The likelihoods need only how many counts exceed 0, 1, 2, … (Minka 2000, Estimating a Dirichlet distribution, §3).
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

_STEPS, _HALVINGS, _NEAR = 25, 12, 1e-4
_ETA, _SIGMA, _TAU = (-14.0, 14.0), (-2.2, 12.0), (-9.0, 3.9)  # as far as logit mean, log strength, log rho may go
Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]
Solved = tuple[np.ndarray, np.ndarray, np.ndarray]


class Pooled:
    """The pairs of all groups, none without one, behind each other. `starts`: where each group begins, and the end of
    all; `which`: the group of each pair."""

    def __init__(self, groups: Sequence[Pairs]):
        lengths = [len(count) for count, _, _ in groups]
        self.starts = np.concatenate([[0], np.cumsum(lengths)])
        self.count, self.cases, self.weight = (np.concatenate(part) for part in zip(*groups))
        self.which = np.repeat(np.arange(len(groups)), lengths)

    def added(self, along: np.ndarray) -> np.ndarray:
        """The sum of each group."""
        return np.add.reduceat(along, self.starts[:-1])

    def mean(self) -> np.ndarray:
        """Of all cases together, where to begin."""
        return (self.added(self.weight * self.count) + 0.5) / (self.added(self.weight * self.cases) + 1)

    def runs(self, values: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For each group and each of `values` a run of numbers from 0 up to the largest: their lengths (a row a group),
        the numbers, and where each value stands among them."""
        values = [v.astype(np.intp) for v in values]
        sizes = np.array([[int(v[a:b].max()) + 1 for v in values] for a, b in pairwise(self.starts)])
        ends = np.cumsum(sizes.ravel())
        begins = ends - sizes.ravel()
        place = np.concatenate([begins.reshape(sizes.shape)[self.which, j] + v for j, v in enumerate(values)])
        return sizes, np.arange(ends[-1]) - np.repeat(begins, sizes.ravel()), place


def _exceed(weight: np.ndarray, sizes: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Along the runs: how many values exceed each number."""
    times, sizes = np.cumsum(np.bincount(place, weight, sizes.sum())), sizes.ravel()
    return np.repeat(times[np.cumsum(sizes) - 1], sizes) - times


class Shares(Pooled):
    """Counts within their denominators."""

    def __init__(self, groups: Sequence[Pairs]):
        super().__init__(groups)
        self._sizes, self._at, self._place = self.runs((self.count, self.cases - self.count, self.cases))
        self._sign = np.repeat(np.tile([1, 1, -1], len(self._sizes)), self._sizes.ravel())

    def solved(self, kept: np.ndarray, known: np.ndarray, loose: np.ndarray, mean: np.ndarray,
               rho: np.ndarray) -> Solved:
        """Newton in (logit mean, log strength), strength = 1/rho - 1, from mean and rho, over the pairs that are kept.
        A normal prior on the log strength: about that of `known`, with a standard deviation of `loose`."""
        exceed = self._sign * _exceed(np.tile(np.where(kept, self.weight, 0), 3), self._sizes, self._place)
        mean = np.clip(mean, 1e-6, 1 - 1e-6)
        eta, sigma = np.log(mean / (1 - mean)), np.log(1 / rho - 1)
        spread, live = np.ones(len(eta)), np.arange(len(eta))
        part = _Live(self._sizes, self._at, exceed, np.log(1 / known - 1), loose)
        best = part.value(eta, sigma)
        for _ in range(_STEPS):
            step, spread[live] = part.step(eta[live], sigma[live])
            is_far = np.abs(step).max(axis=0) >= _NEAR
            if is_far.any():  # a last small step needs no proof, and its gain would drown in the rounding of the sum
                new = part.value(eta[live] + step[0], sigma[live] + step[1])
                is_lower = is_far & (new < best[live] - 1e-10)
                for _ in range(_HALVINGS - 1):
                    if not is_lower.any():
                        break
                    step[:, is_lower] /= 3
                    new = part.value(eta[live] + step[0], sigma[live] + step[1])
                    is_lower &= new < best[live] - 1e-10
                step[:, is_lower] = 0
                best[live] = np.where(is_lower, best[live], new)
            eta[live] = np.clip(eta[live] + step[0], *_ETA)
            sigma[live] = np.clip(sigma[live] + step[1], *_SIGMA)
            goes_on = np.abs(step).max(axis=0) >= _NEAR
            if not goes_on.any():
                break
            if not goes_on.all():
                live, part = live[goes_on], part.only(goes_on)
        m = 1 / (1 + np.exp(-eta))
        return m, 1 / (1 + np.exp(sigma)), spread * m * (1 - m)


class _Live:
    """The groups that have not come to rest."""

    def __init__(self, sizes: np.ndarray, at: np.ndarray, exceed: np.ndarray, centre: np.ndarray, loose: np.ndarray):
        self._sizes, self._at, self._exceed, self._centre, self._loose = sizes, at, exceed, centre, loose
        self._cuts = np.cumsum(sizes.ravel()) - sizes.ravel()

    def only(self, chosen: np.ndarray) -> "_Live":
        along = np.repeat(chosen, self._sizes.sum(axis=1))
        return _Live(self._sizes[chosen], self._at[along], self._exceed[along], self._centre[chosen],
                     self._loose[chosen])

    def _points(self, eta: np.ndarray, sigma: np.ndarray) -> np.ndarray:
        m, s = 1 / (1 + np.exp(-eta)), np.exp(sigma)
        return self._at + np.repeat(np.stack([m * s, (1 - m) * s, s], axis=1).ravel(), self._sizes.ravel())

    def _sums(self, along: np.ndarray) -> np.ndarray:
        return np.add.reduceat(along, self._cuts).reshape(-1, 3)

    def value(self, eta: np.ndarray, sigma: np.ndarray) -> np.ndarray:
        along = self._exceed * np.log(self._points(eta, sigma))
        return self._sums(along).sum(axis=1) - ((sigma - self._centre) / self._loose) ** 2 / 2 - eta * eta / 200

    def step(self, eta: np.ndarray, sigma: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where each group goes next, and 1 / the curvature along the mean."""
        x = self._points(eta, sigma)
        first = self._exceed / x
        (fa, fb, fc), (faa, fbb, fcc) = self._sums(first).T, self._sums(first / x).T
        m, s, loose = 1 / (1 + np.exp(-eta)), np.exp(sigma), self._loose ** 2
        a, b, q = m * s, (1 - m) * s, s * m * (1 - m)
        g0, g1 = q * (fa - fb) - eta / 100, a * fa + b * fb + s * fc - (sigma - self._centre) / loose
        h00 = q * (1 - 2 * m) * (fa - fb) - q * q * (faa + fbb) - 0.01
        h01 = q * (fa - fb) - q * (a * faa - b * fbb)
        h11 = a * fa - a * a * faa + b * fb - b * b * fbb + s * fc - s * s * fcc - 1 / loose
        return _uphill(g0, g1, h00, h01, h11), 1 / (q * q * (faa + fbb) + 0.01)


def _uphill(g0, g1, h00, h01, h11) -> np.ndarray:
    """Newton's step where the surface is a hill, else a step along each slope; never a leap."""
    det = h00 * h11 - h01 * h01
    is_hill = (h00 < 0) & (det > 0)
    det = np.where(is_hill, det, 1)
    step0 = np.where(is_hill, (h01 * g1 - h11 * g0) / det, g0 / (np.abs(h00) + 1))
    step1 = np.where(is_hill, (h01 * g0 - h00 * g1) / det, g1 / (np.abs(h11) + 1))
    return np.clip(np.stack([step0, step1]), -1.5, 1.5)


class Exposures(Pooled):
    """Counts over an exposure, of any size."""

    def __init__(self, groups: Sequence[Pairs]):
        super().__init__(groups)
        self._sizes, self._at, self._place = self.runs((self.count,))
        self._cuts = np.cumsum(self._sizes.ravel()) - self._sizes.ravel()

    def solved(self, kept: np.ndarray, known: np.ndarray, loose: np.ndarray, mean: np.ndarray,
               rho: np.ndarray) -> Solved:
        """Newton in the log of rho, the mean in closed form beside it; a normal prior on that log, about `known`."""
        weight = np.where(kept, self.weight, 0)
        exceed, whole, lengths = _exceed(weight, self._sizes, self._place), self.added(weight), np.diff(self.starts)
        n, total, which, tau, centre = self.count, self.cases, self.which, np.log(rho), np.log(known)

        def over_runs(along: np.ndarray) -> np.ndarray:
            return np.add.reduceat(along, self._cuts)

        def numbers(r: np.ndarray) -> np.ndarray:
            return self._at + np.repeat(r, self._sizes.ravel())

        def value(r: np.ndarray, expected: np.ndarray) -> np.ndarray:
            along = np.repeat(r, lengths)
            return (over_runs(exceed * np.log(numbers(r))) + whole * r * np.log(r)
                    - self.added(weight * (along + n) * np.log(along + expected))
                    - ((-np.log(r) - centre) / loose) ** 2 / 2)

        mean, is_live = mean.copy(), np.ones(len(tau), dtype=bool)
        for _ in range(40):
            share = weight / (1 + total * (mean * np.exp(tau))[which])
            new = np.maximum(self.added(share * n) + 0.5 * mean, 1e-9) / np.maximum(
                self.added(share * total) + 0.5, 1e-9)
            mean = np.where(is_live, new, mean)
            expected, r = total * mean[which], np.exp(-tau)
            along, at = np.repeat(r, lengths), 1 / numbers(r)
            above = 1 / (along + expected)
            over = (along + n) * above
            first = over_runs(exceed * at) + whole * np.log(r) + self.added(weight * (1 + np.log(above) - over))
            second = -over_runs(exceed * at * at) + self.added(weight * (over * above - 2 * above)) + whole / r
            slope = -r * first - (tau - centre) / loose ** 2
            curve = r * first + r * r * second - 1 / loose ** 2
            is_hill = curve < 0
            step = np.clip(np.where(is_hill, -slope / np.where(is_hill, curve, 1), np.sign(slope)), -1, 1) * is_live
            is_far = np.abs(step) >= _NEAR
            if is_far.any():
                best = value(r, expected) - 1e-10
                for _ in range(_HALVINGS):
                    is_lower = is_far & (value(np.exp(-tau - step), expected) < best)
                    if not is_lower.any():
                        break
                    step[is_lower] /= 3
            tau = np.clip(tau + step, *_TAU)
            is_live = np.abs(step) >= _NEAR
            if not is_live.any():
                break
        rho = np.exp(tau)
        cases = total * mean[which]
        return mean, rho, 1 / np.maximum(self.added(weight * cases / (1 + cases * rho[which])), 1e-9)
