"""The fits of all groups of all measures: who is judged beside whom, and what is known of how they differ.

In:   pooled counts of each measure, Peers, Settings.
Out:  Told.of(), fitted().
Promise: what can be fitted at once is: of a country a hundred groups cost as much as a few.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.outliers.counts import Asked, Settings
from dashboard.outliers.fit import KNOWN, PRIOR, Fit, fit, fits
from dashboard.outliers.peers import Peers, fewer_bytes

SPEAKS = 50  # judgeable peers from which a group's over-dispersion needs no other's
SEVERAL = 5  # groups whose middle over-dispersion can be trusted


@dataclass(frozen=True, slots=True)
class Told:
    """One measure before the fit: who may be fitted; step and group of each unit; `places`: the units that can be
    judged, by (step, group), and together (`here`)."""

    ask: Asked
    n: np.ndarray
    total: np.ndarray
    fitting: np.ndarray
    step: np.ndarray
    group: np.ndarray
    here: np.ndarray
    places: Mapping[tuple[int, int], np.ndarray]

    @classmethod
    def of(cls, n, total, ask: Asked, peers: Peers, settings: Settings, groups: dict[bytes, tuple]) -> "Told":
        """`groups`: step, group, here and places of those who can be judged: most measures share them."""
        fitting = (total > 0) & (n >= 0) & ((n <= total) | (ask.shape != "share"))
        judgeable = fitting & (total >= ask.floor)
        key = judgeable.tobytes()
        if key not in groups:
            step, group = peers.chosen(judgeable, settings.least_peers)
            here = np.flatnonzero(judgeable & (step >= 0))
            groups[key] = step, group, here, {which: here[at] for which, at in _grouped(step[here], group[here])}
        return cls(ask, n, total, fitting, *groups[key])


def number(step: np.ndarray, group: np.ndarray) -> np.ndarray:
    """One number for each pair."""
    return step * (group.max(initial=0) + 1) + group


def _grouped(step: np.ndarray, group: np.ndarray):
    """(step, group) -> places, each pair once."""
    order = np.argsort(fewer_bytes(number(step, group)), kind="stable")
    cuts = np.flatnonzero(np.diff(step[order]) | np.diff(group[order])) + 1 if len(order) else []
    for places in np.split(order, cuts) if len(order) else ():
        yield (int(step[places[0]]), int(group[places[0]])), places


def fitted(told: Mapping[str, Told], peers: Peers, settings: Settings) -> dict[str, dict[tuple[int, int], Fit]]:
    """The fit of each group of each measure. Large groups speak for themselves; small ones are drawn to the middle
    over-dispersion of the measure's large ones, else of all its groups if there are several, else of everybody
    together, which is wider still. What can be fitted at once is: all measures, first the large groups, then the
    small ones."""
    members, small = {}, {}
    for measure_id, one in told.items():
        members[measure_id], by_step = {}, {}
        for which in one.places:
            if which[0] not in by_step:
                by_step[which[0]] = peers.sorted(which[0], one.fitting, one.n, one.total)
            (n, total), starts = by_step[which[0]]
            at = slice(starts[which[1]], starts[which[1] + 1])
            members[measure_id][which] = n[at], total[at]
        small[measure_id] = [which for which, (_, total) in members[measure_id].items()
                             if np.count_nonzero(total >= one.ask.floor) < SPEAKS]

    def at_once(wanted: Mapping[str, Iterable[tuple[int, int]]], prior: Mapping[str, tuple[float, float]]) -> dict:
        found: dict[str, dict[tuple[int, int], Fit]] = {measure_id: {} for measure_id in told}
        for shape in ("share", "per_hundred"):
            groups = [(m, which) for m, some in wanted.items() if told[m].ask.shape == shape for which in some]
            asked = [(*members[m][which], told[m].ask.floor, prior.get(m, PRIOR)) for m, which in groups]
            for (m, which), one in zip(groups, fits(shape, asked, settings.trims)):
                found[m][which] = one
        return found

    large = {m: [which for which in some if which not in small[m]] for m, some in members.items()}
    found = at_once({m: large[m] or some for m, some in members.items()}, {})
    prior = {}
    for m in filter(small.get, told):
        telling = [one.rho_alone for one in found[m].values()]
        if large[m] or len(telling) >= SEVERAL:
            known = np.median(telling)
        else:
            one = told[m]
            known = fit(one.ask.shape, one.n[one.fitting], one.total[one.fitting], one.ask.floor,
                        settings.trims).rho_alone
        prior[m] = float(known), KNOWN
    again = at_once({m: small[m] for m in prior}, prior)
    return {m: found[m] | again[m] for m in told}
