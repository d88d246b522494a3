"""From a district to one of its agencies: two boxes that follow what the page shows.

In:   the district and agency shown.
Out:  the two boxes; a change calls the page back with an agency.
Promise: the link is the only memory; the boxes are set from it on every run.
"""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.labels import say
from dashboard.queries import report as ask


def district_and_agency(district: str, agency: str, on_agency: Callable[[str], None], key: str) -> None:
    """Draw both boxes. A new district opens its first agency in pinyin order."""
    places = state.made(_labels, ask.places)
    bodies = state.made(_names, ask.bodies, district)
    st.session_state[f"{key}_district"], st.session_state[f"{key}_agency"] = district, agency

    def moved() -> None:
        on_agency(state.answer(ask.bodies, st.session_state[f"{key}_district"])["agency_id"][0])

    st.selectbox(say("components.district"), list(places), key=f"{key}_district", width=210, on_change=moved,
                 format_func=lambda d: say("components.option", code=d, name=places[d] or say("components.no_place")))
    st.selectbox(say("components.agency"), list(bodies), key=f"{key}_agency", width=270, format_func=bodies.get,
                 on_change=lambda: on_agency(st.session_state[f"{key}_agency"]))


def _labels(rows: pd.DataFrame) -> dict[str, str | None]:
    return {p["district_id"]: p["label"] for p in ask.records(rows)}


def _names(rows: pd.DataFrame) -> dict[str, str]:
    return dict(zip(rows["agency_id"], rows["short_label"]))
