"""How numbers are written: nothing is a dash, never a zero."""

import math

import pandas as pd
import pytest

from dashboard import labels
from dashboard.labels.leading import leading
from dashboard.labels.numbers import change, full, number, of, percent, rate, span


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1204, "1,204"),
        (99_999, "99,999"),
        (100_000, "10.0 万"),
        (123_456, "12.3 万"),
        (345_000_000, "3.45 亿"),
        (None, "—"),
        (math.nan, "—"),
        (pd.NA, "—"),
        (-3, "-3"),
        (5284.80295, "5,284.8"),
    ],
)
def test_number(value, text):
    assert number(value) == text


def test_full_numbers_keep_every_digit():
    assert full(12_345_678) == "12,345,678" and full(9730.174318) == "9,730.17" and full(None) == "—"


@pytest.mark.parametrize(
    ("n", "total", "text"), [(11, 78, "14.1%"), (0, 5, "0.0%"), (0, 0, "—"), (None, 5, "—"), (5, pd.NA, "—")]
)
def test_rate(n, total, text):
    assert rate(n, total) == text


def test_what_a_rate_is_made_of():
    assert of(1842, 2981) == "1,842/2,981" and of(0, 0) == "0/0" and of(None, None) == "—" and percent(None) == "—"


def test_a_change_needs_something_to_change_from():
    assert change(110, 100) == "+10.0%" and change(90, 100) == "-10.0%"
    assert change(5, 0) == "—" and change(None, 5) == "—" and change(5, None) == "—"


def test_span():
    assert span(2019, 2025) == "2019–2025" and span(2024, 2024) == "2024"


@pytest.mark.parametrize(("counts", "zh", "en"), [
    ({"a": 3, "b": 14, "c": None}, ("乙", "14"), ("乙", "14")),
    ({"a": 14, "b": 14, "c": 1}, ("甲和乙", "各 14"), ("甲 and 乙", "14 each")),
    ({"a": 2, "b": 2, "c": 2}, ("甲等 3 个", "各 2"), ("甲 (one of 3)", "2 each")),
    ({"a": 0, "b": None}, None, None),
    ({}, None, None),
], ids=["one", "two", "three", "noughts", "nobody"])
def test_nobody_who_shares_the_largest_count_is_left_out(counts, zh, en):
    for language, said in (("zh", zh), ("en", en)):
        with labels.speaking(language):
            assert leading(counts, {"a": "甲", "b": "乙", "c": "丙"}.get) == said
