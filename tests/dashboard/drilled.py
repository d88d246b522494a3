"""The drill-down pages as a reader finds them: a page opened with a link, and what its components were given.

In:   a page, the parameters of a link.
Out:  the AppTest after its run; the data of a mounted component.
"""

import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"


def opened(page: str, **link: str | list[str]) -> AppTest:
    """The page of that name after one run; a page that raises fails here, with its own trace."""
    at = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in link.items():
        at.query_params[name] = value
    at.switch_page(f"app_pages/{page}.py").run()
    assert not at.exception, [e.stack_trace for e in at.exception]
    return at


def given(at: AppTest, component: str) -> list[dict]:
    """The data of every mounted component of that name, in page order."""
    return [json.loads(e.proto.json) for e in at.get("bidi_component") if e.proto.component_name == component]


def words(at: AppTest) -> str:
    """Everything that stands on the page as HTML or in a component."""
    parts = [e.proto.body for e in at.get("html")] + [t.value for t in at.title]
    return "\n".join(parts + [e.proto.json for e in at.get("bidi_component")])
