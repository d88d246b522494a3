"""100 % bars: how a total divides into parts, in one fixed order and one fixed set of colours."""

from collections.abc import Sequence

from dashboard.charts.base import base, note, plain, width
from dashboard.labels import say
from dashboard.labels.numbers import full, unit_of


def bars_of_parts(t: dict, names: Sequence[str], counts: Sequence[Sequence[float | None]],
                  totals: Sequence[float | None], groups: Sequence[str], *, unit: str, nothing: str, missing: str,
                  fills: Sequence[tuple[str, str]] = (), left: int | None = None) -> dict:
    """One bar a name. `counts`: a row a name, a part a group; a share is the part of `totals`. A total of 0 has no bar
    and says `nothing`; None has none and says `missing`.
    `fills`: (colour, text on it) a group; the six of the outcomes if empty."""
    if all(n is None for n in totals):
        return {"data": [], "layout": {}}
    fills = fills or list(zip(t["cat"], t["on"]))
    at = list(range(len(names)))
    data = []
    for i, (group, (colour, ink)) in enumerate(zip(groups, fills)):
        shares = [row[i] / n if n and row[i] is not None else None for row, n in zip(counts, totals)]
        data.append({"type": "bar", "orientation": "h", "name": plain(group), "y": at, "x": shares,
                     "marker": {"color": colour, "line": {"color": t["paper"], "width": 1.5}},
                     "text": [f"{s:.0%}" if s else None for s in shares], "textposition": "inside",
                     "insidetextanchor": "middle", "textangle": 0, "textfont": {"size": 12.5, "color": ink},
                     "customdata": [[plain(name), full(row[i]), full(n)]
                                    for name, row, n in zip(names, counts, totals)],
                     "hovertemplate": "%{customdata[0]}  %{fullData.name}<br><b>%{x:.1%}</b>"
                                      + say("charts.aside", of="%{customdata[1]}/%{customdata[2]} " + unit)
                                      + "<extra></extra>"})
    reach = max([1, *(sum(filter(None, row)) / n for row, n in zip(counts, totals) if n)])  # a faulty total is exceeded
    left = left or width([n[:14] for n in names])
    out = base(t, 31 * len(names) + 14, barmode="stack", bargap=.24, uniformtext={"mode": "hide", "minsize": 11},
               margin={"l": left, "r": 84, "t": 6, "b": 8}, xaxis={"range": [0, reach], "visible": False},
               yaxis={"range": [len(names) - .5, -.5], "showgrid": False, "tickmode": "array", "tickvals": at,
                      "ticktext": [plain(n, 14) for n in names], "tickfont": {"size": 13, "color": t["ink"]},
                      "ticklabelstandoff": 6})
    ends = [missing if n is None else say("charts.count", n=full(n), unit=unit_of(n, unit)) if n else nothing
            for n in totals]
    out["annotations"] = [note(1, i, end, t, xref="paper", xshift=8) for i, end in enumerate(ends)]
    return {"data": data, "layout": out}
