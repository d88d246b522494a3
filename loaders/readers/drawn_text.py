"""Tables drawn in text with + - = and | -> rows of cells.

In:   the lines of a document, and where one begins with a rule (+---+---+).
Out:  end_of_drawn(), the line after the table; drawn_rows(), the cells of each row.
Promise: what stands between two rules is one row; a cell's lines are joined by line breaks. A | that does not stand
below a + of the rule is text; a line that stands to no column of the rule ends the table.
"""

import re
from unicodedata import east_asian_width

_BELONGS = re.compile(r"\s*(?:\+(?:[-=:]+\+)+|\|.*\|)\s*")
_RULE = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")


def end_of_drawn(lines: list[str], start: int) -> int:
    """The line after the table begun at `start`; `start` itself where none begins."""
    if not _RULE.fullmatch(lines[start]):
        return start
    end = start
    while end < len(lines) and _BELONGS.fullmatch(lines[end]):
        end += 1
    return end if end - start > 2 else start


def drawn_rows(lines: list[str]) -> list[list[str]]:
    """The rows between the rules, each with as many cells as the rule has columns."""
    edges = [at for at, c in enumerate(lines[0].strip()) if c == "+"]
    rows: list[list[list[str]]] = []
    is_open = False
    for line in lines:
        if _RULE.fullmatch(line):
            is_open = False
            continue
        if not is_open:
            rows.append([[] for _ in edges[1:]])
            is_open = True
        for cell, text in zip(rows[-1], _cells(line.strip(), edges)):
            if text:
                cell.append(text)
    return [["\n".join(cell) for cell in row] for row in rows]


def _cells(line: str, edges: list[int]) -> list[str]:
    """The texts of a line between the edges; where wide characters were counted as one, by its | instead."""
    by_bars = [part.strip() for part in line.strip("|").split("|")]
    if len(by_bars) == len(edges) - 1:
        return by_bars
    found, at = [""] * (len(edges) - 1), 0
    for c in line:
        column = next((n for n, edge in enumerate(edges[1:]) if at < edge), len(found) - 1)
        found[column] += "" if at in edges and c == "|" else c
        at += 2 if east_asian_width(c) in "WFA" else 1
    return [text.strip() for text in found]
