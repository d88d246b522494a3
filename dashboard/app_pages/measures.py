"""指标: what every indicator means: formula, why it is looked at, what it cannot show, its SQL, where it is shown."""

import html
from itertools import groupby
from pathlib import Path

import streamlit as st

from dashboard import look, state
from dashboard.labels import say
from dashboard.measures import Measure, all_measures, formula
from dashboard.queries import report, sums

STYLE = (Path(__file__).parents[1] / "look" / "measures.css").read_text("utf-8")


def fraction(which: Measure, names: dict) -> str:
    """Numerator over denominator with a rule between; read aloud as one sentence."""
    above, below = formula(which, names)
    spoken, above, below = look.rich("measures.over", above=above, below=below), html.escape(above), html.escape(below)
    return f'<div class="fraction" role="math" aria-label="{spoken}"><span>{above}</span><span>{below}</span></div>'


def card(which: Measure, names: dict, sql: str) -> str:
    """A measure as HTML of our own; its words are escaped."""
    facts = (say(f"measures.higher_is.{which.higher_is}"), say(f"measures.shape.{which.shape}"),
             _outliers(which), say("measures.reviewed", day=f"{which.reviewed:%Y-%m-%d}"))
    told = "".join(f"<dt>{look.rich(f'measures.{word}')}</dt><dd>{html.escape(text)}</dd>"
                   for word, text in (("why", which.why_it_matters), ("caveats", which.caveats),
                                      ("pages", say("measures.pages_joiner").join(
                                          say(f"app.pages.{page}") for page in which.pages))))
    return (f'<section class="card"><h3 class="fig">{html.escape(which.label)}</h3>{fraction(which, names)}'
            f'<dl>{told}</dl><div class="foot">{html.escape(say("measures.joiner").join(facts))}</div>'
            f'<details><summary>{look.rich("measures.sql")}</summary><pre>{html.escape(sql)}</pre></details></section>')


def _outliers(which: Measure) -> str:
    """Which side is a question on 异常, and from how many cases."""
    asked = which.outliers
    return say(f"measures.outliers.{asked.side}", floor=asked.floor) if asked else say("measures.outliers.never")


measures = list(all_measures().values())
look.head(say("measures.question"), look.rich("measures.answer", n=len(measures)), [])
names = state.answer(report.labels)
asked = {which.id: state.answer(sums.sql_of, which.id) for which in measures}
for i, (table, group) in enumerate(groupby(measures, key=lambda m: m.denominator[0].split("/")[0])):
    look.part(say(f"measures.table.{table}"))
    # One message for a group: some forty cards of seven parts each took the server longer than any other page.
    st.html(("" if i else f"<style>{STYLE}</style>") + '<div class="cards">'
            + "".join(card(which, names, asked[which.id]) for which in group) + "</div>")
look.foot(say("measures.footer"))
