"""A row that a page break tore in two -> one row.

In:   data rows in printed order, with their heads.
Out:  the same, the halves of a torn row put together.
Promise: joined only across two grids, only where the two labels together read as one of the form and the half that
holds the numbers does not (其他 of 其他法律行政法规禁止公开 does, but of another group), and only where no column has a
number in both halves.
"""

from dataclasses import replace

from loaders.extract.heads import Heads
from loaders.extract.rows import DataRow, row_places
from loaders.form import Table
from loaders.form.labels import bare
from loaders.locate import Spot, vocabulary

Row = tuple[DataRow, Heads]


def join_torn(rows: list[Row], table: Table, edition_id: str) -> list[Row]:
    """Rows with their torn neighbours joined."""
    wanted = row_places(edition_id, table.id)
    joined: list[Row] = []
    for current in rows:
        is_next_grid = joined and joined[-1][0].source != current[0].source
        if is_next_grid and (whole := _join(joined[-1], current, wanted, table.id)):
            joined[-1] = whole
        else:
            joined.append(current)
    return joined


def _join(above: Row, below: Row, wanted, table: str) -> Row | None:
    upper, lower = above[0], below[0]
    if upper.has_values and lower.has_values or not upper.labels or not lower.labels:
        return None
    tail, head = upper.labels[-1], lower.labels[-1]
    if not lower.has_values and _is_rest_of_group(upper, lower, table):
        return above
    text, filled = bare(tail.text + head.text), head if lower.has_values else tail
    is_whole = any(filled.bare in place.texts and not place.is_common for place in wanted)
    if not any(text in place.texts for place in wanted) or is_whole:
        return None
    label = Spot(tail.text + head.text, tail.page, tail.row, tail.col, tail.n_rows, tail.n_cols)
    kept, heads = above if upper.has_values else below
    has_values = upper.has_values or lower.has_values
    return replace(kept, labels=[*upper.labels[:-1], label], has_values=has_values), heads


def _is_rest_of_group(upper: DataRow, lower: DataRow, table: str) -> bool:
    """A row of nothing but the end of the group's name: 法提供 below （四）无."""
    rest = lower.labels[-1].bare
    return any("group" in vocabulary.parts(label.bare + rest, table) for label in upper.labels[:-1])
