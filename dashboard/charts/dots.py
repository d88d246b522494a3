"""Ranked dots: a rate with its interval, one row a unit, against the value of all of them together."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.base import base, note, plain, width
from dashboard.labels import say
from dashboard.labels.numbers import full, percent


@dataclass(frozen=True, slots=True)
class Dot:
    """A unit's rate with its interval (shares 0..1), made of numerator and denominator."""

    name: str
    low: float
    rate: float
    high: float
    numerator: float
    denominator: float


def differs(row: Dot, middle: float | None, least: int) -> bool:
    """Whether the interval misses `middle`; never said of fewer than `least` cases, where one case moves everything."""
    return middle is not None and row.denominator >= least and (row.low > middle or row.high < middle)


def dots(t: dict, rows: Sequence[Dot], middle: float | None, middle_name: str, least: int, *,
         left: int | None = None) -> dict:
    """Rows in the order given. Filled accent where a row differs from `middle`, hollow grey where it does not. No rows,
    no data."""
    if not rows:
        return {"data": [], "layout": {}}
    at = range(len(rows))
    apart = [differs(r, middle, least) for r in rows]
    colours = [t["accent"] if d else t["point"] for d in apart]
    data = [{"type": "scatter", "mode": "lines", "x": [r.low, r.high], "y": [i, i], "hoverinfo": "skip",
             "line": {"color": c, "width": 2.5 if d else 1.5}} for i, r, c, d in zip(at, rows, colours, apart)]
    data.append({"type": "scatter", "mode": "markers", "x": [r.rate for r in rows], "y": list(at), "cliponaxis": False,
                 "marker": {"size": 10, "color": [c if d else t["paper"] for c, d in zip(colours, apart)],
                            "line": {"color": colours, "width": 2}},
                 "customdata": [[plain(r.name), full(r.numerator), full(r.denominator), percent(r.low), percent(r.high)]
                                for r in rows],
                 "hovertemplate": "%{customdata[0]}<br><b>%{x:.1%}</b>"
                                  + say("charts.aside", of="%{customdata[1]}/%{customdata[2]}") + "<br>"
                                  + say("charts.interval") + " %{customdata[3]}–%{customdata[4]}<extra></extra>"})
    widest = max((r.high for r in rows), default=1)
    reach = next((top for top in (.1, .2, .3, .4, .5, .6, .8) if widest <= top), 1)
    marks = [0, reach / 2, reach]
    left = left or width([r.name[:14] for r in rows])
    out = base(t, 31 * len(rows) + 60, margin={"l": left, "r": 150, "t": 26, "b": 28},
               xaxis={"range": [0, reach], "tickvals": marks, "ticktext": ["0", *(f"{m:.0%}" for m in marks[1:])],
                      "tickangle": 0, "showgrid": True},
               yaxis={"range": [len(rows) - .5, -.5], "showgrid": False, "tickmode": "array", "tickvals": list(at),
                      "ticktext": [plain(r.name, 14) for r in rows], "tickfont": {"size": 13, "color": t["ink"]},
                      "ticklabelstandoff": 6})
    if middle is not None:
        out["shapes"] = [{"type": "line", "xref": "x", "yref": "paper", "x0": middle, "x1": middle, "y0": 0, "y1": 1,
                          "layer": "below", "line": {"color": t["muted"], "width": 1.2, "dash": "5px,3px"}}]
        out["annotations"].append(note(middle, 1, f"{plain(middle_name)} {percent(middle)}", t, yref="paper",
                                       xanchor="left" if middle < reach * .1 else "center", yanchor="bottom", yshift=3))
    heads = ((say("charts.rate"), 58), (say("charts.n_of"), 142))
    out["annotations"] += [note(1, 1, head, t, xref="paper", yref="paper", xshift=shift, xanchor="right",
                                yanchor="bottom", yshift=3) for head, shift in heads]
    for i, r in zip(at, rows):
        out["annotations"].append(note(1, i, percent(r.rate), t, xref="paper", xshift=58, xanchor="right",
                                       font={"size": 13, "color": t["ink"]}))
        out["annotations"].append(note(1, i, f"{full(r.numerator)}/{full(r.denominator)}", t, xref="paper", xshift=142,
                                       xanchor="right"))
    return {"data": data, "layout": out}
