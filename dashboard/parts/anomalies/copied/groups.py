"""The pairs divided: by verdict, by whose text it is, by part, by place."""

import streamlit as st

from dashboard import filters, look
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.labels import say
from dashboard.labels.leading import leading
from dashboard.labels.numbers import full
from dashboard.parts import judging
from dashboard.parts.anomalies.copied import pair
from dashboard.parts.anomalies.copied.found import Found
from dashboard.queries.verdicts import CHANGED, OPEN

MOST_GROUPS = 15  # rows of a division


def draw(found: Found) -> None:
    view, is_district = found.view, found.view.by == "district"
    _verdicts(found)
    _groups(found, "whose", "whoses", lambda w: say(f"copied.whose.{w}"), _only("ck"), dead=found.choice.whose)
    _groups(found, "section", "sections", _part, _only("cp"),
            dead=str(found.choice.section))
    _groups(found, view.by, "units",
            lambda u: view.names.get(u) or filters.place_label(u) or say("filters.unknown_place"),
            filters.go_to if is_district else None, dead=view.scope.district if is_district else None)


def _part(section: str) -> str:
    return say("copied.sections.part", digit=pair.digit(int(section)), name=say(f"copied.section.{section}"))


def _only(key: str):
    def choose(value: str) -> None:
        st.session_state[key] = value

    return choose


def _verdicts(found: Found) -> None:
    """How many stand under each verdict; nothing before the first one is given."""
    counts = {v: n for v in judging.ORDER if (n := found.n("verdict", v, "n_pairs"))}
    total, n_open = sum(counts.values()), counts.get(OPEN, 0) + counts.get(CHANGED, 0)
    if set(counts) <= {OPEN}:
        return
    look.caption(say("copied.verdicts.title", n=full(total - n_open), total=full(total)), say("copied.verdicts.sub"),
                 "anomalies.verdicts")
    table([Column(say("judging.title"), "words"), Column(say("copied.groups.pairs"), "number")],
          [Row(v if v != found.choice.verdict else None, (Cell(judging.verdict_word(v), i), Cell(full(n), n)))
           for i, (v, n) in enumerate(counts.items())],
          None, None, "copied_verdicts", label=say("copied.verdicts.label"), on_pick=_only("v"))


def _groups(found: Found, by: str, words: str, label_of, on_pick=None, dead: str | None = None) -> None:
    """One division: parts, reports, and the shape of the years; nothing where nothing is found. `dead`: the one group
    that has nowhere to go."""
    rows, years = found.counts[by], found.view.years
    if rows.empty:
        return
    sums = rows.groupby("group_id")[["n_parts", "n_reports"]].sum()
    sums = sums.sort_values("n_parts", ascending=False, kind="stable")
    of_year = {(g, y): float(n) for g, y, n in zip(rows["group_id"], rows["year"], rows["n_parts"])}
    most, n_most = leading(sums["n_parts"].to_dict(), label_of)
    look.caption(say(f"copied.{words}.title", name=most, n=n_most),
                 say(f"copied.{words}.sub", span=found.view.period), "copied.groups")
    table([Column(say(f"copied.{words}.head"), "words"), Column(say("copied.groups.parts"), "number"),
           Column(say("copied.groups.reports"), "number"),
           Column(found.view.period, "spark", low=0, ticks=tuple(map(str, years)))],
          [Row(group if group != dead else None,
               (Cell(label_of(group), label_of(group)), Cell(full(n), n), Cell(full(reports), reports),
                Cell(values=tuple(of_year.get((group, y), 0.0) for y in years))),
               link("agency", a=group) if by == "agency" else None)
           for group, n, reports in sums.head(MOST_GROUPS).itertuples()],
          None, look.cut(years), f"copied_{words}", label=say(f"copied.{words}.label"), on_pick=on_pick)
    if len(sums) > MOST_GROUPS:
        look.foot(say("anomalies.cut", shown=full(MOST_GROUPS), n=full(len(sums))))
