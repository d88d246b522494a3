"""Pipe tables whose every row stands between blank lines.

In:   the lines of a Markdown document.
Out:  tightened(), the same with the rows of such a table one below the other.
Promise: only where rows stand alone one after another, several of them; tables that are parted by blank lines, each
with its rows together, stay parted.
"""

from collections.abc import Sequence

_LEAST = 3  # rows alone, one after another


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


def _is_row(line: str) -> bool:
    line = line.strip()
    return len(line) > 2 and line[0] == line[-1] == "|"
