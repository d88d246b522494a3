"""Workbooks: blocks of rows, merges, numbers as a person sees them."""

import datetime

import pytest

from loaders.readers import read
from tests.loaders.readers.shapes import flow, xlsx


def sheet(*rows: list, at: int = 0) -> dict:
    return {(r + at, c): value for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None}


def shown(*sheets: dict, merged: tuple = ()) -> list:
    return flow(read(xlsx(*sheets, merged=merged), "a.xlsx"))


def test_titles_and_headings_are_lines_tables_are_grids():
    rows = sheet(
        ["某局2024年政府信息公开工作年度报告"],
        ["二、主动公开政府信息情况"],
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "现行有效件数"],
        ["规章", 1, 0],
        ["行政规范性文件"],
        ["三、收到和处理政府信息公开申请情况"],
        ["项目", "总计"],
        ["一、本年新收", 95],
        [None],
        ["注：以上数据截至年底。"],
    )
    assert shown(rows, merged=((2, 0, 2, 2),)) == [
        "某局2024年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        [
            ["第二十条第（一）项", "<", "<"],
            ["信息内容", "本年制发件数", "现行有效件数"],
            ["规章", "1", "0"],
            ["行政规范性文件", "", ""],
        ],
        "三、收到和处理政府信息公开申请情况",
        [["项目", "总计"], ["一、本年新收", "95"]],
        "注：以上数据截至年底。",
    ]


def test_a_blank_form_keeps_its_rows():
    rows = sheet(["项目", "自然人", "总计"], ["一、本年新收政府信息公开申请数量"], ["四、结转下年度继续办理"])
    assert shown(rows) == [
        [["项目", "自然人", "总计"], ["一、本年新收政府信息公开申请数量", "", ""], ["四、结转下年度继续办理", "", ""]]
    ]


def test_merges_across_and_downwards():
    rows = sheet(
        ["角", None, "申请人情况"], [None, None, "自然人", "总计"], ["三", "公开", 1, 2], [None, "其他", None, 3]
    )
    assert shown(rows, merged=((0, 0, 1, 1), (0, 2, 0, 3), (2, 0, 3, 0))) == [
        [["角", "<", "申请人情况", "<"], ["^", "<", "自然人", "总计"], ["三", "公开", "1", "2"], ["^", "其他", "", "3"]]
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (5.0, "5"),
        (0, "0"),
        (7545.6, "7545.6"),
        (0.1 + 0.2, "0.3"),
        (447228, "447228"),
        (-1, "-1"),
        (1e15, "1" + "0" * 15),
        ("0", "0"),
        ("/", "/"),
        (" 5 ", "5"),
        (True, "TRUE"),
    ],
)
def test_numbers_come_as_a_person_sees_them(value, text):
    assert shown(sheet(["甲", value])) == [[["甲", text]]]


def test_dates_come_as_days():
    assert shown(sheet(["公布日期", datetime.date(2025, 1, 20)])) == [[["公布日期", "2025-01-20"]]]


def test_sheets_in_order_with_their_names():
    document = read(xlsx(sheet(["甲", 1]), sheet(["乙", 2], at=5)), "a.xlsx")
    assert flow(document) == [[["甲", "1"]], [["乙", "2"]]]
    assert document.metadata["sheet_names"] == "表1\n表2"


def test_a_blank_row_parts_two_tables():
    assert shown(sheet(["甲", 1], [], ["乙", 2])) == [[["甲", "1"]], [["乙", "2"]]]
