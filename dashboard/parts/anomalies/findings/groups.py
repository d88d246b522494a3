"""The findings divided: by check, by place, by kind, by verdict, over the years."""

import streamlit as st

from dashboard import charts, filters, look, state
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.labels import listed, say
from dashboard.labels.leading import leading
from dashboard.labels.numbers import full
from dashboard.parts import judging
from dashboard.parts.anomalies.findings.found import Found
from dashboard.queries.verdicts import CHANGED, OPEN

MOST_GROUPS = 15  # rows of a division


def draw(found: Found) -> None:
    view, is_district = found.view, found.view.by == "district"
    _verdicts(found)
    _groups(found, "check", "checks", found.check_label, _only_check, dead=found.choice.check)
    _years(found)
    _groups(found, view.by, "units",
            lambda u: view.names.get(u) or filters.place_label(u) or say("filters.unknown_place"),
            filters.go_to if is_district else None, dead=view.scope.district if is_district else None)
    if len(found.sums["kind"]) > 1:
        _groups(found, "kind", "kinds", filters.kind_label, _only_kind)


def _only_check(check: str) -> None:
    st.session_state["x"] = check


def _only_kind(kind: str) -> None:
    st.session_state["k"] = [kind]


def _only_verdict(verdict: str) -> None:
    st.session_state["v"] = verdict


def _verdicts(found: Found) -> None:
    """How many stand under each verdict; nothing before the first one is given."""
    counts = {v: found.n_under(v) for v in judging.ORDER if found.n_under(v)}
    total, n_open = sum(counts.values()), counts.get(OPEN, 0) + counts.get(CHANGED, 0)
    if set(counts) <= {OPEN}:
        return
    look.caption(say("anomalies.verdicts.title", n=full(total - n_open), total=full(total)),
                 say("anomalies.verdicts.sub"), "anomalies.verdicts")
    table([Column(say("judging.title"), "words"), Column(say("anomalies.findings"), "number")],
          [Row(v if v != found.choice.verdict else None, (Cell(judging.verdict_word(v), i), Cell(full(n), n)))
           for i, (v, n) in enumerate(counts.items())],
          None, None, "verdicts", label=say("anomalies.verdicts.label"), on_pick=_only_verdict)


def _years(found: Found) -> None:
    """Findings a year, a line a class; nothing where nothing is found or there is but one year."""
    view, years = found.view, found.view.years
    lines = {c: list(found.shapes["class"][c]) for c in found.sums["class"]}
    if not lines or len(years) == 1:
        return
    ups = [sum(values) for values in zip(*lines.values())]
    figure = state.figure("anomalies.years", found.key(), lambda tokens: charts.trend(
        tokens, years, lines, next(iter(lines)), unit=say("anomalies.years.unit"), height=240,
        labels=listed("anomalies.class_name")), look.tokens())
    look.draw(say("anomalies.years.title", year=years[ups.index(max(ups))], n=full(max(ups))),
              say("anomalies.years.sub", place=view.place, span=view.period), figure, "years",
              say("anomalies.years.alt", place=view.place, span=view.period),
              say("anomalies.years.foot"), guide="anomalies.years")


def _groups(found: Found, name: str, words: str, label_of, on_pick=None, dead: str | None = None) -> None:
    """One division: findings, reports concerned, and the shape of the years; nothing where nothing is found. `dead`:
    the one group that has nowhere to go."""
    groups, years, period = found.sums[name], found.view.years, found.view.period
    if not groups:
        return
    most, n_most = leading({group: n for group, (n, _) in groups.items()}, label_of)
    look.caption(say(f"anomalies.{words}.title", name=most, n=n_most),
                 say(f"anomalies.{words}.sub", span=period), "anomalies.groups")
    table([Column(say(f"anomalies.{words}.head"), "words"), Column(say("anomalies.findings"), "number"),
           Column(say("anomalies.reports"), "number"),
           Column(period, "spark", low=0, ticks=tuple(map(str, years)))],
          [Row(group if group != dead else None, (Cell(label_of(group), label_of(group)), Cell(full(n), n),
                                                  Cell(full(r), r), Cell(values=found.shapes[name][group])),
               link("agency", a=group) if name == "agency" else None)
           for group, (n, r) in list(groups.items())[:MOST_GROUPS]],
          None, look.cut(years), words, label=say(f"anomalies.{words}.label"), on_pick=on_pick)
    if len(groups) > MOST_GROUPS:
        look.foot(say("anomalies.cut", shown=full(MOST_GROUPS), n=full(len(groups))))
