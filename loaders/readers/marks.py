"""Marks that change what a number says: struck out, raised.

In:   the text under the mark.
Out:  struck(), raised(): the text as it goes on, ~~7~~ and ^1.
Promise: a number struck out or raised never runs together with its neighbour (7 struck out before 5 is not 75, 22 with
a footnote 1 is not 221). Words need no mark: struck out they are gone, raised they are words.
"""


def struck(text: str) -> str:
    """Words are left out, numbers marked."""
    return f"~~{text.strip()}~~" if _holds_a_number(text) else ""


def raised(text: str) -> str:
    """Above the line."""
    return f"^{text.strip()}" if _holds_a_number(text) else text


def _holds_a_number(text: str) -> bool:
    return any(c.isdigit() for c in text)
