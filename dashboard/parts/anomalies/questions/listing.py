"""One page of questions as a list: tier, agency, rates, verdict; rows can be ticked and judged alike.

In:   rows with verdicts, the cells between tier and verdict, the words of the way of looking.
Out:  choose_verdict(), caption(), listing(), Listed.
Promise: what has other counts than when it was judged stands first, and it is said how many these are.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import filters, look
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.filters import paging
from dashboard.labels import say
from dashboard.labels.numbers import full
from dashboard.parts import judging
from dashboard.parts.anomalies.questions import told, verdicts
from dashboard.queries.verdicts import CHANGED
from dashboard.questions import Known
from dashboard.verdicts import Event


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of the page that is shown, and whether some are ticked."""

    rows: Sequence[Mapping]
    is_ticked: bool


def choose_verdict() -> str:
    """The verdict under which questions are listed, in the link beside that of the findings; "" for all."""
    return filters.choose(say("judging.title"), judging.filter_options(), "v", 130)


def caption(rows: pd.DataFrame, words: str, sub: str, error: str, why: str, verdict: str) -> bool:
    """What the list holds; False, with the reason said, where it holds nothing. words: list | past | mix."""
    judging.warn_where_closed(error)
    none = say(f"questions.{words}.title_none")
    look.caption(say(f"questions.{words}.title", n=full(len(rows))) if len(rows) else none, sub,
                 "questions.list")
    if not len(rows):
        look.empty(none, say("questions.verdict.why_none") if verdict else why)
        return False
    n_changed = int((rows["verdict"] == CHANGED).sum())
    if n_changed:
        look.foot(say("questions.verdict.reopened", n=full(n_changed)))
    return True


def listing(rows: pd.DataFrame, columns: Sequence[Column], cells: Callable[[Mapping], tuple[Cell, ...]], words: str,
            most: int, shown: Hashable, known: Known, year: int, events: Mapping[str, Event], error: str, *,
            ready: Callable[[pd.DataFrame], list[dict]] = lambda part: part.to_dict("records"),
            on_pick: Callable[[str], None] | None = None) -> Listed:
    """Draw one page. `ready` makes the rows of the page; a row is picked, or leads to its agency."""
    body, below = st.container(), st.container()
    page = paging.turn("ol", len(rows), most, shown)
    part = ready(rows.iloc[page.skip:page.skip + page.most])
    key = f"questions_{words}"
    with body:
        table([Column(say("questions.list.tier")), *columns, Column(say("judging.title"))],
              [Row(r["key"], (told.tier(r["tier"]), *cells(r), judging.cell(r["verdict"], r["who"], r["made_at"])),
                   None if on_pick else link("agency", a=r["unit_id"])) for r in part],
              None, None, key, label=say(f"questions.{words}.label"), on_pick=on_pick, can_choose=not error)
    with below:
        is_ticked = not error and verdicts.offer_bar(part, known, year, events, key)
    return Listed(part, is_ticked)
