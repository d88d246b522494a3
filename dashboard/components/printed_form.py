"""A statutory table of one report on the page, drawn as printed, its cells to be chosen by mouse or keyboard.

In:   a Printed of form_model; a label for readers who hear the page.
Out:  the address ("table/item/column") of the cell just chosen, once.
Promise: all words go in as textContent; the colours are those of the theme in use.
"""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard.components.form_model import Printed

_HERE = Path(__file__).parent
_TABLE = st.components.v2.component(
    "printed_form",
    html='<div class="frame"><table></table></div>',
    css=(_HERE / "printed_form.css").read_text("utf-8"),
    js=(_HERE / "printed_form.js").read_text("utf-8"),
)


def table(form: Printed, label: str, key: str, on_pick: Callable[[str], None] | None = None) -> str | None:
    """Draw the table. Returns the address chosen since the last run, else None; `on_pick` hears it before the run."""

    def heard() -> None:
        address = st.session_state[key].get("picked")
        if on_pick and address:
            on_pick(address)

    return _TABLE(key=key, data={"sections": form.plain(), "label": label}, on_picked_change=heard).picked
