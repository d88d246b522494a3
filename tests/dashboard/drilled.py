"""The drill-down pages as a reader finds them: a page opened with a link, and what its components were given.

In:   a page, the parameters of a link.
Out:  the AppTest after its run; the data of a mounted component.
"""

import html
import json
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"


def opened(page: str, **link: str | list[str]) -> AppTest:
    """The page of that name after one run; a page that raises fails here, with its own trace."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in link.items():
        at.query_params[name] = value
    if page != "overview":  # the first page; before a run its file's name would stand for its address, which is another
        at.switch_page(f"app_pages/{page}.py")
    at.run()
    assert not at.exception, [e.stack_trace for e in at.exception]
    return at


def given(at: AppTest, component: str) -> list[dict]:
    """The data of every mounted component of that name, in page order."""
    return [json.loads(e.proto.json) for e in at.get("bidi_component") if e.proto.component_name == component]


def titles(at: AppTest) -> list[str]:
    """The questions of the page, as read: one, or none where there is no page."""
    return [html.unescape(found) for e in at.get("html") for found in re.findall("<h1>(.*?)</h1>", e.proto.body)]


def cards(at: AppTest) -> dict[str, tuple[str, str]]:
    """label -> value and what stands below, of the row of numbers."""
    parts = re.compile('<div class="label">(.*?)</div><div class="value">(.*?)</div><div class="below">(.*?)</div>')
    return {label: (value, below) for e in at.get("html") for label, value, below in parts.findall(e.proto.body)}


def words(at: AppTest) -> str:
    """Everything that stands on the page as HTML or in a component."""
    return "\n".join([e.proto.body for e in at.get("html")] + [e.proto.json for e in at.get("bidi_component")])
