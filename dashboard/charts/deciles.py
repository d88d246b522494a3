"""The decile band: where a unit stands among its like, over the years."""

import math
from collections.abc import Collection, Mapping, Sequence

from dashboard.charts.base import base, edition_label, edition_mark, note, plain, spread, year_axis
from dashboard.labels import say
from dashboard.labels.numbers import percent

BANDS = ("p10", "p25", "p50", "p75", "p90")
MOST_GAP_WORDS = 2


def deciles(t: dict, years: Sequence[int], bands: Mapping[str, Sequence[float | None]], values: Sequence[float | None],
            name: str, *, height: int = 300, small: Sequence[float | None] = (), said: Sequence[str] = (),
            missing: Collection[int] = (), is_whole: bool = True) -> dict:
    """`bands`: p10 … p90 -> shares by year; `values`: the unit's own. Years without a band are gaps in it. `small`: its
    shares of too few cases to be held against a band, points without a line; `said`: n/N of each year, shown when a
    point is pointed at; `missing`: years without a report. The axis reaches to 100 % if it `is_whole`, else as far as
    the data."""
    data = [*_band(years, bands["p10"], bands["p90"], t["band"]), *_band(years, bands["p25"], bands["p75"], t["band2"]),
            {"type": "scatter", "x": list(years), "y": list(bands["p50"]), "mode": "lines", "connectgaps": False,
             "line": {"color": t["muted"], "width": 1.5, "dash": "5px,3px"},
             "hovertemplate": say("charts.p50") + " %{x}<br>%{y:.1%}<extra></extra>"},
            {"type": "scatter", "x": list(years), "y": list(values), "mode": "lines+markers", "connectgaps": False,
             "cliponaxis": False, "name": plain(name), "line": {"color": t["accent"], "width": 3},
             "marker": {"size": 7, "color": t["accent"]},
             **_pointed(said)}]
    if any(v is not None for v in small):
        data.append({"type": "scatter", "x": list(years), "y": list(small), "mode": "markers", "cliponaxis": False,
                     "name": plain(name), **_pointed(said),
                     "marker": {"size": 7, "symbol": "circle-open", "color": t["point"], "line": {"width": 1.5}}})
    top = 1 if is_whole else _top([v for line in (*bands.values(), values, small) for v in line if v is not None])
    end = max((i for i, v in enumerate(bands["p50"]) if v is not None), default=-1)
    ends = [(bands[b][end], say(f"charts.{b}"), 12, t["muted"]) for b in BANDS]
    last = next((v for v in reversed(values) if v is not None), None)
    ends.append((last, f"<b>{plain(name, 8)} {percent(last, 0)}</b>", 13, t["accent"]))
    ends = [e for e in ends if e[0] is not None]
    out = base(t, height, margin={"r": 118}, xaxis=year_axis(years),
               yaxis={"range": [0, top], "tickformat": ".0%", "nticks": 6})
    out["shapes"] = edition_mark(years, t)
    out["annotations"] = edition_label(years, t) + [
        note(years[-1], y, text, t, xshift=10, font={"size": size, "color": colour})
        for y, (_, text, size, colour) in zip(spread([e[0] for e in ends], 19 * top / (height - 48), 0), ends)] + [
        note(year, top / 2, say("charts.gap"), t, xanchor="center", font={"size": 11.5, "color": t["muted"]})
        for year in missing if len(missing) <= MOST_GAP_WORDS]
    return {"data": data, "layout": out}


def _pointed(said: Sequence[str]) -> dict:
    """What a point of the unit tells: its share, and of what."""
    told = "<br>%{customdata}" if said else ""
    return {"hovertemplate": "%{fullData.name} %{x}<br><b>%{y:.1%}</b>" + told + "<extra></extra>"} | (
        {"customdata": list(said)} if said else {})


def _top(values: Sequence[float]) -> float:
    """The upper end of the axis: the next full tenth above all of them, at least one tenth."""
    return min(1.0, max(1, math.ceil(max(values, default=1) * 10.5)) / 10)


def _band(years: Sequence[int], low: Sequence[float | None], high: Sequence[float | None], fill: str) -> list[dict]:
    """A filled pair for every unbroken run of years: a fill over a gap would claim years that are not there."""
    out, run = [], []
    for year, a, b in [*zip(years, low, high), (None, None, None)]:
        if a is not None and b is not None:
            run.append((year, a, b))
            continue
        if run:
            xs, lows, highs = (list(side) for side in zip(*run))
            line = {"type": "scatter", "mode": "lines", "x": xs, "line": {"width": 0}, "hoverinfo": "skip"}
            out += [{**line, "y": lows}, {**line, "y": highs, "fill": "tonexty", "fillcolor": fill}]
        run = []
    return out
