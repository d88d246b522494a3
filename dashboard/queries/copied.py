"""Copied text of a scope: counted by several divisions, listed by how much is shared, and one pair in full."""

import pandas as pd

from dashboard.store import Store


def listed(store: Store, scope, section: int | None, whose: str | None, least: float, most: int,
           skip: int = 0) -> pd.DataFrame:
    """One row a part and kind (own | peer) of at least that share, the most alike first."""
    return store.ask("anomalies/copied", section=section, whose=whose, least=least, most=most, skip=skip,
                     **scope.params())


def counts(store: Store, scope, by: str, section: int | None, whose: str | None, least: float) -> pd.DataFrame:
    """group_id, year -> n_parts, n_reports; by: scope | whose | section | district | agency."""
    return store.ask("anomalies/copied_counts", by=by, section=section, whose=whose, least=least, **scope.params())


def pair(store: Store, pair_id: str) -> dict | None:
    """Both texts and the passages they share; None for an id of no pair of this snapshot."""
    report_id, _, rest = pair_id.partition("|")
    section, whose, rank = (rest.split("|") + ["", "", ""])[:3]
    if not (section.isdigit() and rank.isdigit() and len(section + rank) < 6):
        return None
    rows = store.ask("anomalies/copied_pair", report_id=report_id, section=int(section), whose=whose, rank=int(rank))
    return rows.iloc[0].to_dict() if len(rows) else None
