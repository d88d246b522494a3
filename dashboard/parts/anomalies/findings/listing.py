"""The list of findings: those to be judged first; rows can be ticked and judged alike. Above it, what was judged and
has other numbers now."""

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from dashboard import look, state
from dashboard.components import changed, equation, spark_table
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.filters import paging
from dashboard.labels import say
from dashboard.labels.numbers import full, known
from dashboard.parts import judging
from dashboard.parts.anomalies.findings.found import Found
from dashboard.queries import anomalies as ask
from dashboard.queries import verdicts as judge
from dashboard.queries.anomalies import Choice

A_PAGE = 25
MOST_REOPENED = 10
MOST_LETTERS = 10
KEY = "findings"


def reopened(found: Found) -> None:
    """The findings whose numbers are others than when they were judged: then, and now. Nothing where there are none."""
    n = found.n_under(judge.CHANGED)
    if not n or found.choice.verdict not in (None, judge.CHANGED):
        return
    look.caption(say("anomalies.reopened.title", n=full(n)), say("anomalies.reopened.sub"), "anomalies.list")
    choice = Choice(found.choice.which, found.choice.check, judge.CHANGED)
    rows = state.made(_rows, ask.listed, found.view.scope, choice, MOST_REOPENED, 0, found.judged)
    then = judging.standing(judge.FINDING)
    table([Column(say("anomalies.list.agency"), "words"), Column(say("anomalies.list.year"), "number"),
           Column(say("anomalies.list.check"), "words"), Column(say("anomalies.reopened.mark")),
           Column(say("anomalies.reopened.then"), "number"), Column(say("anomalies.reopened.now"), "number")],
          [Row(i, (*_what(r), judging.cell(r["mark"], r["who"], r["made_at"]),
                   _gap(changed.difference(then[i].figures) if i in then else None), _gap(r["difference"])),
               link("report", r=r["report_id"], finding=i)) for i, r in rows.items()],
          None, None, "reopened", label=say("anomalies.reopened.label"))
    if n > MOST_REOPENED:
        look.foot(say("anomalies.cut", shown=full(MOST_REOPENED), n=full(n)))


def listing(found: Found) -> None:
    """One page of findings; a row opens the report at its cell, a tick takes it into the bar below."""
    if not found.n:
        look.heading(say("anomalies.list.title_none"), say("anomalies.list.sub"))
        look.empty(say("anomalies.list.title_none"), say(
            f"anomalies.list.{'why_none' if found.tested['n_reports'] else 'why_untested'}"
            if found.choice.verdict is None else "anomalies.list.why_no_verdict"))
        return
    look.caption(say("anomalies.list.title", n=full(found.n)), say("anomalies.list.sub"), "anomalies.list")
    body, below = st.container(), st.container()
    page = paging.turn("p", found.n, A_PAGE, (found.view.scope, found.choice))
    look.foot(say("anomalies.list.foot"))
    rows = state.made(_rows, ask.listed, found.view.scope, found.choice, page.most, page.skip, found.judged)
    can_judge = not found.judged.error
    with body:
        table([Column(say("anomalies.list.agency"), "words"), Column(say("anomalies.list.year"), "number"),
               Column(say("anomalies.list.check"), "words"), Column(say("anomalies.list.difference"), "number"),
               Column(say("judging.title"))],
              [Row(i, (*_what(r), _gap(r["difference"]), judging.cell(r["verdict"], r["who"], r["made_at"])),
                   link("report", r=r["report_id"], finding=i)) for i, r in rows.items()],
              None, None, KEY, label=say("anomalies.list.label"), can_choose=True)
    chosen = [i for i in spark_table.chosen(KEY) if i in rows]
    with below:
        _letters([rows[i] for i in chosen])
        if can_judge:
            _bar(chosen)


def _letters(rows: Sequence[dict]) -> None:
    """What is ticked, as sentences to copy: what is out of line, and the changes of one cell that would mend it."""
    if not rows:
        return
    look.heading(say("anomalies.letters.title", n=full(len(rows))), say("anomalies.letters.sub"))
    letters = "\n\n".join(equation.letter({**r, "repairs_text": r["repairs"]}) for r in rows[:MOST_LETTERS])
    st.code(letters, language=None, wrap_lines=True)
    if len(rows) > MOST_LETTERS:
        look.foot(say("anomalies.letters.cut", shown=full(MOST_LETTERS)))


def _bar(ids: list[str]) -> None:
    subjects = judge.subjects(state.store(), ids) if ids else {}
    standing = judging.standing(judge.FINDING)
    seen = {i: standing[i].uid if i in standing else None for i in subjects}
    judging.bar(list(subjects.values()), seen, KEY, lambda: spark_table.choose_none(KEY))


def _rows(frame: pd.DataFrame) -> dict[str, dict]:
    return {r["finding_id"]: r for r in frame.astype(object).where(frame.notna(), None).to_dict("records")}


def _what(row: dict) -> tuple[Cell, Cell, Cell]:
    return (Cell(row["agency"] or row["report_id"], row["agency"]), Cell(str(row["year"]), row["year"]),
            Cell(row["place"], row["place"], small=_small(row)))


def _small(row: dict) -> str:
    """The check, and where an inequality seems to come from."""
    check = row["check_label"] or row["check_id"]
    if not row["origin"]:
        return check
    return say("anomalies.list.small", check=check, origin=say(f"report.origin.{row['origin']}"))


def _gap(difference: float | Decimal | None) -> Cell:
    """By how much it is out; a dash where there are not two numbers to compare."""
    if not known(difference):
        return Cell(say("numbers.none"), faint=True)
    return Cell(full(abs(difference)), float(abs(difference)))
