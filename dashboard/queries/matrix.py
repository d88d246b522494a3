"""Coverage, agency by year: who is due, what was read, and the files that gave no report."""

import pandas as pd

from dashboard.store import Store


def agencies(store: Store, scope, most: int, skip: int = 0) -> pd.DataFrame:
    """agency_id -> label, district_id, n_read, n_none, n_incomplete, n_all; those that need a look first."""
    return store.ask("matrix/agencies", most=most, skip=skip, **scope.params())


def cells(store: Store, scope, chosen: tuple[str, ...]) -> pd.DataFrame:
    """agency_id, year -> state, report_id, reason, n_read, n_expected, n_blank, n_doubtful of the agencies chosen."""
    return store.ask("matrix/cells", agencies=list(chosen), **scope.params())


def incomplete(store: Store, scope, most: int, skip: int = 0) -> pd.DataFrame:
    """report_id -> year, agency, scope, reason, n_unread of the reports that are not complete, the least read first."""
    return store.ask("matrix/incomplete", most=most, skip=skip, **scope.params())


def documents(store: Store, status: str) -> pd.DataFrame:
    """name, format, bytes, reason of the files of one status: refused | duplicate."""
    return store.ask("matrix/documents", status=status)


def unplaced(store: Store) -> pd.DataFrame:
    """report_id -> agency_label, title, year, document, doubts, candidates, evidence of the reports whose agency,
    district or year a person should settle."""
    return store.ask("matrix/unplaced")
