"""A unit against its own past: the last year beside the years before, by an exact conditional test.

In:   Counts, what is asked of each measure, the units in question.
Out:  changes(): one row a unit and measure whose change is more than chance and the usual unrest make.
Promise: exact for two counts given their sum (share: hypergeometric, Fisher 1935; per_hundred: binomial). Years of one
agency scatter more than the test knows of: how much more is taken from all like it (dispersion) and the tail widened
by it, as Spiegelhalter 2005 does for funnels.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import stats

from dashboard.outliers.counts import USUAL, Asked, Counts, Settings

_QUARTILE = stats.norm.isf(0.25)


def changes(counts: Counts, asked: Mapping[str, Asked], settings: Settings = USUAL,
            units: np.ndarray | None = None, before: int = 3) -> tuple[pd.DataFrame, int]:
    """The rows beyond the 95 % limit, worst first, and the number of tests. The last year needs the measure's floor;
    so do the `before` years pooled. Columns: unit_id, measure_id, now_n, now_total, before_n, before_total, is_high, p
    (two-sided, exact), dispersion (of z-scores, >= 1), p_widened, tier (watch | note)."""
    units = np.ones(len(counts.units), dtype=bool) if units is None else units
    last, found, n_tests = counts.last(1), [], 0
    past = tuple(y for y in counts.last(before + 1) if y not in last)
    for measure_id, ask in asked.items():
        n, total = counts.pooled(measure_id, last)
        n0, total0 = counts.pooled(measure_id, past)
        at = (total >= ask.floor) & (total0 >= ask.floor) & (n >= 0) & (n0 >= 0)
        if ask.shape == "share":
            at &= (n <= total) & (n0 <= total0)
        if not at.any():
            continue
        p, is_high, z = _exact(ask.shape, n[at], total[at], n0[at], total0[at])
        # The middle half of all changes is not where outliers are: its width against a normal one is the unrest.
        dispersion = max(1.0, float(np.percentile(np.abs(z), 50) / _QUARTILE)) if at.sum() >= 10 else 1.0
        widened = 2 * stats.norm.sf(stats.norm.isf(np.clip(p / 2, 1e-300, 0.5)) / dispersion)
        here, side = units[at], {"high": is_high, "low": ~is_high, "both": np.ones(len(p), dtype=bool)}[ask.side]
        n_tests += int(here.sum())
        far = here & side & (widened <= 2 * settings.note)
        places = np.flatnonzero(at)[far]
        found.append(pd.DataFrame({
            "unit_id": counts.units[places], "measure_id": measure_id, "now_n": n[places], "now_total": total[places],
            "before_n": n0[places], "before_total": total0[places], "is_high": is_high[far], "p": p[far],
            "dispersion": dispersion, "p_widened": widened[far],
            "excess": np.abs(n[places] - total[places] * n0[places] / total0[places])}))
    if not found:
        return pd.DataFrame(), n_tests
    rows = pd.concat(found, ignore_index=True)
    rows["tier"] = np.where(rows["p_widened"] <= 2 * settings.watch, "watch", "note")
    return rows.iloc[np.lexsort((-rows["excess"], rows["tier"] == "note"))].reset_index(drop=True), n_tests


def _exact(shape: str, n, total, n0, total0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two-sided p (twice the smaller tail), whether it rose, and a z-score by the mid-p, which is centred."""
    if shape == "share":
        spread = stats.hypergeom(total + total0, n + n0, total)
    else:
        spread = stats.binom(n + n0, total / (total + total0))
    here, lower = spread.pmf(n), spread.cdf(n)
    upper = np.clip(1 - lower + here, 0, 1)
    small = lower > 0.999  # 1 - cdf has no digits left
    if small.any():
        upper[small] = spread.sf(n - 1)[small]
    p = np.minimum(1, 2 * np.minimum(lower, upper))
    z = stats.norm.isf(np.clip(upper - here / 2, 1e-300, 1 - 1e-16))
    return p, n * total0 >= n0 * total, z
