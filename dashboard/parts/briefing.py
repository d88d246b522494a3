"""The box that offers a document: ask for it, see it being made, take it home.

In:   the words of `disclosure briefing` for what is shown, the title of the file.
Out:  offer().
Promise: the page draws at once and never waits; only while something is being made does the box look again by itself.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import export, look, state
from dashboard.briefing.desk import Order
from dashboard.labels import LANGUAGES, language, literal, say

EVERY = 1.0  # seconds between looks at a document in the making
MIME = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}


def offer(words: tuple[str, ...], title: str, key: str, label: str = "", is_empty: bool = False) -> None:
    """A button that opens the box. `words`: without file, format and data."""
    box = st.popover(label or say("briefing.offer.button"), key=f"briefing_{key}", disabled=is_empty, width="content",
                     on_change="rerun")
    if box.open:  # a page whose box is shut asks nothing, not even the verdicts
        with box:
            _box(words, title, key)


@st.fragment
def _box(words: tuple[str, ...], title: str, key: str) -> None:
    look.foot(say("briefing.offer.what"))
    seen = state.judged().key
    if language() != LANGUAGES[0]:
        words += ("--language", language())
    for kind in MIME:
        order = Order(state.root(), state.store().snapshot, words, kind, seen)
        status = state.desk().status(order)
        if status.stage == "ready":
            about = export.About(title, state.store().snapshot, state.store().is_demo)
            st.download_button(say("briefing.offer.take", kind=kind.upper()), order.path.read_bytes,
                               file_name=export.file_name(about, kind), mime=MIME[kind], on_click="ignore",
                               key=f"{key}_take_{kind}", type="primary", width="stretch")
        elif status.stage in ("waiting", "working"):
            _watched(order, kind, key)
        else:
            if status.said:
                look.foot(say("briefing.offer.failed", why=status.said))
            st.button(say("briefing.offer.make", kind=kind.upper()), key=f"{key}_make_{kind}", width="stretch",
                      on_click=state.desk().ask, args=(order, _who()))


@st.fragment(run_every=EVERY)
def _watched(order: Order, kind: str, key: str) -> None:
    """A document in the making; the page is drawn anew when it is there."""
    status = state.desk().status(order)
    if status.stage not in ("waiting", "working"):
        st.rerun()
    words = say(f"briefing.offer.{status.stage}", kind=kind.upper())
    st.progress(status.share, literal(words))
    st.button(say("briefing.offer.stop"), key=f"{key}_stop_{kind}", on_click=state.desk().leave, args=(order, _who()),
              width="stretch")


def _who() -> str:
    """This visit."""
    context = get_script_run_ctx()
    return context.session_id if context else ""
