"""勾稽与填报: the findings of a scope, by class, district, year and kind, the largest first; each leads to its cell.

In the link: x the class or check, p the page of the list, beside the filters of every page.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import charts, downloads, filters, look, state
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.export import Field
from dashboard.filters import paging
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, known, percent
from dashboard.parts.anomalies import Page
from dashboard.queries import anomalies as ask

A_PAGE = 25
MOST = 150_000  # rows of a download
MOST_GROUPS = 15  # rows of a division


@dataclass(frozen=True, slots=True)
class Found:
    """What the tab shows. `sums`: division -> group_id -> (findings, reports concerned), the most first; `shapes`:
    division -> group_id -> findings a year, 0 for a year without one, since the reports were tested."""

    view: Page
    which: str | None
    check: str | None
    checks: pd.DataFrame
    tested: dict[str, int | None]
    sums: dict[str, dict[str, tuple[int, int]]]
    shapes: dict[str, dict[str, tuple[float, ...]]]

    @property
    def n(self) -> int:
        return sum(n for n, _ in self.sums["check"].values())

    def check_label(self, check: str) -> str:
        return self.checks["label"].get(check, check)


def show(view: Page) -> None:
    checks = state.answer(ask.checks).set_index("check_id")
    with view.bar:
        which, check = _choose(checks)
    by = {name: state.answer(ask.counts, view.scope, name, which, check)
          for name in ("scope", "check", "kind", "class", view.by)}
    found = Found(view, which, check, checks, state.answer(ask.tested, view.scope),
                  {name: _total(rows) for name, rows in by.items()},
                  {name: _shapes(rows, view.years) for name, rows in by.items()})
    with view.top:
        look.head(say("anomalies.question", place=view.place), _answer(found), _scope_line(found))
    left, right = st.columns([13, 10], gap="large")
    with left:
        _list(found)
    with right:
        _groups(found, "check", "checks", found.check_label, _only_check, dead=check)
        _years(found)
        is_district = view.by == "district"
        _groups(found, view.by, "units",
                lambda u: view.names.get(u) or filters.place_label(u) or say("filters.unknown_place"),
                filters.go_to if is_district else None, dead=view.scope.district if is_district else None)
        if len(found.sums["kind"]) > 1:
            _groups(found, "kind", "kinds", filters.kind_label, _only_kind)
    with view.bar:
        st.space("stretch")
        _download(found)


def _choose(checks: pd.DataFrame) -> tuple[str | None, str | None]:
    """Class and check, None for all, by one list: everything, a whole class, or one check; in the link."""
    classes, options = listed("anomalies.class"), {"": say("anomalies.filter.every")}
    for code, words in classes.items():
        options[code] = words
        options |= {i: say("filters.option", code=i, name=checks["label"][i])
                    for i in checks.index if checks["class"][i] == code}
    picked = filters.choose(say("anomalies.filter.check"), options, "x", 230)
    return (picked, None) if picked in classes else (None, picked or None)


def _only_check(check: str) -> None:
    st.session_state["x"] = check


def _only_kind(kind: str) -> None:
    st.session_state["k"] = [kind]


def _total(rows: pd.DataFrame) -> dict[str, tuple[int, int]]:
    sums: dict[str, tuple[int, int]] = {}
    for group, n, reports in zip(rows["group_id"], rows["n_findings"], rows["n_reports"]):
        before = sums.get(group, (0, 0))
        sums[group] = before[0] + int(n), before[1] + int(reports)
    return dict(sorted(sums.items(), key=lambda item: -item[1][0]))


def _shapes(rows: pd.DataFrame, years: list[int]) -> dict[str, tuple[float, ...]]:
    found = {(g, y): float(n) for g, y, n in zip(rows["group_id"], rows["year"], rows["n_findings"])}
    return {group: tuple(found.get((group, y), 0.0) for y in years) for group in dict.fromkeys(rows["group_id"])}


def _answer(found: Found) -> str:
    """How many reports were tested, how many have findings, and of which sort most."""
    reports, checks = found.tested["n_reports"], found.sums["check"]
    if not reports:
        return look.rich("anomalies.answer.untested")
    if not found.n:
        return look.rich("anomalies.answer.none", reports=full(reports))
    first, (n, _) = next(iter(checks.items()))
    affected = sum(r for _, r in found.sums["scope"].values())
    return look.rich(f"anomalies.answer.{'some' if len(checks) > 1 else 'one'}", n=full(n), reports=full(reports),
                     affected=full(affected), findings=full(found.n), check=found.check_label(first))


def _scope_line(found: Found) -> list[str]:
    said, tested = filters.scope_line(found.view.scope, say("anomalies.basis")), found.tested
    if tested["n_identities"]:
        said.append(say("anomalies.tested.said", identities=full(tested["n_identities"]),
                        untested=full(tested["n_untested"]),
                        share=percent(tested["n_untested"] / tested["n_identities"])))
    return said


def _list(found: Found) -> None:
    """One page of findings; a row opens the report at its cell."""
    look.caption(say("anomalies.list.title", n=full(found.n)) if found.n else say("anomalies.list.title_none"),
                 say("anomalies.list.sub"))
    if not found.n:
        look.empty(say("anomalies.list.title_none"), say(
            "anomalies.list.why_none" if found.tested["n_reports"] else "anomalies.list.why_untested"))
        return
    body = st.container()
    asked = found.view.scope, found.which, found.check
    page = paging.turn("p", found.n, A_PAGE, asked)
    look.foot(say("anomalies.list.foot"))
    rows = state.answer(ask.listed, *asked, page.most, page.skip)
    rows = {r["finding_id"]: r for r in rows.astype(object).where(rows.notna(), None).to_dict("records")}
    with body:
        table([Column(say("anomalies.list.agency"), "words"), Column(say("anomalies.list.year"), "number"),
               Column(say("anomalies.list.check"), "words"), Column(say("anomalies.list.difference"), "number")],
              [Row(i, (Cell(r["agency"] or r["report_id"], r["agency"]), Cell(str(r["year"]), r["year"]),
                       Cell(r["place"], r["place"], small=r["check_label"] or r["check_id"]), _gap(r["difference"])),
                   link("report", r=r["report_id"], finding=i))
               for i, r in rows.items()], None, None, "findings", label=say("anomalies.list.label"))


def _gap(difference: float | None) -> Cell:
    """By how much it is out; a dash where there are not two numbers to compare."""
    return Cell(full(abs(difference)), abs(difference)) if known(difference) else Cell(say("numbers.none"), faint=True)


def _years(found: Found) -> None:
    """Findings a year, a line a class; nothing where nothing is found or there is but one year."""
    view, years = found.view, found.view.years
    lines = {c: list(found.shapes["class"][c]) for c in found.sums["class"]}
    if not lines or len(years) == 1:
        return
    ups = [sum(values) for values in zip(*lines.values())]
    figure = state.figure("anomalies.years", (view.scope, found.which, found.check), lambda tokens: charts.trend(
        tokens, years, lines, next(iter(lines)), unit=say("anomalies.years.unit"), height=240,
        labels=listed("anomalies.class_name")), look.tokens())
    look.draw(say("anomalies.years.title", year=years[ups.index(max(ups))], n=full(max(ups))),
              say("anomalies.years.sub", place=view.place, span=view.period), figure, "years",
              say("anomalies.years.alt", place=view.place, span=view.period), say("anomalies.years.foot"))


def _groups(found: Found, name: str, words: str, label_of, on_pick=None, dead: str | None = None) -> None:
    """One division: findings, reports concerned, and the shape of the years; nothing where nothing is found. `dead`:
    the one group that has nowhere to go."""
    groups, years, period = found.sums[name], found.view.years, found.view.period
    if not groups:
        return
    first = next(iter(groups))
    look.caption(say(f"anomalies.{words}.title", name=label_of(first), n=full(groups[first][0])),
                 say(f"anomalies.{words}.sub", span=period))
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


def _download(found: Found) -> None:
    """Every finding of the scope, with an empty column for the agency's reply."""
    view, checks, store = found.view, found.checks, state.store()
    title = say("anomalies.download", place=view.place, span=view.period)

    def rows() -> tuple[pd.DataFrame, list[Field]]:
        frame = ask.listed(store, view.scope, found.which, found.check, MOST)
        words = listed("anomalies.column")
        frame = frame.assign(**{"class": frame["class"].map(listed("anomalies.class_name")), "reply": ""})[list(words)]
        kinds = {"year": "year", "left_sum": "money", "right_sum": "money", "difference": "money"}
        return frame, [Field(name, words[name], kinds.get(name, "text")) for name in words]

    names = {**listed("anomalies.class_name"), **checks["label"], None: say("anomalies.filter.every")}
    downloads.offer(rows, filters.about(
        title, view.scope, basis=say("anomalies.basis"),
        facts=[(say("anomalies.filter.check"), names[found.check or found.which])],
        definitions=[(checks["label"][i], say("anomalies.definition", basis=checks["basis"][i],
                                              text=checks["exceptions"][i] or "")) for i in found.sums["check"]]),
                    "anomalies", title, is_empty=not found.n)
