"""An address that names no page of ours: that it does not, what may be wrong with it, and the ways on."""

import streamlit as st

from dashboard import filters, look
from dashboard.labels import say

MOST = 60  # letters of the address that are shown

look.head(say("app.astray.question"), look.rich("app.astray.answer", path=filters.astray(())[:MOST]), [])
look.foot(say("app.astray.why"))
with st.container(key="way_home", horizontal=True, gap="small"):
    st.page_link("app_pages/overview.py", label=say("app.astray.home"))
    st.page_link("app_pages/coverage.py", label=say("app.astray.coverage"))
