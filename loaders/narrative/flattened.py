"""Tables that a source has flattened to lines: told from the prose around them.

In:   the lines of one part of a report.
Out:  without_tables(), the prose lines.
Promise: a cell a line, a row a line (tabs, wide blanks, bars) and labels broken over lines are all tables; a label that
stands by itself in prose is not.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.document import Line
from loaders.form.phrases import pattern, tight, words
from loaders.form.printed import is_cell

_GAP = re.compile(r"\t|[ \u00a0\u3000]{2,}|\|")
_ENDS_SENTENCE = re.compile(r"[。;；!！?？]$")
_NUMBER = re.compile(r"[+\-]?[\d,.]+")
# A label breaks over at most so many lines; fewer cells than a row with its head are no table.
MOST_SHREDS = 6
FEWEST_CELLS = 4
LONGEST_LABEL = 60


def without_tables(lines: Sequence[Line]) -> list[Line]:
    """The lines that are neither cells of a table nor page numbers, in order."""
    lines = [line for line in lines if line.text.strip()]
    pieces = [[piece for piece in _GAP.split(line.text) if piece.strip()] for line in lines]
    is_table = _bridged(_marked(pieces), lines)
    kept, at = [], 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and is_table[end] == is_table[at]:
            end += 1
        if not is_table[at] or sum(len(pieces[i]) or 1 for i in range(at, end)) < FEWEST_CELLS:
            kept += lines[at:end]
        at = end
    return without_page_numbers(kept)


def without_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """The lines that hold more than a page number or white space."""
    page_number = pattern(words()["furniture"]["page_number"])
    return [line for line in lines if (text := tight(line.text)) and not page_number.fullmatch(text)]


def _marked(pieces: list[list[str]]) -> list[bool]:
    """Whether all pieces of a line are cells, alone or as shreds of one label."""
    flat = [(at, piece) for at, line in enumerate(pieces) for piece in line]
    cells = [is_cell(piece) for _, piece in flat]
    at = 0
    while at < len(flat):
        if not cells[at]:
            joined = flat[at][1]
            for end in range(at + 1, min(len(flat), at + MOST_SHREDS)):
                joined += flat[end][1]
                if len(joined) > LONGEST_LABEL:
                    break
                if is_cell(joined):
                    cells[at: end + 1] = [True] * (end + 1 - at)
        at += 1
    whole = [True] * len(pieces)
    for (line, _), cell in zip(flat, cells):
        whole[line] &= cell
    # A row under a label that the form does not know is still a row: it ends in numbers.
    return [whole[at] or sum(bool(_NUMBER.fullmatch(piece.strip())) for piece in line) >= 2
            for at, line in enumerate(pieces)]


def _bridged(is_table: list[bool], lines: Sequence[Line]) -> list[bool]:
    """Lines between two table lines that no sentence ends are misprinted labels: part of the table."""
    found = list(is_table)
    tables = [at for at, table in enumerate(is_table) if table]
    for before, after in pairwise(tables):
        between = [tight(line.text) for line in lines[before + 1: after]]
        if between and len(between) <= MOST_SHREDS and all(
                len(text) <= LONGEST_LABEL and not _ENDS_SENTENCE.search(text) for text in between):
            found[before:after] = [True] * (after - before)
    return found
