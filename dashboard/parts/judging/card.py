"""The form of one subject: what stands, what changed since, four marks with a note, and the way back.

In:   a Subject as it is now; how its change is told.
Out:  card().
Promise: the keys 1 to 4 give a mark and 0 takes it back, where nothing is being typed. What was drawn is what is
judged: had somebody else been quicker, nothing is written.
"""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard import look, state
from dashboard.components import lines
from dashboard.components.lines import Line
from dashboard.labels import say
from dashboard.parts.judging import giving, words
from dashboard.queries.verdicts import CHANGED, verdict_of
from dashboard.verdicts import MARKS, UNDONE, Event, Subject, Unreachable


def card(subject: Subject, changes: Callable[[str, str], Sequence[Line]]) -> None:
    """Draw it. `changes(then, now)`: what is told of figures that are others now."""
    with st.container(border=True, key="card_judge", gap="xsmall"):
        try:
            _, standing = state.standing(subject.kind)
            event = standing.get(subject.id)
            history = state.ledger().history(subject.kind, subject.id) if event or standing else []
        except Unreachable as error:
            look.heading(say("judging.title"), say("judging.closed"))
            words.warn(str(error))
            return
        verdict = verdict_of(event, subject.figures)
        st.html(f'<div class="fig">{look.rich("judging.title")}&ensp;{words.badge(verdict, event)}</div>')
        if event and event.note:
            st.text(event.note)
        if event and verdict == CHANGED:
            look.foot(say("judging.changed", mark=say(f"verdicts.mark.{event.mark}")))
            lines.show(list(changes(event.figures, subject.figures)), "judge_changes")
        _form(subject, event)
        if len(history) > 1:
            with st.expander(say("judging.history", n=len(history))):
                lines.show([_told(e) for e in history], "judge_history")


def _form(subject: Subject, event: Event | None) -> None:
    note = f"judge_note_{subject.id}_{event.uid if event else ''}"
    seen = {subject.id: event.uid if event else None}
    giving.ask_name()
    giving.say_what_failed()
    with st.form(f"judge_{subject.id}", enter_to_submit=False, border=False):
        st.text_area(say("judging.note"), key=note, max_chars=2000, height=68, placeholder=say("judging.note_hint"))
        with st.container(horizontal=True, gap="xsmall", key="judge_marks"):
            for n, mark in enumerate(MARKS, 1):
                st.form_submit_button(say(f"verdicts.mark.{mark}"), key=f"judge_{mark}", shortcut=str(n),
                                      help=say(f"judging.meaning.{mark}"),
                                      type="primary" if event and event.mark == mark else "secondary",
                                      on_click=partial(giving.judge, [subject], mark, note, seen))
    if event:
        st.button(say("judging.undo"), key="judge_undo", type="tertiary", shortcut="0", help=say("judging.undo_help"),
                  on_click=partial(giving.take_back, subject.kind, [subject.id], seen))


def _told(event: Event) -> Line:
    mark = say(f"verdicts.mark.{event.mark}")
    what = mark if event.mark == UNDONE or not event.note else say("judging.with_note", mark=mark, note=event.note)
    return Line(say("judging.by", who=event.who, when=words.moment(event.made_at)), what, "words")
