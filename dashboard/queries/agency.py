"""One agency over the years: its cells, its findings, what was due."""

import pandas as pd

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
