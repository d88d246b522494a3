"""What all charts share: the layout, annotations, the year axis, the mark of the 2021 edition, labels kept apart."""

import html
from collections.abc import Sequence

from dashboard.labels import say

FONT = ("'PingFang SC','Microsoft YaHei UI','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',"
        "'Source Han Sans SC',sans-serif")
EDITION_CHANGE = 2020.5
MOST_TICKS = 7


def base(t: dict, height: int, **layout) -> dict:
    """The common layout with `layout` laid over it, one level deep."""
    axis = {"showline": False, "zeroline": False, "ticks": "", "gridcolor": t["grid"], "automargin": False,
            "tickfont": {"size": 12.5, "color": t["muted"]}, "fixedrange": True}
    out = {"height": height, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "showlegend": False,
           "font": {"family": FONT, "size": 13, "color": t["ink"]}, "margin": {"l": 46, "r": 96, "t": 18, "b": 30},
           "hovermode": "closest", "dragmode": False,
           "xaxis": {**axis, "showgrid": False}, "yaxis": {**axis, "nticks": 5},
           "hoverlabel": {"bgcolor": t["surface"], "bordercolor": t["rule"],
                          "font": {"family": FONT, "size": 13, "color": t["ink"]}},
           "annotations": [], "shapes": []}
    for key, value in layout.items():
        out[key] = {**out[key], **value} if isinstance(out.get(key), dict) else value
    return out


def note(x, y, text: str, t: dict, **more) -> dict:
    """An annotation; `text` is our own markup or already plain()."""
    return {"x": x, "y": y, "text": text, "showarrow": False, "xanchor": "left", "yanchor": "middle", "align": "left",
            "font": {"size": 12.5, "color": t["muted"]}, **more}


def plain(name: str, longest: int = 60) -> str:
    """A name as text: markup escaped, cut at `longest` characters."""
    name = str(name)
    return html.escape(name if len(name) <= longest else name[:longest - 1] + "…")


def width(names: Sequence[str], size: float = 13, most: int = 190) -> int:
    """Pixels the longest of these names needs: a Chinese character is as wide as the type is high."""
    return min(most, int(max((sum(size if ord(c) > 0x2E7F else size * .58 for c in n) for n in names), default=0)) + 14)


def ticks(years: Sequence[int]) -> list[int]:
    """At most seven of the years, evenly spaced, the last one among them."""
    step = -(-len(years) // MOST_TICKS)
    return list(years)[::-1][::step][::-1]


def year_axis(years: Sequence[int], **more) -> dict:
    shown = ticks(years)
    return {"tickmode": "array", "tickvals": shown, "ticktext": [str(y) for y in shown],
            "range": [years[0] - .25, years[-1] + .2], **more}


def edition_mark(years: Sequence[int], t: dict, x: str = "x", y: str = "paper") -> list[dict]:
    """The dashed line between 2020 and 2021, where the years run over it."""
    if not years[0] < EDITION_CHANGE < years[-1]:
        return []
    return [{"type": "line", "xref": x, "yref": y, "x0": EDITION_CHANGE, "x1": EDITION_CHANGE, "y0": 0, "y1": 1,
             "layer": "above", "line": {"color": t["faint"], "width": 1, "dash": "4px,3px"}}]


def edition_label(years: Sequence[int], t: dict) -> list[dict]:
    if not years[0] < EDITION_CHANGE < years[-1]:
        return []
    return [note(EDITION_CHANGE, 1, say("charts.new_edition"), t, yref="paper", xshift=5, yanchor="top",
                 font={"size": 12, "color": t["muted"]})]


def spread(heights: Sequence[float], apart: float, low: float | None = None) -> list[float]:
    """Label heights moved so that none is nearer than `apart` to the next, in their order, none below `low`."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    out = [float(h) for h in heights]
    for _ in range(80):
        moved = False
        if low is not None and order and out[order[0]] < low:
            out[order[0]] = low
        for a, b in zip(order, order[1:]):
            short = apart - (out[b] - out[a])
            if short > apart * 1e-3:
                lift = 0 if low is not None and out[a] <= low else short / 2
                out[a], out[b], moved = out[a] - lift, out[b] + short - lift, True
        if not moved:
            break
    return out


def gaps(values: Sequence[float | None]) -> list[int]:
    """Places of missing values that lie between known ones (an item that begins or ends is no gap)."""
    known = [i for i, v in enumerate(values) if v is not None]
    return [i for i in range(known[0], known[-1]) if values[i] is None] if known else []


def isolated(values: Sequence[float | None]) -> list[int]:
    """Places of known values with no known neighbour: a line does not show them, a point must."""
    last = len(values) - 1
    return [i for i, v in enumerate(values) if v is not None
            and (i == 0 or values[i - 1] is None) and (i == last or values[i + 1] is None)]
