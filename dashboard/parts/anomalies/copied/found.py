"""What the tab of copied text shows, asked once."""

from dataclasses import dataclass

import pandas as pd

from dashboard.parts.anomalies import Page
from dashboard.queries.copied import Choice
from dashboard.queries.verdicts import Judged


@dataclass(frozen=True, slots=True)
class Found:
    """`counts`: division -> its rows (queries/copied.py); the division `verdict` holds the pairs under every verdict,
    whichever is chosen. `n_reports`: how many were compared."""

    view: Page
    choice: Choice
    judged: Judged
    n_reports: int
    counts: dict[str, pd.DataFrame]

    def n(self, division: str, group: str | None = None, what: str = "n_parts") -> int:
        rows = self.counts[division]
        return int(rows[what].sum() if group is None else rows.loc[rows["group_id"] == group, what].sum())

    @property
    def n_pairs(self) -> int:
        return self.n("scope", what="n_pairs")
