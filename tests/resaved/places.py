"""A drawn table as rows of texts, the way programs without merged cells write it.

In:   a PrintedTable.
Out:  places(): a text for every place, a merged cell's in its first or in all; ragged(): only the cells that begin in
      a row; wrapped(): a text over several lines.
"""

from unicodedata import east_asian_width

from loaders.demo.printed import PrintedTable

FIRST, ALL = "first", "all"


def places(table: PrintedTable, merged: str = FIRST) -> list[list[str]]:
    """Rows of equal length."""
    found = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                if merged == ALL and not cell.key or (row, col) == (cell.row, cell.col):
                    found[row][col] = cell.text
    return found


def ragged(table: PrintedTable, is_padded: bool) -> list[list[str]]:
    """Rows as they are declared in a page: what a row span covers is left out; a column span counts if `is_padded`."""
    found: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        found[cell.row] += [cell.text, *[""] * (cell.col_span - 1 if is_padded else 0)]
    return found


def wrapped(text: str, n: int) -> list[str]:
    """The lines of a text, no longer than n characters each; a number is never broken."""
    lines = []
    for line in text.split("\n"):
        whole = line.replace(",", "").replace(".", "").isdigit()
        lines += [line] if whole or not line else [line[i:i + n] for i in range(0, len(line), n)]
    return lines


def width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def padded(text: str, n: int) -> str:
    return text + " " * (n - width(text))
