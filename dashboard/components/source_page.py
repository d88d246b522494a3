"""A page of a source document beside its extracted table: a picture of the paper, or the safe text, with cells marked.

In:   a Sheet: picture or blocks, where the cells stand, which are marked.
Out:  the address ("table/item/column") of the cell just chosen on it, and the page just turned to, each once.
Promise: words of documents go in as textContent; a picture is shown as a picture. What is marked is told in words too,
and said to who hears the page when it changes. Paper stays white in the dark: it is the document, not the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit import runtime

from dashboard.labels import say

_HERE = Path(__file__).parent
_SHEET = st.components.v2.component(
    "source_page",
    html='<div class="bar"></div><div class="pane" tabindex="0" role="region"></div>'
         '<div class="live" role="status"></div>',
    css=(_HERE / "source_page.css").read_text("utf-8"),
    js=(_HERE / "source_page.js").read_text("utf-8"),
)
BACK = 0  # in place of a page: the one that holds what is marked


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure on paper: its box as shares of the page (left, top, width, height). kind: "" | part | breaking | picked,
    or several; `label` is what a pointer shows and a reader hears."""

    address: str
    box: tuple[float, float, float, float]
    kind: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. With `picture` (webp) and `ratio` (width over height; it is `points` wide) its `spots` and `quoted`
    boxes count; else `blocks`: {"text", "marks": [[from, to, kind, address]]} or {"cells": [[row, col, rows, cols,
    text, kind, address]]}. `focus` names what is to be seen first; when it changes, the page moves there.
    `is_elsewhere`: the marked cells stand on another page. `said`: what who hears the page is told."""

    title: str
    page: int = 1
    n_pages: int = 1
    picture: bytes | None = None
    ratio: float = 1.0
    points: float = 595.0
    spots: tuple[Spot, ...] = ()
    quoted: tuple[tuple[float, float, float, float], ...] = ()
    blocks: tuple[dict, ...] = ()
    focus: str = ""
    is_elsewhere: bool = False
    said: str = ""


def show(sheet: Sheet, key: str, on_pick: Callable[[str], None], on_turn: Callable[[int], None]) -> None:
    """Draw the page; both hear what was done before the run that follows it."""

    def picked() -> None:
        if address := st.session_state[key].get("picked"):
            on_pick(address)

    def turned() -> None:
        if (page := st.session_state[key].get("turned")) is not None:
            on_turn(int(page))

    words = {name: say(f"components.original.{name}") for name in (
        "previous", "next", "bigger", "smaller", "whole", "marked", "quoted")}
    words["page"] = say("components.original.page", n=sheet.page, total=sheet.n_pages)
    data = {
        "title": sheet.title, "page": sheet.page, "n_pages": sheet.n_pages, "ratio": sheet.ratio,
        "points": sheet.points,
        "src": _address(sheet.picture, key) if sheet.picture else None,
        "spots": [[s.address, *_percent(s.box), s.kind, s.label] for s in sheet.spots],
        "quoted": [_percent(box) for box in sheet.quoted],
        "blocks": list(sheet.blocks), "focus": sheet.focus, "is_elsewhere": sheet.is_elsewhere, "said": sheet.said,
        "words": words,
    }
    _SHEET(key=key, data=data, on_picked_change=picked, on_turned_change=turned)


def _percent(box: tuple[float, float, float, float]) -> list[float]:
    return [round(edge * 100, 3) for edge in box]


def _address(picture: bytes, key: str) -> str:
    """Where the browser fetches the picture: once, however often the marks on it change."""
    return runtime.get_instance().media_file_mgr.add(picture, "image/webp", key)
