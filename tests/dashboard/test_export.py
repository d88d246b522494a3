"""Exported files, read again by another program: numbers, nothings, and text that must not become a formula."""

import csv
import io
from datetime import datetime
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest

from dashboard import export, labels

FIELDS = [
    export.Field("agency", "机关"),
    export.Field("year", "年度", "year"),
    export.Field("new", "新收（件）", "count"),
    export.Field("rate", "实质公开率", "share"),
    export.Field("fees", "收费（万元）", "money"),
]
FRAME = pd.DataFrame(
    {
        "agency": ["望川区自然资源局", '=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"],
        "year": [2021, 2022, 2023, 2024, 2024, 2024, 2024, 2024],
        "new": pd.Series([0, None, "/", "无", 1204, 7, 8, 9], dtype=object),
        "rate": [0.5, None, 1.0, 0.0, 0.125, None, None, None],
        "fees": pd.Series([Decimal("12.50"), None, Decimal("0"), Decimal("-3"), None, None, None, None], dtype=object),
    }
)
ABOUT = export.About(
    "对比 表:一",
    "20260101-abc",
    True,
    (("行政区划", "=990100 望川区"),),
    (("实质公开率", "（予以＋部分）÷总计"),),
    pd.DataFrame({"name": ["=a.pdf"], "agency": ["望川区"], "year": [2021], "sha256": ["ab" * 32]}),
)
MADE = datetime(2026, 1, 2, 3, 4)


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(export.xlsx(FRAME, FIELDS, ABOUT, MADE)))


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_heads_and_the_frozen_pane(book):
    sheet = book.worksheets[0]
    assert [c.value for c in sheet[1]] == [f.label for f in FIELDS]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:E9"


def test_a_number_is_a_number_and_a_blank_is_empty(book):
    sheet = book.worksheets[0]
    assert (sheet["C2"].value, sheet["C2"].data_type) == (0, "n")
    assert sheet["C3"].value is None
    assert (sheet["C4"].value, sheet["C5"].value) == ("/", "无")
    assert (sheet["D2"].value, sheet["D2"].number_format) == (0.5, "0.0%")
    assert sheet["D3"].value is None and sheet["D5"].value == 0
    assert (sheet["E2"].value, sheet["E5"].value) == (12.5, -3)
    assert sheet["B2"].number_format == "0"


def test_no_cell_of_the_workbook_is_a_formula(book):
    cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.value is not None]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    assert book.worksheets[0]["A3"].value == '=HYPERLINK("x")'
    assert not book.worksheets[0]._hyperlinks


def test_the_second_sheet_says_what_the_file_is(book):
    words = {r[0].value: r[1].value for r in book.worksheets[1].iter_rows() if r[0].value}
    assert words[labels.say("export.title")] == ABOUT.title
    assert words[labels.say("export.snapshot")] == ABOUT.snapshot
    assert words[labels.say("export.kind")] == labels.say("export.is_demo")
    assert words[labels.say("export.made")] == "2026-01-02 03:04"
    assert words["行政区划"] == "=990100 望川区"
    assert words["实质公开率"] == "（予以＋部分）÷总计"
    assert [c.value for c in list(book.worksheets[1].iter_rows())[-1]] == ["望川区", "=a.pdf", 2021, "ab" * 32]


def test_columns_are_wide_enough_for_chinese(book):
    width = book.worksheets[0].column_dimensions["A"].width
    assert width >= 2 * len("望川区自然资源局")


def test_csv_has_a_bom_and_runs_nothing():
    data = export.csv(FRAME, FIELDS)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = rows_of(data)
    assert rows[0] == [f.label for f in FIELDS]
    assert rows[1] == ["望川区自然资源局", "2021", "0", "0.5", "12.5"]
    assert rows[2][2:] == ["", "", ""]
    for row in rows[2:]:
        assert row[0].startswith("'"), row[0]
    assert rows[4][4] == "-3", "a negative number stays a number"


def test_an_empty_table_is_a_file_with_heads():
    assert rows_of(export.csv(FRAME.head(0), FIELDS)) == [[f.label for f in FIELDS]]
    sheet = openpyxl.load_workbook(io.BytesIO(export.xlsx(FRAME.head(0), FIELDS, ABOUT, MADE))).worksheets[0]
    assert sheet.max_row == 1


def test_a_text_longer_than_a_cell_is_kept_as_far_as_a_cell_goes():
    frame = pd.DataFrame({"agency": ["长" * 40_000]})
    sheet = openpyxl.load_workbook(io.BytesIO(export.xlsx(frame, FIELDS[:1], ABOUT, MADE))).worksheets[0]
    assert sheet["A2"].value == "长" * 32_000


def test_the_file_name_is_one_that_every_system_takes():
    name = export.file_name(ABOUT, "xlsx")
    assert name == "对比-表-一_20260101-abc_演示数据.xlsx"
