"""Items and measures of units picked one by one, agencies or districts, by year; and the documents behind them."""

from dataclasses import dataclass

import pandas as pd

from dashboard.columns import Part
from dashboard.measures import column, measure, with_rates
from dashboard.queries import sums
from dashboard.store import Store

_OF_AGENCIES = {"item": "item_of_agencies", "measure": "measure_of_agencies"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The units (ids of one sort, by: district | agency), the years, the kinds of agency (empty = all). Hashable."""

    by: str
    units: tuple[str, ...]
    first_year: int
    last_year: int
    kinds: tuple[str, ...] = ()

    def params(self) -> dict:
        """The $names of dashboard/sql/compare."""
        return {"by": self.by, "units": list(self.units), "first_year": self.first_year, "last_year": self.last_year,
                "kinds": list(self.kinds) or None}

    @property
    def years(self) -> list[int]:
        return list(range(self.first_year, self.last_year + 1))


@dataclass(frozen=True, slots=True)
class Marks:
    """By (agency_id, year, address): the state of cells that hold no plain number, and what is printed in corrected
    ones."""

    signs: dict[tuple[str, int, str], str]
    old: dict[tuple[str, int, str], str]

    def of(self, address: str) -> tuple[dict[tuple[str, int], str], dict[tuple[str, int], str]]:
        """The same of one address, by (agency_id, year)."""
        return tuple({(unit, year): said for (unit, year, at), said in found.items() if at == address}
                     for found in (self.signs, self.old))


def rates(store: Store, chosen: Chosen, measure_id: str) -> pd.DataFrame:
    """unit_id, year -> numerator, denominator, n_used, n_reports, rate, low, high (shares 0..1)."""
    which = measure(measure_id)
    names = {"numerator": which.numerator_columns, "denominator": which.denominator_columns}
    source = _source(store, which.numerator_columns + which.denominator_columns)
    return with_rates(_summed(store, "measure", chosen, names | source, sums.sides(which)), which)


def amounts(store: Store, chosen: Chosen, address: str) -> pd.DataFrame:
    """unit_id, year -> value (NaN where no report prints it), n_used, n_reports; address: table/item/column."""
    name = column(address)
    return _summed(store, "item", chosen, {"item": name} | _source(store, (name,)), sums.value((name,)))


def _summed(store: Store, question: str, chosen: Chosen, columns: dict, parts: tuple[Part, ...]) -> pd.DataFrame:
    """Out of the columns that a large snapshot holds, where they have it; as queries/sums.py."""
    if columns["source"] == "agency_years" and store.columns is not None:
        ask = store.columns.of_agencies if chosen.by == "agency" else store.columns.of_areas
        return ask(parts, chosen.units, chosen.first_year, chosen.last_year, chosen.kinds)
    if chosen.by == "agency":
        return store.ask(f"compare/{_OF_AGENCIES[question]}", columns=columns, **chosen.params())
    if question == "measure" or not store.are_parts(chosen.units):
        return store.ask(f"compare/{question}", columns=columns, **chosen.params())
    return store.ask("wide/item_of", tables=store.kept("wide/item", columns), district=None, **chosen.params())


def marks(store: Store, chosen: Chosen) -> Marks:
    """What is known of cells beside their numbers; of agencies only."""
    signs, old = {}, {}
    if chosen.by == "agency":
        for r in store.ask("compare/marks", **chosen.params()).itertuples():
            place = r.unit_id, r.year, f"{r.table_id}/{r.item_id}/{r.column_id}"
            if r.state != "number":
                signs[place] = r.state
            if isinstance(r.corrected_from, str):
                old[place] = r.corrected_from
    return Marks(signs, old)


def aggregates(store: Store, chosen: Chosen) -> list[tuple[str, int]]:
    """(agency_id, year) of the years that only a 汇总 report covers; none for districts."""
    rows = store.ask("compare/aggregates", **chosen.params())
    return list(zip(rows["unit_id"], map(int, rows["year"])))


def sources(store: Store, chosen: Chosen) -> pd.DataFrame:
    """agency, year, name, sha256 of every document behind the rows."""
    return store.ask("compare/sources", **chosen.params())


def corrections(store: Store, chosen: Chosen) -> pd.DataFrame:
    """agency_id, year, address -> agency, label, old, state, value, note of every corrected cell behind the rows."""
    return store.ask("compare/corrections", documents=list(store.corrected), **chosen.params())


def agencies(store: Store, units: tuple[str, ...]) -> pd.DataFrame:
    """unit_id -> label, district_id, district (NA where no register names it), by district and in pinyin order."""
    return store.ask("compare/agencies", units=list(units))


def _source(store: Store, columns: tuple[str, ...]) -> dict[str, str]:
    """agency_years in memory where it holds every column, else the Parquet figures."""
    held = all(store.has(c.lstrip("-")) for c in columns)
    return {"source": "agency_years" if held else "figure_years"}
