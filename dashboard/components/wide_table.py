"""The table of a comparison: as long as a page, ordered by the server, its rows to be kept on top.

In:   columns and rows whose texts are formatted; the order in force; the text to copy.
Out:  what the reader asked for: another order, a row to keep on top or let go.
Promise: a real table, every head and every row worked by mouse or keyboard; words go in as textContent. What is copied
was written by export.tabs: numbers as numbers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.components.spark_table import Cell, fields
from dashboard.labels import say
from dashboard.labels.numbers import points_said

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Head:
    """kind: number | rate | spark, or text for the first. `key` is handed back when the head is pressed; None cannot
    be. Neighbours of one `group` share a head above theirs."""

    title: str
    kind: str = "number"
    key: str | None = None
    group: str = ""
    ticks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the id it is pinned by (None: not to be pinned, as the later years of a unit), where its name leads."""

    id: str | None
    name: str
    href: str | None
    cells: tuple[Cell, ...]
    is_pinned: bool = False


_TABLE = st.components.v2.component(
    "wide_table",
    html='<div class="tools"><button type="button" class="copy"></button><span role="status"></span></div>'
         '<div class="frame" tabindex="0" role="region"><table></table></div>',
    css="".join((_HERE / f"{name}.css").read_text("utf-8") for name in ("spark_table", "wide_table")),
    js="".join((_HERE / f"{name}.js").read_text("utf-8") for name in ("spark", "follow", "wide_table")),
)


def table(heads: Sequence[Head], lines: Sequence[Line], order: tuple[str, bool], cut: float | None, copied: str,
          key: str, *, label: str, on_order: Callable[[str], None], on_pin: Callable[[str], None]) -> None:
    """Draw the table. `order`: the key of the column it is ordered by, and whether the largest stands first; `cut`:
    where the 2021 mark stands among the points of a spark; `copied`: the whole of it as text with tabs."""

    def heard() -> None:
        pressed = st.session_state[key]
        if pressed.get("ordered"):
            on_order(pressed["ordered"])
        if pressed.get("pinned"):
            on_pin(pressed["pinned"])

    data = {
        "heads": [fields(h) for h in heads],
        "rows": [{"id": r.id, "name": r.name, "href": r.href, "pinned": r.is_pinned,
                  "cells": [fields(c) | {"spoken": points_said(c.values, h.ticks) if c.values else ""}
                            for c, h in zip(r.cells, heads[1:])]} for r in lines],
        "by": order[0], "down": order[1], "cut": cut, "label": label, "copied": copied,
        "words": {name: say(f"components.wide.{name}") for name in
                  ("copy", "copied", "copy_failed", "pin", "pinned", "unpin", "sort_hint")},
    }
    _TABLE(key=key, data=data, on_ordered_change=heard, on_pinned_change=heard)
