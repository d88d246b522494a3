"""The end of every document: what the signs and measures mean, which snapshot, what was corrected, which sources."""

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard.briefing.model import Block, Column, Entries, Table, Words
from dashboard.labels import say
from dashboard.labels.numbers import full, known
from dashboard.measures import meaning, measure
from dashboard.queries import report
from dashboard.store import Store

MOST_CORRECTED, MOST_SOURCES = 40, 120


def blocks(store: Store, measure_ids: Sequence[str], corrections: pd.DataFrame,
           n_sources: int = 0, sources: Callable[[], pd.DataFrame] | None = None) -> list[Block]:
    """`corrections`, `sources`: the rows that a downloaded table has of them, the latter asked for only where they are
    few enough to be listed (a country has two million); None: they stand elsewhere."""
    names = report.labels(store)
    terms = [(say(f"briefing.closing.{key}"), say(f"briefing.closing.{key}_meaning")) for key in ("signs", "basis")]
    terms += [(m.label, meaning(m, names)) for m in map(measure, measure_ids)]
    terms.append((say("briefing.closing.snapshot"), say("briefing.closing.snapshot_meaning", snapshot=store.snapshot)))
    documents = [] if sources is None else _sources(n_sources, sources)
    return [Entries(tuple(terms)), *_corrections(corrections), *documents]


def _corrections(rows: pd.DataFrame) -> list[Block]:
    if not len(rows):
        return []
    out = []
    for row in report.records(rows.head(MOST_CORRECTED)):
        new = f"{row['value']:,.10g}" if known(row["value"]) else say(f"components.state.{row['state']}")
        out.append((row["agency"], str(row["year"]), row["label"], str(row["old"]), new, row["note"] or ""))
    heads = (("agency", 2.2, False), ("year", .8, True), ("cell", 2.6, False), ("old", 1, True), ("new", 1, True),
             ("note", 2.6, False))
    note = say("briefing.closing.corrections_cut", n=full(len(rows)), shown=MOST_CORRECTED) \
        if len(rows) > MOST_CORRECTED else ""
    return [Table(say("briefing.closing.corrections_title", n=full(len(rows))), say("briefing.closing.corrections_sub"),
                  tuple(Column(say(f"briefing.closing.{h}"), share, number) for h, share, number in heads), tuple(out),
                  note, is_small=True)]


def _sources(n: int, ask: Callable[[], pd.DataFrame]) -> list[Block]:
    if n > MOST_SOURCES:
        return [Words(say("briefing.closing.sources_many", n=full(n)), True)]
    rows = ask()
    if not len(rows):
        return []
    out = tuple((row["agency"] or "", full(None) if row["year"] is None else str(row["year"]), row["name"] or "",
                 row["sha256"][:12]) for row in report.records(rows))
    heads = (("agency", 2.4, False), ("year", .7, True), ("name", 4.2, False), ("sha256", 1.4, False))
    return [Table(say("briefing.closing.sources_title", n=full(len(rows))), say("briefing.closing.sources_sub"),
                  tuple(Column(say(f"briefing.closing.{h}"), share, number) for h, share, number in heads), out,
                  is_small=True)]
