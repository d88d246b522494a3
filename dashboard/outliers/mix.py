"""A mix that moved: how requests ended, or on which grounds they were refused, beside the agency's own years before.

In:   Mixes: counts by unit, year and part.
Out:  mix_shifts(): one row a unit whose mix moved by more than chance and the usual unrest, with the part that moved.
Promise: chi-square of a 2 x k table; where an expected count is below 5, its tail is taken from tables drawn with the
same margins (scipy.stats.random_table, a fixed seed). The unrest of all units together (dispersion) widens the tail.
The part named is the one with the largest adjusted residual (Haberman 1973).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from dashboard.outliers.counts import USUAL, Settings

DRAWN = 9_999
SMALL = 5
FLOOR = 20  # no mix of fewer cases is judged
MOST_DRAWN = 200  # units whose tables are drawn; the rest, less far out, keeps the chi-square tail


@dataclass(frozen=True, slots=True)
class Mixes:
    """units: ids; years: ascending; parts: their names; counts: units x years x parts, NaN where one is not printed."""

    units: np.ndarray
    years: tuple[int, ...]
    parts: tuple[str, ...]
    counts: np.ndarray


def mix_shifts(mixes: Mapping[str, Mixes], settings: Settings = USUAL, units: np.ndarray | None = None,
               before: int = 3) -> tuple[pd.DataFrame, int]:
    """The rows beyond the 95 % limit, worst first, and the number of tests. Columns: unit_id, mix_id, part, now_n,
    now_total, before_n, before_total, residual, p, dispersion, p_widened, is_drawn, tier (watch | note), and
    concentration: the largest part's share of this year, with its name (largest)."""
    found, n_tests = [], 0
    for mix_id, mix in mixes.items():
        past = [i for i, y in enumerate(mix.years) if mix.years[-1] - before <= y < mix.years[-1]]
        if not past:
            continue
        now, old = mix.counts[:, -1], mix.counts[:, past]
        then = np.where(np.isnan(old).all(axis=1), np.nan, np.nansum(old, axis=1))
        enough = (now.sum(axis=1) >= FLOOR) & (then.sum(axis=1) >= FLOOR)
        if not enough.any():
            continue
        chosen = np.ones(len(mix.units), dtype=bool) if units is None else units
        rows = _tested(mix_id, mix, np.flatnonzero(enough), now[enough], then[enough], chosen[enough], settings)
        n_tests += int(chosen[enough].sum())
        found.append(rows)
    if not found:
        return pd.DataFrame(), n_tests
    rows = pd.concat(found, ignore_index=True)
    rows["tier"] = np.where(rows["p_widened"] <= 2 * settings.watch, "watch", "note")
    return rows.iloc[np.lexsort((rows["p_widened"], rows["tier"] == "note"))].reset_index(drop=True), n_tests


def _tested(mix_id, mix, at, now, then, chosen, settings) -> pd.DataFrame:
    total, total0, both = now.sum(axis=1), then.sum(axis=1), now + then
    expected = both * (total / (total + total0))[:, None]
    expected0 = both - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(both > 0, (now - expected) ** 2 / expected + (then - expected0) ** 2 / expected0, 0)
        room = expected * (1 - both / (total + total0)[:, None]) * (total0 / (total + total0))[:, None]
        residual = np.where(room > 0, (now - expected) / np.sqrt(room), 0)
    square, freedom = terms.sum(axis=1), np.maximum((both > 0).sum(axis=1) - 1, 1)
    p = stats.chi2.sf(square, freedom)
    smallest = np.where(both > 0, np.minimum(expected, expected0), np.inf).min(axis=1)
    is_drawn = np.zeros(len(p), dtype=bool)
    far = np.flatnonzero(chosen & (p <= 0.2) & (smallest < SMALL))
    for i in far[np.argsort(p[far])][:MOST_DRAWN]:
        p[i], is_drawn[i] = _drawn(now[i], then[i], square[i]), True
    unrest = np.median(square / freedom) / (stats.chi2.median(np.median(freedom)) / np.median(freedom))
    dispersion = float(max(1.0, unrest)) if len(p) >= 10 else 1.0
    widened = stats.chi2.sf(stats.chi2.isf(np.clip(p, 1e-300, 1), freedom) / dispersion, freedom)
    keep = np.flatnonzero(chosen & (widened <= 2 * settings.note))
    part = np.abs(residual[keep]).argmax(axis=1)
    largest = now[keep].argmax(axis=1)
    names = np.array(mix.parts, dtype=object)
    one = np.arange(len(keep))
    return pd.DataFrame({
        "unit_id": mix.units[at[keep]], "mix_id": mix_id, "part": names[part], "now_n": now[keep][one, part],
        "now_total": total[keep], "before_n": then[keep][one, part], "before_total": total0[keep],
        "residual": residual[keep][one, part], "p": p[keep], "dispersion": dispersion, "p_widened": widened[keep],
        "is_drawn": is_drawn[keep], "largest": names[largest],
        "concentration": now[keep][one, largest] / total[keep]})


def _drawn(now: np.ndarray, then: np.ndarray, square: float) -> float:
    """The share of tables with these margins that are as far out, this one counted among them."""
    both = now + then
    used = both > 0
    rows, columns = np.array([now.sum(), then.sum()]), both[used]
    tables = stats.random_table(rows.astype(int), columns.astype(int), seed=0).rvs(DRAWN, random_state=0)[:, 0]
    expected = columns * rows[0] / rows.sum()
    far = ((tables - expected) ** 2 / expected * (1 + rows[0] / rows[1])).sum(axis=1)
    return float((1 + (far >= square - 1e-9).sum()) / (DRAWN + 1))
