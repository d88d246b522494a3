"""异常: the findings of a scope, by class, district, year and kind, the largest first; each leads to its cell.

In the link: x the class or check, p the page of the list, beside the filters of every page.
"""

import pandas as pd
import streamlit as st

from dashboard import charts, downloads, filters, look, state
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.export import Field
from dashboard.filters import paging
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, known, percent
from dashboard.queries import anomalies as ask

A_PAGE = 25
MOST = 150_000  # rows of a download
MOST_GROUPS = 15  # rows of a division

t = look.tokens()
way, top, bar = filters.begin()
view = filters.view(way, bar)
if view is None:
    with top:
        look.head(say("anomalies.question_none"), "", [])
    look.nothing_yet()
    st.stop()
scope, years, names, store = view.scope, view.years, view.names, state.store()
checks = state.answer(ask.checks).set_index("check_id")
ticks = tuple(map(str, years))


def choose() -> tuple[str | None, str | None]:
    """Class and check, None for all, by one list: everything, a whole class, or one check; in the link."""
    classes, options = listed("anomalies.class"), {"": say("anomalies.filter.every")}
    for code, words in classes.items():
        options[code] = words
        options |= {i: say("filters.option", code=i, name=checks["label"][i])
                    for i in checks.index if checks["class"][i] == code}
    picked = filters.choose(say("anomalies.filter.check"), options, "x", 230)
    return (picked, None) if picked in classes else (None, picked or None)


def only_check(check: str) -> None:
    st.session_state["x"] = check


def only_kind(kind: str) -> None:
    st.session_state["k"] = [kind]


