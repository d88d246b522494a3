"""Cells that show another number than they hold, or hold what no number looks like: never a silent wrong value."""

from decimal import Decimal

import pytest

from loaders.numbers import read_cell
from loaders.report import DOUBTFUL, NUMBER, TEXT


@pytest.mark.parametrize("text", ["\u202e12", "12\u202e", "\u202d12\u202c", "\u2067 12\u2069", "1\u202e2", "00", "012",
                                  "+07"])
def test_what_may_show_otherwise_than_it_is_stored_is_doubtful(text):
    assert read_cell(text).state == DOUBTFUL and read_cell(text).value is None


@pytest.mark.parametrize("text", ["1\u03012", "1\u03362\u0336", "1\u20e3", "1²", "12①", "1O", "l2", "B", "1\ud8002"])
def test_marks_and_letters_among_digits_are_no_number(text):
    assert read_cell(text).state in (DOUBTFUL, TEXT)


@pytest.mark.parametrize("text", ["１２", "1\u200b2", "\ufeff12", "12\u200e", " 12\u3000", "١٢", "𝟏𝟐"])
def test_digits_of_any_script_and_marks_without_width_read_as_they_look(text):
    assert (read_cell(text).state, read_cell(text).value) == (NUMBER, Decimal(12))


@pytest.mark.parametrize("text", ["0", "0.5", "10", "100"])
def test_a_nought_where_it_belongs(text):
    assert (read_cell(text, "money").state, read_cell(text, "money").value) == (NUMBER, Decimal(text))
