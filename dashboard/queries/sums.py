"""Sums of items and the two sides of measures, by unit (scope | district | agency) and year.

A large snapshot adds districts up out of the columns it holds (store.columns). What they cannot tell (applicants; rows
that not every edition has) is worked out once for each wide area (the country, a province: store.is_wide) and kept.
"""

import pandas as pd

from dashboard.columns import Part
from dashboard.measures import Measure, column, measure, with_rates
from dashboard.store import Store

ROUTES = ("review", "suit_after_review", "suit_direct")
_GROUPS = ("granted", "partial", "refused", "unable", "unprocessed", "other")
_OUTCOMES = tuple(Part(g, (f"requests__{g}__total",)) for g in _GROUPS) + (
    Part("total", ("requests__outcome_total__total",)),)
_ENDS = ("upheld", "corrected", "other", "pending", "total")


def rates(store: Store, scope, measure_id: str, by: str) -> pd.DataFrame:
    """unit_id, year -> numerator, denominator, n_used, n_reports, rate, low, high (shares 0..1)."""
    which = measure(measure_id)
    above, below = which.numerator_columns, which.denominator_columns
    source = _source(store, above + below)
    if (held := _held(store, source, by)) is not None:
        return with_rates(held.of_area(sides(which), by=by, **_where(scope)), which)
    names = {"source": source, "numerator": above, "denominator": below}
    return with_rates(store.ask("measure", columns=names, by=by, **scope.params()), which)


def sql_of(store: Store, measure_id: str) -> str:
    """The SQL by which rates() adds up a measure's two sides, with the names of its columns."""
    which = measure(measure_id)
    above, below = which.numerator_columns, which.denominator_columns
    return store.text("measure", {"source": _source(store, above + below), "numerator": above, "denominator": below})


def amounts(store: Store, scope, address: str | tuple[str, ...], by: str) -> pd.DataFrame:
    """unit_id, year -> value (NaN where no report prints it), n_used, n_reports; several addresses are added up."""
    terms = tuple(column(a) for a in ((address,) if isinstance(address, str) else address))
    names = {"source": _source(store, terms), "item": terms}
    if (held := _held(store, names["source"], by)) is not None:
        return held.of_area(value(terms), by=by, **_where(scope))
    if _is_kept(store, scope, by):
        return store.ask("wide/item_of", tables=store.kept("wide/item", names), by=by, units=None, **scope.params())
    return store.ask("item", columns=names, by=by, **scope.params())


def value(terms: tuple[str, ...]) -> tuple[Part, ...]:
    """The question of amounts(), as columns are asked it."""
    return (Part("value", terms, is_count=False),)


def sides(which: Measure) -> tuple[Part, ...]:
    """The question of rates(), as columns are asked it."""
    return Part("numerator", which.numerator_columns), Part("denominator", which.denominator_columns)


def paired(store: Store, scope, address: str, year: int, by: str) -> pd.DataFrame:
    """unit_id -> value of that year and before of the year before, over the n_both agencies that print it in both."""
    terms = (column(address),)
    return store.ask("paired", columns={"source": _source(store, terms), "item": terms}, by=by,
                     **scope.params() | {"year": year})


def outcomes(store: Store, scope, by: str, applicant: str = "total") -> pd.DataFrame:
    """unit_id, year -> granted … other, total, n_used, n_reports; of all requests, or of one kind of applicant."""
    if applicant != "total":
        return store.ask("outcomes_of_applicant", columns={"applicant": applicant}, by=by, **scope.params())
    if (held := _held(store, "agency_years", by)) is not None:
        return held.of_area(_OUTCOMES, by=by, **_where(scope))
    return store.ask("outcomes", by=by, **scope.params())


def outcome_parts(store: Store, scope, group: str, by: str, applicant: str = "total") -> pd.DataFrame:
    """unit_id, year -> a count for each row of a group of outcomes (refused: the eight grounds), n_used, n_reports; of
    all requests, or of one kind of applicant."""
    if applicant == "total" and _is_kept(store, scope, by):
        return store.ask("wide/outcome_parts_of", columns={"group": group}, by=by, **scope.params(),
                         tables=store.kept("wide/outcome_parts", {"group": group}))
    names = {"source": "agency_years" if applicant == "total" else "figure_years", "group": group,
             "applicant": applicant}
    return store.ask("outcome_parts", columns=names, by=by, **scope.params())


def disputes(store: Store, scope, by: str) -> pd.DataFrame:
    """unit_id, year, route -> cases (the printed total), upheld … total (where all five are printed), n_used,
    n_reports."""
    held = _held(store, "agency_years", by)
    if held is None:
        return store.ask("disputes", by=by, **scope.params())
    found = []
    for route in ROUTES:
        parts = (Part("cases", (f"disputes__{route}__total",), is_whole=False),
                 *(Part(end, (f"disputes__{route}__{end}",)) for end in _ENDS))
        rows = held.of_area(parts, by=by, **_where(scope))
        rows.insert(2, "route", pd.Series(route, index=rows.index, dtype="str"))
        found.append(rows)
    return pd.concat(found, ignore_index=True).sort_values(["unit_id", "year", "route"], ignore_index=True)


def _held(store: Store, source: str, by: str):
    """The columns that answer for districts; None where SQL does."""
    return store.columns if by != "agency" and source == "agency_years" else None


def _is_kept(store: Store, scope, by: str) -> bool:
    """Whether the sums of a question that no column answers are kept for an area."""
    return by != "agency" and store.is_wide(scope.district)


def _where(scope) -> dict:
    return {"area": scope.district, "first_year": scope.first_year, "last_year": scope.last_year, "kinds": scope.kinds}


def _source(store: Store, terms: tuple[str, ...]) -> str:
    """agency_years in memory when it holds every term, else the Parquet figures."""
    return "agency_years" if all(store.has(t.lstrip("-")) for t in terms) else "figure_years"


def as_rates(rows: pd.DataFrame, measure_id: str) -> pd.DataFrame:
    """Rows that hold numerator and denominator, with rate, low, high."""
    return with_rates(rows, measure(measure_id))


def as_measure(rows: pd.DataFrame, measure_id: str) -> pd.DataFrame:
    """Rows of outcomes() with the sides of a measure of requests taken from their own columns, and its rate: so that
    an applicant's rate has the formula of measures.toml too. Raises KeyError where the rows hold no such column."""
    which = measure(measure_id)
    above, below = ([_outcome(a) for a in side] for side in (which.numerator, which.denominator))
    sides = {"numerator": rows[above].sum(axis=1, skipna=False), "denominator": rows[below].sum(axis=1, skipna=False)}
    return with_rates(rows.assign(**sides), which)


def _outcome(address: str) -> str:
    """`requests/granted/total` -> granted, the column of outcomes(); the total of all is called total there."""
    item = address.split("/")[1]
    return "total" if item == "outcome_total" else item
