"""The link as it stands, where Streamlit has taken parts of it away.

In:   the link a person followed or came back to.
Out:  as_linked().
Promise: going back to a page, or following a link to it, shows what the link says.

Streamlit clears from the link of another page every key that a widget of the page before was bound to, since it may be
a left-over; where a person follows a link or goes back, it is what the link says (d, y0, y1, k: on nearly every page).
"""

from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.filters import language


def as_linked() -> None:
    """Before the page runs: put back what was cleared from a link in the browser's history, and begin anew."""
    run = get_script_run_ctx()
    if run is None or not getattr(run, "is_history_navigation", False):
        return
    said = parse_qs(run.query_string)
    said.pop(language.KEY, None)  # its switch stands on every page, and is drawn already
    lost = {key: values for key, values in said.items() if st.query_params.get_all(key) != values}
    if lost:
        for key, values in lost.items():
            st.query_params[key] = values
        st.rerun()
