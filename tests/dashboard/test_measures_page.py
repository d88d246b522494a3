"""指标: every indicator of measures.toml stands there with its formula in words; the page needs no report."""

import ast
import html
import re

import pytest

from dashboard.labels import say
from dashboard.measures import all_measures, column
from dashboard.store import Store
from loaders.warehouse import current
from tests.conftest import ROOT
from tests.dashboard.drilled import opened, words


@pytest.mark.parametrize("root", ["demo_root", "single_root", "empty_root"])
def test_every_indicator_by_its_words(shown, root, request):
    shown(request.getfixturevalue(root))
    at = opened("measures")
    text = words(at)
    for which in all_measures().values():
        assert f'<h3 class="fig">{which.label}</h3>' in text
    told = [html.unescape(words) for words in re.findall(r"<dd>(.*?)</dd>", text)]
    assert set(told) == {w for m in all_measures().values() for w in (
        m.why_it_matters, m.caveats, "、".join(say(f"app.pages.{page}") for page in m.pages))}
    assert f"<b>{len(all_measures())} 个</b>" in text
    formulas = re.findall(r'<div class="fraction" role="math" aria-label="([^"]+)">', text)
    assert len(formulas) == len(all_measures())
    if root == "demo_root":  # names come with a snapshot; no address is shown for want of one
        assert not [f for f in formulas if "/" in f or "_" in f]


def test_what_the_form_cannot_say(shown, demo_root):
    shown(demo_root)
    assert say("measures.footer") in words(opened("measures"))


def test_its_query_can_be_read_and_run(shown, demo_root):
    shown(demo_root)
    queries = [html.unescape(sql) for sql in re.findall(r"<pre>(.*?)</pre>", words(opened("measures")), re.S)]
    assert len(queries) == len(all_measures())
    scope = {"district": "990000", "first_year": 2024, "last_year": 2024, "kinds": None, "by": "scope"}
    with Store(current(demo_root))._con.cursor() as cursor:
        for which, sql in zip(all_measures().values(), queries):
            assert all(term in sql for term in map(column, (t.lstrip("-") for t in which.numerator)))
            assert len(cursor.execute(sql, scope).df()) == 1


def test_a_measure_says_which_pages_name_it():
    named = {which: set() for which in all_measures()}
    for page in ("overview", "disclosure", "request_outcomes", "disputes", "coverage", "report"):
        for node in ast.walk(ast.parse((ROOT / "dashboard" / "app_pages" / f"{page}.py").read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in named:
                named[node.value].add(page)
    assert {m.id: set(m.shown_on) for m in all_measures().values()} == named
