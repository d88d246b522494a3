"""Lines over the years, drawn by ourselves: what a page shows first does not wait for Plotly's five megabytes.

In:   a figure of charts.trend or charts.deciles, finished.
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
"""
_CHART = st.components.v2.component(
    "line_chart",
    html='<div class="whole"><div class="frame"></div><div class="said" hidden></div></div>',
    css=_CSS,
    js=(_HERE / "line_chart.js").read_text("utf-8"),
)


def draw(figure, key: str, alt: str) -> None:
    """Draw it across the column. Raises ValueError for what is no line over the years."""
    held = figure.to_dict()
    if any(trace["type"] != "scatter" for trace in held["data"]) or "tickvals" not in held["layout"]["xaxis"]:
        raise ValueError(f"{key} is no chart of lines over the years")
    layout = {name: part for name, part in held["layout"].items() if name != "template"}
    _CHART(key=key, data={"figure": {"data": held["data"], "layout": layout}, "alt": alt})
