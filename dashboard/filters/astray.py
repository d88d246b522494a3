"""An address that names no page.

In:   the path a person asked for.
Out:  asked().
Promise: it gets a page of ours, which says so in the reader's language; Streamlit itself shows the first page under an
English dialog.
"""

from collections.abc import Collection

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_KEPT = "_astray"


def asked(known: Collection[str]) -> str:
    """The path of this visit that is none of `known`, also while it is read again; empty where there is none."""
    run = get_script_run_ctx()
    path = run.pages_manager.intended_page_name if run else ""
    if path and path not in known:  # named on the first run alone; later ones go by the page's number
        st.session_state[_KEPT] = path
    return st.session_state.get(_KEPT, "")
