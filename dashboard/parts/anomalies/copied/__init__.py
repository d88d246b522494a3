"""文本雷同: parts of reports that share text with the agency's last one or another agency's; two of them side by side.

In the link: cs the least share, ck whose text, cp the part, v the verdict, p the page of the list, pair the two texts
shown, beside the filters of every page.
"""

import streamlit as st

from dashboard import filters, look, state
from dashboard.labels import listed, say
from dashboard.labels.numbers import full
from dashboard.parts import judging
from dashboard.parts.anomalies import Page
from dashboard.parts.anomalies.copied import checklist, download, groups, pair
from dashboard.parts.anomalies.copied.found import Found
from dashboard.parts.anomalies.copied.listing import listing
from dashboard.queries import anomalies
from dashboard.queries import copied as ask
from dashboard.queries.copied import Choice
from dashboard.queries.verdicts import COPIED

ALIKE = "60"  # per cent, shown at first: most of the text


def show(view: Page) -> None:
    judged = state.judged(COPIED)
    with view.bar:
        choice = _choose()
    whole = Choice(choice.section, choice.whose, choice.least)
    counts = {by: state.answer(ask.counts, view.scope, by, choice, judged)
              for by in ("scope", "whose", "section", view.by)}
    counts["verdict"] = state.answer(ask.counts, view.scope, "verdict", whole, judged)
    found = Found(view, choice, judged, state.answer(anomalies.tested, view.scope)["n_reports"] or 0, counts)
    with view.top:
        look.head(say("copied.question", place=view.place), _answer(found),
                  filters.scope_line(view.scope, say("copied.basis")))
    judging.warn_where_closed(judged.error)
    if pair_id := pair.chosen(found):
        pair.show(pair_id)
    else:
        left, right = st.columns([13, 9], gap="large")
        with left:
            listing(found)
        with right:
            groups.draw(found)
    with view.bar:
        st.space("stretch")
        with filters.files():
            download.offer(found)
            checklist.offer(found)


def _choose() -> Choice:
    least = filters.choose(say("copied.filter.share"), listed("copied.share"), "cs", 128, ALIKE)
    whose = filters.choose(say("copied.filter.whose"), {"": say("copied.any")} | listed("copied.whose"), "ck", 160)
    part = filters.choose(say("copied.filter.section"), {"": say("copied.any")} | listed("copied.section"), "cp", 150)
    verdict = filters.choose(say("judging.title"), judging.filter_options(), "v", 130)
    return Choice(int(part) if part else None, whose or None, int(least) / 100, verdict or None)


def _answer(found: Found) -> str:
    """How many reports were compared, how many of them share text, and with whom."""
    if not found.n_reports:
        return look.rich("copied.answer.untested")
    if found.choice.verdict:
        return look.rich("copied.answer.under", n=full(found.n_pairs), pairs=full(found.n("verdict", what="n_pairs")),
                         verdict=judging.verdict_word(found.choice.verdict))
    if not found.n_pairs:
        return look.rich("copied.answer.none", reports=full(found.n_reports))
    return look.rich("copied.answer.some", reports=full(found.n_reports), parts=full(found.n("scope")),
                     affected=full(found.n("scope", what="n_reports")), own=full(found.n("whose", "own")),
                     peer=full(found.n("whose", "peer")))
