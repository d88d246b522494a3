"""Prose in the manner of real reports: what it states, of whom, and above all what it does not state."""

from decimal import Decimal
from pathlib import Path

import pytest

from loaders.document import Document, Line
from loaders.narrative import narrate

HEADINGS = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
            "存在的主要问题及改进情况", "其他需要报告的事项")
ROWS = [[part.strip() for part in line.split("|")]
        for line in (Path(__file__).parent / "corpus.txt").read_text("utf-8").splitlines()
        if line.strip() and not line.startswith("#")]


def stated(section: int, prose: str):
    """The statements of one paragraph of a report on 2022."""
    lines = ["总体情况", "2022年工作情况。"] if section != 1 else []
    return narrate(Document("text", tuple(map(Line, (*lines, HEADINGS[section - 1], prose))))).statements


def wanted(text: str) -> dict[str, tuple[Decimal, bool]]:
    return {meaning: (Decimal(number.rstrip("~")), number.endswith("~"))
            for meaning, number in (part.split() for part in text.split(",") if part)}


@pytest.mark.parametrize(("section", "prose", "told"), ROWS, ids=[row[1][:30] for row in ROWS])
def test_prose_states(section, prose, told):
    found = stated(int(section), prose)
    assert {s.meaning + (f"@{s.whose}" if s.whose not in (None, "own") else ""): (s.value, s.is_approximate)
            for s in found} == wanted(told)
    assert all(s.quote in prose and s.section == int(section) for s in found)


def test_the_corpus_is_large_and_much_of_it_states_nothing():
    assert len(ROWS) >= 120 and sum(not told for *_, told in ROWS) >= 45
