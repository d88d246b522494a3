"""One agency over the years: its rate each year, before the range its like would keep to with as many cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.base import base, edition_mark, note, plain, year_axis
from dashboard.labels import say
from dashboard.labels.numbers import of, percent


@dataclass(frozen=True, slots=True)
class Year:
    """A year's counts, None where not printed; low and high: the 95 % limits for that many cases, as rates."""

    year: int
    numerator: float | None
    denominator: float | None
    low: float | None = None
    high: float | None = None


def strip(t: dict, years: Sequence[Year], mean: float, name: str, *, share: bool = True, height: int = 210) -> dict:
    """No year with a rate, no data. A year without a denominator is a gap."""
    rated = [y for y in years if y.denominator]
    if not rated:
        return {"data": [], "layout": {}}
    factor = 1 if share else 100
    rates = [y.numerator / y.denominator if y.denominator else None for y in years]
    top = 1.15 * max(*(r for r in rates if r is not None), *(y.high or 0 for y in rated), mean)
    top = min(top, 1.05) if share else top
    at, data = [y.year for y in years], []
    for y in rated:
        if y.low is not None and y.high is not None:
            data.append({"type": "scatter", "mode": "lines", "x": [y.year, y.year], "hoverinfo": "skip",
                         "y": [y.low * factor, min(y.high, top) * factor], "line": {"width": 14, "color": t["band2"]}})
    write = percent if share else (lambda v: f"{100 * v:,.1f}")
    data.append({"type": "scatter", "mode": "lines+markers", "x": at, "connectgaps": False, "cliponaxis": False,
                 "y": [None if r is None else r * factor for r in rates], "name": plain(name),
                 "line": {"width": 1.5, "color": t["accent"]}, "marker": {"size": 9, "color": t["accent"]},
                 "customdata": [[of(y.numerator, y.denominator), write(r) if r is not None else ""]
                                for y, r in zip(years, rates)],
                 "hovertemplate": "%{x}<br><b>%{customdata[1]}</b>" + say("charts.aside", of="%{customdata[0]}")
                                  + "<extra></extra>"})
    out = base(t, height, margin={"l": 50, "r": 104, "t": 12, "b": 28},
               xaxis=year_axis(at, range=[at[0] - 0.4, at[-1] + 0.4]),
               yaxis={"range": [0, top * factor], "tickformat": ".0%" if share else ",.10~f", "nticks": 4})
    out["shapes"] = [*edition_mark(at, t), {
        "type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": mean * factor, "y1": mean * factor,
        "layer": "below", "line": {"color": t["muted"], "width": 1.2, "dash": "5px,3px"}}]
    out["annotations"] = [note(1, mean * factor, say("charts.funnel.peers", rate=write(mean)), t, xref="paper",
                               xshift=6)]
    return {"data": data, "layout": out}
