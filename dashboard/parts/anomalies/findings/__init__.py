"""勾稽与填报: the findings of a scope, by class, district, year and kind, the largest first; each leads to its cell.

In the link: x the class or check, v the verdict, p the page of the list, beside the filters of every page.
"""

import pandas as pd
import streamlit as st

from dashboard import filters, look, state
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, percent
from dashboard.parts import judging
from dashboard.parts.anomalies import Page
from dashboard.parts.anomalies.findings import checklist, download, groups
from dashboard.parts.anomalies.findings.found import Found
from dashboard.parts.anomalies.findings.listing import listing, reopened
from dashboard.queries import anomalies as ask
from dashboard.queries.anomalies import Choice
from dashboard.queries.verdicts import Judged


def show(view: Page) -> None:
    checks, judged = state.made(_by_id, ask.checks), state.judged()
    with view.bar:
        choice = _choose(checks)
    sums, shapes = state.kept("anomalies.found", (view.scope, view.by, choice, judged),
                              lambda: _counted(view, choice, judged))
    found = Found(view, choice, judged, checks, state.answer(ask.tested, view.scope), sums, shapes)
    with view.top:
        look.head(say("anomalies.question", place=view.place), _answer(found), _scope_line(found))
    judging.warn_where_closed(judged.error)
    left, right = st.columns([13, 10], gap="large")
    with left:
        reopened(found)
        listing(found)
    with right:
        groups.draw(found)
    with view.bar:
        st.space("stretch")
        with filters.files():
            download.offer(found)
            checklist.offer(found)


def _by_id(checks: pd.DataFrame) -> pd.DataFrame:
    return checks.set_index("check_id")


def _counted(view: Page, choice: Choice, judged: Judged) -> tuple[dict, dict]:
    """division -> totals, and -> shapes, as in Found."""
    by = {name: state.answer(ask.counts, view.scope, name, choice, judged)
          for name in ("scope", "check", "kind", "class", view.by)}
    by["verdict"] = state.answer(ask.counts, view.scope, "verdict", Choice(choice.which, choice.check), judged)
    return ({name: _total(rows) for name, rows in by.items()},
            {name: _shapes(rows, view.years) for name, rows in by.items()})


def _options(checks: pd.DataFrame) -> dict[str, str]:
    """Every class with its checks after it -> the text it is chosen by."""
    options = {"": say("anomalies.filter.every")}
    for code, words in listed("anomalies.class").items():
        options[code] = words
        options |= {i: checks["label"][i] for i in checks.index if checks["class"][i] == code}
    return options


def _choose(checks: pd.DataFrame) -> Choice:
    """Class or check by one list, and the verdict by another; in the link."""
    classes, options = listed("anomalies.class"), state.kept("anomalies.options", (), lambda: _options(checks))
    picked = filters.choose(say("anomalies.filter.check"), options, "x", 230)
    verdict = filters.choose(say("judging.title"), judging.filter_options(), "v", 130) or None
    return Choice(picked, None, verdict) if picked in classes else Choice(None, picked or None, verdict)


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
    if found.choice.verdict:
        return look.rich("anomalies.answer.under", n=full(found.n), verdict=judging.verdict_word(found.choice.verdict),
                         findings=full(sum(n for n, _ in found.sums["verdict"].values())))
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
