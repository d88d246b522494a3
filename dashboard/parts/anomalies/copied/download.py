"""The pairs of the scope to take home, with an empty column for the agency's reply."""

import pandas as pd

from dashboard import downloads, filters, state
from dashboard.export import Field
from dashboard.labels import listed, say
from dashboard.parts import judging
from dashboard.parts.anomalies.copied.found import Found
from dashboard.queries import copied as ask

MOST = 150_000  # rows of a download
_KINDS = {"year": "year", "other_year": "year", "share": "share", "n_shared": "count", "length": "count",
          "n_numbers": "count", "n_numbers_changed": "count", "n_others": "count"}


def offer(found: Found) -> None:
    """Every row of the list, with what a share means."""
    view, store, choice = found.view, state.store(), found.choice
    title = say("copied.download.title", place=view.place, span=view.period)

    def rows() -> tuple[pd.DataFrame, list[Field]]:
        words = listed("copied.column")
        frame = ask.listed(store, view.scope, choice, MOST, 0, found.judged)
        frame = frame.assign(kind=frame["kind"].map(listed("copied.whose")), reply="",
                             verdict=frame["verdict"].map(judging.verdict_word),
                             made_at=frame["made_at"].map(judging.moment, na_action="ignore"))[list(words)]
        return frame, [Field(name, words[name], _KINDS.get(name, "text")) for name in words]

    downloads.offer(rows, filters.about(title, view.scope, basis=say("copied.basis"), facts=facts(found),
                                        definitions=[(say("copied.filter.share"), say("copied.list.foot"))]),
                    "copied", title, is_empty=not found.n_pairs)


def facts(found: Found) -> list[tuple[str, str]]:
    """What the list is chosen by, as (label, words)."""
    choice = found.choice
    every = say("copied.any")
    return [(say("copied.filter.share"), say(f"copied.share.{choice.least * 100:.0f}")),
            (say("copied.filter.whose"), say(f"copied.whose.{choice.whose}") if choice.whose else every),
            (say("copied.filter.section"), say(f"copied.section.{choice.section}") if choice.section else every),
            (say("judging.title"), judging.filter_options()[choice.verdict or ""])]
