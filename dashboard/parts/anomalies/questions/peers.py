"""Agencies against their like: the list by tier, and beside it the one flag that is chosen, among its peers.

In:   Choice, its Judgement, the tier in the link.
Out:  show_peers(): list, figures, what was tested, download.
Promise: the list and the figures hold the same numbers; what was not judged is counted and named in the download.
"""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import downloads, filters, look, outliers
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.export import Field
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, known, of, span
from dashboard.measures import measure
from dashboard.parts.anomalies import Page
from dashboard.parts.anomalies.questions import checklist, told, verdicts
from dashboard.parts.anomalies.questions.computed import Choice, Compared, compared
from dashboard.parts.anomalies.questions.funnel import show_funnel, show_strip
from dashboard.parts.anomalies.questions.listing import Listed, caption, listing
from dashboard.parts.anomalies.questions.peers_file import flags, frame
from dashboard.verdicts import Event

A_PAGE = 12


def show_peers(view: Page, choice: Choice, judgement: outliers.Judgement, tier: str, verdict: str) -> None:
    """Everything below the head; tier, verdict: "" for all."""
    found, rows = compared(choice), judgement.flags
    if tier and len(rows):
        rows = rows[rows["tier"] == tier].reset_index(drop=True)
    events, error = verdicts.opened()
    rows = verdicts.under(verdicts.with_verdicts(rows, "peers", choice.last_year, events, choice.window), verdict)
    left, right = st.columns([13, 11], gap="large")
    with left:
        shown = _list((view.scope, choice, tier, verdict), choice, found, judgement, rows, verdict, events, error)
        _tested(choice, judgement)
    with right:
        chosen = _chosen(found, shown.rows)
        show_funnel(view, choice, found, judgement, chosen)
        if chosen is not None:
            if not shown.is_ticked:  # one form at a time: both ask for the name
                verdicts.offer_card(chosen, found.known, choice.last_year)
            show_strip(found, chosen, _name(found, chosen["unit_id"]))
            _agency(choice, found, judgement, chosen["unit_id"])
    with view.bar, filters.files():
        _download(view, choice, judgement, rows)


def _name(found: Compared, unit: str) -> str:
    return found.known.units["label"].iat[found.known.at[unit]]


def _list(shown, choice: Choice, found: Compared, judgement: outliers.Judgement, rows: pd.DataFrame, verdict: str,
          events: Mapping[str, Event], error: str) -> Listed:
    """One page of flags; a row is drawn beside the list. `shown`: whatever the list is chosen by."""
    why = say("questions.list.why_none") if judgement.n_tests else say("questions.list.why_untested",
                                                                       least=full(choice.settings.least_peers))
    if not caption(rows, "list", say("questions.list.sub"), error, why, verdict):
        return Listed((), False)

    def ready(part: pd.DataFrame) -> list[dict]:
        inner, outer = (told.bounds(part, chance) for chance in (told.INNER, told.OUTER))
        return [{**row, "low": (inner if row["tier"] == "note" else outer)[0][i],
                 "high": (inner if row["tier"] == "note" else outer)[1][i]}
                for i, row in enumerate(part.to_dict("records"))]

    def cells(r: Mapping) -> tuple[Cell, ...]:
        name = _name(found, r["unit_id"])
        return (Cell(name, name, small=told.reason(found, r)),
                Cell(told.rate(r["measure_id"], r["rate"]), r["rate"], small=of(r["numerator"], r["denominator"])),
                Cell(told.limits_said(r["measure_id"], r["low"], r["high"]), r["low"], small=told.level(r)))

    columns = [Column(say("questions.list.agency"), "words"), Column(say("questions.list.rate"), "rate"),
               Column(say("questions.list.limits"), "rate")]
    found_rows = listing(rows, columns, cells, "list", A_PAGE, shown, found.known, choice.last_year, events, error,
                         ready=ready, on_pick=_pick)
    look.foot(say("questions.list.foot"))
    return found_rows


def _pick(key: str) -> None:
    st.session_state["oa"] = key


