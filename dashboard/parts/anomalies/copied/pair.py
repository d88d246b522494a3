"""Two texts side by side, what they share marked in both, and the verdict on them.

In:   the pair in the link.
Out:  chosen(), open_pair(), show(), digit().
Promise: another choice of filters leads back to the list. The verdict is kept with the checksums of both texts: when
one of them is another text, it asks again.
"""

import json
from functools import partial

import streamlit as st

from dashboard import look, state
from dashboard.components import side_by_side
from dashboard.components.lines import Line
from dashboard.components.spark_table import link
from dashboard.labels import listed, literal, say
from dashboard.labels.numbers import full, percent
from dashboard.parts import judging
from dashboard.parts.anomalies.copied.found import Found
from dashboard.queries import copied as ask
from dashboard.queries import verdicts as judge

_SHOWS = "_pair_shows"


def digit(section: int) -> str:
    """The number of a part of a report as it is printed: 一."""
    return say("components.digits")[section - 1:section]


def chosen(found: Found) -> str | None:
    """The pair in the link; none once the filters are others than when it was opened."""
    shows, pair_id = (found.view.scope, found.choice), st.query_params.get("pair")
    if pair_id and st.session_state.get(_SHOWS, (pair_id, shows)) == (pair_id, shows):
        st.session_state[_SHOWS] = pair_id, shows
        return pair_id
    held = st.session_state.pop(_SHOWS, None)
    if pair_id and held and held[0] == pair_id:
        del st.query_params["pair"]
        return None
    return pair_id


def open_pair(pair_id: str) -> None:
    """Show a pair; for callbacks."""
    st.session_state.pop(_SHOWS, None)
    st.query_params["pair"] = pair_id


def _close() -> None:
    st.query_params.pop("pair", None)


def show(pair_id: str) -> None:
    """The way back, both texts with links to their reports, the other agencies it is like, the verdict."""
    st.button(say("copied.back"), key="copied_back", on_click=_close)
    r = state.answer(ask.pair, pair_id)
    if r is None:
        look.empty(say("copied.gone"), say("copied.gone_why"))
        return
    look.heading(say("copied.pair.title", agency=r["agency"] or r["report_id"], year=r["year"],
                     section=digit(r["section"]), share=percent(r["share"], 0)),
                 say("copied.pair.sub", length=full(r["length"]), shared=full(r["n_shared"]),
                     numbers=full(r["n_numbers"]), changed=full(r["n_numbers_changed"])))
    rivals = {x["pair_id"]: literal(say("copied.list.other_of", name=x["agency"], year=x["year"])) for x in r["rivals"]}
    if len(rivals) > 1:
        st.segmented_control(say("copied.pair.rivals"), list(rivals), key=f"copied_rank_{pair_id}", default=pair_id,
                             format_func=rivals.get, required=True, on_change=partial(_turn, f"copied_rank_{pair_id}"))
    left, right = side_by_side.pieces(r["text"], r["other_text"], list(r["passages"]), list(r["everyday"]))
    side_by_side.show(_side(r, "", left), _side(r, "other_", right), "side_by_side", listed("copied.said"))
    look.foot(say("copied.pair.foot"))
    with st.columns([13, 9], gap="large")[0]:
        judging.card(judge.subjects(state.store(), [pair_id], judge.COPIED)[pair_id], _changes)


def _turn(key: str) -> None:
    open_pair(st.session_state[key])


def _side(r: dict, of: str, pieces: tuple[side_by_side.Piece, ...]) -> side_by_side.Side:
    return side_by_side.Side(
        say("copied.pair.side", agency=r[f"{of}agency"] or r[f"{of}report_id"], year=r[f"{of}year"],
            section=digit(r[f"{of}section"])),
        link("report", r=r[f"{of}report_id"]), say("copied.pair.open"), pieces)


def _changes(then: str, now: str) -> list[Line]:
    """Which of the two texts is another one than when it was judged."""
    before, after = (json.loads(figures or "{}") for figures in (then, now))
    return [Line(say(f"copied.changed.{side}"), say("copied.changed.is_other"), "words") for side in ("text", "other")
            if before.get(side) != after.get(side)]
