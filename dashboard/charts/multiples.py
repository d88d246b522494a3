"""Small multiples: one small line chart a unit, all on one scale, the other units behind."""

import math
from collections.abc import Mapping, Sequence

from dashboard.charts.base import base, edition_mark, isolated, note, plain, year_axis
from dashboard.labels.numbers import percent


def multiples(t: dict, years: Sequence[int], panels: Mapping[str, Sequence[float | None]],
              labels: Mapping[str, str]) -> dict:
    """One panel an id of `panels` (shares 0..1), named by `labels`; its own line in accent over all the others."""
    if not panels:
        return {"data": [], "layout": {}}
    columns = min(len(panels), 2 if len(panels) in (2, 4) else 3)
    rows = math.ceil(len(panels) / columns)
    height = 122 * rows + 40
    low, high = _scale([v for values in panels.values() for v in values if v is not None])
    out = base(t, height, margin={"l": 42, "r": 16, "t": 22, "b": 26})
    axis_x, axis_y = out.pop("xaxis"), out.pop("yaxis")
    gap_x, gap_y = .07, 46 / height
    wide, tall = (1 - gap_x * (columns - 1)) / columns, (1 - gap_y * (rows - 1)) / rows
    marks = sorted({years[0], years[-1]} | ({2021} if years[0] + 1 < 2021 < years[-1] - 1 else set()))
    data = []
    for i, (unit, values) in enumerate(panels.items()):
        row, col, k = i // columns, i % columns, "" if i == 0 else str(i + 1)
        x0, y1 = col * (wide + gap_x), 1 - row * (tall + gap_y)
        lowest = i + columns >= len(panels)
        out["xaxis" + k] = {**axis_x, **year_axis(years, tickvals=marks, ticktext=[str(m) for m in marks]),
                            "range": [years[0] - .4, years[-1] + .4], "domain": [x0, x0 + wide], "anchor": "y" + k,
                            "showticklabels": lowest and col == 0, "ticklabelstandoff": 4}
        out["yaxis" + k] = {**axis_y, "domain": [max(0, y1 - tall), y1], "anchor": "x" + k, "range": [low, high],
                            "tickvals": [low, (low + high) / 2, high], "tickformat": ".0%", "ticklabelstandoff": 4,
                            "showticklabels": col == 0}
        axes = {"xaxis": "x" + k, "yaxis": "y" + k}
        for other, behind in panels.items():
            if other != unit:
                data.append({"type": "scatter", "x": list(years), "y": list(behind), "mode": "lines", **axes,
                             "line": {"color": t["band2"], "width": 1}, "connectgaps": False, "hoverinfo": "skip"})
        last = max((j for j, v in enumerate(values) if v is not None), default=None)
        points = {last, *isolated(values)}
        data.append({"type": "scatter", "x": list(years), "y": list(values), "mode": "lines+markers",
                     **axes, "cliponaxis": False, "connectgaps": False, "name": plain(labels[unit]),
                     "line": {"color": t["accent"], "width": 2.5},
                     "marker": {"size": [7 if j in points else 0 for j in range(len(values))], "color": t["accent"],
                                "opacity": 1, "line": {"width": 0}},
                     "hovertemplate": "%{fullData.name} %{x}<br><b>%{y:.1%}</b><extra></extra>"})
        out["shapes"] += edition_mark(years, t, "x" + k, "y" + k + " domain")
        end = percent(values[last], 0) if last is not None else percent(None)
        out["annotations"].append(note(x0, y1, f"<b>{plain(labels[unit], 10)}</b>  {end}", t, xref="paper",
                                       yref="paper", yanchor="bottom", yshift=2,
                                       font={"size": 13, "color": t["ink"]}))
    return {"data": data, "layout": out}


def _scale(values: Sequence[float]) -> tuple[float, float]:
    """Whole fifths around the values, so that the three marks are round."""
    if not values:
        return 0, 1
    low, high = math.floor(min(values) * 5) / 5, math.ceil(max(values) * 5) / 5
    return low, max(high, low + .4) if low <= .6 else 1
