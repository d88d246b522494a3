"""A second way of reading is asked for only where the first does not convince, and taken only when it is better."""

import pytest

from loaders import readers
from loaders.readers import read
from loaders.reading.convincing import most_convincing
from tests.loaders.build.documents import page

WHOLE = page("云麓市溪山区教育局", 2022, 5)
TORN = WHOLE[:WHOLE.index("四、")]
UNBALANCED = WHOLE.replace("<td>0</td>", "<td>7</td>", 1)


@pytest.fixture
def other(monkeypatch):
    """Offers another page as the second reading; the list tells how often it was asked for."""
    asked = []

    def offer(text: str) -> list:
        def alternatives(data, name):
            asked.append(name)
            yield read(text.encode(), name)

        monkeypatch.setattr(readers, "alternatives", alternatives)
        return asked

    return offer


def test_a_whole_reading_stands_and_no_other_is_made(other):
    asked = other(TORN)
    _, extraction = most_convincing(WHOLE.encode(), "a.html")
    assert not asked and not extraction.reason


@pytest.mark.parametrize("first", [TORN, UNBALANCED, "<html><body><p>年报</p></body></html>"],
                         ids=["torn", "unbalanced", "nothing"])
def test_the_better_reading_is_taken(other, first):
    asked = other(WHOLE)
    _, extraction = most_convincing(first.encode(), "a.html")
    assert asked == ["a.html"] and not extraction.reason and len(extraction.figures) == extraction.n_expected


def test_no_better_no_change(other):
    other(TORN)
    document, _ = most_convincing(UNBALANCED.encode(), "a.html")
    assert document == read(UNBALANCED.encode(), "a.html")
    other(UNBALANCED.replace("<td>7</td>", "<td>8</td>", 1))
    assert most_convincing(UNBALANCED.encode(), "a.html")[0] == document, "a finding, not a fault of reading"
