"""Frames and lists -> figures, as plain dicts; `t` is the token table of the theme in use (look.tokens).

In:   numbers (None = not there), names, years. No SQL, no page, no Streamlit.
Out:  one function a kind of chart; each returns {"data": […], "layout": {…}}.
Promise: None is a gap and never a zero; lines are not joined over a gap or over a change of edition;
names are escaped, so that a document's words cannot become markup; at most seven ticks.
"""

import plotly.graph_objects as go
import plotly.io as pio

from dashboard.charts.coverage import colours as coverage_colours
from dashboard.charts.coverage import coverage
from dashboard.charts.coverage import shares as coverage_shares
from dashboard.charts.deciles import deciles
from dashboard.charts.dots import Dot, differs, dots
from dashboard.charts.flow import flow
from dashboard.charts.funnel import Curves, Point, funnel
from dashboard.charts.multiples import multiples
from dashboard.charts.outcomes import bars_of_parts
from dashboard.charts.strip import Year, strip
from dashboard.charts.trend import trend

_TEMPLATE = pio.templates[pio.templates.default].to_plotly_json()
_FLAT = {name: part for name, part in _TEMPLATE["layout"].items() if name not in
         ("scene", "polar", "ternary", "geo", "map", "mapbox", "smith", "coloraxis", "colorscale")}


def _template(kinds: frozenset[str]) -> dict:
    """Of Plotly's own template what these kinds of trace take from it: all of it is 7 kB, in every figure, at every
    rerun; most of it is for globes, cubes and carpets."""
    return {"layout": _TEMPLATE["layout"] if "heatmap" in kinds else _FLAT,
            "data": {kind: _TEMPLATE["data"][kind] for kind in sorted(kinds & _TEMPLATE["data"].keys())}}


class Finished(go.Figure):
    """A figure that no one changes any more, as it is sent. Plotly's own would check and copy every value when it is
    made, and copy all again at each rerun (12 and 2 ms); a test checks every figure of every page instead."""

    def __init__(self, figure: dict):
        kinds = frozenset(trace.get("type", "scatter") for trace in figure["data"])
        layout = {"template": _template(kinds), **figure["layout"]}
        object.__setattr__(self, "_finished", {"data": figure["data"], "layout": layout})

    def __getitem__(self, part: str):
        return self._finished[part]

    def to_dict(self) -> dict:
        """The same object each time: for reading alone."""
        return self._finished

    def __reduce__(self):
        return Finished, (self._finished,)


def finished(figure: dict) -> go.Figure:
    """The figure as st.plotly_chart takes it."""
    return Finished(figure)


__all__ = ["Curves", "Dot", "Point", "Year", "bars_of_parts", "coverage", "coverage_colours", "coverage_shares",
           "deciles", "differs", "dots", "finished", "flow", "funnel", "multiples", "strip", "trend"]
