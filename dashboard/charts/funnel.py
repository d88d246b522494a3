"""The funnel: every agency by how many cases it has and its rate, within the limits its like would keep to."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts.base import base, note, plain, spread
from dashboard.labels import say
from dashboard.labels.numbers import full, percent

MARKS = (3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Point:
    """An agency: its id and name, numerator, denominator, tier (verify | watch | note | "" for none)."""

    id: str
    name: str
    numerator: float
    denominator: float
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Curves:
    """The limits along `totals`, as rates, and the rate of the peers together."""

    totals: Sequence[float]
    mean: float
    outer: tuple[Sequence[float], Sequence[float]]  # 99.8 %: low, high
    inner: tuple[Sequence[float], Sequence[float]]  # 95 %


def funnel(t: dict, points: Sequence[Point], curves: Curves, floor: int, named: str = "", *, share: bool = True,
           height: int = 440) -> dict:
    """Points with a denominator; the one whose id is `named` in accent, beside the flagged ones. No points, no data.
    `share`: rates are 0..1 and written as percentages, else a hundred times themselves."""
    points = [p for p in points if p.denominator > 0]
    if not points:
        return {"data": [], "layout": {}}
    write = percent if share else (lambda v, digits=1: f"{100 * v:,.{digits}f}")
    factor = 1 if share else 100
    start = min(3, *(p.denominator for p in points)) * 0.9
    end = max(*(p.denominator for p in points), floor * 3) * 1.12
    rates = [p.numerator / p.denominator for p in points]
    top = 1.02 if share and max(rates) > 0.5 else min(1.02 if share else math.inf, 1.12 * max(
        *rates, curves.mean * 2, *(h for n, h in zip(curves.totals, curves.outer[1]) if n >= floor)))
    data = _limits(t, curves, factor)
    data.append(_line(t, [start, end], [curves.mean * factor] * 2, None, 1))
    for tier, style in _styles(t).items():
        data.append(_markers([p for p in points if p.tier == tier and p.id != named], style, factor, write))
    here = [p for p in points if p.id == named]
    accent = {"size": 12, "color": t["accent"], "symbol": "circle", "line": {"width": 1.5, "color": t["paper"]}}
    for p in here:
        style = accent if not p.tier else {**_styles(t)[p.tier], "size": 15}
        data.append(_markers([p], style, factor, write))
    ticks = [m for m in MARKS if start <= m <= end]
    out = base(t, height, margin={"l": 50, "r": 104, "t": 12, "b": 46},
               xaxis={"type": "log", "range": [math.log10(start), math.log10(end)], "tickvals": ticks,
                      "ticktext": [full(m) for m in ticks], "tickangle": 0,
                      "title": {"text": say("charts.funnel.axis"), "font": {"size": 12.5, "color": t["muted"]}}},
               yaxis={"range": [0, top * factor], "tickformat": ".0%" if share else ",.10~f", "ticklabelstandoff": 6})
    out["shapes"] = [{"type": "rect", "xref": "x", "yref": "paper", "x0": start, "x1": floor, "y0": 0, "y1": 1,
                      "fillcolor": t["surface"], "line": {"width": 0}, "layer": "below"}]
    out["annotations"] = [*_names(t, points, named, start, end, top, factor, height),
                          *_ends(t, points, curves, end, top, factor, write, height)]
    if floor > start * 1.5:
        few = f"{say('charts.funnel.few', floor=full(floor))}<br>{say('charts.funnel.not_judged')}"
        is_low = curves.mean < 0.25 * top  # the words keep out of the peers' line
        out["annotations"].append(note((math.log10(start) + math.log10(floor)) / 2, 0.98 if is_low else 0.02, few, t,
                                       yref="paper", xanchor="center", yanchor="top" if is_low else "bottom",
                                       align="center", font={"size": 12, "color": t["muted"]}))
    return {"data": data, "layout": out}


def _styles(t: dict) -> Mapping[str, dict]:
    edge = {"width": 1, "color": t["paper"]}
    return {"": {"size": 6.5, "color": t["point"], "symbol": "circle", "opacity": 0.55, "line": edge},
            "note": {"size": 10, "color": t["note"], "symbol": "circle-open", "line": {"width": 2.2,
                                                                                      "color": t["note"]}},
            "watch": {"size": 12, "color": t["watch"], "symbol": "triangle-up", "line": edge},
            "verify": {"size": 13, "color": t["verify"], "symbol": "diamond", "line": edge}}


def _limits(t: dict, curves: Curves, factor: float) -> list[dict]:
    return [_line(t, list(curves.totals), [y * factor for y in side], dash, 1.2)
            for pair, dash in ((curves.outer, None), (curves.inner, "5px,4px")) for side in pair]


def _line(t: dict, xs: list, ys: list, dash: str | None, width: float) -> dict:
    line = {"color": t["muted"], "width": width} | ({"dash": dash} if dash else {})
    return {"type": "scatter", "mode": "lines", "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}


def _markers(points: Sequence[Point], style: dict, factor: float, write) -> dict:
    return {"type": "scatter", "mode": "markers", "x": [p.denominator for p in points], "cliponaxis": False,
            "y": [p.numerator / p.denominator * factor for p in points], "marker": style,
            "customdata": [[plain(p.name), full(p.numerator), full(p.denominator), write(p.numerator / p.denominator)]
                           for p in points],
            "hovertemplate": "%{customdata[0]}<br><b>%{customdata[3]}</b>"
                             + say("charts.aside", of="%{customdata[1]}/%{customdata[2]}") + "<extra></extra>"}


def _names(t: dict, points: Sequence[Point], named: str, start: float, end: float, top: float, factor: float,
           height: int) -> list[dict]:
    """Names on the one in question, then on the surest flags, as many as can be read; kept apart, on the side that has
    more room."""
    order = {"verify": 0, "watch": 1}
    shown = [p for p in points if p.id == named]
    shown += sorted((p for p in points if p.tier in order and p.id != named),
                    key=lambda p: (order[p.tier], -p.denominator))[:MOST_NAMED - len(shown)]
    heights = spread([p.numerator / p.denominator for p in shown], 20 * top / (height - 58))
    out = []
    for p, y in zip(shown, heights):
        is_right = p.denominator > math.sqrt(start * end)  # the middle of a log axis
        name, is_bold = plain(p.name, 10), p.id == named or p.tier == "verify"
        out.append(note(math.log10(p.denominator), min(y, top * 0.98) * factor, f"<b>{name}</b>" if is_bold else name,
                        t, xshift=-11 if is_right else 11, xanchor="right" if is_right else "left",
                        font={"size": 13, "color": t[p.tier] if p.tier in order else t["accent"]},
                        bgcolor=t["paper"], borderpad=1))
    return out


def _ends(t: dict, points: Sequence[Point], curves: Curves, end: float, top: float, factor: float, write,
          height: int) -> list[dict]:
    """The limits named at their right end, on the side with fewer flags unless that one lies on zero, and the peers'
    own rate."""
    flagged = [p.numerator / p.denominator >= curves.mean for p in points if p.tier]
    side = 0 if sum(flagged) * 2 > len(flagged) and curves.outer[0][-1] > 0.05 * top else 1
    ends = [(curves.mean, say("charts.funnel.peers", rate=write(curves.mean)))]
    ends += [(pair[side][-1], say(f"charts.funnel.{name}"))
             for pair, name in ((curves.inner, "inner"), (curves.outer, "outer"))]
    ends = [e for e in ends if e[0] <= top]
    return [note(math.log10(end), y * factor, words, t, xshift=6)
            for (_, words), y in zip(ends, spread([e[0] for e in ends], 18 * top / (height - 58), 0))]
