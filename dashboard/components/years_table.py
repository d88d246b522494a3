"""One unit over the years: a row an item or measure, a column a year, a line at the end.

In:   picks with the unit's rows, made when they are not kept.
Out:  a mounted spark table.
Promise: a row without any number is left out; each line has its own scale and a gap where a year has no number.
"""

from collections.abc import Callable, Iterator, Sequence

from dashboard import state
from dashboard.components.pivot import Pick
from dashboard.components.spark_table import Cell, Column, Row, table
from dashboard.labels import say

EDITION_CHANGE = 2020.5


def draw(unit: str, years: Sequence[int], picks: Callable[[], Sequence[Pick]], key: str, label: str) -> None:
    """Draw the table, in the order of the picks; `key` names what they are."""
    ticks = tuple(map(str, years))
    rows = state.kept(f"years_table.{key}", (unit, ticks), lambda: list(_rows(unit, years, picks())))
    cut = EDITION_CHANGE - years[0] if years[0] < EDITION_CHANGE < years[-1] else None
    table([Column(say("components.item"), sortable=False), *(Column(y, "rate", sortable=False) for y in ticks),
           Column(say("components.shape"), "spark", ticks=ticks)], rows, None, cut, key, label=label)


def _rows(unit: str, years: Sequence[int], picks: Sequence[Pick]) -> Iterator[Row]:
    for pick in picks:
        values = tuple(pick.value((unit, y)) for y in years)
        if any(v is not None for v in values):
            yield Row(None, (Cell(pick.label), *(pick.cell((unit, y)) for y in years), Cell(values=values)))
