"""What lies around every page in the browser: steps back, the language of the document, a change of theme, the tour,
what paper needs.

In:   the words of the tour; where it points (tour.js); of a dark page, what each colour is in the light.
Out:  mount().
Promise: nothing of it is needed to read a page; nothing of it is printed, and what is printed is light. The back button
undoes one choice at a time. The tour opens by itself once a browser, on the front page alone, never on a link that
someone was sent.
"""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard.labels import language, listed, say

_HERE = Path(__file__).parent
_TAGS = {"zh": "zh-CN", "en": "en"}
_AROUND = st.components.v2.component(
    "around", html="<i></i>",
    js="".join((_HERE / f"{name}.js").read_text("utf-8") for name in ("way_back", "tour", "paper", "around")))


def mount(light: Sequence[tuple[str, str]] | None) -> None:
    """Once a page, before the page itself, since a page may write into its link. `light`: look.light_twins()."""
    steps = [listed(f"app.tour.{step}") for step in ("scope", "answer", "source", "export")]
    words = {word: say(f"app.tour.{word}") for word in ("back", "next", "done", "close")}
    words["at"] = say("app.tour.at", n="{n}", total="{total}")  # filled in the browser
    _AROUND(key="around", data={"lang": _TAGS[language()], "steps": steps, "words": words, "light": light}, height=1,
            on_turned_change=lambda: None)