def total(rows: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """group_id -> (findings, reports concerned), the most first."""
    sums: dict[str, tuple[int, int]] = {}
    for group, n, reports in zip(rows["group_id"], rows["n_findings"], rows["n_reports"]):
        before = sums.get(group, (0, 0))
        sums[group] = before[0] + int(n), before[1] + int(reports)
    return dict(sorted(sums.items(), key=lambda item: -item[1][0]))


def shapes(rows: pd.DataFrame) -> dict[str, tuple[float, ...]]:
    """group_id -> findings a year; a year without one is 0, since the reports were tested."""
    found = {(g, y): float(n) for g, y, n in zip(rows["group_id"], rows["year"], rows["n_findings"])}
    return {group: tuple(found.get((group, y), 0.0) for y in years) for group in dict.fromkeys(rows["group_id"])}


with bar:
    which, check = choose()
tested = state.answer(ask.tested, scope)
divisions = ("scope", "check", "kind", "class", view.by)
by = {name: state.answer(ask.counts, scope, name, which, check) for name in divisions}
sums = {name: total(rows) for name, rows in by.items()}
n_findings = sum(n for n, _ in sums["check"].values())


def answer() -> str:
    """How many reports were tested, how many have findings, and of which sort most."""
    if not tested["n_reports"]:
        return look.rich("anomalies.answer.untested")
    if not n_findings:
        return look.rich("anomalies.answer.none", reports=full(tested["n_reports"]))
    first, (n, _) = next(iter(sums["check"].items()))
    affected = sum(r for _, r in sums["scope"].values())
    return look.rich(f"anomalies.answer.{'some' if len(sums['check']) > 1 else 'one'}", n=full(n),
                     reports=full(tested["n_reports"]), affected=full(affected), findings=full(n_findings),
                     check=checks["label"].get(first, first))


def show_list() -> None:
    """One page of findings; a row opens the report at its cell."""
    look.caption(say("anomalies.list.title", n=full(n_findings)) if n_findings else say("anomalies.list.title_none"),
                 say("anomalies.list.sub"))
    if not n_findings:
        look.empty(say("anomalies.list.title_none"), say(
            "anomalies.list.why_none" if tested["n_reports"] else "anomalies.list.why_untested"))
        return
    body = st.container()
    page = paging.turn("p", n_findings, A_PAGE, (scope, which, check))
    look.foot(say("anomalies.list.foot"))
    rows = state.answer(ask.listed, scope, which, check, page.most, page.skip)
    rows = {r["finding_id"]: r for r in rows.astype(object).where(rows.notna(), None).to_dict("records")}
    with body:
        table([Column(say("anomalies.list.agency"), "words"), Column(say("anomalies.list.year"), "number"),
               Column(say("anomalies.list.check"), "words"), Column(say("anomalies.list.difference"), "number")],
              [Row(i, (Cell(r["agency"] or r["report_id"], r["agency"]), Cell(str(r["year"]), r["year"]),
                       Cell(r["place"], r["place"], small=r["check_label"] or r["check_id"]), gap(r["difference"])),
                   link("report", r=r["report_id"], finding=i))
               for i, r in rows.items()], None, None, "findings", label=say("anomalies.list.label"))


def gap(difference: float | None) -> Cell:
    """By how much it is out; a dash where there are not two numbers to compare."""
    return Cell(full(abs(difference)), abs(difference)) if known(difference) else Cell(say("numbers.none"), faint=True)


def show_years() -> None:
    """Findings a year, a line a class; nothing where nothing is found or there is but one year."""
    shape = shapes(by["class"])
    lines = {c: list(shape[c]) for c in sums["class"]}
    if not lines or len(years) == 1:
        return
    ups = [sum(values) for values in zip(*lines.values())]
    figure = state.figure("anomalies.years", (scope, which, check), lambda tokens: charts.trend(
        tokens, years, lines, next(iter(lines)), unit=say("anomalies.years.unit"), height=240,
        labels=listed("anomalies.class_name")), t)
    look.draw(say("anomalies.years.title", year=years[ups.index(max(ups))], n=full(max(ups))),
              say("anomalies.years.sub", place=view.place, span=view.period), figure, "years",
              say("anomalies.years.alt", place=view.place, span=view.period), say("anomalies.years.foot"))


def show_groups(name: str, words: str, label_of, on_pick=None, dead: str | None = None) -> None:
    """One division: findings, reports concerned, and the shape of the years; nothing where nothing is found. `dead`:
    the one group that has nowhere to go."""
    found = sums[name]
    if not found:
        return
    first, shape = next(iter(found)), shapes(by[name])
    look.caption(say(f"anomalies.{words}.title", name=label_of(first), n=full(found[first][0])),
                 say(f"anomalies.{words}.sub", span=view.period))
    table([Column(say(f"anomalies.{words}.head"), "words"), Column(say("anomalies.findings"), "number"),
           Column(say("anomalies.reports"), "number"), Column(view.period, "spark", low=0, ticks=ticks)],
          [Row(group if group != dead else None, (Cell(label_of(group), label_of(group)), Cell(full(n), n),
                                                  Cell(full(r), r), Cell(values=shape[group])),
               link("agency", a=group) if name == "agency" else None)
           for group, (n, r) in list(found.items())[:MOST_GROUPS]],
          None, look.cut(years), words, label=say(f"anomalies.{words}.label"), on_pick=on_pick)
    if len(found) > MOST_GROUPS:
        look.foot(say("anomalies.cut", shown=full(MOST_GROUPS), n=full(len(found))))


def scope_line() -> list[str]:
    said = filters.scope_line(scope, say("anomalies.basis"))
    if tested["n_identities"]:
        said.append(say("anomalies.tested.said", identities=full(tested["n_identities"]),
                        untested=full(tested["n_untested"]),
                        share=percent(tested["n_untested"] / tested["n_identities"])))
    return said


def downloaded() -> tuple[pd.DataFrame, list[Field]]:
    """Every finding of the scope, with an empty column for the agency's reply."""
    frame = ask.listed(store, scope, which, check, MOST)
    words = listed("anomalies.column")
    frame = frame.assign(**{"class": frame["class"].map(listed("anomalies.class_name")), "reply": ""})[list(words)]
    kinds = {"year": "year", "left_sum": "money", "right_sum": "money", "difference": "money"}
    return frame, [Field(name, words[name], kinds.get(name, "text")) for name in words]


with top:
    look.head(say("anomalies.question", place=view.place), answer(), scope_line())
left, right = st.columns([13, 10], gap="large")
with left:
    show_list()
with right:
    show_groups("check", "checks", lambda i: checks["label"].get(i, i), only_check, dead=check)
    show_years()
    unit_of = lambda u: names.get(u) or filters.place_label(u) or say("filters.unknown_place")  # noqa: E731
    show_groups(view.by, "units", unit_of, filters.go_to if view.by == "district" else None,
                dead=scope.district if view.by == "district" else None)
    if len(sums["kind"]) > 1:
        show_groups("kind", "kinds", filters.kind_label, only_kind)
with bar:
    st.space("stretch")
    title = say("anomalies.download", place=view.place, span=view.period)
    names_of = {**listed("anomalies.class_name"), **checks["label"], None: say("anomalies.filter.every")}
    downloads.offer(downloaded, filters.about(
        title, scope, basis=say("anomalies.basis"), facts=[(say("anomalies.filter.check"), names_of[check or which])],
        definitions=[(checks["label"][i], say("anomalies.definition", basis=checks["basis"][i],
                                              text=checks["exceptions"][i] or "")) for i in sums["check"]]),
                    "anomalies", title, is_empty=not n_findings)
