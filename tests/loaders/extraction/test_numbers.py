"""What the text of one cell says: the specimens of real reports, each with its one right reading."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.numbers import is_value, read_cell
from loaders.report import BLANK, DASH, DOUBTFUL, NUMBER, TEXT


@pytest.mark.parametrize("text, kind, value", [
    ("0", "flow", 0), (" 0 ", "flow", 0), ("\u00a00", "flow", 0), ("95", "flow", 95), ("１２０４", "flow", 1204),
    ("1,204", "flow", 1204), ("1，204", "flow", 1204), ("12,345,678", "flow", 12345678), ("0.0", "flow", 0),
    ("12.5", "flow", "12.5"), ("12.50", "money", "12.50"), ("1.204", "money", "1.204"), ("7545", "money", 7545),
    ("+2", "signed", 2), ("-1", "signed", -1), ("－1", "signed", -1), ("−3", "signed", -3), ("＋2", "signed", 2),
    ("- 1", "signed", -1), ("-1", "flow", -1), ("０", "flow", 0), ("0\u200b", "flow", 0), ("\t5\n", "flow", 5),
])
def test_a_number(text, kind, value):
    read = read_cell(text, kind)
    assert (read.state, read.value, read.unit, read.note) == (NUMBER, Decimal(str(value)), None, None)


@pytest.mark.parametrize("text, value, unit, note", [
    ("22（其中修订16件）", 22, None, "原文附注：其中修订16件"),
    ("22件（其中修订16件）", 22, "件", "原文附注：其中修订16件"),
    ("251000元", 251000, "元", None), ("25.1万元", "25.1", "万元", None), ("251,000 元", 251000, "元", None),
    ("3件", 3, "件", None), ("1.5亿元", "1.5", "亿元", None),
])
def test_a_number_with_its_unit_or_remark(text, value, unit, note):
    read = read_cell(text, "money")
    assert (read.state, read.value, read.unit, read.note) == (NUMBER, Decimal(str(value)), unit, note)


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u00a0", "&nbsp;", "\n\t", "\u200b"])
def test_a_blank_is_a_blank(text):
    assert read_cell(text).state == BLANK


@pytest.mark.parametrize("text", ["/", "／", "-", "－", "—", "——", "–", "\\", "−", "─", "--"])
def test_a_lone_dash_is_a_dash(text):
    assert read_cell(text, "signed").state == DASH


@pytest.mark.parametrize("text", [
    "无", "O", "o", "零", "〇", "见附件", "约25", "12%", "二", "N/A", "#REF!", "2024年未收费", "②",
])
def test_text_is_text(text):
    read = read_cell(text)
    assert (read.state, read.value) == (TEXT, None)


@pytest.mark.parametrize("text, kind", [
    ("1 204", "flow"), ("1204\n5", "flow"), ("1 2", "flow"), ("1,20", "flow"), ("1、204", "flow"), ("(3)", "signed"),
    ("—1", "signed"), ("- 1", "flow"), ("1.204", "flow"), ("12*", "flow"), ("3?", "flow"), ("1" * 16, "flow"),
    ("0.30000000000000004", "money"), ("12②", "flow"),
])
def test_what_can_be_read_in_two_ways_is_doubtful_and_says_so(text, kind):
    read = read_cell(text, kind)
    assert (read.state, read.value) == (DOUBTFUL, None)
    assert read.note


@given(st.integers(-10**12, 10**12))
def test_every_whole_number_comes_back(number):
    assert read_cell(f"{number}", "signed").value == number
    assert read_cell(f"{number:,}", "signed").value == number


@given(st.text(max_size=12), st.sampled_from(("flow", "stock", "signed", "money")))
def test_any_text_has_a_reading_and_only_numbers_have_values(text, kind):
    read = read_cell(text, kind)
    assert (read.value is not None) == (read.state == NUMBER)
    assert (read.note is not None) >= (read.state == DOUBTFUL)
    if read.state == NUMBER:
        assert any(c in "0123456789０１２３４５６７８９" for c in text)


def test_loose_pieces_that_may_stand_in_a_number_cell():
    assert all(map(is_value, ("0", "-", "/", "无", "+2", "22（其中修订16件）")))
    assert not any(map(is_value, ("规章", "", "1.属于国家秘密", "第二十条第（一）项", "（一）予以公开")))
