"""Findings of a scope: counted by several divisions, listed by size, and how much was tested at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.queries.verdicts import NOTHING, Judged
from dashboard.store import Store


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings: of a class, of a check, under a verdict (open | changed | a mark); None for all."""

    which: str | None = None
    check: str | None = None
    verdict: str | None = None

    def params(self) -> dict:
        return {"class": self.which, "check": self.check, "verdict": self.verdict}


def counts(store: Store, scope, by: str, choice: Choice = Choice(), judged: Judged = NOTHING) -> pd.DataFrame:
    """group_id, year -> n_findings, n_reports, largest; by: scope | check | kind | class | district | agency |
    verdict."""
    return store.ask("anomalies/counts", tables={"judged": judged.frame}, by=by, **choice.params(), **scope.params())


def listed(store: Store, scope, choice: Choice, most: int, skip: int = 0, judged: Judged = NOTHING) -> pd.DataFrame:
    """One row a finding, those to be judged first, then by the size of the difference: `most` rows after `skip`."""
    return store.ask("anomalies/listed", tables={"judged": judged.frame}, most=most, skip=skip, **choice.params(),
                     **scope.params())


def operands(store: Store, ids: Sequence[str]) -> pd.DataFrame:
    """One row a finding and number, in the order of the equation: address, year, value, raw, page, row, col."""
    return store.ask("anomalies/operands", ids=list(ids))


def tested(store: Store, scope) -> dict[str, int | None]:
    """n_reports, n_affected, n_arithmetic, n_reporting, n_identities, n_untested of the scope."""
    row = store.ask("anomalies/tested", **scope.params()).iloc[0]
    return {name: None if pd.isna(value) else int(value) for name, value in row.items()}


def checks(store: Store) -> pd.DataFrame:
    """check_id, label, basis, class, severity, exceptions, in the form's order."""
    return store.ask("anomalies/checks")
