"""Verdicts and the snapshot together: what is judged, as it is now; what stands, and whether its numbers changed.

In:   a store; the events of a ledger.
Out:  subjects(), verdict_of(), judged(), Judged, NOTHING.
Promise: a verdict is never dropped: where the numbers are others now, it says `changed`; where a finding is not in
the snapshot, it is not in the frame and stays in the ledger.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from dashboard.store import Store
from dashboard.verdicts import Event, Subject
from dashboard.verdicts.events import same_figures

FINDING = "finding"
OPEN, CHANGED = "open", "changed"
COLUMNS = ("finding_id", "verdict", "mark", "who", "made_at", "note")


@dataclass(frozen=True, slots=True)
class Judged:
    """Every finding of the snapshot that has a verdict, one row each (COLUMNS). `key` changes with it: caches go by
    it. `error`: why the verdicts cannot be had, "" where they can."""

    key: str
    frame: pd.DataFrame = field(compare=False)
    error: str = ""


def subjects(store: Store, ids: Sequence[str]) -> dict[str, Subject]:
    """finding_id -> what a verdict on it is kept with; ids that are in no report in use are left out."""
    rows = store.ask("verdicts/figures", ids=list(ids))
    rows = rows.astype(object).where(rows.notna(), None)
    about = ("report_id", "agency", "district_id", "year", "check_id", "place")
    return {r["finding_id"]: Subject(FINDING, r["finding_id"], r["figures"], {
        **{name: r[name] for name in about}, "snapshot": store.snapshot, "is_demo": store.is_demo})
        for r in rows.to_dict("records")}


def verdict_of(event: Event | None, figures: str) -> str:
    """open | changed | the mark: what a page says of a subject whose numbers are `figures` now."""
    if event is None:
        return OPEN
    return event.mark if same_figures(event.figures, figures) else CHANGED


def judged(store: Store, events: Mapping[str, Event]) -> pd.DataFrame:
    """One row a finding of the snapshot that has a verdict: finding_id, verdict (its mark, or `changed`), mark, who,
    made_at, note. The table `judged` of the questions about findings."""
    figures = {i: s.figures for i, s in subjects(store, list(events)).items()} if events else {}
    rows = [(i, verdict_of(events[i], text), events[i].mark, events[i].who, events[i].made_at, events[i].note)
            for i, text in figures.items()]
    return _frame(rows)


def _frame(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


NOTHING = Judged("", _frame([]))
