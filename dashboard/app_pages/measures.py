"""指标: what every indicator means: its formula, why it is looked at, what it cannot show."""

import html
from itertools import groupby

import streamlit as st

from dashboard import look, state
from dashboard.components.lines import Line, show
from dashboard.labels import say
from dashboard.measures import Measure, all_measures, formula
from dashboard.queries import report

IN_A_ROW = 2


def fraction(which: Measure, names: dict) -> str:
    """Numerator over denominator with a rule between; read aloud as one sentence."""
    above, below = formula(which, names)
    spoken, above, below = look.rich("measures.over", above=above, below=below), html.escape(above), html.escape(below)
    return f'<div class="fraction" role="math" aria-label="{spoken}"><span>{above}</span><span>{below}</span></div>'


def show_measure(which: Measure, names: dict) -> None:
    with st.container(border=True, key=f"card_{which.id}", height="stretch"):
        facts = (say(f"measures.higher_is.{which.higher_is}"), say(f"measures.shape.{which.shape}"),
                 _outliers(which), say("measures.reviewed", day=f"{which.reviewed:%Y-%m-%d}"))
        st.html(f'<div class="fig">{html.escape(which.label)}</div>{fraction(which, names)}')
        show([Line(say("measures.why"), which.why_it_matters, "words"),
              Line(say("measures.caveats"), which.caveats, "words")], which.id)
        look.foot(say("measures.joiner").join(facts))


def _outliers(which: Measure) -> str:
    """Which side is a question on 异常, and from how many cases."""
    asked = which.outliers
    return say(f"measures.outliers.{asked.side}", floor=asked.floor) if asked else say("measures.outliers.never")


measures = list(all_measures().values())
look.head(say("measures.question"), look.rich("measures.answer", n=len(measures)), [])
st.html("<style>.fraction { display: inline-block; margin: .3rem 0 .1rem; font-size: .92rem; line-height: 1.5; }"
        ".fraction span { display: block; padding: 0 .4rem; text-align: center; }"
        ".fraction span + span { border-top: 1px solid var(--ink); }</style>")
names = state.answer(report.labels)
for table, group in groupby(measures, key=lambda m: m.denominator[0].split("/")[0]):
    st.subheader(say(f"measures.table.{table}"), anchor=False)
    group = list(group)
    for start in range(0, len(group), IN_A_ROW):
        for column, which in zip(st.columns(IN_A_ROW, gap="medium"), group[start:start + IN_A_ROW]):
            with column:
                show_measure(which, names)
look.foot(say("measures.footer"))
