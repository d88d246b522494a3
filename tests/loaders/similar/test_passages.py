"""Shared passages are exact and complete, held against a slow definition."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.similar.corpus import covered, hashed
from loaders.similar.passages import n_shared, passages

SIZE = 4
TEXT = st.text("甲乙丙", max_size=60)


def in_shared_runs(text, other):
    """By definition: each character of a run of SIZE that the other text has too."""
    return {at + n for at in range(len(text) - SIZE + 1) if text[at:at + SIZE] in other for n in range(SIZE)}


@settings(max_examples=300, deadline=None)
@given(TEXT, TEXT)
def test_passages_are_the_same_in_both_and_cover_exactly_what_is_shared(text, other):
    found = passages(text, other, SIZE)
    told = [at for p in found for at in range(p.start, p.end)]
    assert all(text[p.start:p.end] == other[p.other:p.other + p.end - p.start] for p in found)
    assert len(told) == len(set(told)) and set(told) == in_shared_runs(text, other)


@settings(max_examples=200, deadline=None)
@given(TEXT, TEXT)
def test_the_fast_count_is_the_exact_one(text, other):
    signs = [np.frombuffer(t.encode("utf-16-le"), np.uint16) for t in (text, other)]
    mine, theirs = (hashed(s, np.array([0, len(s)]), SIZE) for s in signs)
    own = np.ones(len(text), bool)
    assert n_shared(mine, own, np.sort(theirs), SIZE) == len(in_shared_runs(text, other))


def test_a_text_of_one_character_repeated_costs_no_more_than_its_length():
    found = passages("无" * 20_000, "无" * 20_000, 14)
    assert [(p.start, p.end, p.other) for p in found] == [(0, 20_000, 0)]


def test_a_passage_never_leaves_its_section():
    signs = np.arange(1, 11, dtype=np.uint16)
    assert np.flatnonzero(hashed(signs, np.array([0, 5, 5, 10]), 4)).tolist() == [0, 1, 5, 6]
    assert np.flatnonzero(covered(np.arange(10) == 2, 4)).tolist() == [2, 3, 4, 5]
