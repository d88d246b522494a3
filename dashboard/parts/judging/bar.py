"""Several rows judged alike: the bar under a list once rows are chosen.

In:   the subjects of the chosen rows, and what stood on each when the list was drawn.
Out:  bar().
Promise: all are marked, or none and it says why.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from dashboard import look
from dashboard.labels import say
from dashboard.labels.numbers import full
from dashboard.parts.judging import giving
from dashboard.verdicts import MARKS, Subject


def bar(subjects: Sequence[Subject], seen: Mapping[str, str | None], key: str, done: Callable[[], None]) -> None:
    """Draw it; `done()` is called once the verdicts are written, to let the choice of rows go."""
    note = f"judge_note_{key}"
    giving.say_what_failed()
    if not subjects:
        return
    with st.container(border=True, key=f"card_bulk_{key}", gap="xsmall"):
        look.heading(say("judging.bulk", n=full(len(subjects))), say("judging.bulk_sub"))
        giving.ask_name()
        with st.form(f"bulk_{key}", enter_to_submit=False, border=False):
            st.text_input(say("judging.note"), key=note, max_chars=2000, placeholder=say("judging.note_hint"))
            with st.container(horizontal=True, gap="xsmall", key="bulk_marks"):
                for mark in MARKS:
                    st.form_submit_button(say(f"verdicts.mark.{mark}"), key=f"bulk_{key}_{mark}",
                                          help=say(f"judging.meaning.{mark}"),
                                          on_click=partial(_all, subjects, mark, note, seen, done))
        judged = [s for s in subjects if seen[s.id]]
        if judged:
            st.button(say("judging.undo_several", n=full(len(judged))), key=f"bulk_{key}_undo", type="tertiary",
                      on_click=partial(_none, judged, {s.id: seen[s.id] for s in judged}, done))


def _all(subjects: Sequence[Subject], mark: str, note: str, seen: Mapping[str, str | None],
         done: Callable[[], None]) -> None:
    if giving.judge(subjects, mark, note, seen):
        done()


def _none(subjects: Sequence[Subject], seen: Mapping[str, str | None], done: Callable[[], None]) -> None:
    if giving.take_back(subjects[0].kind, [s.id for s in subjects], seen):
        done()
