"""Agencies against their like: the list by tier, and beside it the one flag that is chosen, among its peers.

In:   Choice, its Judgement, the tier in the link.
Out:  show_peers(): list, figures, what was tested, download.
Promise: the list and the figures hold the same numbers; what was not judged is counted and named in the download.
"""

import pandas as pd
import streamlit as st

from dashboard import downloads, filters, look, outliers
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.export import Field
from dashboard.filters import paging
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, known, of
from dashboard.measures import measure
from dashboard.parts.anomalies import Page, told
from dashboard.parts.anomalies.funnel_shown import show_funnel, show_strip
from dashboard.parts.anomalies.judged import Choice, Compared, compared
from dashboard.parts.anomalies.questions_file import frame

A_PAGE = 12


def show_peers(view: Page, choice: Choice, judged: outliers.Judgement, tier: str | None) -> None:
    """Everything below the head."""
    found, rows = compared(choice), judged.flags
    if tier and len(rows):
        rows = rows[rows["tier"] == tier].reset_index(drop=True)
    left, right = st.columns([12, 11], gap="large")
    with left:
        shown = _list(view, choice, found, judged, rows, tier)
        _tested(choice, judged)
    with right:
        chosen = _chosen(found, shown)
        show_funnel(view, choice, found, judged, chosen)
        if chosen is not None:
            show_strip(found, chosen, _name(found, chosen["unit_id"]))
            _agency(choice, found, judged, chosen["unit_id"])
    with view.bar:
        st.space("stretch")
        _download(view, choice, judged, rows)


def _name(found: Compared, unit: str) -> str:
    return found.known.units["label"].iat[found.known.at[unit]]


def _key(row) -> str:
    return f"{row['unit_id']} {row['measure_id']}"


def _list(view: Page, choice: Choice, found: Compared, judged: outliers.Judgement, rows: pd.DataFrame,
          tier: str | None) -> list[dict]:
    """One page of flags; a row is drawn beside the list. Returns the rows of the page."""
    look.caption(say("questions.list.title", n=full(len(rows))) if len(rows) else say("questions.list.title_none"),
                 say("questions.list.sub"))
    if not len(rows):
        look.empty(say("questions.list.title_none"), say("questions.list.why_none") if judged.n_tests else say(
            "questions.list.why_untested", least=full(choice.settings.least_peers)))
        return []
    body = st.container()
    page = paging.turn("ol", len(rows), A_PAGE, (view.scope, choice, tier))
    look.foot(say("questions.list.foot"))
    part = rows.iloc[page.skip:page.skip + page.most]
    inner, outer = (told.bounds(part, chance) for chance in (told.INNER, told.OUTER))
    shown = []
    for i, row in enumerate(part.to_dict("records")):
        low, high = (side[i] for side in (inner if row["tier"] == "note" else outer))
        shown.append({**row, "low": low, "high": high})
    with body:
        table([Column(say("questions.list.tier")), Column(say("questions.list.agency"), "words"),
               Column(say("questions.list.rate"), "rate"), Column(say("questions.list.limits"), "rate")],
              [Row(_key(r), (told.tier(r["tier"]),
                             Cell(_name(found, r["unit_id"]), _name(found, r["unit_id"]), small=told.reason(found, r)),
                             Cell(told.rate(r["measure_id"], r["rate"]), r["rate"],
                                  small=of(r["numerator"], r["denominator"])),
                             Cell(told.limits_said(r["measure_id"], r["low"], r["high"]), r["low"],
                                  small=told.level(r))))
               for r in shown],
              None, None, "flags", label=say("questions.list.label"), on_pick=_pick)
    return shown


def _pick(key: str) -> None:
    st.session_state["oa"] = key


def _chosen(found: Compared, shown: list[dict]) -> dict | None:
    """The flag that is drawn: of the page of the list, the one in the link, else the first."""
    if not shown:
        return None
    names = {_key(r): say("filters.option", code=_name(found, r["unit_id"]), name=measure(r["measure_id"]).label)
             for r in shown}
    picked = filters.choose(say("questions.filter.flag"), names, "oa", 420)
    return next(r for r in shown if _key(r) == picked)


