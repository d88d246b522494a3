"""异常: facts and questions about a scope, in separate tabs; only the open one is computed.

In the link: t the tab, beside the filters of every page and those of the tab (dashboard/parts/anomalies).
"""

import streamlit as st

from dashboard import filters, look
from dashboard.labels import listed, say
from dashboard.parts import anomalies


def choose_tab() -> str:
    """The tab in the link; the first one where the link names none, or one of another page."""
    tabs, names = anomalies.offered(), listed("anomalies.tab")
    filters.forget_unless("t", tabs)
    filters.relink("t", {tab: names[tab] for tab in tabs})
    if len(tabs) == 1:
        return tabs[0]
    return st.segmented_control(say("anomalies.tabs"), tabs, key="t", format_func=names.get, default=tabs[0],
                                label_visibility="collapsed", required=True, bind="query-params")


way, top, bar = filters.begin()
view = filters.view(way, bar)
if view is None:
    with top:
        look.head(say("anomalies.question_none"), "", [])
    look.nothing_yet()
    st.stop()
tab = choose_tab()
look.foot(say(f"anomalies.tab_says.{tab}"))
anomalies.show(tab, anomalies.Page.of(view, top, bar))
