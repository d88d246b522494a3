"""What programs add when they write a table out, and tables written with commas.

In:   cells as a program wrote them; the text of a file.
Out:  said(), a cell without the program's own word for nothing; without_index(), rows without numbers of its own;
      comma_rows(), the rows of a comma-separated dump.
Promise: only words that no report prints are taken out (nan, Unnamed: 3), and only a first column without a head that
counts its rows from 0.
"""

import csv
import re

_NOTHING = re.compile(r"nan|NaN|None|<NA>|Unnamed: \d+(?:_level_\d+)?")  # of pandas
_LEAST_COMMAS, _LEAST_LINES = 3, 10


def said(text: str) -> str:
    return "" if _NOTHING.fullmatch(text) else text


def without_index(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the index of a data frame."""
    first = [row[0] if row else "" for row in rows]
    is_index = len(rows) > 2 and not first[0] and first[1:] == [str(n) for n in range(len(rows) - 1)]
    return [row[1:] for row in rows] if is_index else rows


def comma_rows(text: str) -> list[list[str]] | None:
    """None where the text is no such dump: Chinese prose has no ASCII commas, a dump has them in most of its lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    n_parted = sum(line.count(",") >= _LEAST_COMMAS for line in lines)
    if n_parted < _LEAST_LINES or 2 * n_parted < len(lines):
        return None
    try:
        return [[said(cell.strip()) for cell in row] for row in csv.reader(text.split("\n"))]
    except csv.Error:
        return None
