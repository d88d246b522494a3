"""Agencies against their own past: rates that changed, and mixes that moved.

In:   what judged.changed and judged.moved found.
Out:  show_past, show_mix.
Promise: no top tier here: one year's change often has a good reason. The unrest that all agencies show is in the tail.
"""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard import filters, look, outliers
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.filters import paging
from dashboard.labels import say
from dashboard.labels.numbers import full, of, percent
from dashboard.measures import measure
from dashboard.parts.anomalies import Page, told
from dashboard.parts.anomalies.judged import Choice, changed, known, moved
from dashboard.parts.anomalies.past_file import offer

A_PAGE = 20
SMALL_P = 1e-4


def show_past(view: Page, choice: Choice) -> None:
    rows, n_tests = changed(view.scope, choice)
    year = view.scope.last_year
    sides = max(measure(m).outliers.side == "both" for m in choice.measures) + 1
    _head(view, rows, n_tests, "question_past", sides)
    with view.bar:
        st.space("stretch")
        offer(view, rows, known(year, ()).units, "past", n_tests, choice.measures)
    if not _titled(rows, n_tests, "past", say("questions.past.sub", year=year, before=f"{year - 3}–{year - 1}")):
        return
    names = _names(view)

    def cells(r) -> tuple[Cell, ...]:
        now, then = r.now_n / r.now_total, r.before_n / r.before_total
        share = measure(r.measure_id).shape == "share"
        said = say("questions.past.reason" if share else "questions.past.reason_per_hundred",
                   measure=measure(r.measure_id).label, side=told.side(r.is_high), gap=f"{100 * (now - then):+.1f}",
                   p=_p(r.p), unrest=_unrest(r.dispersion), ask=measure(r.measure_id).outliers.ask)
        return (Cell(names[r.unit_id], names[r.unit_id], small=said),
                Cell(told.rate(r.measure_id, now), now, small=of(r.now_n, r.now_total)),
                Cell(told.rate(r.measure_id, then), then, small=of(r.before_n, r.before_total)))

    _table(rows, cells, [Column(say("questions.list.agency"), "words"),
                         Column(say("questions.past.now", year=year), "rate"),
                         Column(say("questions.past.before"), "rate")], "past", (view.scope, choice))
    look.foot(say("questions.past.foot"))


def show_mix(view: Page) -> None:
    rows, n_tests = moved(view.scope)
    year = view.scope.last_year
    _head(view, rows, n_tests, "question_mix", 2)
    with view.bar:
        st.space("stretch")
        offer(view, rows, known(year, ()).units, "mix", n_tests)
    if not _titled(rows, n_tests, "mix", say("questions.mix.sub", year=year, before=f"{year - 3}–{year - 1}")):
        return
    names = _names(view)

    def cells(r) -> tuple[Cell, ...]:
        said = say("questions.mix.reason", mix=say(f"questions.mix.{r.mix_id}"), part=say(f"questions.part.{r.part}"),
                   year=year, largest=say(f"questions.part.{r.largest}"), share=percent(r.concentration), p=_p(r.p),
                   drawn=say("questions.mix.drawn") if r.is_drawn else "", ask=say("questions.mix.ask"))
        now, then = r.now_n / r.now_total, r.before_n / r.before_total
        return (Cell(names[r.unit_id], names[r.unit_id], small=said),
                Cell(percent(now), now, small=of(r.now_n, r.now_total)),
                Cell(percent(then), then, small=of(r.before_n, r.before_total)))

    _table(rows, cells, [Column(say("questions.list.agency"), "words"),
                         Column(say("questions.past.now", year=year), "rate"),
                         Column(say("questions.past.before"), "rate")], "mix", view.scope)
    look.foot(say("questions.mix.foot"))


def _names(view: Page) -> dict[str, str]:
    units = known(view.scope.last_year, ()).units
    return dict(zip(units["unit_id"], units["label"]))


def _head(view: Page, rows: pd.DataFrame, n_tests: int, question: str, sides: int) -> None:
    """Question, answer, and the chance expectation of the two limits, of `sides` tails."""
    if not n_tests:
        answer = look.rich("questions.answer.past_untested", year=view.scope.last_year)
    elif not len(rows):
        answer = look.rich("questions.answer.past_none")
    else:
        answer = look.rich("questions.answer.past", **{t: full((rows["tier"] == t).sum()) for t in ("watch", "note")})
    line = filters.scope_line(view.scope, say("questions.basis"))
    if n_tests:
        usual = outliers.USUAL
        line.append(say("questions.tests.past", n=full(n_tests), note=f"{sides * usual.note * n_tests:,.1f}",
                        watch=f"{sides * usual.watch * n_tests:,.1f}"))
    with view.top:
        look.head(say(f"questions.{question}", place=view.place), answer, line)


def _titled(rows: pd.DataFrame, n_tests: int, words: str, sub: str) -> bool:
    """The caption; False, with the reason said, where there is nothing to list."""
    title = say(f"questions.{words}.title", n=full(len(rows))) if len(rows) else say(f"questions.{words}.title_none")
    look.caption(title, sub)
    if len(rows):
        return True
    why = say(f"questions.{words}.why_none") if n_tests else say(f"questions.{words}.why_untested",
                                                                 floor=full(outliers.MIX_FLOOR))
    look.empty(say(f"questions.{words}.title_none"), why)
    return False


def _table(rows: pd.DataFrame, cells, columns: Sequence[Column], words: str, shown) -> None:
    page = paging.turn("ol", len(rows), A_PAGE, (words, shown))
    part = rows.iloc[page.skip:page.skip + page.most]
    table([Column(say("questions.list.tier")), *columns],
          [Row(f"{r.unit_id} {i}", (told.tier(r.tier), *cells(r)), link("agency", a=r.unit_id))
           for i, r in enumerate(part.itertuples())], None, None, words, label=say(f"questions.{words}.label"))


def _unrest(dispersion: float) -> str:
    """Said only where years scatter more than chance makes them."""
    return say("questions.past.unrest", n=f"{dispersion:.1f}") if dispersion >= 1.05 else ""


def _p(p: float) -> str:
    return say("questions.past.p_small") if p < SMALL_P else say("questions.past.p", p=f"{100 * p:.2g}%")
