"""The findings of one report: the one that is open, the verdict on it, and the list of all.

In:   rows of findings as queries/report.py gives them; what opens another one.
Out:  steps(), card(), judge(), listed(), table_of().
Promise: the verdict is kept with the numbers of this very document.
"""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard import look, state
from dashboard.components import changed, equation, form_model, lines, spark_table
from dashboard.labels import say
from dashboard.parts import judging
from dashboard.queries import report as ask
from dashboard.queries.verdicts import FINDING, verdict_of
from dashboard.verdicts import Subject

Open = Callable[[dict], None]


def steps(finding: dict, found: list[dict], open_finding: Open) -> None:
    """The way to the finding before and the one after, by button or key."""
    at = found.index(finding)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="steps"):
        st.button(say("report.previous"), key="previous", disabled=at == 0, width="content", shortcut="K",
                  on_click=partial(open_finding, found[at - 1]))
        st.button(say("report.next"), key="next", disabled=at == len(found) - 1, width="content", shortcut="J",
                  on_click=partial(open_finding, found[(at + 1) % len(found)]))
        look.foot(say("report.position", n=at + 1, total=len(found)))


def card(finding: dict, places: dict) -> None:
    """The equation of a finding, and its sentence for a letter."""
    names = state.answer(ask.labels)
    with st.container(border=True, key="card_finding", gap="xsmall"):
        badge = look.rich("report.badge")
        st.html(f'<div class="fig"><span class="tier fact">{badge}</span>&ensp;'
                + look.rich("report.nth", check=finding["check_label"] or finding["check_id"]) + "</div>")
        lines.show(equation.lines(finding, places, names), "equation")
        if offered := equation.repairs(finding):
            lines.show(offered, "repairs")
            look.foot(say("report.repairs_note"))
        if finding["origin"]:
            look.foot(say("report.origin_note", origin=say(f"report.origin.{finding['origin']}"),
                          why=finding["origin_note"]))
        if finding["explained"]:
            look.foot(say("report.explained", text=finding["explained"]))
        st.code(equation.letter(finding), language=None, wrap_lines=True)
        if finding["exceptions"]:
            look.foot(say("report.exceptions", basis=finding["basis"], text=finding["exceptions"]))


def table_of(finding: dict, tabs: Sequence[str], beside: str) -> str:
    """The tab that a finding without a cell opens: its table where the form prints it, else `beside`."""
    return finding["table_id"] if finding["table_id"] in tabs else beside


def judge(finding: dict, row: dict) -> None:
    """The verdict on a finding, kept with its numbers as they are in this document."""
    store, names = state.store(), state.answer(ask.labels)
    about = {name: finding[name] for name in ("report_id", "district_id", "year", "check_id", "place")}
    judging.card(Subject(FINDING, finding["finding_id"], finding["figures"], {
        **about, "agency": row["agency"], "snapshot": store.snapshot, "is_demo": store.is_demo}),
        partial(changed.changes, names=names))


def listed(found: list[dict], open_finding: Open) -> None:
    """Every finding of the report; opening one shows it above and marks its cells."""
    by_id, standing = {f["finding_id"]: f for f in found}, judging.standing(FINDING)
    look.caption(say("report.all_findings", n=len(found)), say("report.all_findings_sub"), "report.lists")
    spark_table.table(
        [spark_table.Column(say("report.place")), spark_table.Column(say("report.kind")),
         spark_table.Column(say("components.difference"), "number"), spark_table.Column(say("judging.title"))],
        [spark_table.Row(f["finding_id"], (
            spark_table.Cell(f["place"], i),
            spark_table.Cell(say(f"report.class.{f['class']}"), f["class"]),
            spark_table.Cell(form_model.plain(abs(f["difference"])) if f["difference"] is not None else "",
                             None if f["difference"] is None else float(abs(f["difference"]))),
            judging.cell(verdict_of(standing.get(f["finding_id"]), f["figures"]), None, None)))
         for i, f in enumerate(found)],
        None, None, "findings", label=say("report.all_findings_sub"), on_pick=lambda i: open_finding(by_id[i]))
