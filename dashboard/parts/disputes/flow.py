"""From requests to reviews to suits: how many, and of how many, in one year.

In:   the sums of a scope by year: cases of each route, requests closed.
Out:  steps(), shown().
Promise: counts as printed, each over the reports that print it; a share is only taken of what may lead to it, and its
note says what the form cannot tell: a dispute may be about a reply of the year before.
"""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from dashboard import charts, look, state
from dashboard.labels import say
from dashboard.labels.numbers import full
from dashboard.queries import series

STEPS = ("closed", "review", "suit_after_review", "suit_direct")
OF = {"review": "closed", "suit_direct": "closed", "suit_after_review": "review"}  # what each comes out of


def steps(closed: pd.DataFrame, disputes: pd.DataFrame, year: int) -> dict[str, float | None]:
    """step -> its count in that year; None where no report prints it."""
    found = {"closed": series.only(closed, year).get("value")}
    for route in STEPS[1:]:
        held = disputes[(disputes["year"] == year) & (disputes["route"] == route)]["cases"]
        found[route] = series.plain(held.sum(min_count=1))
    return {step: series.plain(found[step]) for step in STEPS}


def said(step: str, counts: Mapping[str, float | None]) -> str:
    """What share of the step before it is, in words; nothing where either is not known."""
    before = counts.get(OF.get(step, ""))
    if counts[step] is None or not before:
        return ""
    return say(f"disputes.flow.of_{OF[step]}", share=f"{100 * counts[step] / before:.1f}", n=full(counts[step]),
               total=full(before))


def shown(closed: pd.DataFrame, disputes: pd.DataFrame, year: int, place: str, key: tuple) -> partial:
    """What draws the figure."""
    counts = steps(closed, disputes, year)
    figure = state.figure("disputes.flow", (*key, year), lambda tokens: charts.flow(
        tokens, [say(f"disputes.flow.{step}") for step in STEPS], list(counts.values()),
        [said(step, counts) for step in STEPS], say("disputes.missing")), look.tokens())
    asked, total = counts["review"], counts["closed"]
    title = say("disputes.flow.title", share=f"{100 * asked / total:.1f}") if total and asked is not None \
        else say("disputes.flow.title_none")
    return partial(look.draw, title, say("disputes.flow.sub", place=place, year=year), figure, "flow",
                   say("disputes.flow.alt", place=place, year=year), say("disputes.flow.foot"), guide="disputes.flow")
