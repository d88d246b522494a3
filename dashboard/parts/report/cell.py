"""The cell that was chosen: what is printed, how it was read, where it stands, and the years beside it.

In:   an address, its evidence, the report's row.
Out:  card().
Promise: the years are those of the agency's own reports that count; what a year does not print is told by its sign,
a year without a report by another.
"""

from collections.abc import Mapping

import streamlit as st

from dashboard import look, state
from dashboard.components import equation, lines, spark_table
from dashboard.components.form_model import Address
from dashboard.components.signs import MISSING, sign, why
from dashboard.components.spark_table import Cell, Column, Row
from dashboard.labels import say
from dashboard.labels.numbers import full
from dashboard.queries import report as ask

BESIDE = 2  # years shown on each side


def card(address: Address | None, cell: Mapping | None, places: Mapping[Address, tuple[str, str]],
         row: Mapping) -> None:
    """The card of a cell; before one is chosen, how to choose."""
    if address is None:
        with st.container(border=True, key="card_hint", gap="xsmall"):
            look.heading(say("report.no_cell"), say("report.no_cell_sub"))
        return
    at, column = places.get(address, ("", "/".join(address)))
    with st.container(border=True, key="card_cell", gap="xsmall"):
        look.heading(say("report.chosen_cell"), say("report.cell_at", row=at, column=column) if at else column)
        lines.show(equation.evidence(cell), "evidence")
        if row["year"] is not None:
            years(address, cell, row)


def years(address: Address, cell: Mapping | None, row: Mapping) -> None:
    """The same cell in the years around, and the shape of all of them; own and 汇总 reports are not mixed."""
    held = {r["year"]: r for r in state.answer(ask.cell_years, row["agency_id"], address) if r["scope"] == row["scope"]}
    own = cell or {"value": None, "state": None, "corrected_from": None}
    held[row["year"]] = {"value": None if own["value"] is None else float(own["value"]), "state": own["state"],
                         "corrected_from": own["corrected_from"]}
    if set(held) <= {row["year"]}:
        return
    first, last = min(*held, row["year"]), max(*held, row["year"])
    start = max(first, min(row["year"] - BESIDE, last - 2 * BESIDE))
    shown = range(start, min(last, start + 2 * BESIDE) + 1)
    span = range(first, last + 1)
    columns = [Column(say("report.this_year", year=y) if y == row["year"] else str(y), "number", sortable=False)
               for y in shown]
    values = tuple(held[y]["value"] if y in held else None for y in span)
    look.guided("report.years")
    spark_table.table([*columns, Column(say("components.shape"), "spark", ticks=tuple(map(str, span)), sortable=False)],
                      [Row(None, (*(_cell(held.get(y)) for y in shown), Cell(values=values)))],
                      None, look.cut(span), "years", label=say("report.years"))


def _cell(held: Mapping | None) -> Cell:
    if held is None:
        return Cell(sign(MISSING), faint=True, hint=why(MISSING))
    small = say("components.corrected_small", old=held["corrected_from"]) if held["corrected_from"] else ""
    if held["value"] is not None:
        return Cell(full(held["value"]), held["value"], small=small)
    return Cell(sign(held["state"]), small=small, faint=True, hint=why(held["state"]))
