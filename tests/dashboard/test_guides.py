"""帮助 beside each figure: every figure names its words, every word is used, nothing is said twice."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from dashboard import labels
from dashboard.look.guide import PARTS, guide
from dashboard.measures import all_measures, measure

ROOT = Path(__file__).resolve().parents[2] / "dashboard"
PLACE = {"caption": 2, "draw": None, "guided": 0, "metrics": 1}  # which argument of look's functions names the words
WORDS = {code: {f"{page}.{figure}": parts
                for page, figures in tomllib.loads((labels.FOLDER / code / "guide.toml").read_text("utf-8")).items()
                for figure, parts in figures.items()} for code in labels.LANGUAGES}


def named():
    """(file:line, pattern of the key) of every figure of the dashboard, drawn at once or later (partial)."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or path.parent.name == "look":
                continue
            drawn = next((f for f in (node.func, *node.args[:1]) if isinstance(f, ast.Attribute)
                          and getattr(f.value, "id", "") == "look" and f.attr in PLACE), None)
            if drawn is None:
                continue
            place = f"{path.relative_to(ROOT)}:{node.lineno}"
            key = next((k.value for k in node.keywords if k.arg == "guide"), None) if drawn.attr == "draw" \
                else node.args[PLACE[drawn.attr]]
            assert key is not None, f"{place}: a figure without guide="
            if isinstance(key, ast.JoinedStr):
                parts = (re.escape(p.value) if isinstance(p, ast.Constant) else r"\w+" for p in key.values)
                yield place, "".join(parts)
            else:
                yield place, re.escape(ast.literal_eval(key))


def test_every_figure_has_its_words_and_every_word_its_figure():
    used = set()
    for place, pattern in named():
        keys = {key for key in WORDS["zh"] if re.fullmatch(pattern, key)}
        assert keys, f"{place}: labels/zh/guide.toml has no [{pattern}]"
        used |= keys
    assert used == set(WORDS["zh"]), f"no figure uses {set(WORDS['zh']) - used}"


@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_every_guide_says_how_to_read_and_what_high_and_low_mean(language):
    for key, parts in WORDS[language].items():
        assert {"read", "means"} <= set(parts) <= set(PARTS), f"labels/{language}/guide.toml [{key}]: {list(parts)}"


def test_what_a_measure_cannot_tell_comes_from_the_measure():
    which = measure("rate_disclosed")
    markup = guide("request_outcomes.dots", which.id, about="<b>某局</b>")
    assert which.caveats in markup and labels.say("measures.higher_is.neither") in markup
    assert "<b>" not in markup and "&lt;b&gt;某局" in markup
    assert markup.startswith("<details") and "<summary" in markup  # opened by the keyboard, by no rerun
    own = [text for parts in WORDS["zh"].values() for text in parts.values()]
    assert not [m.id for m in all_measures().values() if any(m.caveats in text for text in own)]
    with labels.speaking("en"):
        assert measure("rate_disclosed").caveats in guide("request_outcomes.dots", "rate_disclosed")
