"""A verdict in words: in a table, in a badge, in a filter."""

import html
from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from dashboard import state
from dashboard.components.spark_table import Cell
from dashboard.labels import say
from dashboard.queries.verdicts import CHANGED, OPEN
from dashboard.verdicts import MARKS, Event, Unreachable

ORDER = (OPEN, CHANGED, *MARKS)


def verdict_word(verdict: str) -> str:
    return say(f"judging.verdict.{verdict}")


def filter_options() -> dict[str, str]:
    """"" (all) and every verdict -> the text it is chosen by."""
    return {"": say("judging.every"), **{v: verdict_word(v) for v in ORDER}}


def moment(made_at: str, form: str = "%Y-%m-%d %H:%M") -> str:
    """A time of the ledger as the clock on this wall showed it."""
    return datetime.fromisoformat(made_at).astimezone().strftime(form)


def cell(verdict: str, who: str | None, made_at: str | None) -> Cell:
    """A cell of a list: the verdict, and whose it is; sorts by what is to be done."""
    small = say("judging.by", who=who, when=moment(made_at, "%m-%d")) if who and made_at else ""
    return Cell(verdict_word(verdict), ORDER.index(verdict), small=small, faint=verdict == OPEN)


def badge(verdict: str, event: Event | None) -> str:
    """The verdict as HTML of our own; names are escaped."""
    told = say("judging.by", who=event.who, when=moment(event.made_at)) if event else ""
    return (f'<span class="verdict {verdict}">{html.escape(verdict_word(verdict))}</span>'
            f'<span class="sub">&ensp;{html.escape(told)}</span>')


def standing(kind: str) -> Mapping[str, Event]:
    """id -> the verdict that stands; nothing where the ledger cannot be had, which card() says."""
    try:
        return state.standing(kind)[1]
    except Unreachable:
        return {}


def warn(text: str) -> None:
    """Something that was not done, and why, in a solid frame."""
    st.html(f'<div class="state solid told" role="alert"><p>{html.escape(text)}</p></div>')


def warn_where_closed(error: str) -> None:
    """Why verdicts cannot be seen or given now; nothing where they can."""
    if error:
        warn(error)
