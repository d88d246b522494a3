"""Every word a page says exists in every language, with every place it fills; nothing falls back silently."""

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

from dashboard import labels
from dashboard.labels.links import elsewhere
from dashboard.measures import all_measures
from dashboard.queries.disclosure import all_series
from loaders.register.rows import KINDS

ROOT = Path(__file__).resolve().parents[2] / "dashboard"
CALLS = {"say", "rich"}


def asked():
    """(file:line, key or pattern, names of the values or None) of every say() and rich() of the dashboard."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in CALLS:
                continue
            options = (
                [node.args[0].body, node.args[0].orelse] if isinstance(node.args[0], ast.IfExp) else [node.args[0]]
            )
            values = None if any(k.arg is None for k in node.keywords) else {k.arg for k in node.keywords}
            for key in options:
                if isinstance(key, ast.Constant):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", re.escape(key.value), values
                elif isinstance(key, ast.JoinedStr):
                    parts = (re.escape(p.value) if isinstance(p, ast.Constant) else r"[\w.]+" for p in key.values)
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", "".join(parts), values


def written(language: str) -> dict[str, str]:
    """key -> text of every entry of every file of a language."""
    found = {}

    def walk(prefix, entry):
        if isinstance(entry, dict):
            for name, inner in entry.items():
                walk(f"{prefix}.{name}", inner)
        elif isinstance(entry, str):
            found[prefix] = entry

    for path in sorted((labels.FOLDER / language).glob("*.toml")):
        walk(path.stem, tomllib.loads(path.read_text("utf-8")))
    return found


ALL = {language: written(language) for language in labels.LANGUAGES}
WRITTEN = ALL["zh"]
UNITS = "numbers.one."  # how a unit is written after 1: each language has its own


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("place", "pattern", "values"), list(asked()), ids=lambda v: v if isinstance(v, str) else "")
def test_every_key_that_is_said_is_written(place, pattern, values):
    keys = [k for k in WRITTEN if re.fullmatch(pattern, k)]
    assert keys, f"{place}: no label {pattern}"
    if "\\w" not in pattern and values is not None:
        needed = places(WRITTEN[keys[0]])
        assert needed <= values, f"{place}: {keys[0]} needs {needed - values}"


@pytest.mark.parametrize("language", labels.LANGUAGES[1:])
def test_every_language_has_the_same_words_with_the_same_places(language):
    own = {key: text for key, text in ALL[language].items() if not key.startswith(UNITS)}
    wrong = [f"dashboard/labels/{language}/{page(key)} lacks {rest(key)} = {text!r}"
             for key, text in WRITTEN.items() if key not in own]
    wrong += [f"dashboard/labels/zh/{page(key)} lacks {rest(key)} = {text!r}"
              for key, text in own.items() if key not in WRITTEN]
    wrong += [f"labels/{language}/{page(key)}: {rest(key)} fills {places(own[key])}, the Chinese {places(text)}"
              for key, text in WRITTEN.items() if key in own and places(own[key]) != places(text)]
    assert not wrong, "\n".join(["every word stands in every language:", *wrong])


def page(key: str) -> str:
    return f"{key.partition('.')[0]}.toml"


def rest(key: str) -> str:
    return key.partition(".")[2]


OPTIONS = ("filters.kind", "filters.breakdown", "disclosure.series", "disputes.routes", "request_outcomes.applicants",
           "request_outcomes.sorts", "request_outcomes.divisions",
           "compare.by", "compare.orientation", "compare.base", "compare.part",
           "questions.way", "questions.window", "questions.trait", "questions.tier", "first_look.item",
           "copied.share", "copied.whose", "copied.section", "judging.verdict", "anomalies.class",
           "anomalies.tab", "report.tab")


@pytest.mark.parametrize("table", OPTIONS)
def test_a_link_in_another_language_means_one_option_and_the_order_is_the_same(table):
    offered = {}
    for language in labels.LANGUAGES:
        with labels.speaking(language):
            offered[language] = labels.listed(table)
    zh, en = (offered[language] for language in labels.LANGUAGES)
    assert list(zh) == list(en), f"{table} has another order in English"
    for here, there, language in ((zh, en, "zh"), (en, zh, "en")):
        with labels.speaking(language):
            for option, text in there.items():
                assert elsewhere(text) & set(here.values()) == {here[option]}, f"{table}: {text!r} in a link"


def test_english_words_hold_no_chinese_ones():
    for key, text in ALL["en"].items():
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", text), f"labels/en: {key} holds Chinese: {text}"


@pytest.mark.parametrize(("n", "words"), [("0", "0 findings"), ("1", "1 finding"), (11, "11 findings")])
def test_one_is_singular_in_english(n, words):
    with labels.speaking("en"):
        assert labels.say("agency.findings", n=n) == words
    assert labels.say("agency.findings", n=n) == f"{n} 处核查发现"


@pytest.mark.parametrize(("name", "shown"), [
    ("云麓市: which reports do not add up?", "云麓市: which reports do not add up?"),
    ("half-year, 1/2 (own).", "half-year, 1/2 (own)."),
    ("**x** [a](b) :red[c] :smile: www.x.cn", "＊＊x＊＊ ［a］(b) ：red［c］ ：smile: www．x．cn"),
    ("http://x.cn", "http：//x．cn"),
    ("1. one - two", "1． one － two"),
])
def test_an_english_title_keeps_its_signs_and_obeys_no_name(name, shown):
    with labels.speaking("en"):
        assert labels.literal(name) == shown
    assert not re.search(r"[!-/:-@\[-`{-~]", labels.literal(name))


def test_what_is_made_later_speaks_the_language_of_the_page():
    with labels.speaking("en"):
        later = labels.carried(lambda: labels.say("export.sheet_data"))
    assert (labels.language(), later(), labels.language()) == ("zh", "Data", "zh")
    with pytest.raises(ValueError, match="xx"):
        labels.speak("xx")


def test_a_missing_key_and_a_missing_value_are_named():
    with pytest.raises(KeyError, match="overview.*no_such"):
        labels.say("overview.no_such")
    with pytest.raises(KeyError, match="place"):
        labels.say("overview.question")
    with pytest.raises(KeyError, match="nowhere"):
        labels.say("nowhere.question")


def test_only_b_is_markup():
    for key, text in [pair for words in ALL.values() for pair in words.items()]:
        assert not re.search(r"<(?!/?b>)", text), f"{key}: only <b> may stand in a label"


def test_no_page_begins_a_sentence_with_a_quotation_mark():
    for key, text in WRITTEN.items():
        if key.rpartition(".")[2].startswith(("foot", "title", "sub")):
            assert not text.startswith("“"), f"{key} begins with “, which indents in Chinese faces"


def test_every_kind_series_and_phase_has_its_words():
    assert set(labels.listed("filters.kind")) == set(KINDS)
    assert set(labels.listed("disclosure.series")) == set(all_series())
    for series in all_series().values():
        assert set(labels.listed(f"disclosure.phase.{series.id}")) == set(series.phases)
    assert all(m.label for m in all_measures().values())
