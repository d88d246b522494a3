"""Agency × year as coloured cells, each opened by mouse or keyboard.

In:   years; rows of cells with a state, a sign and what is said of them; the colours of the states.
Out:  a mounted component; rows and cells are links.
Promise: a real table with one tab stop: arrows move, Enter opens. All words go in as textContent; a cell without a
link cannot be opened. Colour never stands alone: every state but the quiet one has its sign.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.labels import say

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Square:
    """One year of one row: its state, the sign in it, and the words that are shown on hover and read aloud."""

    state: str
    sign: str
    said: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row; `squares` has one a year, None where nothing is due."""

    href: str | None
    name: str
    squares: tuple[Square | None, ...]


_MATRIX = st.components.v2.component(
    "matrix",
    html='<div class="frame"><table></table></div>',
    css=(_HERE / "matrix.css").read_text("utf-8"),
    js=(_HERE / "follow.js").read_text("utf-8") + (_HERE / "matrix.js").read_text("utf-8"),
)


def draw(head: str, years: Sequence[int], rows: Sequence[Line], colours: Mapping[str, tuple[str, str]], label: str,
         key: str) -> None:
    """Draw the table; `colours`: state -> (fill, text upon it)."""
    data = {"head": head, "years": [str(y) for y in years], "rows": [_plain(r) for r in rows], "label": label,
            "joiner": say("components.path_joiner"), "colours": {state: list(pair) for state, pair in colours.items()}}
    _MATRIX(key=key, data=data)


def _plain(row: Line) -> dict:
    """As dataclasses.asdict, which copies every value of a thousand cells deeply."""
    return {"href": row.href, "name": row.name, "squares": [q and {
        "state": q.state, "sign": q.sign, "said": q.said, "href": q.href} for q in row.squares]}
