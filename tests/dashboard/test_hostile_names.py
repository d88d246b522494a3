"""A document that is not registered names its agency with signs of Markdown, HTML and links: pages show, none obeys."""

import html
import re
from dataclasses import replace

import pytest

from dashboard.labels import literal
from loaders.demo.province import province
from loaders.register import Register
from loaders.warehouse import publish
from tests.dashboard.drilled import opened, titles, words

NAME = "**a**[x](http://evil)<b>:red[$y$]www.evil.com"
SIGNS = re.compile(r"[!-/:-@\[-`{-~]")


@pytest.fixture(scope="session")
def hostile_root(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile") / "root"
    root.mkdir()
    one = next(province(4, range(2023, 2024)).reports())
    publish(root, [replace(one, identity=replace(one.identity, agency_id="unknown-0badcafe", agency=NAME))], Register())
    return root


def test_a_literal_name_looks_alike_and_holds_no_sign():
    shown = literal(NAME)
    assert not SIGNS.search(shown) and len(shown) == len(NAME)
    assert literal("青禾省生态环境厅 2025 年：年报原文") == "青禾省生态环境厅 2025 年：年报原文"


@pytest.mark.parametrize("page", ["overview", "disclosure", "request_outcomes", "disputes", "compare", "anomalies",
                                  "agency", "report", "coverage"])
def test_no_page_obeys_a_name(hostile_root, shown, page):
    shown(hostile_root)
    at = opened(page)
    rendered = [b.label for b in at.button] + [s.label for s in at.selectbox] + [c.value for c in at.caption]
    rendered += [m.value for m in at.markdown]
    assert rendered and not any("http:" in text or "**" in text or "www." in text for text in rendered)
    bodies = [e.proto.body for e in at.get("html") if not e.proto.body.startswith("<style")]
    assert not any("<b>:red" in body for body in bodies)
    drawn = [e.proto.spec for e in at.get("plotly_chart")] + [
        e.proto.json for e in at.get("bidi_component") if e.proto.component_name == "own_chart"]
    assert not any("<b>:red" in spec or "\\u003cb\\u003e:red" in spec for spec in drawn)


def test_the_pages_of_one_agency_show_its_name(hostile_root, shown):
    shown(hostile_root)
    for page in ("agency", "report"):
        at = opened(page)
        assert NAME in titles(at)[0] and f"<h1>{html.escape(titles(at)[0])}</h1>" in words(at)