def _agency(choice: Choice, found: Compared, judged: outliers.Judgement, unit: str) -> None:
    """The agency on every measure of the list; a row leads to its page."""
    at, counts, name = found.known.at[unit], found.known.counts, _name(found, unit)
    tiers = judged.flags[judged.flags["unit_id"] == unit].set_index("measure_id")["tier"].to_dict()
    rows = []
    for measure_id, one in found.tests.items():
        n, total = one.n[at], one.total[at]
        if not known(total) or not total:
            continue
        above, below = counts.numerators[measure_id][at], counts.denominators[measure_id][at]
        values = tuple(float(a / b) if b else None for a, b in zip(above, below))
        mark = listed("questions.mark")[tiers[measure_id]] if measure_id in tiers else ""
        rows.append(Row(measure_id, (Cell(measure(measure_id).label, small=mark),
                                     Cell(told.rate(measure_id, n / total), n / total, small=of(n, total)),
                                     Cell(values=tuple(v if v is not None and known(v) else None for v in values))),
                        link("agency", a=unit)))
    look.caption(say("questions.agency.title", agency=name), say("questions.agency.sub", when=told.when(choice)))
    years = counts.years
    table([Column(say("questions.agency.head"), "words"), Column(say("questions.list.rate"), "rate"),
           Column(f"{years[0]}–{years[-1]}", "spark", low=0, ticks=tuple(map(str, years)))], rows, None,
          look.cut(years), "agency_rates", label=say("questions.agency.label", agency=name))


def _tested(choice: Choice, judged: outliers.Judgement) -> None:
    """By measure: how many were tested, how many not, and why."""
    look.caption(say("questions.tested.title"), say("questions.tested.sub", when=told.when(choice)))
    flags = judged.flags["measure_id"].value_counts() if len(judged.flags) else {}
    heads = [Column(say(f"questions.tested.{c}"), "number") for c in ("n", "flags", "missing", "small", "alone")]
    table([Column(say("questions.tested.measure"), "words"), *heads],
          [Row(None, (Cell(measure(m).label, small=say("questions.tested.floor", n=measure(m).outliers.floor)),
                      *(Cell(full(n), n) for n in (judged.tested[m], int(flags.get(m, 0)), why["missing"], why["small"],
                                                   why["alone"]))))
           for m, why in judged.excluded.items()],
          None, None, "tested", label=say("questions.tested.label"))
    look.foot(say("questions.tested.foot", least=full(choice.settings.least_peers)))


def _download(view: Page, choice: Choice, judged: outliers.Judgement, rows: pd.DataFrame) -> None:
    """The flags as listed, with the sentence and room for a reply; then who was not judged, and why."""
    title = say("questions.download", place=view.place, span=view.period)
    words = listed("questions.column")
    kinds = {"numerator": "count", "denominator": "count", "n_peers": "count", "n_years": "count", "n_same": "count",
             "rate": "money", "mean": "money", "low": "money", "high": "money", "p": "money", "p_adjusted": "money"}

    found = compared(choice)
    groups = {(step, group): told.peers(found, step, group)
              for step, group in (set(zip(rows["step"], rows["group"])) if len(rows) else ())}

    def made() -> tuple[pd.DataFrame, list[Field]]:  # outside the run of the page: no Streamlit
        return frame(found, judged, choice, rows, groups)[list(words)], [
            Field(name, label, kinds.get(name, "text")) for name, label in words.items()]

    traits = say("questions.joiner").join(listed("questions.trait")[t].split(" ", 1)[1] for t in choice.traits)
    method = say("questions.method.text", traits=traits or say("questions.everybody"), years=full(choice.window),
                 least=full(choice.settings.least_peers))
    downloads.offer(made, filters.about(title, view.scope, choice.measures, basis=say("questions.basis"),
                                        definitions=[(say("questions.method.head"), method)]),
                    "questions", title, is_empty=not judged.n_tests)
