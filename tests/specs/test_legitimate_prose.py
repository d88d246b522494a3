"""Prose that is right, however it counts: no finding. Half of it states numbers that are compared with the tables.

The rows of legitimate.txt, each in a report of its own whose tables hold the cells below.
"""

from pathlib import Path

import pytest

from tests.specs.stating import disputes, found, group

ROWS = [tuple(part.strip() for part in line.split("|"))
        for line in (Path(__file__).parent / "legitimate.txt").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")]
PARTS = sorted({(section, scope) for section, scope, _ in ROWS})
CELLS = ", ".join((
    "new 84, carried_in 7, granted 31, partial 9, outcome_total 86, carried_out 5",
    group("refused", third_party=4, internal=3, process=2, query=6),
    group("unable", not_held=11, to_create=1, unclear=2),
    group("unprocessed", petition=5, repeat=2), group("other", no_correction=3, rest=7),
    "last:new 70, last:carried_in 4, last:outcome_total 67, last:carried_out 7",
    disputes(review=(6, 1, 3, 2, 12), suit_direct=(2, 0, 1, 1, 4), suit_after_review=(1, 0, 0, 1, 2)),
    "last:disputes/review/pending 3, last:disputes/suit_direct/pending 1, last:disputes/suit_after_review/pending 0",
    *(f"disclosure/normative_documents/{name} {n}" for name, n in (("issued", 6), ("repealed", 2), ("in_force", 31)))))


@pytest.mark.parametrize(("section", "scope"), PARTS)
def test_prose_that_is_right_is_no_finding(section, scope):
    prose = [text for *about, text in ROWS if about == [section, scope]]
    told = found([(text, CELLS) for text in prose], section=int(section), scope=scope)
    assert {text: [f["message"] for f in several] for text, several in zip(prose, told) if several} == {}


def test_there_are_many_ways_to_be_right():
    assert len(ROWS) >= 150 and len(PARTS) >= 6
