"""Verdicts and the snapshot together: what is judged, as it is now; what stands, and whether its numbers changed.

In:   a store; the events of a ledger.
Out:  subjects(), verdict_of(), judged(), Judged, NOTHING.
Promise: a verdict is never dropped: where the numbers are others now, it says `changed`; where a subject is not in
the snapshot, it is not in the frame and stays in the ledger.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from dashboard.labels import say
from dashboard.store import Store
from dashboard.verdicts import Event, Subject
from dashboard.verdicts.events import same_figures

FINDING, COPIED = "finding", "copied"  # kinds of subjects: a finding_id; a pair_id (sql/load/pairs.sql)
OPEN, CHANGED = "open", "changed"
COLUMNS = ("id", "verdict", "mark", "who", "made_at", "note")


@dataclass(frozen=True, slots=True)
class Judged:
    """Every subject of the snapshot that has a verdict, one row each (COLUMNS). `key` changes with it: caches go by
    it. `error`: why the verdicts cannot be had, "" where they can."""

    key: str
    frame: pd.DataFrame = field(compare=False)
    error: str = ""


def subjects(store: Store, ids: Sequence[str], kind: str = FINDING) -> dict[str, Subject]:
    """id -> what a verdict on it is kept with; ids that are in no report in use are left out."""
    found = {}
    for row in _rows(store, ids, kind):
        about = {"snapshot": store.snapshot, "is_demo": store.is_demo}
        name = "finding_id" if kind == FINDING else "pair_id"
        subject, figures = row.pop(name), row.pop("figures")
        if kind == COPIED:
            digits = say("components.digits")
            row["place"] = say("verdicts.copied_place", part=digits[row["section"] - 1], other=row["other_agency"],
                               year=row["other_year"], other_part=digits[row["other_section"] - 1])
        found[subject] = Subject(kind, subject, figures, row | about)
    return found


def _rows(store: Store, ids: Sequence[str], kind: str) -> list[dict]:
    if kind == COPIED:
        reports = sorted({i.partition("|")[0] for i in ids})
        rows = store.ask("verdicts/pair_figures", ids=list(ids), reports=reports)
    else:
        rows = store.ask("verdicts/figures", ids=list(ids))
    return rows.astype(object).where(rows.notna(), None).to_dict("records")


def verdict_of(event: Event | None, figures: str) -> str:
    """open | changed | the mark: what a page says of a subject whose numbers are `figures` now."""
    if event is None:
        return OPEN
    return event.mark if same_figures(event.figures, figures) else CHANGED


def judged(store: Store, events: Mapping[str, Event], kind: str = FINDING) -> pd.DataFrame:
    """One row a subject of the snapshot that has a verdict: id, verdict (its mark, or `changed`), mark, who, made_at,
    note. The table `judged` of the questions about findings and pairs."""
    figures = {i: s.figures for i, s in subjects(store, list(events), kind).items()} if events else {}
    rows = [(i, verdict_of(events[i], text), events[i].mark, events[i].who, events[i].made_at, events[i].note)
            for i, text in figures.items()]
    return _frame(rows)


def _frame(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


NOTHING = Judged("", _frame([]))
