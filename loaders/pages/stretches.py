"""The stretch of a text in which a cell of a table laid flat stands.

In:   the blocks of a document, cells as located, the printed rows they stand in.
Out:  stretches(): the line and from where to where in it.
Promise: certain, or none: a number that stands twice where it could be is not chosen by guess.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from loaders.document import Grid, Line
from loaders.locate import PrintedRow, Spot
from loaders.numbers import is_value

Stretch = tuple[int, int, int]
_WORD = re.compile(r"\S+")
_FURTHEST = 400  # lines that belong to one row, or to the rows that begin in one line


def stretches(blocks: Sequence[Line | Grid], found: Iterable[tuple[PrintedRow, Spot]]) -> Iterator[Stretch | None]:
    """(block, start, end) of each cell; None where it is not certain."""
    found = list(found)
    rows = list({id(row): row for row, _ in found}.values())
    tabs, lines = _lines_of_tabs(blocks, rows), _lines_of_rows(blocks, rows)
    for row, spot in found:
        if id(row) in tabs:
            line = tabs[id(row)]
            yield (line, *_cells(blocks[line].text)[next(n for n, s in enumerate(row.spots) if s is spot)])
        else:
            yield _stretch(blocks, row, spot, lines.get(id(row)))


def _lines_of_tabs(blocks: Sequence[Line | Grid], rows: Iterable[PrintedRow]) -> dict[int, int]:
    """id of a row -> the line of tabs whose cells are the row's, each of them; where as many lines are alike as rows
    are, the one as far down."""
    known: dict[int, int] = {}
    alike: dict[tuple, list[PrintedRow]] = {}
    for row in rows:
        if not isinstance(blocks[row.source], Grid):
            alike.setdefault((row.source, *(s.text.strip() if s else "" for s in row.spots)), []).append(row)
    lines: dict[int, dict[tuple[str, ...], list[int]]] = {}
    for (source, *texts), own in alike.items():
        if source not in lines:
            lines[source] = {}
            for at in range(source, min(source + _FURTHEST, len(blocks))):
                if isinstance(blocks[at], Grid):
                    break
                if len(cells := blocks[at].text.split("\t")) > 2:
                    lines[source].setdefault(tuple(cell.strip() for cell in cells), []).append(at)
        there = lines[source].get(tuple(texts), [])
        if len(there) == len(own):
            known |= {id(row): at for row, at in zip(own, there)}
    return known


def _stretch(blocks: Sequence[Line | Grid], row: PrintedRow, spot: Spot, line: int | None) -> Stretch | None:
    at, wanted = row.source, spot.text.split("\n")[0].strip()
    text = blocks[at].text
    if _is_single(text):
        return _of_lines(blocks, at, spot.col, wanted)
    cells = _cells(text)
    if row.is_line and len(cells) >= spot.col and text[slice(*cells[spot.col - 1])].strip() == wanted:
        return (at, *cells[spot.col - 1])
    texts = _texts(row)
    place = next(n for n, other in enumerate(row.distinct()) if other is spot) - len(texts)
    if line is None or not -_numbers(texts) <= place < 0:
        return None
    return (line, *list(_WORD.finditer(blocks[line].text))[place].span())


def _lines_of_rows(blocks: Sequence[Line | Grid], rows: Iterable[PrintedRow]) -> dict[int, int]:
    """id of a row -> the line that ends in its numbers: where all rows that begin in one line, in their order, have the
    numbers of the lines that follow, in theirs."""
    groups: dict[int, list[PrintedRow]] = {}
    for row in rows:
        if not isinstance(blocks[row.source], Grid) and _numbers(_texts(row)):
            groups.setdefault(row.source, []).append(row)
    known: dict[int, int] = {}
    for source, own in groups.items():
        own.sort(key=lambda row: next(row.distinct()).row)
        lines = [*islice(_with_numbers(blocks, source), len(own))]
        tails = [_texts(row)[-_numbers(_texts(row)):] for row in own]
        if [tail for _, tail in lines] == tails:
            known |= {id(row): line for row, (line, _) in zip(own, lines)}
    return known


def _with_numbers(blocks: Sequence[Line | Grid], at: int) -> Iterator[tuple[int, list[str]]]:
    """Lines that end in numbers, from one on, each with them."""
    for line in range(at, min(at + _FURTHEST, len(blocks))):
        if isinstance(blocks[line], Grid):
            return
        words = blocks[line].text.split()
        if numbers := _numbers(words):
            yield line, words[-numbers:]


def _texts(row: PrintedRow) -> list[str]:
    return [spot.text.strip() for spot in row.distinct()]


def _numbers(words: Sequence[str]) -> int:
    """How many of the last words are numbers, one after another."""
    return next((n for n, word in enumerate(reversed(words)) if not is_value(word)), len(words))


def _of_lines(blocks: Sequence[Line | Grid], at: int, number: int, wanted: str) -> Stretch | None:
    """The cell of that number in a row whose cells stand each on a line of its own, behind a tab."""
    for n, line in enumerate(_singles(blocks, at), 1):
        if n == number:
            text = blocks[line].text
            start = text.index("\t") + 1
            return (line, start, len(text)) if text[start:].strip() == wanted else None
    return None


def _singles(blocks: Sequence[Line | Grid], at: int) -> Iterator[int]:
    for line in range(at, min(at + _FURTHEST, len(blocks))):
        if isinstance(blocks[line], Grid) or not blocks[line].text.strip() and "\t" not in blocks[line].text:
            return
        if _is_single(blocks[line].text):
            yield line


def _is_single(text: str) -> bool:
    """Whether a line is one cell: a tab and what follows it."""
    first, tab, rest = text.partition("\t")
    return bool(tab) and not first.strip() and "\t" not in rest


def _cells(text: str) -> list[tuple[int, int]]:
    """Where the cells of a line of tabs stand; none where the line has no tab."""
    spans, start = [], 0
    for cell in text.split("\t"):
        spans.append((start, start + len(cell)))
        start += len(cell) + 1
    return spans if len(spans) > 1 else []
