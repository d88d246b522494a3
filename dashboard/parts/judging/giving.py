"""Writing a verdict from a page: who does it, and what is said when it was not written.

In:   subjects, a mark, a note; who, from the session or from the proxy's header.
Out:  ask_name(), judge(), take_back(), say_what_failed().
Promise: with the setting DISCLOSURE_USER_HEADER the name comes from that header of the reverse proxy alone, never from
what a visitor types; without the header nobody can judge. All of these but the first two are for callbacks.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import unquote

import streamlit as st

from dashboard import state
from dashboard.labels import literal, say
from dashboard.parts.judging.words import warn
from dashboard.verdicts import Invalid, Overtaken, Subject, Unreachable

_NAME, _TOLD = "judge_name", "judge_told"


def name() -> str:
    """Who judges; "" where nobody has said so."""
    header = os.environ.get("DISCLOSURE_USER_HEADER")
    if not header:
        return str(st.session_state.get(_NAME) or "").strip()
    raw = unquote(st.context.headers.get(header) or "")
    try:
        return raw.encode("latin-1").decode("utf-8").strip()  # a header's bytes arrive as Latin-1
    except (UnicodeEncodeError, UnicodeDecodeError):
        return raw.strip()


def ask_name() -> None:
    """The box for the name, kept for the session; or whom the proxy says it is."""
    if os.environ.get("DISCLOSURE_USER_HEADER"):
        st.caption(say("judging.you", who=literal(name())) if name() else say("judging.no_header"))
        return
    st.text_input(say("judging.who"), key=_NAME, max_chars=40, placeholder=say("judging.who_hint"),
                  autocomplete="name", persist_state="session")


def judge(subjects: Sequence[Subject], mark: str, note_key: str, seen: Mapping[str, str | None]) -> bool:
    """Mark the subjects alike with the note in the box `note_key`; whether it was written."""
    return _written(lambda: state.ledger().mark(subjects, mark, name(), st.session_state.get(note_key) or "", seen))


def take_back(kind: str, ids: Sequence[str], seen: Mapping[str, str | None]) -> bool:
    return _written(lambda: state.ledger().undo(kind, ids, name(), seen))


def _written(step: Callable[[], object]) -> bool:
    try:
        step()
        return True
    except (Invalid, Overtaken, Unreachable) as error:
        st.session_state[_TOLD] = str(error)
        return False


def say_what_failed() -> None:
    """Once, after a verdict that was not written."""
    if told := st.session_state.pop(_TOLD, None):
        warn(told)
