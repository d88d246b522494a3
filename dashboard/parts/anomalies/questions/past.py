"""Agencies against their own past: rates that changed, and mixes that moved.

In:   what computed.changed and computed.moved found.
Out:  show_past, show_mix.
Promise: no top tier here: one year's change often has a good reason. The unrest that all agencies show is in the tail.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from dashboard import filters, look, outliers
from dashboard.components.spark_table import Cell, Column
from dashboard.labels import say
from dashboard.labels.numbers import full, of, percent
from dashboard.measures import measure
from dashboard.parts.anomalies import Page
from dashboard.parts.anomalies.questions import told, verdicts
from dashboard.parts.anomalies.questions.computed import Choice, changed, known, moved
from dashboard.parts.anomalies.questions.listing import caption, choose_verdict, listing
from dashboard.parts.anomalies.questions.past_file import offer

A_PAGE = 20
SMALL_P = 1e-4


def show_past(view: Page, choice: Choice) -> None:
    rows, n_tests = changed(view.scope, choice)
    sides = max(measure(m).outliers.side == "both" for m in choice.measures) + 1
    _head(view, rows, n_tests, "question_past", sides)

    def told_of(r: Mapping, now: float, then: float) -> tuple[str, str, str]:
        which = measure(r["measure_id"])
        said = say("questions.past.reason" if which.shape == "share" else "questions.past.reason_per_hundred",
                   measure=which.label, side=told.side(r["is_high"]), gap=f"{100 * (now - then):+.1f}", p=_p(r["p"]),
                   unrest=_unrest(r["dispersion"]), ask=which.outliers.ask)
        return said, told.rate(which.id, now), told.rate(which.id, then)

    _list(view, rows, n_tests, "past", told_of, choice.measures)


def show_mix(view: Page) -> None:
    rows, n_tests = moved(view.scope)
    _head(view, rows, n_tests, "question_mix", 2)

    def told_of(r: Mapping, now: float, then: float) -> tuple[str, str, str]:
        said = say("questions.mix.reason", mix=say(f"questions.mix.{r['mix_id']}"), year=view.scope.last_year,
                   part=say(f"questions.part.{r['part']}"), largest=say(f"questions.part.{r['largest']}"),
                   share=percent(r["concentration"]), p=_p(r["p"]),
                   drawn=say("questions.mix.drawn") if r["is_drawn"] else "", ask=say("questions.mix.ask"))
        return said, percent(now), percent(then)

    _list(view, rows, n_tests, "mix", told_of)


def _list(view: Page, rows: pd.DataFrame, n_tests: int, way: str,
          told_of: Callable[[Mapping, float, float], tuple[str, str, str]], measures: tuple[str, ...] = ()) -> None:
    """Filter, download and list. `told_of`: the words under the name, this year's rate and the one before."""
    year = view.scope.last_year
    units, (events, error) = known(year, ()), verdicts.opened()
    with view.bar:
        verdict = choose_verdict()
    rows = verdicts.under(verdicts.with_verdicts(rows, way, year, events), verdict)
    with view.bar, filters.files():
        offer(view, rows, units.units, way, n_tests, measures)
    why = f"questions.{way}.{'why_none' if n_tests else 'why_untested'}"
    sub = say(f"questions.{way}.sub", year=year, before=f"{year - 3}–{year - 1}")
    if not caption(rows, way, sub, error, say(why, floor=full(outliers.MIX_FLOOR)), verdict):
        return

    def cells(r: Mapping) -> tuple[Cell, ...]:
        name = units.units["label"].iat[units.at[r["unit_id"]]]
        now, then = r["now_n"] / r["now_total"], r["before_n"] / r["before_total"]
        said, *rates = told_of(r, now, then)
        return (Cell(name, name, small=said), Cell(rates[0], now, small=of(r["now_n"], r["now_total"])),
                Cell(rates[1], then, small=of(r["before_n"], r["before_total"])))

    columns = [Column(say("questions.list.agency"), "words"), Column(say("questions.past.now", year=year), "rate"),
               Column(say("questions.past.before"), "rate")]
    listing(rows, columns, cells, way, A_PAGE, (way, view.scope, measures, verdict), units, year, events, error)
    look.foot(say(f"questions.{way}.foot"))


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


def _unrest(dispersion: float) -> str:
    """Said only where years scatter more than chance makes them."""
    return say("questions.past.unrest", n=f"{dispersion:.1f}") if dispersion >= 1.05 else ""


def _p(p: float) -> str:
    return say("questions.past.p_small") if p < SMALL_P else say("questions.past.p", p=f"{100 * p:.2g}%")
