"""The sign that stands in a table where there is no number.

In:   the state of a cell, or None where the document or the edition has no such cell.
Out:  the sign, one a kind of nothing; the reason in words.
Promise: a sign is never a number and never empty on the page; in a file a blank is an empty cell.
"""

from dashboard.labels import say

MISSING = "missing"  # no report was read
AGGREGATE = "aggregate"  # only a 汇总 report was read, which is not compared


def sign(state: str | None) -> str:
    """On the page: — blank, / dash, 文 text, ? doubtful, 无 absent, 缺 no report, 汇总 only such a report."""
    return say(f"components.sign.{state or 'absent'}")


def exported(state: str | None) -> str | None:
    """In a file: the same, but a blank cell is truly empty."""
    return None if state == "blank" else sign(state)


def why(state: str | None) -> str:
    """The reason in words, for who points at the sign or hears the page."""
    return say(f"components.why.{state or 'absent'}")
