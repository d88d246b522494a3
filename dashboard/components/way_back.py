"""The browser's back button as undo: each choice one step, and one step leaves a page.

In:   nothing.
Out:  mount().
Promise: nothing is seen of it; without it all works but the steps back.
"""

from pathlib import Path

import streamlit as st

_STEPS = st.components.v2.component("way_back", html="<i></i>",
                                    js=Path(__file__).with_suffix(".js").read_text("utf-8"))


def mount() -> None:
    """Once a page, before the page itself, since a page may write into its link."""
    with st.container(key="way_back"):
        _STEPS(key="steps_back", data={"steps": 1}, height=1)