def _chosen(found: Compared, shown: Sequence[Mapping]) -> Mapping | None:
    """The flag that is drawn: of the page of the list, the one in the link, else the first."""
    if not shown:
        return None
    names = {r["key"]: say("filters.option", code=_name(found, r["unit_id"]), name=measure(r["measure_id"]).label)
             for r in shown}
    picked = filters.choose(say("questions.filter.flag"), names, "oa", 420)
    return next(r for r in shown if r["key"] == picked)


def _agency(choice: Choice, found: Compared, judgement: outliers.Judgement, unit: str) -> None:
    """The agency on every measure of the list; a row leads to its page."""
    at, counts, name = found.known.at[unit], found.known.counts, _name(found, unit)
    tiers = judgement.flags[judgement.flags["unit_id"] == unit].set_index("measure_id")["tier"].to_dict()
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
    look.caption(say("questions.agency.title", agency=name), say("questions.agency.sub", when=told.when(choice)),
                 "questions.agency")
    years = counts.years
    table([Column(say("questions.agency.head"), "words"), Column(say("questions.list.rate"), "rate"),
           Column(f"{years[0]}–{years[-1]}", "spark", low=0, ticks=tuple(map(str, years)))], rows, None,
          look.cut(years), "agency_rates", label=say("questions.agency.label", agency=name))


def _tested(choice: Choice, judgement: outliers.Judgement) -> None:
    """By measure: how many were tested, how many not, and why."""
    look.caption(say("questions.tested.title"), say("questions.tested.sub", when=told.when(choice)), "questions.tested")
    flags = judgement.flags["measure_id"].value_counts() if len(judgement.flags) else {}
    heads = [Column(say(f"questions.tested.{c}"), "number") for c in ("n", "flags", "missing", "small", "alone")]
    table([Column(say("questions.tested.measure"), "words"), *heads],
          [Row(None, (Cell(measure(m).label, small=say("questions.tested.floor", n=measure(m).outliers.floor)),
                      *(Cell(full(n), n) for n in (judgement.tested[m], int(flags.get(m, 0)), why["missing"],
                                                   why["small"], why["alone"]))))
           for m, why in judgement.excluded.items()],
          None, None, "tested", label=say("questions.tested.label"))
    look.foot(say("questions.tested.foot", least=full(choice.settings.least_peers)))


def _download(view: Page, choice: Choice, judgement: outliers.Judgement, rows: pd.DataFrame) -> None:
    """The flags as listed, with the sentence and room for a reply; then who was not judged, and why."""
    title = say("questions.download", place=view.place, span=view.period)
    words = listed("questions.column")
    kinds = {"numerator": "count", "denominator": "count", "n_peers": "count", "n_years": "count", "n_same": "count",
             "rate": "money", "mean": "money", "low": "money", "high": "money", "p": "money", "p_adjusted": "money"}

    found = compared(choice)
    groups = {(step, group): told.peers(found, step, group)
              for step, group in (set(zip(rows["step"], rows["group"])) if len(rows) else ())}

    def made() -> tuple[pd.DataFrame, list[Field]]:  # outside the run of the page: no Streamlit
        return frame(found, judgement, choice, rows, groups)[list(words)], [
            Field(name, label, kinds.get(name, "text")) for name, label in words.items()]

    traits = say("questions.joiner").join(listed("questions.trait")[t] for t in choice.traits)
    method = say("questions.method.text", traits=traits or say("questions.everybody"), years=full(choice.window),
                 least=full(choice.settings.least_peers))
    downloads.offer(made, filters.about(title, view.scope, choice.measures, basis=say("questions.basis"),
                                        definitions=[(say("questions.method.head"), method)]),
                    "questions", title, is_empty=not judgement.n_tests)
    tests = [say("questions.tests.said", n=full(judgement.n_tests), units=full(judgement.n_units),
                 measures=full(len(choice.measures))),
             say("questions.tests.chance", note=f"{judgement.by_chance['note']:,.1f}",
                 watch=f"{judgement.by_chance['watch']:,.1f}")]
    checklist.offer_peers(view, rows, lambda part: flags(found, choice, part, groups), tests, method,
                          span(choice.years[0], choice.years[-1]))
