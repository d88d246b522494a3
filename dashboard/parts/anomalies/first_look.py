"""从哪看起: which few agencies hold half of what a district refuses, carries over, is corrected in.

In the link: fi what is counted, beside the filters of every page; over all years of the scope together.
"""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import downloads, filters, look, outliers, state
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.export import Field
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, known, percent
from dashboard.parts.anomalies import Page
from dashboard.queries import outliers as ask
from dashboard.store import Store

MOST = 20
BASE = "requests/outcome_total/total"
_ROUTES = ("review", "suit_direct", "suit_after_review")
ITEMS = {
    "refused": ("requests/refused/total",),
    "unable": ("requests/unable/total",),
    "unprocessed": ("requests/unprocessed/total",),
    "carried": ("requests/carried_out/total",),
    "disputes": tuple(f"disputes/{route}/total" for route in _ROUTES),
    "corrected": tuple(f"disputes/{route}/corrected" for route in _ROUTES),
}


def show(view: Page) -> None:
    with view.bar:
        item = filters.choose(say("first_look.filter.item"), listed("first_look.item"), "fi", 150)
    found, labels = state.shared(_leading, view.scope, item)
    scope_line = [*filters.scope_line(view.scope, say("first_look.basis"))]
    with view.top:
        look.head(say("first_look.question", place=view.place), _answer(view, item, found, labels), scope_line)
    left, right = st.columns([13, 9], gap="large")
    with left:
        _list(view, item, found, labels)
    with right:
        _each(view, item)
    with view.bar:
        st.space("stretch")
        _download(view, item)


def _what(item: str) -> str:
    return listed("first_look.item")[item]


def _leading(store: Store, scope, item: str, most: int = MOST) -> tuple[outliers.Concentration, dict[str, str]]:
    """The agencies that hold the most, and their names."""
    rows = ask.half(store, scope, ITEMS[item], BASE)
    found = outliers.concentration(*(rows[c].to_numpy(dtype=kind) for c, kind in (
        ("unit_id", object), ("count", float), ("base", float))), most=most)
    if found.rows.empty:
        return found, {}
    here = rows[rows["unit_id"].isin(found.rows["unit_id"])]
    return found, dict(zip(here["unit_id"], here["label"]))


def _answer(view: Page, item: str, found: outliers.Concentration, labels: dict[str, str]) -> str:
    words = {"place": view.place, "what": _what(item)}
    if not found.total:
        return look.rich("first_look.answer_none" if found.total == 0 else "first_look.answer_missing", **words)
    words |= {"n": full(found.n_half), "total": full(found.total), "units": full(found.n_units)}
    key = "answer_one" if found.n_half == 1 else "answer"
    return look.rich(f"first_look.{key}", name=labels[found.rows["unit_id"][0]], **words)


def _list(view: Page, item: str, found: outliers.Concentration, labels: dict[str, str]) -> None:
    what = _what(item)
    if not found.total:
        look.empty(_plain(view, item, found), say(
            "first_look.leading.why_none" if found.total == 0 else "first_look.leading.why_missing"))
        return
    title = "first_look.leading.title_one" if found.n_half == 1 else "first_look.leading.title"
    look.caption(say(title, n=full(found.n_half)), say("first_look.leading.sub", what=what, span=view.period),
                 "first_look.leading")

    def row(i: int, r) -> Row:
        base = Cell(percent(r.base_share), r.base_share if known(r.base_share) else None,
                    small=say("first_look.leading.base_small", n=full(r.base)), faint=not known(r.base_share))
        name = labels[r.unit_id]
        mark = say("first_look.leading.half") if i + 1 == found.n_half else ""
        return Row(r.unit_id, (Cell(name, name, small=mark), Cell(full(r.n), r.n), Cell(percent(r.share), r.share),
                               Cell(percent(r.cumulative), r.cumulative), base), link("agency", a=r.unit_id))

    shown = found.rows.iloc[:MOST]
    # attribute access of a namedtuple would find tuple.count
    rows = [row(i, r) for i, r in enumerate(shown.rename(columns={"count": "n"}).itertuples())]
    table([Column(say("first_look.leading.agency"), "words"), Column(say("first_look.leading.count"), "number"),
           Column(say("first_look.leading.share", what=what), "number"),
           Column(say("first_look.leading.cumulative"), "number"), Column(say("first_look.leading.base"), "rate")],
          rows, None, None, "leading", label=say("first_look.leading.label", what=what))
    if found.n_units > len(shown):
        look.foot(say("first_look.leading.cut", shown=full(len(shown)), n=full(found.n_units)))
    look.foot(say("first_look.leading.foot", what=what) + (
        say("first_look.leading.missing", n=full(found.n_missing)) if found.n_missing else ""))


def _plain(view: Page, item: str, found: outliers.Concentration) -> str:
    key = "first_look.answer_none" if found.total == 0 else "first_look.answer_missing"
    return say(key, what=_what(item), place=view.place)


def _each(view: Page, chosen: str) -> None:
    """Every item in a row: how much, and how few hold half of it."""
    look.caption(say("first_look.each.title"), say("first_look.each.sub", span=view.period), "first_look.each")
    rows = []
    for item in ITEMS:
        found, _ = state.shared(_leading, view.scope, item)
        half = Cell(full(found.n_half), found.n_half, small=say("first_look.each.of", n=full(found.n_units)))
        rows.append(Row(item if item != chosen else None, (
            Cell(_what(item)), Cell(full(found.total), found.total, faint=not found.total),
            half if found.total else Cell(say("numbers.none"), faint=True))))
    table([Column(say("first_look.each.what")), Column(say("first_look.each.total"), "number"),
           Column(say("first_look.each.half"), "rate")], rows, None, None, "each_item",
          label=say("first_look.each.label"), on_pick=_pick)


def _pick(item: str) -> None:
    st.session_state["fi"] = item


def _download(view: Page, item: str) -> None:
    """Every agency that has any, the most first."""
    words, store = listed("first_look.column"), state.store()
    title = say("first_look.download", place=view.place, what=_what(item), span=view.period)
    kinds = {"count": "count", "base": "count", "share": "share", "cumulative": "share", "base_share": "share"}

    def made() -> tuple[pd.DataFrame, list[Field]]:
        found, labels = _leading(store, view.scope, item, np.iinfo(np.int32).max)
        rows = found.rows
        if rows.empty:
            rows = pd.DataFrame(columns=["unit_id", *kinds])
        rows = rows.assign(agency=rows["unit_id"].map(labels), agency_id=rows["unit_id"])
        return rows[list(words)], [Field(name, label, kinds.get(name, "text")) for name, label in words.items()]

    downloads.offer(made, filters.about(title, view.scope, basis=say("first_look.basis")), "first_look", title)
