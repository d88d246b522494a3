"""Counts of every agency, for the statistics of dashboard/outliers: the same rows, in one order, in every answer."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dashboard.measures import column, measure
from dashboard.queries.sums import _source
from dashboard.store import Store

YEARS = 5  # how far back the questions look
PARTS = {"outcome_mix": ("granted", "partial", "refused", "unable", "unprocessed", "other"),
         "ground_mix": ("refused_state_secret", "refused_other_law", "refused_security", "refused_third_party",
                        "refused_internal", "refused_process", "refused_case_file", "refused_query")}


def units(store: Store, last_year: int) -> pd.DataFrame:
    """unit_id, label, district_id, kind, level, province, size, n_years of every agency with a report in the five
    years, by agency_id; None where a trait is not known."""
    if store.columns is not None:
        return store.columns.lately(last_year, YEARS).units()
    return store.ask("outliers/units", last_year=last_year)


def members(store: Store, scope) -> np.ndarray:
    """Whether each agency of units() belongs to the scope's district and kinds."""
    if store.columns is not None:
        held = store.columns
        return held.lately(scope.last_year, YEARS).members(held.area(scope.district), scope.kinds)
    return store.ask("outliers/members", **scope.params())["is_member"].to_numpy(dtype=bool)


def counts(store: Store, measures: Sequence[str], last_year: int, rows: pd.DataFrame
           ) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """measure_id -> numerator and denominator: a row for each of `rows` (units()), a column a year; NaN in both where
    one is not printed."""
    found, held = {}, store.columns and store.columns.lately(last_year, YEARS)
    sides: dict[tuple[str, ...], np.ndarray] = {}
    for which in map(measure, measures):
        terms = which.numerator_columns, which.denominator_columns
        source = _source(store, terms[0] + terms[1])
        if held and source == "agency_years":  # of a whole country 5 ms instead of 250
            for side in terms:
                if (type(side), side) not in sides:
                    sides[type(side), side] = held.numbers(side)
            above, below = (sides[type(side), side] for side in terms)
            none = np.isnan(above + below)
            found[which.id] = np.where(none, np.nan, above).T, np.where(none, np.nan, below).T
        else:
            answer = store.ask("outliers/counts", last_year=last_year,
                               columns={"source": source, "numerator": terms[0], "denominator": terms[1]})
            both = _matrix(answer, rows, last_year, YEARS)
            found[which.id] = both[:, :, 0], both[:, :, 1]
    return found


def mix(store: Store, mix_id: str, last_year: int, n_years: int, rows: pd.DataFrame
        ) -> tuple[tuple[str, ...], np.ndarray]:
    """The parts of a mix (MIXES), and their counts: each of `rows` (units()) x years x parts; NaN in all parts where
    one is not printed."""
    parts = PARTS[mix_id]
    if store.columns is not None:
        held = store.columns.lately(last_year, YEARS)
        values = np.stack([held.numbers((f"requests__{part}__total",))[-n_years:] for part in parts], axis=2)
        values[np.isnan(values).any(axis=2)] = np.nan
        return parts, values.swapaxes(0, 1)
    return parts, _matrix(store.ask(f"outliers/{mix_id}", last_year=last_year), rows, last_year, n_years)


def _matrix(rows: pd.DataFrame, units: pd.DataFrame, last_year: int, n_years: int) -> np.ndarray:
    """units x years x columns after the year; NaN where there is no row, or one with a hole."""
    values = np.column_stack([rows[c].to_numpy(dtype=float) for c in rows.columns[1:]])
    place, year = np.repeat(np.arange(len(units)), units["n_years"]), rows["year"].to_numpy() - last_year + n_years - 1
    here = (year >= 0) & ~np.isnan(values).any(axis=1)
    out = np.full((len(units), n_years, values.shape[1]), np.nan)
    out[place[here], year[here]] = values[here]
    return out


def half(store: Store, scope, addresses: tuple[str, ...], base: str) -> pd.DataFrame:
    """unit_id, label, count (the addresses added up), base, over the years of the scope; NaN where not printed."""
    columns = {"item": tuple(map(column, addresses)), "base": column(base)}
    return store.ask("outliers/half", columns=columns, **scope.params())
