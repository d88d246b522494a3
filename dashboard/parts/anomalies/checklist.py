"""The button for the 核查清单 of a tab: what is ticked, else what the filters leave.

In:   what makes the rows and their rules, in the columns that export/checklist.py asks for.
Out:  offer(), judged().
Promise: the workbook is made when it is wanted; what makes it calls no Streamlit.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import pandas as pd
import streamlit as st

from dashboard import downloads
from dashboard.export import About
from dashboard.export.checklist import MOST, bases_of, workbook
from dashboard.labels import say
from dashboard.labels.numbers import full
from dashboard.parts import judging
from dashboard.parts.anomalies import Page


def offer(view: Page, what: str, rows: Callable[[], pd.DataFrame], rules: Callable[[pd.DataFrame], Sequence[dict]],
          about: Callable[[str], Callable[[], About]], n_chosen: int, n_found: int) -> None:
    """`what`: the tab's own word for the title; `about(title)`: as filters.about gives it; `n_chosen`: ticked rows;
    `n_found`: rows that the filters leave. More than MOST are cut, which button and workbook say."""
    title = say("checklist.title", place=view.place, span=view.period, what=what)
    known, site = about(title), st.context.url

    def made() -> bytes:
        items = rows()
        told = known()
        if cut:
            told = replace(told, scope=(*told.scope, cut))
        return workbook(items, bases_of(items, rules(items)), told, datetime.now().astimezone(), site)

    label, help_text, cut = say("checklist.button"), say("checklist.help"), None
    if n_chosen:
        label = say("checklist.button_chosen", n=full(n_chosen))
    elif n_found > MOST:
        cut = say("checklist.cut.name"), say("checklist.cut.text", most=full(MOST), n=full(n_found))
        label, help_text = say("checklist.button_cut", n=full(MOST)), f"{help_text}\n\n{cut[1]}"
    downloads.offer_workbook(label, made, "checklist", title, help_text, not n_found)


def judged(frame: pd.DataFrame) -> list[str]:
    """The verdict on each row, whose it is, when it was given, the note; of columns verdict, who, made_at, note."""
    return [_judged(*row) for row in zip(*(frame[name] for name in ("verdict", "who", "made_at", "note")))]


def _judged(verdict: str, who: str | None, made_at: str | None, note: str | None) -> str:
    mark = judging.verdict_word(verdict)
    if not isinstance(made_at, str):
        return mark
    key = "checklist.judged_note" if isinstance(note, str) and note else "checklist.judged"
    return say(key, mark=mark, who=who, when=judging.moment(made_at), note=note)
