"""指标: every indicator of measures.toml stands there with its formula in words; the page needs no report."""

import html
import re

import pytest

from dashboard.labels import say
from dashboard.measures import all_measures
from tests.dashboard.drilled import opened, words


@pytest.mark.parametrize("root", ["demo_root", "single_root", "empty_root"])
def test_every_indicator_by_its_words(shown, root, request):
    shown(request.getfixturevalue(root))
    at = opened("measures")
    text = words(at)
    for which in all_measures().values():
        assert f'<h3 class="fig">{which.label}</h3>' in text
    told = [html.unescape(words) for words in re.findall(r"<dd>(.*?)</dd>", text)]
    assert set(told) == {w for m in all_measures().values() for w in (m.why_it_matters, m.caveats)}
    assert f"<b>{len(all_measures())} 个</b>" in text
    formulas = re.findall(r'<div class="fraction" role="math" aria-label="([^"]+)">', text)
    assert len(formulas) == len(all_measures())
    if root == "demo_root":  # names come with a snapshot; no address is shown for want of one
        assert not [f for f in formulas if "/" in f or "_" in f]


def test_what_the_form_cannot_say(shown, demo_root):
    shown(demo_root)
    assert say("measures.footer") in words(opened("measures"))
