"""Copied text of the scope as a 核查清单.

In:   what the tab found, the rows that are ticked.
Out:  offer().
"""

from collections.abc import Sequence

import pandas as pd

from dashboard import filters, state
from dashboard.components import spark_table
from dashboard.components.spark_table import link
from dashboard.export.checklist import MOST
from dashboard.labels import say
from dashboard.labels.numbers import full, percent
from dashboard.parts.anomalies import checklist
from dashboard.parts.anomalies.copied import download
from dashboard.parts.anomalies.copied.found import Found
from dashboard.parts.anomalies.copied.listing import KEY
from dashboard.parts.anomalies.copied.pair import digit
from dashboard.queries import copied as ask
from dashboard.queries.verdicts import COPIED
from dashboard.store import Store


def offer(found: Found) -> None:
    store, chosen = state.store(), spark_table.chosen(KEY)

    def about(title: str):
        return filters.about(title, found.view.scope, basis=say("copied.basis"), facts=download.facts(found),
                             definitions=[(say("copied.filter.share"), say("copied.list.foot"))])

    rule = {"id": COPIED, "label": say("checklist.copied.basis"), "rule": say(
        "checklist.copied.rule", least=say(f"copied.share.{found.choice.least * 100:.0f}")),
        "source": say("checklist.copied.source"), "text": say("copied.list.foot")}
    checklist.offer(found.view, say("anomalies.tab.copied"), lambda: _items(store, found, chosen), lambda items: [rule],
                    about, len(chosen), found.n_pairs)


def _items(store: Store, found: Found, chosen: Sequence[str]) -> pd.DataFrame:
    """One row a pair: the ticked ones where there are any, else all that are listed."""
    frame = ask.listed(store, found.view.scope, found.choice, MOST, 0, found.judged)
    if chosen:
        frame = frame[frame["pair_id"].isin(chosen)]
    rows = frame.to_dict("records")
    tab = say("anomalies.tab.copied")
    return frame.assign(
        sort=say("checklist.fact"), basis_id=COPIED, basis=say("checklist.copied.basis"),
        what=[_what(r) for r in rows], figures=[_figures(r) for r in rows], repair=say("checklist.copied.repair"),
        ask=say("checklist.copied.ask"), href=[link("anomalies", t=tab, pair=r["pair_id"]) for r in rows],
        id=frame["pair_id"], verdict=checklist.judged(frame))


def _what(r: dict) -> str:
    return say("checklist.copied.what", section=digit(r["section"]), share=percent(r["share"], 0),
               shared=full(r["n_shared"]), length=full(r["length"]), other=r["other_agency"] or r["other_report_id"],
               year=r["other_year"], other_section=digit(r["other_section"]))


def _figures(r: dict) -> str:
    return say("checklist.copied.figures", all=full(r["n_numbers"]), changed=full(r["n_numbers_changed"]),
               document=r["other_document"] or r["other_report_id"])
