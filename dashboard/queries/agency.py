"""One agency over the years: its cells, its findings, what was due."""

import pandas as pd

from dashboard.measures import measure
from dashboard.queries.sums import sides
from dashboard.store import Store


def cells(store: Store, agency: str) -> pd.DataFrame:
    """report_id, year, table_id, item_id, column_id -> state, value, corrected_from: as `evidence.cells` has them."""
    return store.ask("agency/cells", agency=agency)


def findings(store: Store, agency: str) -> pd.DataFrame:
    """finding_id -> report_id, year, class, severity, place, difference, message, check_id, check_label, equation,
    repairs; newest first."""
    return store.ask("agency/findings", agency=agency)


def addresses(store: Store) -> pd.DataFrame:
    """One row an address in the form's order: table_id, item_id, column_id, name, label, unit, kind, editions."""
    return store.ask("agency/addresses")


def due(store: Store, agency: str) -> tuple[int | None, int | None] | None:
    """(first, last) year the register expects, None for an open end; None where it is not registered."""
    rows = store.ask("agency/due", agency=agency)
    if rows.empty:
        return None
    first, last = rows.iloc[0]
    return (None if pd.isna(first) else int(first), None if pd.isna(last) else int(last))


def group(store: Store, agency: str) -> tuple[str, str] | None:
    """(level, kind) of an agency; None where either is not known."""
    rows = store.ask("agency/group", agency=agency)
    if rows.empty or pd.isna(rows["level"][0]) or rows["kind"][0] == "unknown":
        return None
    return str(rows["level"][0]), str(rows["kind"][0])


def deciles(store: Store, level: str | None, kind: str | None, measure_id: str, first_year: int, last_year: int,
            least: int) -> pd.DataFrame:
    """year -> n_reports of all agencies of that level and kind (None: any), n_judged of them with a denominator of
    `least` or more, p10, p25, p50, p75, p90 of the rates of these (shares 0..1, linear between two ranks as Hyndman &
    Fan's type 7)."""
    which = measure(measure_id)
    columns = which.numerator_columns + which.denominator_columns
    held = all(store.has(c.lstrip("-")) for c in columns)
    if held and store.columns is not None:
        return store.columns.deciles(*sides(which), level, kind, first_year, last_year, least)
    return store.ask("agency/deciles", {"numerator": which.numerator_columns, "denominator": which.denominator_columns,
                                        "source": "agency_years" if held else "figure_years"},
                     level=level, kind=kind, first_year=first_year, last_year=last_year, least=least)
