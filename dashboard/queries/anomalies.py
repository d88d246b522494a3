"""Findings of a scope: counted by several divisions, listed by size, and how much was tested at all."""

import pandas as pd

from dashboard.store import Store


def counts(store: Store, scope, by: str, which: str | None = None, check: str | None = None) -> pd.DataFrame:
    """group_id, year -> n_findings, n_reports, largest; by: scope | check | kind | class | district | agency."""
    return store.ask("anomalies/counts", by=by, **{"class": which}, check=check, **scope.params())


def listed(store: Store, scope, which: str | None, check: str | None, most: int, skip: int = 0) -> pd.DataFrame:
    """One row a finding, the largest difference first: `most` rows after the first `skip`."""
    return store.ask("anomalies/listed", **{"class": which}, check=check, most=most, skip=skip, **scope.params())


def tested(store: Store, scope) -> dict[str, int | None]:
    """n_reports, n_affected, n_arithmetic, n_reporting, n_identities, n_untested of the scope."""
    row = store.ask("anomalies/tested", **scope.params()).iloc[0]
    return {name: None if pd.isna(value) else int(value) for name, value in row.items()}


def checks(store: Store) -> pd.DataFrame:
    """check_id, label, basis, class, severity, exceptions, in the form's order."""
    return store.ask("anomalies/checks")
