"""Frames and lists -> figures, as plain dicts; `t` is the token table of the theme in use (look.tokens).

In:   numbers (None = not there), names, years. No SQL, no page, no Streamlit.
Out:  one function a kind of chart; each returns {"data": […], "layout": {…}}.
Promise: None is a gap and never a zero; lines are not joined over a gap or over a change of edition;
names are escaped, so that a document's words cannot become markup; at most seven ticks.
"""

import plotly.graph_objects as go

from dashboard.charts.coverage import colours as coverage_colours
from dashboard.charts.coverage import coverage
from dashboard.charts.coverage import shares as coverage_shares
from dashboard.charts.deciles import deciles
from dashboard.charts.dots import Dot, differs, dots
from dashboard.charts.funnel import Curves, Point, funnel
from dashboard.charts.multiples import multiples
from dashboard.charts.outcomes import bars_of_parts
from dashboard.charts.strip import Year, strip
from dashboard.charts.trend import trend


class Finished(go.Figure):
    """A figure that no one changes any more: checked and turned into what is sent once, not at every rerun (12 and
    2 ms each)."""

    def to_dict(self) -> dict:
        """As Plotly's, but the same object each time: for reading alone."""
        return self._finished


def finished(figure: dict) -> go.Figure:
    """The figure as Plotly holds it. Raises ValueError for what Plotly does not know."""
    made = Finished(figure)
    object.__setattr__(made, "_finished", go.Figure.to_dict(made))
    return made


__all__ = ["Curves", "Dot", "Point", "Year", "bars_of_parts", "coverage", "coverage_colours", "coverage_shares",
           "deciles", "differs", "dots", "finished", "funnel", "multiples", "strip", "trend"]
