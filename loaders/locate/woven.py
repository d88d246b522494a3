"""Tables in text whose lines each hold pieces of several labels: put together again.

In:   lines of text without cells, as a converter prints a ruled page: a label of four lines, the group beside it in one
      character a line, the numbers on whichever line is their middle; heads of three lines over seven columns.
Out:  read(), the stretch of lines that is the body of a table with its heads, or the heads of one; rows(), the same as
      rows of whole labels and their numbers.
Promise: only a stretch that reads as the form's heads or from the first row of a rectangle to its last, each piece used
once and in one way, every row whole; otherwise nothing is woven. Numbers go with a label where they stand within its
lines, or where there are just as many lines of numbers as rows, in the same order. No number is moved along its line.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from loaders.document import Line
from loaders.form import Block, Table, editions
from loaders.form.labels import bare
from loaders.locate import across, strands, vocabulary
from loaders.locate.spots import FLOW, PrintedRow, Spot, is_furniture, is_page_number, words
from loaders.locate.strands import Strands

Numbered = tuple[int, Line]
_DIGITS = re.compile(r"[\d,.]*\d[\d,.]*")
_TITLE = 4  # characters that tell a title from other lines
_MOST_HEADS = 40  # lines between the title of a table and its first row
Span = tuple[int, int, int]  # place in the form, first line, last line


class Stretch(NamedTuple):
    """The lines from `first` up to, not including, `end`. `heads`: put together, () where they are not part of it;
    `spans`: the rows; `names`: what they are called; `numbers`: of each line that holds some; `own`: place -> its line
    of numbers."""

    first: int
    end: int
    heads: tuple[str, ...]
    spans: list[Span]
    names: tuple[tuple[str, ...], ...]
    numbers: dict[int, list[Spot]]
    own: dict[int, int]


@lru_cache(maxsize=1)
def _bodies() -> tuple[tuple[Table, Block, Strands], ...]:
    """Every rectangle of all editions that has rows of labels, the newest first."""
    tables = [table for edition in reversed(editions()) for table in edition.tables]
    return tuple((table, block, strands.of(block, table.corner)) for table in tables
                 if table.layout in ("matrix", "blocks") for block in table.blocks)


@lru_cache(maxsize=1)
def _strips() -> tuple[Table, ...]:
    return tuple(table for edition in reversed(editions()) for table in edition.tables if table.layout == "strip")


@lru_cache(maxsize=1)
def _beginnings() -> tuple[frozenset[str], frozenset[str]]:
    """What a piece of the first row of a rectangle can be; how the title of a strip begins."""
    titles = {title[:_TITLE] for table in _strips() for title in vocabulary.titles(table.id)}
    return frozenset().union(*(form.first for _, _, form in _bodies())), frozenset(titles)


def may_begin(text: str) -> bool:
    """Whether a line is worth reading from: it may hold the beginning of a first row, or of a title."""
    first, titles = _beginnings()
    return "\t" not in text and (any(bare(piece) in first for piece in _pieces(text)) or bare(text)[:_TITLE] in titles)


def _pieces(text: str) -> list[str]:
    own = [strands.plain(word) for word in text.split()]
    return [*own, *map("".join, pairwise(own))]  # 规 章, spread over the width of its cell


def read(lines: Sequence[Numbered], at: int, floor: int, wide: int = 2) -> Stretch | None:
    """The stretch whose rows begin, or whose title stands, in line `at`; None where there is none. Nothing above line
    `floor` is part of it; a wide character takes `wide` places."""
    text = lines[at][1].text
    pieces = _pieces(text) if "\t" not in text else []
    for table, block, form in _bodies():
        if form.may_begin(pieces) and (body := _body(lines, at, floor, table, block, form, wide)):
            return body
    for table in _strips() if pieces else ():
        for n_lines in (1, 2):  # the title itself may be torn
            title = "".join(line.text.strip() for _, line in lines[at:at + n_lines])
            if "title" in vocabulary.parts(bare(title), table.id):
                return _below(lines, at + n_lines, table, wide)
    return None


def _below(lines: Sequence[Numbered], at: int, table: Table, wide: int) -> Stretch | None:
    """The heads from a line on, up to the first line of numbers."""
    above: list[Sequence[Spot]] = []
    for n in range(at, min(at + _MOST_HEADS, len(lines))):
        if "\t" in lines[n][1].text:
            return None
        if _values(lines[n], wide) and not is_furniture(lines[n][1].text):
            heads = across.heads(across.of(table.blocks[0], table.corner), above)
            return heads and Stretch(at, n, heads, [], (), {}, {})
        if not is_furniture(lines[n][1].text):
            above.append(words(lines[n][1], n, 1, wide).spots)
    return None


def _body(lines: Sequence[Numbered], at: int, floor: int, table: Table, block: Block, form: Strands,
          wide: int) -> Stretch | None:
    pieces = []
    for n, (_, line) in enumerate(lines[at:at + form.most_lines], at):
        if "\t" in line.text:
            break
        if not is_furniture(line.text):
            pieces += [(n, i, word) for i, word in enumerate(line.text.split())]
    heads = _above(lines, at, floor, table, block, wide)
    if heads is None and block.caption:
        return None  # its labels alone are short words that prose may hold
    told = strands.read(form, [word for *_, word in pieces])
    if told is None:
        return None
    spans = sorted((min(own), max(own), place) for place, used in told.rows.items()
                   for own in [[pieces[i][0] for i in used]])
    if any(a[1] >= b[0] for a, b in zip(spans, spans[1:])):
        return None  # two labels on one line: not the rows of one table
    labels = {pieces[i][0]: pieces[i][1] + 1 for i in sorted(told.labels)}
    end, numbers = at, {}
    while end < len(lines):
        values = _values(lines[end], wide, labels.get(end, 0))
        if values is None and not (end < spans[-1][1] and form.is_heads(lines[end][1].text)):
            break
        numbers |= {end: values} if values else {}
        end += 1
    if end <= spans[-1][1]:
        return None  # a line says something else as well
    order = [(place, first, last) for first, last, place in spans]
    own = one_each(order, list(numbers))
    if len(own) < len(spans):
        if block.caption:
            return None
        alone = [n for n, values in numbers.items() if len(values) == 1 and lines[n][1].text.strip().isdigit()]
        if len(alone) > 1 or any(first <= n <= last for _, first, last in order for n in alone):
            return None  # a number a line: the lines tell no rows
    return Stretch(heads[0] if heads else at, end, heads[1] if heads else (), order, form.names, numbers, own)


def _above(lines: Sequence[Numbered], at: int, floor: int, table: Table, block: Block,
           wide: int) -> tuple[int, tuple[str, ...]] | None:
    """The line in which the heads over line `at` begin, and the heads themselves."""
    found: list[list[Spot]] = []
    for n in range(at - 1, max(at - _MOST_HEADS, floor - 1), -1):
        text = lines[n][1].text
        if "title" in vocabulary.parts(bare(text), table.id):
            floor = n + 1
            break
        if is_page_number(lines[n][1]):
            continue
        if "\t" in text or any(map(_DIGITS.fullmatch, text.split())):
            return None
        found.append(words(lines[n][1], n, 1, wide).spots)
    read = across.heads(across.of(block, table.corner), found[::-1])
    return read and (max(floor, at - _MOST_HEADS + 1), read)


def rows(lines: Sequence[Numbered], stretch: Stretch, n_before: int) -> list[PrintedRow]:
    """A row for the heads, then one a label with the numbers that are its own; lines of numbers that are nobody's stay
    rows of their own. Rows count on from `n_before`."""
    own, strays = stretch.own, sorted(set(stretch.numbers) - set(stretch.own.values()))
    found: list[PrintedRow] = []

    def add(labels: Sequence[str], n: int, values: Sequence[Spot]) -> None:
        found.append(_row(labels, values, lines[n], n_before + len(found) + 1))

    if stretch.heads:
        add(stretch.heads, stretch.first, [])
    for place, first, _ in stretch.spans:
        while strays and strays[0] < first:
            add([], strays[0], stretch.numbers[strays.pop(0)])
        add(stretch.names[place], own.get(place, first), stretch.numbers[own[place]] if place in own else [])
    for n in strays:
        add([], n, stretch.numbers[n])
    return found


def _values(line: Numbered, wide: int, n_labels: int = 0) -> list[Spot] | None:
    """The numbers of a line that begins with so many words of labels, a unit put to its number; None where it holds
    anything else."""
    if is_furniture(line[1].text) and not line[1].text.strip().isdigit():
        return []
    found: list[Spot] = []
    for n, spot in enumerate(words(line[1], line[0], 1, wide).spots):
        if n < n_labels:
            if _DIGITS.fullmatch(spot.text) and not strands.is_sign(spot.text):
                return None
        elif strands.is_number(spot.text):
            found.append(spot)
        elif found and strands.is_unit(spot.text):
            found[-1] = replace(found[-1], text=f"{found[-1].text} {spot.text}", x=(found[-1].x[0], spot.x[1]))
        elif strands.plain(spot.text) and not strands.is_sign(spot.text):
            return None
    return found


def one_each(spans: list[Span], numbers: list[int]) -> dict[int, int]:
    """The line of numbers of each row. With as many lines as rows the n-th is the n-th row's, if none stands within
    another's lines; else only a line that stands alone within a label's lines is told."""
    inside = {place: [n for n in numbers if first <= n <= last] for place, first, last in spans}
    if len(numbers) == len(spans):
        before, after = [-1, *(last for *_, last in spans)], [*(first for _, first, _ in spans), 1 << 30][1:]
        if all(b < n < a and inside[place] in ([], [n])
               for (place, *_), n, b, a in zip(spans, numbers, before, after)):
            return {place: n for (place, *_), n in zip(spans, numbers)}
    return {place: found[0] for place, found in inside.items() if len(found) == 1}


def _row(labels: Sequence[str], values: Sequence[Spot], line: Numbered, row: int) -> PrintedRow:
    page = line[1].page
    spots = [Spot(text, page, row, n) for n, text in enumerate(labels, 1)]
    spots += [Spot(v.text, page, row, len(labels) + n, x=v.x, is_sure=v.is_sure) for n, v in enumerate(values, 1)]
    return PrintedRow(spots, FLOW, line[0])
