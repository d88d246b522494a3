"""Which ranks a rate may truly have among others: the joint rank intervals of Klein, Wright and Wieczorek (2020).

In:   how often each numerator and denominator stands in a list.
Out:  ranked().
Promise: 1 is the largest. A rate without an interval has no rank. Every interval holds at once with 95 %.

A rate from few cases could stand almost anywhere; its rank alone would be an answer to a question nobody can answer.
M. Klein, T. Wright, J. Wieczorek: A joint confidence region for an overall ranking of populations, JRSS C 69 (2020):
take for each unit an interval L..U so that all N hold at once with 95 % (here Clopper-Pearson, level 0.95^(1/N) each);
then a unit's rank lies between 1 + #{j: L_j > U} and N - #{j: U_j < L}, for all units at once, with at least 95 %.
"""

import numpy as np
import pandas as pd
from scipy import stats

JOINT = 0.95


def ranked(spread: pd.DataFrame, has_interval: bool) -> pd.DataFrame:
    """The rows with rank, best, worst and n_all (units of the list that have a number); n_units rows share a row.

    `has_interval`: a share, whose numerator lies within its denominator; where one does not, its ranks are NaN and the
    others' intervals allow it any place. A count is known, not estimated: rank, best and worst are the same.
    """
    above, below, times = (spread[name].to_numpy(dtype=float) for name in ("numerator", "denominator", "n_units"))
    n_all = times.sum()
    value = above / np.where(below > 0, below, np.nan) if has_interval else above
    rank = 1 + _more(value, value, times)
    if not has_interval:
        return spread.assign(rank=rank, best=rank, worst=rank, n_all=n_all)
    low, high = joint(above, below, n_all)
    none = np.isnan(low)
    best, worst = 1 + _more(low, high, times), n_all - _more(-high, -low, times)
    return spread.assign(rank=np.where(none, np.nan, rank), best=np.where(none, np.nan, best),
                         worst=np.where(none, np.nan, worst), n_all=n_all)


def joint(n: np.ndarray, total: np.ndarray, n_all: float) -> tuple[np.ndarray, np.ndarray]:
    """Clopper-Pearson bounds that hold for `n_all` independent shares at once; NaN where n is not within 0..total."""
    fits = (n >= 0) & (n <= total) & (total > 0)
    n, total = np.where(fits, n, np.nan), np.where(fits, total, np.nan)
    tail = -np.expm1(np.log(JOINT) / max(n_all, 1)) / 2
    low, high = stats.beta.ppf(tail, n, total - n + 1), stats.beta.isf(tail, n + 1, total - n)
    return np.where(n == 0, 0.0, low), np.where(n == total, 1.0, high)


def _more(values: np.ndarray, than: np.ndarray, times: np.ndarray) -> np.ndarray:
    """For each of `than`, how many of the `values` (each `times` there) are larger; NaN is larger than nothing."""
    known = ~np.isnan(values)
    order = np.argsort(values[known], kind="stable")
    sums = np.concatenate([[0.0], np.cumsum(times[known][order])])
    return sums[-1] - sums[np.searchsorted(values[known][order], than, side="right")]
