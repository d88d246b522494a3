"""The switch 中文 / English, and the language of a run of a page.

In:   the link (?lang=en), else what this visit chose before.
Out:  switch(), called before anything is said.
Promise: the language stays over page switches and stands in every link; an unknown one is Chinese.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import labels
from dashboard.filters.widgets import BOUND, forget_unless, keep, recall

KEY = "lang"


def switch() -> None:
    """Draw it, in the head of every page, and speak what it says. The options are the codes that stand in the link;
    their names are laid over them by the style sheet (look.style)."""
    codes = {code: code for code in labels.LANGUAGES}
    recall(KEY, codes)
    forget_unless(KEY, list(codes))
    labels.speak(st.session_state.get(KEY) or _linked() or labels.LANGUAGES[0])
    # The box is drawn in the language it will have: its own label is a word, too.
    chosen = keep(KEY, st.segmented_control(
        labels.say("app.language"), list(codes), key=KEY, default=labels.LANGUAGES[0], required=True,
        label_visibility="collapsed", width="content", **BOUND))
    labels.speak(chosen)


def _linked() -> str | None:
    asked = st.query_params.get(KEY)
    return asked if asked in labels.LANGUAGES else None


def _of_visit() -> str | None:
    """For callbacks and fragments, which run outside the run of a page."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    chosen = st.session_state.get(KEY)
    return chosen if chosen in labels.LANGUAGES else None


labels.otherwise(_of_visit)
