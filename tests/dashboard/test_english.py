"""The dashboard in English: every page, tab and file, without a Chinese word of ours.

What may stay Chinese: names (agencies, districts, files) and what a report itself says (quotations, cells, prose).
"""

import io
import json
import re
from collections.abc import Iterator
from datetime import datetime

import openpyxl
import pandas as pd
import pytest
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from dashboard import export, labels
from dashboard.briefing.agency import dossier
from dashboard.briefing.district import district as briefing
from dashboard.briefing.model import texts
from dashboard.labels import speaking
from dashboard.queries.scope import Scope
from dashboard.queries.verdicts import NOTHING
from dashboard.store import Store
from loaders.warehouse import current
from tests.conftest import ROOT

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
# Without those that are read tab by tab.
PAGES = ["overview", "disclosure", "request_outcomes", "disputes", "compare", "agency", "coverage", "measures",
         "intake"]
CODE = {"jsContent", "cssContent", "jsSourcePath", "cssSourcePath"}  # of a component; its comments are nobody's words
TABS = [("anomalies", "anomalies.tab"), ("report", "report.tab")]


@pytest.fixture(scope="module")
def sayings(demo_root) -> re.Pattern:
    """Names, and what reports say, the longest first."""
    folder = current(demo_root)

    def column(table: str, *names: str) -> Iterator[str]:
        for path in sorted(folder.glob(f"{table}*.parquet")):
            frame = pd.read_parquet(path, columns=list(names))
            for name in names:
                yield from frame[name].dropna().astype(str)

    found = {*column("agencies", "label", "short_label"), *column("divisions", "label", "full_label"),
             *column("reports", "agency_label", "title"), *column("documents", "name"), *column("findings", "quote"),
             *column("statements", "quote", "subject"), *column("sections", "heading")}
    found |= {line.strip() for text in column("sections", "text") for line in text.splitlines()}
    for path in sorted(folder.glob("evidence*.parquet")):
        found |= {cell["raw"] for cells in pd.read_parquet(path, columns=["cells"])["cells"] for cell in cells
                  if cell["raw"]}
    for path in sorted(folder.glob("reports*.parquet")):
        found |= {str(i[k]) for row in pd.read_parquet(path, columns=["identity"])["identity"] for i in row
                  for k in ("value", "quote") if i[k]}
    found |= {name[:n] for name in column("agencies", "label") for n in range(6, len(name))}  # charts cut long names
    return re.compile("|".join(re.escape(t) for t in sorted(found, key=len, reverse=True) if CHINESE.search(t)))


def shown_by(at: AppTest) -> Iterator[tuple[str, str]]:
    """(kind of element, text) of all that a page sends to the browser."""

    def walk(node):
        yield node
        for child in getattr(node, "children", {}).values():
            yield from walk(child)

    def words(value) -> Iterator[str]:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name not in CODE:
                    yield from words(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from words(inner)
        elif isinstance(value, str):
            if value[:1] in "{[":
                try:
                    yield from words(json.loads(value))
                    return
                except ValueError:
                    pass
            yield value

    for node in walk(at._tree):
        if (proto := getattr(node, "proto", None)) is not None and hasattr(proto, "DESCRIPTOR"):
            for text in words(MessageToDict(proto)):
                if not text.startswith("<style"):
                    yield node.type, text


def left(text: str, sayings: re.Pattern) -> list[str]:
    """Chinese that is neither a name nor a report's own words."""
    return CHINESE.findall(sayings.sub("", text))


def opened(page: str, **query) -> AppTest:
    """The page as first seen under such a link."""
    at = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120)
    query = {"lang": "en"} | query
    at.query_params.update(query)
    at.run()
    if page != "overview":
        at.switch_page(f"app_pages/{page}.py")
        at.query_params.update(query)
        at.run()
    assert not at.exception, at.exception[0].message
    return at


def check(at: AppTest, sayings: re.Pattern) -> None:
    found = {(kind, word) for kind, text in shown_by(at) for word in left(text, sayings)}
    assert not found, f"Chinese on an English page: {sorted(found)}"


@pytest.mark.parametrize("page", PAGES)
def test_every_page(demo_root, shown, sayings, page):
    shown(demo_root)
    at = opened(page)
    assert at.query_params["lang"] in ("en", ["en"])
    check(at, sayings)


@pytest.mark.parametrize(("page", "word", "tab"), [(p, w, t) for p, w in TABS for t in sorted(labels.listed(w))
                                                   if t != "activity"])
def test_every_tab(demo_root, shown, sayings, page, word, tab):
    """Also by a link made in Chinese: it opens the same tab."""
    shown(demo_root)
    at = opened(page, t=labels.say(f"{word}.{tab}"))
    assert at.session_state["t"] == tab
    check(at, sayings)


@pytest.mark.parametrize("page", ["overview", "agency", "report", "intake"])
def test_while_there_is_no_report(empty_root, shown, sayings, page):
    shown(empty_root)
    at = opened(page)
    check(at, sayings)


def test_a_chinese_link_chooses_the_same(demo_root, shown, sayings):
    shown(demo_root)
    at = opened("request_outcomes", k=["工作部门", "开发区"], p="自然人", s="按名称", d="990200 沧岭市")
    assert at.selectbox(key="p").value == "natural_person" and at.selectbox(key="s").value == "name"
    assert at.multiselect(key="k").value == ["dept", "zone"] and at.selectbox(key="d").value == "990200"
    assert "natural persons" in next(text for kind, text in shown_by(at) if 'class="answer"' in text).casefold()


def test_the_switch_keeps_what_was_chosen(demo_root, shown, sayings):
    shown(demo_root)
    at = opened("request_outcomes", lang="zh", p="自然人")
    assert at.selectbox(key="p").label == "申请人"
    at.segmented_control(key="lang").set_value("en").run()
    assert not at.exception and at.selectbox(key="p").label == "Applicants"
    assert at.selectbox(key="p").value == "natural_person"
    check(at, sayings)
    at.switch_page("app_pages/disputes.py").run()
    check(at, sayings)


def test_files(demo_root, sayings):
    """A table's heads, its sheet About, its name; numbers and definitions come from the same words as the pages."""
    from dashboard.measures import all_measures, meaning
    from dashboard.queries import report

    store = Store(current(demo_root))
    with speaking("en"):
        names = report.labels(store)
        definitions = tuple((m.label, meaning(m, names)) for m in all_measures().values())
        about = export.About(labels.say("overview.download", place="", span="2024"), store.snapshot, True,
                             ((labels.say("filters.district"), "x"),), definitions)
        fields = [export.Field(name, said) for name, said in labels.listed("overview.column").items()]
        rows = pd.DataFrame([["x"] * len(fields)], columns=[f.name for f in fields])
        book = openpyxl.load_workbook(io.BytesIO(export.xlsx(rows, fields, about, datetime(2026, 1, 2))))
        assert not CHINESE.search(export.file_name(about, "xlsx"))
    assert book.sheetnames == ["Data", "About"]
    cells = [str(c.value) for sheet in book for row in sheet for c in row if c.value is not None]
    assert len(cells) > 100 and not [c for c in cells if left(c, sayings)]


def test_documents(demo_root, sayings):
    store, made = Store(current(demo_root)), datetime(2026, 11, 25, 9, 30)
    agency = pd.read_parquet(current(demo_root) / "findings.parquet")["agency_id"].value_counts().index[0]
    with speaking("en"):
        for document in (briefing(store, Scope("990000", 2019, 2025), made, NOTHING), dossier(store, agency, made)):
            words = list(texts(document))
            assert len(words) > 200 and not {w for text in words for w in left(text, sayings)}
