"""Copied text of a scope: counted by several divisions, listed by how much is shared, and one pair in full."""

from dataclasses import dataclass

import pandas as pd

from dashboard.queries.verdicts import NOTHING, Judged
from dashboard.store import Store


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pairs: of a part (1, 5, 6), whose text it is like (own | peer), from which share on (0 to 1), under a
    verdict (open | changed | a mark); None for all."""

    section: int | None = None
    whose: str | None = None
    least: float = 0.3
    verdict: str | None = None

    def params(self) -> dict:
        return {"section": self.section, "whose": self.whose, "least": self.least, "verdict": self.verdict}


def listed(store: Store, scope, choice: Choice, most: int, skip: int = 0, judged: Judged = NOTHING) -> pd.DataFrame:
    """One row a part and kind (own | peer) of at least that share, those to be judged first, then the most alike."""
    return store.ask("anomalies/copied", tables={"judged": judged.frame}, most=most, skip=skip,
                     **choice.params(), **scope.params())


def counts(store: Store, scope, by: str, choice: Choice, judged: Judged = NOTHING) -> pd.DataFrame:
    """group_id, year -> n_pairs, n_parts, n_reports; by: scope | whose | section | verdict | district | agency."""
    return store.ask("anomalies/copied_counts", tables={"judged": judged.frame}, by=by, **choice.params(),
                     **scope.params())


def pair(store: Store, pair_id: str) -> dict | None:
    """Both texts and the passages they share; None for an id of no pair of this snapshot."""
    rows = store.ask("anomalies/copied_pair", pair_id=pair_id, report_id=pair_id.partition("|")[0])
    return rows.iloc[0].to_dict() if len(rows) else None
