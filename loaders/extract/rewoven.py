"""Rows of a grid that hold a piece of a label, or numbers without any: put together again.

In:   data rows with their heads, as drawn: a converter makes a row of each printed line, or parts labels from numbers.
Out:  rewoven(), a row for each row of the form; None where the labels do not tell them all in one way.
Promise: the same as in text (locate/woven): every piece used once, numbers by the row they stand in, or one row of
numbers for each label in the same order; with a row of numbers left over nothing is put together. Values keep their
columns.
"""

from collections.abc import Sequence
from dataclasses import replace

from loaders.extract.heads import Heads
from loaders.extract.rows import DataRow
from loaders.form import Table
from loaders.locate import Spot, strands
from loaders.locate.woven import one_each

Row = tuple[DataRow, Heads]


def rewoven(rows: Sequence[Row], table: Table) -> list[Row] | None:
    """Rows whole again; None too where no row is torn."""
    is_torn = any(bool(row.labels) != row.has_values for row, _ in rows)
    if not is_torn or not any(row.has_values for row, _ in rows):
        return None
    pieces: list[tuple[int, str]] = []
    seen: set[Spot] = set()
    for n, (row, _) in enumerate(rows):
        for label in row.labels:
            if label not in seen:  # a merged cell stands in several rows, and is read once
                seen.add(label)
                pieces += [(n, word) for word in label.text.split()]
    form = strands.of(table.blocks[0], table.corner)
    told = strands.read(form, [word for _, word in pieces])
    if told is None or len(told.labels) < sum(bool(strands.plain(word)) for _, word in pieces):
        return None
    spans = sorted((min(own), max(own), place) for place, used in told.rows.items()
                   for own in [[pieces[i][0] for i in used]])
    if any(a[1] >= b[0] for a, b in zip(spans, spans[1:])):
        return None
    numbers = [n for n, (row, _) in enumerate(rows) if row.has_values]
    own = one_each([(place, first, last) for first, last, place in spans], numbers)
    if set(own.values()) != set(numbers):
        return None
    found = []
    for first, _, place in spans:
        row, heads = rows[own.get(place, first)]
        labels = [Spot(text, row.page, row.row or 0, col) for col, text in enumerate(form.names[place], 1)]
        found.append((replace(row, labels=labels), heads))
    return found
