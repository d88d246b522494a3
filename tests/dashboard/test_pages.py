"""The pages over a whole demonstration, a user's first report, and nothing: each answers, none breaks."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters.scope import Scope
from dashboard.labels import say
from dashboard.labels.numbers import full
from dashboard.queries import scopes, sums
from dashboard.store import Store
from loaders.warehouse import current
from tests.conftest import ROOT
from tests.dashboard.drilled import cards, titles

PAGES = ["overview", "disclosure", "request_outcomes", "disputes"]
APP = str(ROOT / "dashboard" / "app.py")


def opened(page: str, **query) -> AppTest:
    """The page as first seen under a link with that query."""
    at = AppTest.from_file(APP, default_timeout=60)
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    if page != "overview":
        at.switch_page(f"app_pages/{page}.py")
        for key, value in query.items():
            at.query_params[key] = value
        at.run()
    return checked(at)


def checked(at: AppTest) -> AppTest:
    assert not at.exception, at.exception[0].message
    return at


def html(at: AppTest) -> str:
    return "\n".join(e.proto.body for e in at.get("html") if not e.proto.body.startswith("<style"))


def answer(at: AppTest) -> str:
    return re.search(r'<div class="answer">(.*?)</div>', html(at))[1]


def figures(at: AppTest) -> list[dict]:
    first = [json.loads(e.proto.json)["figure"] for e in at.get("bidi_component")
             if e.proto.component_name == "own_chart"]  # drawn by ourselves, before Plotly is there
    return first + [json.loads(e.proto.spec) for e in at.get("plotly_chart")]


@pytest.mark.parametrize("page", PAGES)
def test_the_demonstration(shown, demo_root, page):
    shown(demo_root)
    at = opened(page)
    assert "青禾省" in titles(at)[0] and say("look.demo") in html(at) and current(demo_root).name in html(at)
    assert "2025" in answer(at) and "<b>" in answer(at) and re.search(r"读到 \d+/\d+ 份年报", html(at))
    assert len(figures(at)) >= 3 and all(f["data"] for f in figures(at))
    assert [b.proto.label for b in at.get("download_button")] == [say("export.button_csv"), say("export.button_xlsx")]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_loaded_yet(shown, empty_root, page):
    shown(empty_root)
    at = opened(page)
    assert say("look.nothing_yet.title") in html(at) and say("look.not_zero") in html(at)
    assert not figures(at) and say("look.demo") not in html(at) and len(at.button) == 1
    checked(at.button[0].click().run())


@pytest.mark.parametrize("page", PAGES)
def test_the_first_report(shown, single_root, page):
    shown(single_root)
    at = opened(page)
    assert "2023" in answer(at) and say("look.demo") not in html(at)
    assert "应报名单中没有这一范围的机关" in html(at)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "query",
    [
        {"d": ["990200 沧岭市"]},
        {"y0": ["2021"], "y1": ["2023"]},
        {"y0": ["2024"], "y1": ["2020"]},
        {"y0": ["2020"], "y1": ["2020"]},
        {"k": ["工作部门", "开发区"]},
        {"b": ["按机关"]},
        {"d": ["000000 全部地区"]},
        {"d": ["999999 无"], "y0": ["1066"]},
    ],
    ids=str,
)
def test_a_link_with_filters(shown, demo_root, page, query):
    shown(demo_root)
    at = opened(page, **query)
    shown_years = re.search(r"<span>(\d{4})(?:–(\d{4}))? 年</span>", html(at))
    if "y1" in query:
        assert shown_years[1] == min(query["y0"][0], query["y1"][0])
        assert (shown_years[2] or shown_years[1]) == max(query["y0"][0], query["y1"][0])
    else:
        assert shown_years[0] == "<span>2019–2025 年</span>", "an unknown year falls back to the default"
    if query.get("d") == ["990200 沧岭市"]:
        assert "沧岭市" in titles(at)[0]


@pytest.mark.parametrize("page", PAGES)
def test_a_filter_moved_on_the_page(shown, demo_root, page):
    shown(demo_root)
    at = opened(page)
    before = answer(at)
    checked(at.selectbox(key="d").set_value("990100").run())
    assert "云麓市" in titles(at)[0] and answer(at) != before
    checked(at.button(key="up_990000").click().run())
    assert "青禾省" in titles(at)[0] and answer(at) == before


def test_a_choice_is_kept_on_the_next_page(shown, demo_root):
    shown(demo_root)
    at = opened("overview")
    at.selectbox(key="d").set_value("990200").run()
    at.selectbox(key="y0").set_value(2022).run()
    checked(at.switch_page("app_pages/disputes.py").run())
    assert "沧岭市" in titles(at)[0] and "2022–2025 年" in html(at)


@pytest.mark.parametrize("page", PAGES)
def test_a_scope_without_a_report_says_so_and_draws_no_zero(shown, demo_root, page):
    shown(demo_root)
    store = Store(current(demo_root))
    district, label, kind = next(
        (row.district_id, row.label, kind)
        for row in scopes.districts(store).itertuples()
        for kind in scopes.kinds(store)["kind"]
        if scopes.units(store, Scope(row.district_id, 2019, 2025, (kind,)), "agency").empty
    )
    at = opened(page, d=[f"{district} {label}"], k=[say(f"filters.kind.{kind}")])
    assert label in titles(at)[0]
    assert say("look.no_report.title") in html(at) and say("look.not_zero") in html(at)
    assert not figures(at) and not cards(at)


def test_the_overview_says_what_the_store_says(shown, demo_root):
    shown(demo_root)
    at, store = opened("overview"), Store(current(demo_root))
    scope = Scope("990000", 2019, 2025)
    requests = sums.amounts(store, scope, "requests/new/total", "scope").set_index("year").loc[2025, "value"]
    share = sums.rates(store, scope, "rate_disclosed", "scope").set_index("year").loc[2025]
    found = scopes.finding_counts(store, scope, "scope").set_index("year").loc[2025]
    assert f"<b>{full(requests)} 件</b>" in answer(at)
    assert f"{full(share['numerator'])}/{full(share['denominator'])}" in answer(at)
    shown = cards(at)
    assert shown[say("overview.card.findings")][0] == f"{found['n_findings']} 条"
    assert shown[say("overview.card.disclosed")] == (
        f"{share['rate']:.1%}",
        f"{share['numerator']}/{share['denominator']} 件办结",
    )


def test_the_outcomes_of_one_applicant(shown, demo_root):
    shown(demo_root)
    at = opened("request_outcomes", p=["自然人"])
    assert "自然人的申请" in answer(at)
    years = figures(at)[0]
    assert [d["name"] for d in years["data"]] == [
        "予以公开",
        "部分公开",
        "不予公开",
        "无法提供",
        "不予处理",
        "其他处理",
    ]
    whole = figures(opened("request_outcomes"))[0]
    natural, everyone = (sum(int(c[2].replace(",", "")) for c in f["data"][0]["customdata"]) for f in (years, whole))
    assert 0 < natural < everyone


@pytest.mark.parametrize("route", ["复议与诉讼", "行政复议", "行政诉讼"])
def test_the_routes_of_disputes(shown, demo_root, route):
    shown(demo_root)
    at = opened("disputes", l=[route])
    assert route in html(at) and re.search(r"纠错率 <b>[\d.]+%</b>", answer(at))


@pytest.mark.parametrize("item", ["规范性文件存量", "行政许可决定", "行政事业性收费", "集中采购金额"])
def test_the_items_of_table_two(shown, demo_root, item):
    shown(demo_root)
    at = opened("disclosure", i=[item])
    first = figures(at)[0]
    if item.startswith("01"):
        known = [[y for y, v in zip(d["x"], d["y"]) if v is not None] for d in first["data"]]
        assert all(max(k) <= 2020 or min(k) >= 2021 for k in known), "no line runs from one form into the other"
        assert "不可相减" in html(at)


def test_a_broken_warehouse_is_said_in_words(shown, demo_root, tmp_path):
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "current").write_text("20260101-000000")
    shown(tmp_path)
    at = checked(AppTest.from_file(APP, default_timeout=60).run())
    assert say("look.unusable") in html(at) and "20260101-000000" in html(at) and not titles(at)


def test_a_pointer_that_leaves_the_warehouse_is_not_followed(shown, demo_root, tmp_path):
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "current").write_text(f"../../{current(demo_root)}")
    shown(tmp_path)
    assert say("look.nothing_yet.title") in html(opened("overview"))
