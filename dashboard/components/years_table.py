"""One unit over the years: a row an item or measure, a column a year, a line at the end.

In:   picks with the unit's rows.
Out:  a mounted spark table.
Promise: a row without any number is left out; each line has its own scale and a gap where a year has no number.
"""

from collections.abc import Sequence

from dashboard.components.pivot import Pick
from dashboard.components.spark_table import Cell, Column, Row, table
from dashboard.labels import say

EDITION_CHANGE = 2020.5


def draw(unit: str, years: Sequence[int], picks: Sequence[Pick], key: str, label: str) -> None:
    """Draw the table, in the order of the picks."""
    ticks, rows = tuple(map(str, years)), []
    for pick in picks:
        values = tuple(pick.value((unit, y)) for y in years)
        if any(v is not None for v in values):
            rows.append(Row(None, (Cell(pick.label), *(pick.cell((unit, y)) for y in years), Cell(values=values))))
    cut = EDITION_CHANGE - years[0] if years[0] < EDITION_CHANGE < years[-1] else None
    table([Column(say("components.item"), sortable=False), *(Column(y, "rate", sortable=False) for y in ticks),
           Column(say("components.shape"), "spark", ticks=ticks)], rows, None, cut, key, label=label)
