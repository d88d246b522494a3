"""Numbers one after another, labels elsewhere: whether the numbers alone are the whole table, row by row.

In:   data rows of flattened text with the values that follow each label, which rows of the form the labels are.
Out:  in_order(), the values of each row of the form, or None.
Promise: only where nearly every row's label is found, each once, there are just as many numbers as cells, and every sum
of the form holds along the rows and down the columns; row by row only where labels stand before numbers of their own,
column by column only where as many labels as rows stand before them. What a converter prints in no such order breaks
sums or leaves labels before numbers of others.
"""

from collections.abc import Sequence
from typing import NamedTuple

from loaders.extract.identities import broken, n_tested, sums
from loaders.extract.rows import DataRow, form_rows
from loaders.form import Table
from loaders.locate import Spot
from loaders.numbers import read_cell
from loaders.report import NUMBER

_LEAST_SUMS = 3  # that hold and are not all noughts
_MOST_LOST = 4  # rows whose labels are torn beyond recognition
_LEAST_ANCHORS = 0.4  # of the rows: labels followed by their own numbers


class _Run(NamedTuple):
    """Numbers with nothing between them, and the rows whose labels stand between them and the run before."""

    labels: list[int]
    values: list[Spot]


def in_order(rows: Sequence[DataRow], places: Sequence[int | None], table: Table,
             edition_id: str) -> dict[int, list[Spot]] | None:
    """Place in the form -> its values, in the order of the columns as printed."""
    form, n_columns = form_rows(table), len(table.blocks[0].columns)
    last = max((n for n, place in enumerate(places) if place is not None), default=-1)
    rows, places = rows[:last + 1], list(places[:last + 1])  # what follows is of the next table
    if 0 in places:  # what stands above the first row's label is of the heads: 其他, then the first row's numbers
        places[:places.index(0)] = [None] * places.index(0)
    items = {form[place].id for place in places if place is not None}
    # 其他处理 beside its own parts is the name of their group
    held = [place for place in places if place is not None and not items & set(form[place].instead_of)]
    told = {item for place in held for item in form[place].instead_of}
    lost = [p for p, r in enumerate(form) if not r.optional and not r.instead_of and p not in held and r.id not in told]
    if len(lost) > _MOST_LOST or len(held) != len(set(held)) or any(row.is_placed for row in rows if row.has_values):
        return None
    order = sorted([*held, *lost])
    runs = _runs(rows, places, order)
    total = sum(len(run.values) for run in runs)
    if total != n_columns * len(order) or any(read_cell(v.text).state != NUMBER for run in runs for v in run.values):
        return None
    printed = [form[place].id for place in order]
    for numbers in (_by_rows(runs, order, n_columns), _by_columns(runs, len(lost), n_columns)):
        if numbers and _is_proven(numbers, printed, table, edition_id):
            return {place: numbers[n_columns * n:n_columns * (n + 1)] for n, place in enumerate(order)}
    return None


def _runs(rows: Sequence[DataRow], places: Sequence[int | None], order: Sequence[int]) -> list[_Run]:
    runs: list[_Run] = []
    labels: list[int] = []
    for row, place in zip(rows, places):
        labels += [place] if place in order else []
        if own := [v for v in row.values if v is not None and not v.is_blank]:
            runs.append(_Run(labels, own))
            labels = []
    return runs


def _by_rows(runs: Sequence[_Run], order: Sequence[int], n_columns: int) -> list[Spot] | None:
    """The numbers as they come; None where those that follow labels are of none of these rows."""
    rank = {place: n_columns * n for n, place in enumerate(order)}
    n_before, n_anchors = 0, 0
    for run in runs:
        # A label in the middle of a tall cell may also stand just below its own numbers.
        near = {n_before - rank[place] for place in run.labels}
        if near and not near & {0, n_columns}:
            return None
        n_anchors += 0 in near
        n_before += len(run.values)
    return [v for run in runs for v in run.values] if n_anchors >= _LEAST_ANCHORS * len(order) else None


def _by_columns(runs: Sequence[_Run], n_lost: int, n_columns: int) -> list[Spot] | None:
    """The numbers of each run, which is a page, taken down its columns; as many labels stand before it as it has rows,
    but for those that are lost."""
    if any(len(run.values) % n_columns for run in runs):
        return None
    n_labels = n_rows = 0
    found: list[Spot] = []
    for run in runs:
        height = len(run.values) // n_columns
        n_labels, n_rows = n_labels + len(run.labels), n_rows + height
        if not n_rows - n_lost <= n_labels <= n_rows:
            return None
        found += [run.values[column * height + row] for row in range(height) for column in range(n_columns)]
    return found


def _is_proven(numbers: Sequence[Spot], items: Sequence[str], table: Table, edition_id: str) -> bool:
    """Whether every sum holds and enough of them say something; nothing but noughts needs no proof."""
    places = [(item, column.id) for item in items for column in table.blocks[0].columns]
    known = {place: read_cell(v.text).value for place, v in zip(places, numbers)}
    identities = sums(edition_id, table.id, frozenset(items))
    if broken(identities, known):
        return False
    return not any(known.values()) or n_tested(identities, known) >= _LEAST_SUMS
