"""Questions as a 核查清单: what is out, among whom, what to answer; how many tests were made, what chance would give.

In:   the flags or changes as listed, with their verdicts; the tables that are taken home of them.
Out:  offer_peers(), offer_past().
"""

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard import filters, state
from dashboard.components import spark_table
from dashboard.components.spark_table import link
from dashboard.export import About
from dashboard.export.checklist import MOST
from dashboard.labels import say
from dashboard.labels.numbers import of
from dashboard.measures import meaning, measure
from dashboard.parts.anomalies import Page, checklist
from dashboard.parts.anomalies.questions import told
from dashboard.queries import report

Made = Callable[[pd.DataFrame], pd.DataFrame]


def offer_peers(view: Page, rows: pd.DataFrame, taken: Made, tests: Sequence[str], method: str, period: str) -> None:
    """`rows`: the flags as listed, over the years `period`; `taken`: flags -> the table that is taken home of them;
    `tests`: the number of tests and what chance would give, in words."""

    def items(chosen: pd.DataFrame) -> pd.DataFrame:
        out = taken(chosen).reset_index(drop=True)
        ids = list(chosen["measure_id"])
        return out.assign(year=period, what=out["sentence"], ask=[measure(m).outliers.ask for m in ids], figures=[
            say("checklist.question.figures", of=of(n, total), limits=told.limits_said(m, low, high))
            for m, n, total, low, high in zip(ids, out["numerator"], out["denominator"], out["low"], out["high"])])

    _offer(view, rows, items, tests, method, "list")


def offer_past(view: Page, rows: pd.DataFrame, taken: Made, tests: Sequence[str], method: str, words: str) -> None:
    """As offer_peers; words: past | mix, which is also the key of the list."""

    def items(chosen: pd.DataFrame) -> pd.DataFrame:
        out = taken(chosen).reset_index(drop=True)
        now, before = ([of(n, total) for n, total in zip(out[f"{when}_n"], out[f"{when}_total"])]
                       for when in ("now", "before"))
        what = zip(out["year"], out["measure"] + out["part"], out["side"], now, before)
        return out.assign(
            what=[say("checklist.question.past", year=y, what=w, side=s, now=a, before=b) for y, w, s, a, b in what],
            figures=[say("checklist.question.past_figures", now=a, before=b) for a, b in zip(now, before)])

    _offer(view, rows, items, tests, method, words)


def _offer(view: Page, rows: pd.DataFrame, items: Made, tests: Sequence[str], method: str, words: str) -> None:
    store, ticked = state.store(), set(spark_table.chosen(f"questions_{words}"))
    chosen = rows[rows["key"].isin(ticked)].reset_index(drop=True) if len(rows) and ticked else rows
    n_found, chosen = len(chosen), chosen.head(MOST)
    column = "mix_id" if "mix_id" in chosen else "measure_id"

    def made() -> pd.DataFrame:
        if not len(chosen):
            return pd.DataFrame(columns=["basis_id", "basis", "href"])
        return items(chosen).assign(
            sort=say("checklist.question.sort"), basis_id=chosen[column].to_numpy(), repair="", document="",
            basis=lambda rows: rows["measure"], id=chosen["question_id"].to_numpy(),
            verdict=checklist.judged(chosen), href=[link("agency", a=unit) for unit in chosen["unit_id"]])

    def rules(made: pd.DataFrame) -> list[dict]:
        names = report.labels(store)
        return [_rule(i, label, names, method) for i, label in dict(zip(made["basis_id"], made["basis"])).items()]

    def about(title: str) -> Callable[[], About]:
        return filters.about(title, view.scope, basis=say("questions.basis"),
                             facts=[(say("checklist.question.tests"), text) for text in tests],
                             definitions=[(say("questions.method.head"), method)])

    checklist.offer(view, say("anomalies.tab.questions"), made, rules, about,
                    n_found if ticked else 0, n_found)


def _rule(which: str, label: str, names, method: str) -> dict:
    try:
        one = measure(which)
    except KeyError:  # a mix of outcomes or grounds is no measure
        return {"id": which, "label": label, "rule": method, "source": say("checklist.question.source"), "text": ""}
    return {"id": which, "label": one.label, "rule": meaning(one, names),
            "source": say("checklist.question.source_of", reviewed=one.reviewed), "text": one.caveats}
