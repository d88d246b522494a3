"""Sums of items and the two sides of measures, by unit (scope | district | agency) and year.

What a wide area (the country, a province: store.is_wide) and its parts add up to is worked out once for an item or a
measure and kept, so that another choice of years, kinds or area answers from some ten thousand rows.
"""

import pandas as pd

from dashboard.measures import column, measure, with_rates
from dashboard.store import Store

KEPT = {"item": "item_of", "measure": "measure_of", "outcomes": "outcomes_of", "disputes": "disputes_of"}
ROUTES = ("review", "suit_after_review", "suit_direct")

def rates(store: Store, scope, measure_id: str, by: str) -> pd.DataFrame:
    """unit_id, year -> numerator, denominator, n_used, n_reports, rate, low, high (shares 0..1)."""
    which = measure(measure_id)
    above, below = which.numerator_columns, which.denominator_columns
    names = {"source": _source(store, above + below), "numerator": above, "denominator": below}
    return with_rates(_summed(store, "measure", scope, by, names), which)


def amounts(store: Store, scope, address: str | tuple[str, ...], by: str) -> pd.DataFrame:
    """unit_id, year -> value (NaN where no report prints it), n_used, n_reports; several addresses are added up."""
    terms = tuple(column(a) for a in ((address,) if isinstance(address, str) else address))
    return _summed(store, "item", scope, by, {"source": _source(store, terms), "item": terms})


def paired(store: Store, scope, address: str, year: int, by: str) -> pd.DataFrame:
    """unit_id -> value of that year and before of the year before, over the n_both agencies that print it in both."""
    terms = (column(address),)
    return store.ask("paired", columns={"source": _source(store, terms), "item": terms}, by=by,
                     **scope.params() | {"year": year})


def outcomes(store: Store, scope, by: str, applicant: str = "total") -> pd.DataFrame:
    """unit_id, year -> granted … other, total, n_used, n_reports; of all requests, or of one kind of applicant."""
    if applicant == "total":
        return _summed(store, "outcomes", scope, by)
    return store.ask("outcomes_of_applicant", columns={"applicant": applicant}, by=by, **scope.params())


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
    if not _is_kept(store, scope, by):
        return store.ask("disputes", by=by, **scope.params())
    found = [_summed(store, "disputes", scope, by, {"route": route}, route=route) for route in ROUTES]
    return pd.concat(found, ignore_index=True).sort_values(["unit_id", "year", "route"], ignore_index=True)


def _is_kept(store: Store, scope, by: str) -> bool:
    return by != "agency" and store.is_wide(scope.district)


def _summed(store: Store, question: str, scope, by: str, columns: dict | None = None, **more) -> pd.DataFrame:
    if not _is_kept(store, scope, by):
        return store.ask(question, columns=columns, by=by, **scope.params())
    return store.ask(f"wide/{KEPT[question]}", tables=store.kept(f"wide/{question}", columns), by=by, units=None,
                     **scope.params(), **more)


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
