"""Every word a page says exists, with every place it fills; nothing falls back silently."""

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

from dashboard import labels
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


def written() -> dict[str, str]:
    """key -> text of every entry of every file."""
    found = {}

    def walk(prefix, entry):
        if isinstance(entry, dict):
            for name, inner in entry.items():
                walk(f"{prefix}.{name}", inner)
        elif isinstance(entry, str):
            found[prefix] = entry

    for path in labels.FOLDER.glob("*.toml"):
        walk(path.stem, tomllib.loads(path.read_text("utf-8")))
    return found


WRITTEN = written()


@pytest.mark.parametrize(("place", "pattern", "values"), list(asked()), ids=lambda v: v if isinstance(v, str) else "")
def test_every_key_that_is_said_is_written(place, pattern, values):
    keys = [k for k in WRITTEN if re.fullmatch(pattern, k)]
    assert keys, f"{place}: no label {pattern}"
    if "\\w" not in pattern and values is not None:
        needed = {name for _, name, _, _ in string.Formatter().parse(WRITTEN[keys[0]]) if name}
        assert needed <= values, f"{place}: {keys[0]} needs {needed - values}"


def test_a_missing_key_and_a_missing_value_are_named():
    with pytest.raises(KeyError, match="overview.*no_such"):
        labels.say("overview.no_such")
    with pytest.raises(KeyError, match="place"):
        labels.say("overview.question")
    with pytest.raises(KeyError, match="nowhere"):
        labels.say("nowhere.question")


def test_only_b_is_markup():
    for key, text in WRITTEN.items():
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
