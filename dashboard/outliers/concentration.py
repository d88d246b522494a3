"""Where to look first: the fewest units that together hold half of something.

In:   counts by unit, and what they are to be seen against (the same units' requests).
Out:  concentration().
Promise: a count that is not printed is not 0: such units are left out and counted. Shares are of what was printed.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Concentration:
    """rows: unit_id, count, share, cumulative, base, base_share, of the units with the most, in that order.
    n_half of them reach half; n_units have a count above 0, n_missing print none."""

    rows: pd.DataFrame
    total: float | None
    n_half: int
    n_units: int
    n_missing: int


def concentration(units: np.ndarray, counts: np.ndarray, base: np.ndarray, most: int = 20) -> Concentration:
    """The leading units. base_share is the unit's share of `base` (NaN where not printed): what size alone explains."""
    known = ~np.isnan(counts)
    total = float(counts[known].sum()) if known.any() else None
    if not total or total <= 0:
        return Concentration(pd.DataFrame(), total, 0, 0, int((~known).sum()))
    places = np.flatnonzero(known & (counts > 0))
    places = places[np.lexsort((units[places].astype(str), -counts[places]))]
    share = counts[places] / total
    reached = np.cumsum(share)
    n_half = int(np.searchsorted(reached, HALF - 1e-12)) + 1
    shown = slice(0, most)
    whole = np.nansum(base[known]) if (~np.isnan(base[known])).any() else np.nan
    rows = pd.DataFrame({"unit_id": units[places][shown], "count": counts[places][shown], "share": share[shown],
                         "cumulative": reached[shown], "base": base[places][shown],
                         "base_share": base[places][shown] / whole if whole else np.nan})
    return Concentration(rows, total, n_half, len(places), int((~known).sum()))
