"""The list of pairs: those to be judged first, then the most alike; rows can be ticked and judged alike."""

import streamlit as st

from dashboard import look, state
from dashboard.components import spark_table
from dashboard.components.spark_table import Cell, Column, Row, table
from dashboard.filters import paging
from dashboard.labels import say
from dashboard.labels.numbers import full, percent
from dashboard.parts import judging
from dashboard.parts.anomalies.copied import pair
from dashboard.parts.anomalies.copied.found import Found
from dashboard.queries import copied as ask
from dashboard.queries import verdicts as judge

A_PAGE = 25
KEY = "copied"


def listing(found: Found) -> None:
    """One page of the list; a row opens the two texts, a tick takes it into the bar below."""
    n = found.n_pairs
    look.caption(say("copied.list.title", n=full(n)) if n else say("copied.list.title_none"), say("copied.list.sub"),
                 "copied.list")
    if not n:
        look.empty(say("copied.list.title_none"), say(
            "copied.list.why_untested" if not found.n_reports else "copied.list.why_no_verdict"
            if found.choice.verdict else "copied.list.why_none"))
        return
    body, below = st.container(), st.container()
    page = paging.turn("p", n, A_PAGE, (found.view.scope, found.choice))
    look.foot(say("copied.list.foot"))
    rows = state.answer(ask.listed, found.view.scope, found.choice, page.most, page.skip, found.judged)
    rows = rows.astype(object).where(rows.notna(), None).to_dict("records")
    can_judge = not found.judged.error
    with body:
        table([Column(say("copied.list.agency"), "words"), Column(say("copied.list.year"), "number"),
               Column(say("copied.list.section"), "text"), Column(say("copied.list.other"), "words"),
               Column(say("copied.list.share"), "rate"), Column(say("copied.list.numbers"), "of"),
               Column(say("judging.title"))],
              [_row(r) for r in rows], None, None, KEY, label=say("copied.list.label"), on_pick=pair.open_pair,
              can_choose=can_judge)
    if can_judge:
        with below:
            _bar([i for i in spark_table.chosen(KEY) if i in {r["pair_id"] for r in rows}])


def _bar(ids: list[str]) -> None:
    subjects = judge.subjects(state.store(), ids, judge.COPIED) if ids else {}
    standing = judging.standing(judge.COPIED)
    seen = {i: standing[i].uid if i in standing else None for i in subjects}
    judging.bar(list(subjects.values()), seen, KEY, lambda: spark_table.choose_none(KEY))


def _row(r: dict) -> Row:
    whose = say("copied.whose.own") if r["kind"] == "own" else r["other_agency"] or r["other_report_id"]
    more = say("copied.list.more", n=r["n_others"]) if r["n_others"] > 1 else ""
    return Row(r["pair_id"], (
        Cell(r["agency"] or r["report_id"], r["agency"]), Cell(str(r["year"]), r["year"]),
        Cell(pair.digit(r["section"]), r["section"]),
        Cell(say("copied.list.other_of", name=whose, year=r["other_year"]), whose, small=more),
        Cell(percent(r["share"], 0), r["share"],
             small=say("copied.list.n", shared=full(r["n_shared"]), length=full(r["length"]))),
        Cell(say("copied.list.numbers_of", changed=full(r["n_numbers_changed"]), all=full(r["n_numbers"])),
             r["n_numbers_changed"]),
        judging.cell(r["verdict"], r["who"], r["made_at"])))
