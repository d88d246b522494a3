"""Agencies with known outliers among them: the setup of PEERS §5, and honest worlds without any.

In:   a seed, a kind (corrections: rare cases; disclosure: common ones), how many years, how many bad ones.
Out:  World: counts, which agencies are bad, what is asked.
Promise: true rates differ between honest agencies as they do in life (beta); sizes are skewed (log-normal, median 15).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.outliers import Asked, Counts, Peers

# mean, intra-class correlation, rate of the bad ones, floor, cases per request and besides, side
KINDS = {"corrections": (0.08, 0.03, 0.40, 5, 0.06, 0.3, "high"),
         "disclosure": (0.60, 0.04, 0.25, 15, 1.0, 0.0, "low")}


@dataclass(frozen=True, slots=True)
class World:
    counts: Counts
    is_bad: np.ndarray
    asked: dict[str, Asked]
    peers: Peers


def world(seed: int, kind: str, years: int = 3, n: int = 500, bad: int = 10, floor: int | None = None) -> World:
    """`bad` of the agencies that reach the floor in the last year have the bad rate in every year."""
    mean, rho, wrong, least, each, besides, side = KINDS[kind]
    draw = np.random.default_rng(seed)
    cases = draw.lognormal(np.log(15), 1.3, n) * each + besides
    strength = 1 / rho - 1
    true = draw.beta(mean * strength, (1 - mean) * strength, n)
    totals = draw.poisson(np.repeat(cases[:, None], years, axis=1))
    is_bad = np.zeros(n, dtype=bool)
    able = np.flatnonzero(totals[:, -1] >= least)
    is_bad[draw.choice(able, min(bad, len(able)), replace=False)] = True
    found = draw.binomial(totals, np.where(is_bad, wrong, true)[:, None])
    counts = Counts(np.arange(n), tuple(range(2026 - years, 2026)), {kind: found.astype(float)},
                    {kind: totals.astype(float)})
    alike = Peers.by(pd.DataFrame({"unit_id": np.arange(n)}), [])
    return World(counts, is_bad, {kind: Asked(side, floor or least)}, alike)
