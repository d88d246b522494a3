"""Titles as agencies print them: a line of titles.txt is a title, where it lay, and what it must tell."""

from pathlib import Path

import pytest

from loaders.document import Document, Line
from loaders.identify import identify
from loaders.identify.titles import take_apart
from tests.loaders.identity.register import shipped

ROWS = [[part.strip() for part in line.split("|")]
        for line in (Path(__file__).parent / "titles.txt").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize(("title", "name", "agency", "district", "year"), ROWS, ids=[" ".join(row[:2]) for row in ROWS])
def test_a_title_tells_agency_district_and_year(title, name, agency, district, year):
    lines = [Line(text) for text in [*title.split("｜"), "一、总体情况", "本年度工作情况如下。"]]
    told = identify(Document("text", tuple(lines)), name, shipped())
    assert [told.agency or "-", told.district or "-", str(told.year or "-")] == [agency, district, year]


def test_there_are_enough_titles():
    assert len(ROWS) >= 60


@pytest.mark.parametrize("text", [
    "首页 > 政府信息公开 > 年度报告",
    "现将淮安市人民政府2024年政府信息公开工作年度报告公布如下。",
    "政府信息公开指南",
    "根据《中华人民共和国政府信息公开条例》，编制本年度报告",
    "政府信息公开工作年度报告格式模板",
    "2020年，紧紧围绕区委、区政府中心工作",
])
def test_a_line_with_more_than_a_title_is_no_title(text):
    assert take_apart(text) is None


def test_a_title_with_two_years_tells_no_year():
    assert take_apart("淮安市教育局2022年政府信息公开工作年度报告（2023年度）").year is None
