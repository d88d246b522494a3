"""Text whose lines hold no cells: whether numbers stand beside their label, or on lines of their own.

In:   data rows of flattened text, and which rows of the form they are.
Out:  is_beside(), on_one_line(); doubts where the order of the lines alone does not tell whose numbers they are.
Promise: numbers on the line of their label are its own. Numbers on lines of their own follow their label only where
that holds from the first label to the last, in the form's order, with nothing left over: a converter that takes a
cell for taller than its neighbour prints the numbers first and the label after them (pdftotext on pages that a browser
printed). A blank is not to be seen where numbers may stand anywhere.
"""

from collections.abc import Sequence

from loaders.extract.rows import DataRow
from loaders.locate import Spot

_APART = "数与行标签不在一行，且上下文次序不清，不能断定各数属于哪一行"
_STRAY = "旁边一行印有不知属于哪一格的数，可能是此行某数折行的一部分"
_NOT_SEEN = "此行标签旁未见数，而别行的数与标签不在一行，不能断定此行是空格还是数在别处"


def is_beside(label: Spot, values: Sequence[Spot]) -> bool:
    """Whether all the values stand on one of the lines of the label."""
    return all(label.row <= v.row < label.row + label.n_rows for v in values)


def stands_apart(row: DataRow) -> bool:
    """Whether numbers of the row stand on other lines than its label."""
    values = _filled(row)
    return bool(values) and not row.is_placed and not (row.labels and is_beside(row.labels[-1], values))


def on_one_line(row: DataRow) -> bool:
    """Whether the numbers of the row stand on one line, or in cells."""
    return row.is_placed or len({v.row for v in _filled(row)}) <= 1


def doubt_what_stands_apart(rows: Sequence[DataRow], places: Sequence[int | None], n_columns: int,
                            n_lost: int) -> None:
    """Adds doubts to the rows. `n_lost`: how many rows of the form no label claims.

    Were numbers printed before their label anywhere, then somewhere a label would be left without numbers: at the end,
    or where the order turns again. So with none left over, and each lost row accounted for by a label nobody knows,
    the numbers follow their labels throughout.
    """
    apart = [stands_apart(row) for row in rows]
    if not any(apart):
        return
    claimed = [place for place in places if place is not None]
    n_unknown = sum(p is None and len(_filled(row)) == n_columns for p, row in zip(places, rows))
    is_astray = claimed != sorted(claimed) or n_lost > n_unknown
    for row, place, is_apart in zip(rows, places, apart):
        is_open = place is not None and not row.has_values and not row.is_placed
        if is_open:
            row.doubt = row.doubt or _NOT_SEEN
        is_astray = is_astray or is_open or is_apart and (not row.labels or len(_filled(row)) > n_columns)
    for row, is_apart in zip(rows, apart):
        if is_apart and (is_astray or row.note):
            row.doubt = row.doubt or _APART


def doubt_beside_strays(rows: Sequence[DataRow], places: Sequence[int | None], n_columns: int) -> None:
    """Adds doubts to the rows next to a few numbers that belong to no row: they may be the second line of a number
    that was too wide for its cell (１０ of 103, ３ below it)."""
    for i, (row, place) in enumerate(zip(rows, places)):
        if place is None and not row.is_placed and 0 < len(_filled(row)) < n_columns:
            for other in (*rows[max(i - 1, 0):i], *rows[i + 1:i + 2]):
                other.doubt = other.doubt or _STRAY


def _filled(row: DataRow) -> list[Spot]:
    return [v for v in row.values if v is not None and not v.is_blank]
