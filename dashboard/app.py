"""The frame around every page: which snapshot, the look, the navigation; nothing else.

In:   dashboard/app_pages.
Out:  one page, run.
Promise: a warehouse that cannot be opened is said in plain words on every page; no page runs on half a snapshot; an
address that names no page has one that says so.
"""

import os
from copy import copy
from pathlib import Path

import streamlit as st

from dashboard import filters, look, state, turns, unchanging
from dashboard.components import around
from dashboard.filters import language
from dashboard.labels import say
from dashboard.store import Unusable

HERE = Path(__file__).parent
PAGES = {"overview": "", "disclosure": "disclosure", "request_outcomes": "requests", "disputes": "disputes",
         "compare": "compare", "anomalies": "anomalies", "agency": "agency", "report": "report", "coverage": "coverage",
         "measures": "measures", "intake": "intake"}
OFF = {"intake"} if os.environ.get("DISCLOSURE_INTAKE") == "off" else set()

unchanging.keep()
with turns.turn():
    language.switch()
    st.set_page_config(page_title=say("app.title"), page_icon=look.picture("icon"), layout="wide")
    look.style()
    around.mount(look.light_twins())
    st.logo(look.picture("wordmark"), size="medium")
    unusable = None
    try:
        state.resolve()
    except Unusable as error:
        unusable = error
    # Making them anew at each rerun would look at every file; each run marks the one it shows, so it has copies.
    pages = state.kept("app.pages", frozenset(OFF), lambda: [
        st.Page(f"app_pages/{name}.py", title=say(f"app.pages.{name}"), url_path=url or "front", default=not url)
        for name, url in PAGES.items() if name not in OFF and (HERE / "app_pages" / f"{name}.py").is_file()])
    if lost := filters.astray([each.url_path for each in pages]):
        title = say("app.astray.title")
        pages = [*pages, st.Page("app_pages/astray.py", title=title, url_path=lost, visibility="hidden")]
    page = st.navigation([copy(each) for each in pages], position="top")
    if unusable:
        look.broken(say("look.unusable"), str(unusable))
        st.stop()
    filters.as_linked()
    page.run()
