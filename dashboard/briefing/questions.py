"""The usual questions of the last three years, as the page 异常 asks them where nobody has chosen otherwise.

In:   a store, a last year.
Out:  Compared: everyone tested against agencies of the same level and kind; flags and where one agency stands.
Promise: the same statistics, traits and measures as the page's own; what is not judged has no limits, and says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard import outliers, questions
from dashboard.labels import say
from dashboard.labels.numbers import full, of, percent
from dashboard.measures import measure
from dashboard.queries import places
from dashboard.store import Store

INNER, OUTER = .025, .001  # the chances beyond one limit: 95 % and 99.8 %, two-sided


@dataclass(frozen=True, slots=True)
class Compared:
    """`years`: those pooled."""

    known: questions.Known
    peers: outliers.Peers
    tests: Mapping[str, outliers.Tested]
    places: Mapping[str, Mapping]

    @classmethod
    def of(cls, store: Store, last_year: int) -> "Compared":
        """Every agency of the snapshot on the usual measures."""
        measures = questions.usual()
        known = questions.known(store, last_year, measures)
        peers = outliers.Peers.by(known.units, questions.USUAL_TRAITS)
        tests = outliers.test_all(known.counts, questions.asked(measures), peers)
        return cls(known, peers, tests, places.places(store))

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(self.known.counts.years[-outliers.USUAL.window:])

    def judged(self, members: np.ndarray | None = None) -> outliers.Judgement:
        """The flags among the members (a mask along known.units, all if none)."""
        return outliers.conclude(self.known.counts, self.tests, outliers.USUAL, members)

    def like(self, step: int, group: int) -> str:
        """The traits of a group of peers in words."""
        traits, values = self.peers.traits[step], self.peers.names[step][group]
        said = [places.trait_said(self.places, name, value) for name, value in zip(traits, values)]
        return say("questions.joiner").join(said) or say("questions.everybody")

    def row(self, measure_id: str, at: int) -> dict[str, str]:
        """One agency on one measure in words: rate, of, mean, peers, inner and outer limits; without judgeable counts
        or enough peers, dashes and `why`."""
        one, none = self.tests[measure_id], full(None)
        n, total = one.n[at], one.total[at]
        out = {"measure": measure(measure_id).label, "rate": said(measure_id, n / total) if total > 0 else none,
               "of": of(n, total) if total > 0 else none, "mean": none, "peers": none, "inner": none, "outer": none,
               "why": ""}
        reasons = [why for why, those in one.why_not().items() if those[at]]
        if reasons or np.isnan(one.p[at]):
            return out | {"why": say(f"questions.why_not.{reasons[0]}") if reasons else none}
        which = int(one.step[at]), int(one.group[at])
        for name, chance in (("inner", INNER), ("outer", OUTER)):
            low, high = outliers.limits(one.ask.shape, [total], [one.mean[at]], [one.rho[at]], chance)
            out[name] = say("questions.range", low=said(measure_id, low[0] / total).rstrip("%"),
                            high=said(measure_id, high[0] / total))
        return out | {"mean": said(measure_id, one.mean[at]), "peers": say(
            "briefing.questions.peers", like=self.like(*which), n=full(one.fits[which].n_peers))}


def said(measure_id: str, share: float) -> str:
    """A share in percent; a ratio of two counts per hundred."""
    return percent(share) if measure(measure_id).shape == "share" else f"{100 * share:,.1f}"
