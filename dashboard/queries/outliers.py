"""Counts of every agency, for the statistics of dashboard/outliers: the same rows, in one order, in every answer."""

import pandas as pd

from dashboard.measures import column, measure
from dashboard.queries.sums import _source
from dashboard.store import Store

YEARS = 5  # how far back the questions look
MIXES = ("outcome_mix", "ground_mix")


def units(store: Store, last_year: int) -> pd.DataFrame:
    """unit_id, label, district_id, kind, level, province, size, n_years of every agency with a report in the five
    years, by agency_id; None where a trait is not known."""
    return store.ask("outliers/units", last_year=last_year)


def members(store: Store, scope) -> pd.DataFrame:
    """is_member: whether the agency belongs to the scope's district and kinds; the rows of units()."""
    return store.ask("outliers/members", **scope.params())


def counts(store: Store, measure_id: str, last_year: int) -> pd.DataFrame:
    """year, numerator, denominator of a measure: n_years rows for each row of units(), by year."""
    which = measure(measure_id)
    above, below = which.numerator_columns, which.denominator_columns
    source = _source(store, above + below)
    if source == "agency_years" and store.columns:  # of a whole country 30 ms instead of 250
        held, at = store.columns, store.columns.lately(last_year - YEARS + 1, last_year)
        return pd.DataFrame({"year": held.years[at], "numerator": held.numbers(above, at),
                             "denominator": held.numbers(below, at)})
    return store.ask("outliers/counts", columns={"source": source, "numerator": above, "denominator": below},
                     last_year=last_year)


def mix(store: Store, mix_id: str, last_year: int) -> pd.DataFrame:
    """year and the parts of a mix (MIXES); the same rows."""
    return store.ask(f"outliers/{mix_id}", last_year=last_year)


def half(store: Store, scope, addresses: tuple[str, ...], base: str) -> pd.DataFrame:
    """unit_id, label, count (the addresses added up), base, over the years of the scope; NaN where not printed."""
    columns = {"item": tuple(map(column, addresses)), "base": column(base)}
    return store.ask("outliers/half", columns=columns, **scope.params())
