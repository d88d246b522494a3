"""What the tab of findings shows, asked once."""

from dataclasses import dataclass

import pandas as pd

from dashboard.parts.anomalies import Page
from dashboard.queries.anomalies import Choice
from dashboard.queries.verdicts import Judged


@dataclass(frozen=True, slots=True)
class Found:
    """`sums`: division -> group_id -> (findings, reports concerned), the most first; `shapes`: division -> group_id ->
    findings a year, 0 for a year without one, since the reports were tested. The division `verdict` holds the findings
    under every verdict, whichever is chosen."""

    view: Page
    choice: Choice
    judged: Judged
    checks: pd.DataFrame
    tested: dict[str, int | None]
    sums: dict[str, dict[str, tuple[int, int]]]
    shapes: dict[str, dict[str, tuple[float, ...]]]

    @property
    def n(self) -> int:
        return sum(n for n, _ in self.sums["check"].values())

    def n_under(self, verdict: str) -> int:
        return self.sums["verdict"].get(verdict, (0, 0))[0]

    def check_label(self, check: str) -> str:
        return self.checks["label"].get(check, check)

    def key(self) -> tuple:
        """What a picture or a list of this depends on."""
        return self.view.scope, self.choice, self.judged.key
