"""The findings of the scope as a 核查清单: each number as printed, with its place in the source.

In:   what the tab found, the rows that are ticked.
Out:  offer().
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import filters, state
from dashboard.components import spark_table
from dashboard.components.form_model import plain
from dashboard.components.spark_table import link
from dashboard.export.checklist import MOST
from dashboard.labels import say
from dashboard.labels.numbers import full, known
from dashboard.parts.anomalies import checklist
from dashboard.parts.anomalies.findings import download
from dashboard.parts.anomalies.findings.found import Found
from dashboard.parts.anomalies.findings.listing import KEY
from dashboard.queries import anomalies as ask
from dashboard.queries import report
from dashboard.store import Store

Names = Mapping[tuple[str, str, str], str]


def offer(found: Found) -> None:
    store, chosen = state.store(), spark_table.chosen(KEY)

    def about(title: str):
        tested = found.tested
        facts = [*download.facts(found), (say("anomalies.findings"), say(
            "checklist.finding.tested", identities=full(tested["n_identities"] or 0),
            untested=full(tested["n_untested"] or 0)))]
        return filters.about(title, found.view.scope, basis=say("anomalies.basis"), facts=facts)

    checklist.offer(found.view, say("anomalies.tab.findings"), lambda: _items(store, found, chosen),
                    lambda items: _rules(found), about, len(chosen), found.n)


def _items(store: Store, found: Found, chosen: Sequence[str]) -> pd.DataFrame:
    """One row a finding: the ticked ones where there are any, else all that are listed."""
    frame = ask.listed(store, found.view.scope, found.choice, MOST, 0, found.judged)
    if chosen:
        frame = frame[frame["finding_id"].isin(chosen)]
    figures = printed(store, list(frame["finding_id"]))
    exceptions = found.checks["exceptions"]
    return frame.assign(
        sort=say("checklist.fact"), basis_id=frame["check_id"], basis=frame["check_label"].fillna(frame["check_id"]),
        what=frame["message"], figures=[_figures(equation, figures.get(i))
                                        for equation, i in zip(frame["equation"], frame["finding_id"])],
        repair=[_repair(**row) for row in report.records(frame[[
            "repairs", "class", "origin", "origin_note", "explained"]].rename(columns={"class": "sort"}))],
        ask=[_ask(exceptions.get(check)) for check in frame["check_id"]],
        href=[link("report", r=r, finding=f) for r, f in zip(frame["report_id"], frame["finding_id"])],
        id=frame["finding_id"], verdict=checklist.judged(frame))


def _figures(equation: str | None, lines: str | None) -> str:
    """The equation with its numbers, then each number as printed, with its place."""
    told = [say("checklist.figure.equation", equation=equation)] if equation else []
    return "\n".join([*told, lines or say("checklist.figure.none")])


def _repair(repairs: str | None, sort: str, origin: str | None, origin_note: str | None, explained: str | None) -> str:
    """What would mend it; whether it may be our own reading; what the documents themselves say for it."""
    told = [repairs or (say("checklist.finding.no_repair") if sort == "arithmetic" else "")]
    if origin in ("reading", "unsure"):
        told.append(say(f"checklist.finding.origin.{origin}", note=origin_note or ""))
    return "\n".join(filter(None, [*told, explained or ""]))


def _ask(exceptions: str | None) -> str:
    text = (exceptions or "").removeprefix(say("checklist.finding.no_exception"))
    return say("checklist.finding.ask_exceptions", text=text) if text else say("checklist.finding.ask")


def _rules(found: Found) -> list[dict]:
    return [{"id": check, "label": row["label"], "rule": say("checklist.finding.rule", label=row["label"]),
             "source": row["basis"], "text": row["exceptions"]} for check, row in found.checks.iterrows()]


def printed(store: Store, ids: Sequence[str]) -> dict[str, str]:
    """finding_id -> its numbers, a line each: name, as printed, page, row and column. Zeros are only counted."""
    names, out = report.labels(store), {}
    rows = report.records(ask.operands(store, ids))
    for row in rows:
        out.setdefault(row["finding_id"], []).append(row)
    return {i: "\n".join(_lines(each, names)) for i, each in out.items()}


def _lines(operands: Sequence[Mapping], names: Names) -> list[str]:
    told = [_line(o, names) for o in operands if o["value"] != 0 or len(operands) <= 4]
    if len(told) < len(operands):
        told.append(say("checklist.figure.zeros", n=len(operands) - len(told)))
    return told


def _line(operand: Mapping, names: Names) -> str:
    at = operand["table_id"], operand["item_id"], operand["column_id"]
    name = names.get(at) or "/".join(filter(None, at))
    if operand["year"] not in (None, operand["own_year"]):
        name = say("checklist.figure.dated", year=int(operand["year"]), name=name)
    raw = " ".join((operand["raw"] or "").split()) or (plain(operand["value"]) if known(operand["value"]) else say(
        "checklist.figure.nothing"))
    place = "".join(say(f"checklist.figure.{word}", n=int(operand[part]))
                    for word, part in (("page", "page"), ("row", "row"), ("column", "col")) if known(operand[part]))
    return say("checklist.figure.line", name=name, raw=raw) + (
        say("checklist.figure.place", place=place) if place else "")
