"""Pipe tables whose rows stand apart, or are torn by line breaks.

In:   the lines of a Markdown document.
Out:  tightened(), rows that stand alone between blank lines one below the other; mended(), rows torn by a line break on
      one line again.
Promise: only where rows stand alone one after another, several of them; tables that are parted by blank lines, each
with its rows together, stay parted. Pieces are a row only where together they have just the pipes of the table's rows.
"""

import re
from collections import Counter
from collections.abc import Sequence

_LEAST = 3  # rows alone, one after another
_PIPE = re.compile(r"(?<!\\)\|")


def tightened(lines: Sequence[str]) -> list[str]:
    """The lines without the blank ones between rows that stand alone."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _is_row(lines[end]) and not (end + 1 < len(lines) and _is_row(lines[end + 1])):
            end += 1
            while end < len(lines) and not lines[end].strip():
                end += 1
        rows = [line for line in lines[at:end] if line.strip()]
        if len(rows) >= _LEAST:
            found += [*rows, ""]
            at = end
        else:
            found += lines[at:max(end, at + 1)]
            at = max(end, at + 1)
    return found


def mended(lines: Sequence[str]) -> list[str]:
    """The lines with torn rows whole."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and "|" in lines[end]:
            end += 1
        found += _rows(lines[at:end]) if end - at > _LEAST else lines[at:end]
        found += lines[end:end + 1]
        at = end + 1
    return found


def _rows(lines: Sequence[str]) -> list[str]:
    """The rows of one table; as they were where its rows are not mostly of one width."""
    counts = [len(_PIPE.findall(line)) for line in lines]
    width, n_whole = Counter(counts).most_common(1)[0]
    if 2 * n_whole < len(lines):
        return list(lines)
    found: list[str] = []
    at = 0
    while at < len(lines):
        end, total = at + 1, counts[at]
        while total < width and end < len(lines) and counts[end] < width:
            total += counts[end]
            end += 1
        if end > at + 1 and total == width:
            found.append(" ".join(line.strip() for line in lines[at:end]))
        else:
            end = at + 1
            found.append(lines[at])
        at = end
    return found


def _is_row(line: str) -> bool:
    line = line.strip()
    return len(line) > 2 and line[0] == line[-1] == "|"
