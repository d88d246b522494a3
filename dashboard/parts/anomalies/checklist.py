"""The button for the 核查清单 of a tab: what is ticked, else what the filters leave.

In:   what makes the rows and their rules, in the columns that export/checklist.py asks for.
Out:  offer(), judged().
Promise: the workbook is made when it is wanted; what makes it calls no Streamlit.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from dashboard import downloads
from dashboard.export import About
from dashboard.export.checklist import bases_of, workbook
from dashboard.labels import say
from dashboard.labels.numbers import full
from dashboard.parts import judging
from dashboard.parts.anomalies import Page


def offer(view: Page, what: str, rows: Callable[[], pd.DataFrame], rules: Callable[[pd.DataFrame], Sequence[dict]],
          about: Callable[[str], Callable[[], About]], n_chosen: int, is_empty: bool) -> None:
    """`what`: the tab's own word for the title; `about(title)`: as filters.about gives it; `n_chosen`: ticked rows."""
    title = say("checklist.title", place=view.place, span=view.period, what=what)
    known, site = about(title), st.context.url

    def made() -> bytes:
        items = rows()
        return workbook(items, bases_of(items, rules(items)), known(), datetime.now().astimezone(), site)

    label = say("checklist.button_chosen", n=full(n_chosen)) if n_chosen else say("checklist.button")
    downloads.offer_workbook(label, made, "checklist", title, say("checklist.help"), is_empty)


def judged(frame: pd.DataFrame) -> list[str]:
    """The verdict on each row, whose it is, when it was given, the note; of columns verdict, who, made_at, note."""
    return [_judged(*row) for row in zip(*(frame[name] for name in ("verdict", "who", "made_at", "note")))]


def _judged(verdict: str, who: str | None, made_at: str | None, note: str | None) -> str:
    mark = judging.verdict_word(verdict)
    if not isinstance(made_at, str):
        return mark
    key = "checklist.judged_note" if isinstance(note, str) and note else "checklist.judged"
    return say(key, mark=mark, who=who, when=judging.moment(made_at), note=note)
