"""Faults of one year: a rate, or a mix, that is another one than in the agency's own years before.

In:   counts or mixes, a fault of faults.toml.
Out:  past_rounds().
Promise: judged as on the page: the last year against the three before. In the redrawn world every agency keeps to its
own rate or mix in all years.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from dashboard import outliers, questions
from dashboard.questions import Known
from dashboard.selftest.rounds import Round, chosen, odds_times

_BEFORE = slice(-4, -1)


def past_rounds(known: Known, mixes: Mapping[str, outliers.Mixes], fault: dict, world: str, draw: np.random.Generator,
                wanted: int) -> Iterator[Round]:
    if not len(known.counts.units):
        return
    if fault["way"] == "past":
        yield from _rates(known.counts, fault, world, draw, wanted)
    else:
        yield from _mixes(mixes[fault["measure"]], fault, world, draw, wanted)


def _rates(counts: outliers.Counts, fault: dict, world: str, draw: np.random.Generator, wanted: int) -> Iterator[Round]:
    which = fault["measure"]
    asked = questions.asked((which,))
    floor, units = asked[which].floor, counts.units
    above, below = counts.numerators[which], counts.denominators[which]
    cases = np.nansum(below[:, -4:], axis=1)
    own = np.clip(np.nansum(above[:, -4:], axis=1) / np.maximum(cases, 1), 0, 1)

    def judged(numerators: np.ndarray) -> np.ndarray:
        one = replace(counts, numerators={which: numerators}, denominators={which: below})
        return _told(outliers.changes(one, asked)[0], units)

    aside = judged(above) != "" if world == "own" else np.zeros(len(units), dtype=bool)
    now, then = below[:, -1], np.nansum(below[:, _BEFORE], axis=1)
    able = (now >= floor) & (then >= floor) & ~aside
    for at in chosen(able, wanted, draw):
        other = above.copy()
        if world == "redrawn":
            drawn = draw.binomial(np.nan_to_num(below).astype(int), own[:, None])
            other = np.where(np.isnan(above), np.nan, drawn)
        n_then = np.nansum(other[:, _BEFORE], axis=1)
        rate = (n_then[at] + 0.5) / (then[at] + 1)
        other[at, -1] = np.maximum(other[at, -1], draw.binomial(now[at].astype(int), odds_times(rate, fault["times"])))
        with np.errstate(invalid="ignore", divide="ignore"):
            score = other[:, -1] / now - n_then / then
        yield Round(_mask(at, able), judged(other), aside, score, np.fmin(np.nan_to_num(now), then), floor)


def _mixes(mix: outliers.Mixes, fault: dict, world: str, draw: np.random.Generator, wanted: int) -> Iterator[Round]:
    counts, floor = mix.counts, outliers.MIX_FLOOR

    def judged(other: np.ndarray) -> np.ndarray:
        return _told(outliers.mix_shifts({"it": replace(mix, counts=other)})[0], mix.units)

    aside = judged(counts) != "" if world == "own" else np.zeros(len(counts), dtype=bool)
    now, then = counts[:, -1].sum(axis=1), np.nansum(np.nansum(counts[:, _BEFORE], axis=1), axis=1)
    able = (now >= floor) & (then >= floor) & ~aside
    for at in chosen(able, wanted, draw):
        other = counts.copy() if world == "own" else _redrawn(counts, draw)
        for i in at:
            old = np.nansum(other[i, _BEFORE], axis=0)
            shares = old / old.sum() * (1 - fault["share"])
            shares[draw.choice(np.flatnonzero(np.arange(len(old)) != old.argmax()))] += fault["share"]
            other[i, -1] = draw.multinomial(int(now[i]), shares)
        with np.errstate(invalid="ignore", divide="ignore"):
            gaps = other[:, -1] / now[:, None] - np.nansum(other[:, _BEFORE], axis=1) / then[:, None]
        score = np.where(np.isnan(gaps).any(axis=1), np.nan, np.nan_to_num(gaps).max(axis=1))
        yield Round(_mask(at, able), judged(other), aside, score, np.fmin(np.nan_to_num(now), then), floor)


def _redrawn(counts: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Every year drawn from the agency's own mix over all of them."""
    out = counts.copy()
    for i in np.flatnonzero(np.nansum(counts, axis=(1, 2)) > 0):
        own = np.nansum(counts[i], axis=0)
        for year in np.flatnonzero(~np.isnan(counts[i]).any(axis=1)):
            out[i, year] = draw.multinomial(int(counts[i, year].sum()), own / own.sum())
    return out


def _mask(at: np.ndarray, like: np.ndarray) -> np.ndarray:
    mask = np.zeros(len(like), dtype=bool)
    mask[at] = True
    return mask


def _told(rows: pd.DataFrame, units: np.ndarray) -> np.ndarray:
    """The surest tier of each unit; "" for none."""
    out, at = np.full(len(units), "", dtype=object), {u: i for i, u in enumerate(units)}
    for row in rows.iloc[::-1].itertuples() if len(rows) else ():  # the surest last, and so kept
        out[at[row.unit_id]] = row.tier
    return out
