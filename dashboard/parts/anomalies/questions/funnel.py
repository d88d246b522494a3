"""One flag among its peers, and the agency's own years: the two figures beside the list.

In:   what was compared; the flag chosen, or none.
Out:  show_funnel, show_strip.
Promise: the curves are those limits that judged, smoothed for the eye; where points are left out, it is said.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import charts, look, outliers, state
from dashboard.labels import say
from dashboard.labels.numbers import full, of
from dashboard.measures import measure
from dashboard.parts.anomalies import Page
from dashboard.parts.anomalies.questions import told
from dashboard.parts.anomalies.questions.computed import Choice, Compared

MOST_POINTS = 1_200
_ALONG = 48  # points of a curve


def show_funnel(view: Page, choice: Choice, found: Compared, judgement: outliers.Judgement,
                chosen: Mapping | None) -> None:
    """The funnel of the chosen flag's group; of the first measure's largest group where nothing is flagged."""
    measure_id = chosen["measure_id"] if chosen else choice.measures[0]
    one = found.tests[measure_id]
    if chosen:
        which = int(chosen["step"]), int(chosen["group"])
    elif one.fits:
        which = max(one.fits, key=lambda w: one.fits[w].n_peers)
    else:
        return
    fit, share = one.fits[which], measure(measure_id).shape == "share"
    members = np.flatnonzero((found.peers.codes[which[0]] == which[1]) & (one.total > 0))
    flags = judgement.flags[judgement.flags["measure_id"] == measure_id] if len(judgement.flags) else judgement.flags
    tiers = dict(zip(flags["unit_id"], flags["tier"])) if len(flags) else {}
    points = _points(found, one, members, tiers)
    group, when = told.peers(found, *which), told.when(choice)
    named = chosen["unit_id"] if chosen else ""
    words = {"measure": measure(measure_id).label, "peers": group, "when": when}
    figure = state.figure("questions.funnel", (view.scope, choice, measure_id, which, named), lambda t: charts.funnel(
        t, points, _curves(one.ask, fit, one.total[members]), one.ask.floor, named, share=share), look.tokens())
    name = found.known.units["label"].iat[found.known.at[named]] if chosen else ""
    title = (say("questions.funnel.title", agency=name, rate=told.rate(measure_id, chosen["rate"]),
                 side=told.side(chosen["is_high"])) if chosen else say("questions.funnel.title_none", **words))
    alt = (say("questions.funnel.alt", agency=name, level=told.level(chosen), **words) if chosen
           else say("questions.funnel.alt_none", **words))
    trimmed = (say("questions.funnel.trimmed", n=full(fit.n_trimmed)) if fit.n_trimmed
               else say("questions.funnel.not_trimmed"))
    look.draw(title, say("questions.funnel.sub", n=full(fit.n_peers), **words), figure, "funnel", alt,
              guide="questions.funnel", measures=(measure_id,), below=say(
        "questions.funnel.foot", name=say(f"questions.funnel.{'beta' if share else 'gamma'}"), rho=f"{fit.rho:.3g}",
        trimmed=trimmed, some=say("questions.funnel.some") if len(points) < len(members) else ""))
    if chosen:
        look.heading(say("questions.told.head"), say("questions.told.sub"))
        st.code(told.sentence(found, choice, chosen, name, group, chosen["low"], chosen["high"]), language=None,
                wrap_lines=True)


def _points(found: Compared, one: outliers.Tested, members: np.ndarray, tiers: dict[str, str]) -> list[charts.Point]:
    """All members, or a spread of them with every flagged one."""
    ids, labels = found.known.units["unit_id"], found.known.units["label"]
    flagged = np.array([ids.iat[i] in tiers for i in members], dtype=bool)
    some = np.zeros(len(members), dtype=bool)
    some[::-(-len(members) // MOST_POINTS) or 1] = True
    return [charts.Point(ids.iat[i], labels.iat[i], one.n[i], one.total[i], tiers.get(ids.iat[i], ""))
            for i in members[some | flagged]]


def _curves(ask: outliers.Asked, fit, totals: np.ndarray) -> charts.Curves:
    largest = max(float(totals.max()) * 1.1, ask.floor * 3)
    along = np.unique(np.geomspace(ask.floor, largest, _ALONG).round())
    sides = []
    for chance in (told.OUTER, told.INNER):
        low, high = outliers.limits(ask.shape, along, fit.mean, fit.rho, chance)
        sides.append((_smooth(low / along), _smooth(high / along)))
    return charts.Curves(along.tolist(), fit.mean, *sides)


def _smooth(values: np.ndarray) -> list[float]:
    """A running mean of five; the steps of whole cases would draw a saw."""
    wide = np.pad(values, 2, mode="edge")
    return np.convolve(wide, np.full(5, 0.2), mode="valid").tolist()


def show_strip(found: Compared, chosen: Mapping, name: str) -> None:
    """The chosen agency year by year, against what its like would show in one year."""
    measure_id, at = chosen["measure_id"], found.known.at[chosen["unit_id"]]
    counts, one = found.known.counts, found.tests[chosen["measure_id"]]
    above, below = counts.numerators[measure_id][at], counts.denominators[measure_id][at]
    has = below > 0
    fit = one.fits[int(chosen["step"]), int(chosen["group"])]
    low, high = (np.full(len(below), np.nan) for _ in range(2))
    low[has], high[has] = (side / below[has] for side in outliers.limits(
        one.ask.shape, below[has], fit.mean, fit.rho, told.INNER))
    years = [charts.Year(y, *(None if pd.isna(v) else float(v) for v in values))
             for y, *values in zip(counts.years, above, below, low, high)]
    words = {"agency": name, "measure": measure(measure_id).label}
    figure = state.figure("questions.strip", (chosen["unit_id"], measure_id, counts.years, fit), lambda t: charts.strip(
        t, years, fit.mean, name, share=measure(measure_id).shape == "share"), look.tokens())
    look.draw(say("questions.strip.title", same=full(chosen["n_same"]), years=full(chosen["n_years"]),
                  side=told.side(chosen["is_high"]), **words), say("questions.strip.sub", **words), figure, "strip",
              say("questions.strip.alt", **words),
              say("questions.strip.foot", all=_years_said(counts.years, above, below)),
              guide="questions.strip", measures=(measure_id,))


def _years_said(years: Sequence[int], above: np.ndarray, below: np.ndarray) -> str:
    """n/N of each year."""
    return say("questions.strip.joiner").join(
        say("questions.strip.missing", year=y) if pd.isna(d) else say("questions.strip.of", year=y, of=of(n, d))
        for y, n, d in zip(years, above, below))
