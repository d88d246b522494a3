"""The findings of the scope to take home."""

import pandas as pd

from dashboard import downloads, filters, state
from dashboard.export import Field
from dashboard.labels import listed, say
from dashboard.parts import judging
from dashboard.parts.anomalies.findings.found import Found
from dashboard.queries import anomalies as ask

MOST = 150_000  # rows of a download


def offer(found: Found) -> None:
    """Every finding of the scope, with an empty column for the agency's reply."""
    view, store = found.view, state.store()
    title = say("anomalies.download", place=view.place, span=view.period)

    def rows() -> tuple[pd.DataFrame, list[Field]]:
        frame = ask.listed(store, view.scope, found.choice, MOST, 0, found.judged)
        words = listed("anomalies.column")
        frame = frame.assign(**{"class": frame["class"].map(listed("anomalies.class_name")), "reply": "",
                                "origin": frame["origin"].map(listed("report.origin"), na_action="ignore"),
                                "verdict": frame["verdict"].map(judging.verdict_word),
                                "made_at": frame["made_at"].map(judging.moment, na_action="ignore")})[list(words)]
        kinds = {"year": "year", "left_sum": "money", "right_sum": "money", "difference": "money"}
        return frame, [Field(name, words[name], kinds.get(name, "text")) for name in words]

    downloads.offer(rows, filters.about(
        title, view.scope, basis=say("anomalies.basis"), facts=facts(found),
        definitions=state.kept("anomalies.definitions", found.key(), lambda: definitions(found))),
                    "anomalies", title, is_empty=not found.n)


def definitions(found: Found) -> list[tuple[str, str]]:
    """(label, meaning) of every check that found something."""
    checks = found.checks
    return [(checks["label"][i], say("anomalies.definition", basis=checks["basis"][i],
                                     text=checks["exceptions"][i] or "")) for i in found.sums["check"]]


def facts(found: Found) -> list[tuple[str, str]]:
    """What the list is chosen by, as (label, words)."""
    names = {**listed("anomalies.class_name"), **found.checks["label"], None: say("anomalies.filter.every")}
    return [(say("anomalies.filter.check"), names[found.choice.check or found.choice.which]),
            (say("judging.title"), judging.filter_options()[found.choice.verdict or ""])]
