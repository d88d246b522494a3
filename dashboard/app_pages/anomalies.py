"""异常: facts and questions about a scope, in separate tabs; only the open one is computed.

In the link: t the tab, beside the filters of every page and those of the tab (dashboard/parts/anomalies).
"""

import streamlit as st

from dashboard import filters, look
from dashboard.labels import listed, say
from dashboard.parts import anomalies

top, bar = filters.begin()
view = filters.view(top, bar)
if view is None:
    with top:
        look.head(say("anomalies.question_none"), "", [])
    look.nothing_yet()
    st.stop()
names = listed("anomalies.tab")
tab = filters.tabs(say("anomalies.tabs"), {tab: names[tab] for tab in anomalies.offered()}, "t")
look.foot(say(f"anomalies.tab_says.{tab}"))
anomalies.show(tab, anomalies.Page.of(view, top, bar))
