"""Verdicts on questions: what is judged in a row, which verdict stands, what is to be judged again.

In:   rows as computed.py gives them; the events of the ledger.
Out:  KIND, opened(), with_verdicts(), under(), in_words(), subject(), offer_bar(), offer_card().
Promise: a verdict is of the agency's own counts: another choice of peers keeps it, other counts open it again. A
question that is not asked any more keeps its verdict in the ledger.
"""

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import state
from dashboard.components import spark_table
from dashboard.components.lines import Line
from dashboard.labels import listed, say
from dashboard.labels.numbers import full
from dashboard.measures import measure
from dashboard.parts import judging
from dashboard.queries.verdicts import CHANGED, OPEN, verdict_of
from dashboard.questions import Known
from dashboard.verdicts import Event, Subject, Unreachable

KIND = "outlier"
COLUMNS = ("verdict", "who", "made_at", "note")
_COUNTS = ("numerator", "denominator", "now_n", "now_total", "before_n", "before_total")


def opened() -> tuple[Mapping[str, Event], str]:
    """The verdicts that stand on questions, and "", or nothing and why they cannot be had."""
    try:
        return state.standing(KIND)[1], ""
    except Unreachable as error:
        return {}, str(error)


def with_verdicts(rows: pd.DataFrame, way: str, year: int, events: Mapping[str, Event],
                  window: int = 1) -> pd.DataFrame:
    """The rows with key, question_id and COLUMNS; those with other counts than when judged first, then those to be
    judged, then the rest, each in the order given. way: peers | past | mix; `window`: the years that were added up."""
    if not len(rows):
        return rows
    what = rows["mix_id"] if way == "mix" else rows["measure_id"]
    end = f"{year}-{window}" if window > 1 else str(year)
    keys = [f"{unit} {each}" for unit, each in zip(rows["unit_id"], what)]
    rows = rows.assign(key=keys, question_id=[f"{way}/{key.replace(' ', '/')}/{end}" for key in keys])
    is_judged = rows["question_id"].isin(list(events))
    told = {r["question_id"]: _told(events[r["question_id"]], r) for r in rows[is_judged].to_dict("records")}
    for place, name in enumerate(COLUMNS):
        values = [told[i][place] if i in told else OPEN if name == "verdict" else None for i in rows["question_id"]]
        rows[name] = pd.Series(values, rows.index, dtype=object)  # as text, None would become NaN
    order = rows["verdict"].map(lambda v: {CHANGED: 0, OPEN: 1}.get(v, 2))
    return rows.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def _told(event: Event, row: Mapping) -> tuple:
    return verdict_of(event, figures(row)), event.who, event.made_at, event.note


def figures(row: Mapping) -> str:
    """The agency's own counts behind a row, and which part of a mix they are of."""
    kept = {name: int(row[name]) for name in _COUNTS if name in row}
    return json.dumps(kept | ({"part": row["part"]} if "part" in row else {}), sort_keys=True)


def under(rows: pd.DataFrame, verdict: str) -> pd.DataFrame:
    """The rows under a verdict; all for ""."""
    return rows[rows["verdict"] == verdict].reset_index(drop=True) if verdict and len(rows) else rows


def in_words(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """verdict and made_at as a file says them; nothing for rows without verdicts."""
    if "verdict" not in rows:
        return {}
    return {"verdict": rows["verdict"].map(judging.verdict_word),
            "made_at": rows["made_at"].map(judging.moment, na_action="ignore")}


def subject(row: Mapping, units: Known, year: int) -> Subject:
    """What a verdict on a row is kept with."""
    store, agency = state.store(), units.units.iloc[units.at[row["unit_id"]]]
    what = say(f"questions.mix.{row['mix_id']}") if "mix_id" in row else measure(row["measure_id"]).label
    return Subject(KIND, row["question_id"], figures(row), {
        "agency": agency["label"], "agency_id": row["unit_id"], "district_id": agency["district_id"], "year": year,
        "place": what, "snapshot": store.snapshot, "is_demo": store.is_demo})


def offer_bar(rows: Sequence[Mapping], units: Known, year: int, events: Mapping[str, Event], key: str) -> bool:
    """The bar for the ticked rows of the table `key`; whether there are any."""
    ticked = set(spark_table.chosen(key))
    subjects = [subject(r, units, year) for r in rows if r["key"] in ticked]
    if subjects:
        judging.bar(subjects, {s.id: events[s.id].uid if s.id in events else None for s in subjects}, key,
                    lambda: spark_table.choose_none(key))
    return bool(subjects)


def offer_card(row: Mapping, units: Known, year: int) -> None:
    judging.card(subject(row, units, year), _changes)


def _changes(then: str, now: str) -> list[Line]:
    """The counts that differ, by the names they have in the file."""
    names = {**listed("questions.past_column"), **listed("questions.column")}
    before, after = json.loads(then or "{}"), json.loads(now)
    return [Line(names[name], say("judging.then_now", then=_plain(before.get(name)), now=_plain(after[name])))
            for name in after if before.get(name) != after[name]]


def _plain(value: int | str | None) -> str:
    if value is None:
        return say("judging.nothing")
    return say(f"questions.part.{value}") if isinstance(value, str) else full(value)
