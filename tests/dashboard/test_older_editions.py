"""Reports before 2019 on the pages: the list drawn as printed, narratives with their prose, and no line of theirs in a
later series."""

import json

import pytest

from dashboard.queries import compare
from dashboard.store import Store
from loaders.demo.province import province
from loaders.warehouse import current
from tests.dashboard import worlds
from tests.dashboard.drilled import given, opened, words

YEARS = range(2012, 2022)


@pytest.fixture(scope="module")
def older_root(tmp_path_factory):
    return worlds.full(tmp_path_factory.mktemp("older") / "root", 8, YEARS)


@pytest.fixture(scope="module")
def reports():
    """(edition or None) -> a report of it that has years before and after."""
    found = {}
    for report in province(8, YEARS).reports():
        found.setdefault(report.edition, report)
    return found


def link_of(report) -> str:
    return f"{report.identity.agency_id}-{report.identity.year}-{report.identity.scope}"


def test_the_list_is_drawn_as_printed(older_root, reports, shown):
    shown(older_root)
    report = reports["2014"]
    (drawn,) = given(opened("report", r=link_of(report)), "printed_form")
    head, body = (section["rows"] for section in drawn["sections"])
    assert [box["text"] for box in head[0]] == ["统计指标", "单位", "统计数"]
    assert [box["text"] for box in body[0]] == ["一、主动公开情况"] and body[0][0]["across"] == 3
    numbers = {row[2]["address"]: row[2]["text"] for row in body if len(row) == 3}
    assert numbers == {f"{f.table}/{f.item}/{f.column}": f.raw.strip() or numbers[f"{f.table}/{f.item}/{f.column}"]
                       for f in report.figures}
    assert [row[1]["text"] for row in body if "举报投诉数量" in row[0]["text"]] == ["件"]


def test_a_narrative_shows_its_prose_and_says_that_it_has_no_table(older_root, reports, shown):
    shown(older_root)
    page = opened("report", r=link_of(reports[None]))
    assert not given(page, "printed_form")
    assert "没有法定统计表" in words(page)
    prose = str([json.loads(e.proto.json) for e in page.get("bidi_component")])
    assert all(repr(section.text)[1:-1] in prose for section in reports[None].sections)


def test_a_link_to_a_table_of_another_form_opens_what_there_is(older_root, reports, shown):
    shown(older_root)
    (drawn,) = given(opened("report", r=link_of(reports["2014"]), t="表四 复议诉讼"), "printed_form")
    assert drawn["sections"][0]["rows"][0][0]["text"] == "统计指标"


def test_a_later_series_begins_where_its_form_begins(older_root):
    store = Store(current(older_root))
    agencies = tuple(a.agency_id for a in province(8, YEARS).agencies)
    chosen = compare.Chosen("agency", agencies, YEARS[0], YEARS[-1])
    for name, held in (("requests/new/total", {2019, 2020, 2021}), ("activity/received/count", set(range(2014, 2019)))):
        assert set(compare.amounts(store, chosen, name).dropna(subset=["value"])["year"]) == held
    rates = compare.rates(store, chosen, "rate_disclosed").dropna(subset=["rate"])
    assert min(rates["year"]) == 2019


@pytest.mark.parametrize("page", ["overview", "disclosure", "request_outcomes", "disputes", "compare", "anomalies",
                                  "coverage", "measures"])
@pytest.mark.parametrize("years", [{}, {"y0": "2013", "y1": "2016"}], ids=["every year", "before the form"])
def test_every_page_opens_with_them(older_root, shown, page, years):
    shown(older_root)
    opened(page, **years)


def test_an_agency_has_a_column_for_each_and_compare_offers_the_lines(older_root, reports, shown):
    shown(older_root)
    who = reports["2014"].identity.agency_id
    assert "2014 年版表式" in str(given(opened("agency", a=who, ft="统计表"), "spark_table"))
    assert "收到申请数" in str(given(opened("compare", cm="activity/received/count"), "wide_table"))


def test_a_link_keeps_its_tab(older_root, reports, shown):
    shown(older_root)
    assert not given(opened("report", r=link_of(reports["2014"]), t="正文"), "printed_form")
    (drawn,) = given(opened("report", r=link_of(reports["2019"]), t="表四 复议诉讼"), "printed_form")
    assert "表四" in drawn["label"]
