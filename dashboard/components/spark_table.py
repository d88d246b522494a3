"""A table of rows with the shape of their years.

In:   columns, and rows of cells whose texts are already formatted.
Out:  the id of the row just opened, once.
Promise: a real table: heads sort by mouse or keyboard, a missing year is a gap, sparks repeat nothing that
the numbers do not say. Words go in as textContent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard import labels
from dashboard.labels.numbers import points_said

_HERE = Path(__file__).parent
_SPARK = (_HERE / "spark.js").read_text("utf-8")
_CSS = (_HERE / "spark_table.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Column:
    """kind: text | words (may wrap) | number | rate (its small text, n/N, stands below) | of (n/N, muted) | spark.
    A spark's scale runs from `low` to `high`; None takes the row's own smallest or largest value; `ticks` names its
    points for readers who hear the page. Neighbours of one `group` share a head above theirs."""

    title: str
    kind: str = "text"
    low: float | None = None
    high: float | None = None
    ticks: tuple[str, ...] = ()
    group: str = ""
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is shown (grey with `faint`), `small` beside it in grey; rows sort by `sort` (None stands last). `values`
    makes it a spark. `tone`: the tier (verify | watch | note) in whose colour the text stands. `hint`: what a reader is
    told who points at the cell, or hears it."""

    text: str = ""
    sort: float | str | None = None
    values: tuple[float | None, ...] = ()
    small: str = ""
    faint: bool = False
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; with an `id` it can be opened, with an `href` (page and query, relative) it is a link there."""

    id: str | None
    cells: tuple[Cell, ...]
    href: str | None = None


_TABLE = st.components.v2.component(
    "spark_table",
    html='<div class="frame"><table></table></div>',
    css=_CSS,
    js=_SPARK + (_HERE / "follow.js").read_text("utf-8") + (_HERE / "spark_table.js").read_text("utf-8"),
)


def table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    by: int | None,
    cut: float | None,
    key: str,
    *,
    label: str = "",
    down: bool = True,
    on_pick: Callable[[str], None] | None = None,
    can_choose: bool = False,
) -> str | None:
    """Draw the table, sorted by column `by` (None keeps the order given). `cut` is where the 2021 mark stands, counted
    in points of a spark (2.5 is between the third and fourth). With `can_choose` each row has a box to tick: see
    chosen(). Returns the id opened since the last run, else None."""

    def heard() -> None:
        row_id = st.session_state[key].get("picked")
        if on_pick and row_id:
            on_pick(row_id)

    data = {
        "columns": [fields(c) | {"hint": labels.say("components.sort_hint", title=c.title)} for c in columns],
        "rows": [{"id": r.id, "href": r.href, "cells": [_cell(c, column) for c, column in zip(r.cells, columns)]}
                 for r in rows],
        "by": by,
        "down": down,
        "cut": cut,
        "label": label,
        "choose": [labels.say("components.choose"), labels.say("components.choose_all")] if can_choose else None,
        "round": st.session_state.get(f"{key}_round", 0),
    }
    return _TABLE(key=key, data=data, on_picked_change=heard,
                  **({"on_chosen_change": lambda: None} if can_choose else {})).picked


def chosen(key: str) -> list[str]:
    """The ids of the rows that are ticked in a table drawn with can_choose, in the order of ticking."""
    held = st.session_state.get(key)
    round_, ids = ((held or {}).get("chosen") or (None, [])) if held is not None else (None, [])
    return list(ids) if round_ == st.session_state.get(f"{key}_round", 0) else []


def choose_none(key: str) -> None:
    """Let the ticks of a table go; for callbacks."""
    st.session_state[f"{key}_round"] = st.session_state.get(f"{key}_round", 0) + 1


def link(page: str, **query: str) -> str:
    """The address of another page of this app, for a Row; it speaks the language of this one."""
    if labels.language() != labels.LANGUAGES[0]:
        query["lang"] = labels.language()
    return f"{page}?{urlencode(query)}"


def unit_row(by: str, unit: str, cells: tuple[Cell, ...], here: str = "") -> Row:
    """The row of a unit: an agency is a link to its page, a district is an id for filters.go_to. The district `here`,
    which the page already shows, and the unknown one open nothing."""
    if by == "agency":
        return Row(unit, cells, link("agency", a=unit))
    return Row(None if unit in ("", here) else unit, cells)


def _cell(cell: Cell, column: Column) -> dict:
    return fields(cell) | {"spoken": points_said(cell.values, column.ticks) if cell.values else ""}


def fields(part: Any) -> dict:
    """The fields of a dataclass with slots; dataclasses.asdict copies every value of thousands of cells deeply, which
    was a tenth of a page's time."""
    return {name: getattr(part, name) for name in part.__slots__}
