"""What there is to choose from, what a scope divides into, and how much of it was read."""

import pandas as pd

from dashboard.store import Store


def years(store: Store) -> pd.DataFrame:
    """year -> n_reports."""
    return store.ask("years")


def districts(store: Store) -> pd.DataFrame:
    """district_id -> label, level, parent_id, n_reports (descendants counted too), by code."""
    return store.ask("districts")


def kinds(store: Store) -> pd.DataFrame:
    """kind -> n_reports."""
    return store.ask("kinds")


def units(store: Store, scope, by: str) -> pd.DataFrame:
    """unit_id -> label, is_own, n_reports, last_year; by: district | agency; in pinyin order."""
    return store.ask("units_of_agencies" if by == "agency" else "units", **scope.params())


def coverage(store: Store, scope, by: str = "scope") -> pd.DataFrame:
    """unit_id, year -> n_expected (NA where nobody is registered), n_read, n_beyond, n_incomplete."""
    return store.ask("coverage_of_agencies" if by == "agency" else "coverage", by=by, **scope.params())


def finding_counts(store: Store, scope, by: str) -> pd.DataFrame:
    """unit_id, year -> n_arithmetic, n_reporting, n_findings, n_affected, n_identities, n_untested, n_tested,
    n_reports."""
    return store.ask("finding_counts", by=by, **scope.params())


def corrections(store: Store, scope) -> pd.DataFrame:
    """agency_id, year, address -> agency, label, old, state, value, note of the scope's corrected cells."""
    return store.ask("corrections", documents=list(store.corrected), **scope.params())


def sources(store: Store, scope) -> pd.DataFrame:
    """name, agency, year, sha256: the documents behind the scope's figures."""
    return store.ask("sources", **scope.params())
