"""The words that a finding quotes, found again in the document.

In:   lines of the document as they were read; a quotation, in which line breaks and blanks do not count.
Out:  boxes() on paper; in_blocks() marks a text.
Promise: the whole quotation or nothing; where it stands twice, the first one.
"""

from collections.abc import Iterable, Sequence


def boxes(lines: Iterable[Sequence], quote: str, page: int) -> list[Sequence[float]]:
    """The boxes of the lines of a page ([page, text, box]) that hold the quotation."""
    own = [line for line in lines if line[0] == page]
    held = _letters(line[1] for line in own)
    return [own[n][2] for n in sorted({n for n, _ in _found(held, quote)})]


def in_blocks(blocks: list[dict], quote: str) -> None:
    """Marks the quotation in the lines of a text, in place."""
    at = [n for n, block in enumerate(blocks) if "text" in block]
    spans: dict[int, list[int]] = {}
    for n, letter in _found(_letters(blocks[i]["text"] for i in at), quote):
        spans.setdefault(at[n], []).append(letter)
    for n, letters in spans.items():
        blocks[n]["marks"] = [[letters[0], letters[-1] + 1, "quote", ""]]


def _letters(texts: Iterable[str]) -> list[tuple[str, int, int]]:
    """(letter, its line, its place there), blanks left out."""
    return [(letter, n, i) for n, text in enumerate(texts) for i, letter in enumerate(text) if not letter.isspace()]


def _found(held: list[tuple[str, int, int]], quote: str) -> list[tuple[int, int]]:
    wanted = "".join(quote.split())
    at = "".join(letter for letter, _, _ in held).find(wanted) if wanted else -1
    return [] if at < 0 else [(n, i) for _, n, i in held[at:at + len(wanted)]]
