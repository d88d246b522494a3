"""Charts over the years, drawn by ourselves: a page of these alone does not wait for Plotly's five megabytes.

In:   a figure of charts.trend, charts.deciles or charts.coverage, finished.
Out:  draw().
Promise: it looks as Plotly draws it and says the same on hover; a figure of another kind raises. All words go in as
textContent.
"""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_CSS = """
.whole { position: relative; }
svg { display: block; font-variant-numeric: tabular-nums; }
.said { position: absolute; pointer-events: none; white-space: nowrap; border: 1px solid; padding: 2px 6px;
        font: 13px/1.35 var(--st-font); }
.said[hidden] { display: none; }
@media print { .frame { height: auto !important; } svg { max-width: 100%; height: auto; } .said { display: none; } }
"""
_CHART = st.components.v2.component(
    "own_chart",
    html='<div class="whole"><div class="frame"></div><div class="said" hidden></div></div>',
    css=_CSS,
    js=(_HERE / "own_chart.js").read_text("utf-8"),
)


def draw(figure, key: str, alt: str) -> None:
    """Draw it across the column. Raises ValueError for a figure that Plotly alone can draw."""
    held = figure.to_dict()
    kinds, axis = {trace["type"] for trace in held["data"]}, held["layout"]["xaxis"]
    if kinds not in ({"scatter"}, {"heatmap"}) or "tickvals" not in axis:
        raise ValueError(f"{key} is no chart of lines or cells over the years")
    layout = {name: part for name, part in held["layout"].items() if name != "template"}
    _CHART(key=key, data={"figure": {"data": held["data"], "layout": layout}, "alt": alt})
