"""Agency × year: complete, doubtful, rows missing, a file refused, no report; quiet where nothing needs a look."""

from collections.abc import Mapping, Sequence

from dashboard.charts.base import base, note, plain, width
from dashboard.labels import say

STATES = ("none", "refused", "missing", "doubtful", "complete")


def colours(t: dict) -> dict[str, str]:
    """state -> fill; "none" is the paper itself, with a dashed frame."""
    return {"none": t["paper"], "refused": t["seq"][6], "missing": t["seq"][5], "doubtful": t["seq"][3],
            "complete": t["band"]}


def shares(t: dict) -> dict[str, tuple[str, str]]:
    """state -> (fill, ink) where a cell stands for many reports: the darker, the larger the share that needs a look."""
    return {"none": (t["paper"], t["ink"]), "most": (t["seq"][5], t["on_seq"]), "some": (t["seq"][3], t["on_mark"]),
            "few": (t["seq"][1], t["ink"]), "complete": (t["band"], t["ink"])}


def _inks(t: dict) -> dict[str, tuple[str, str]]:
    ink = {"refused": t["on_seq"], "missing": t["on_seq"], "doubtful": t["on_mark"]}
    return {s: (fill, ink.get(s, t["ink"])) for s, fill in colours(t).items()}


def coverage(t: dict, names: Sequence[str], years: Sequence[int], states: Sequence[Sequence[str | None]],
             texts: Sequence[Sequence[str]] = (), hovers: Sequence[Sequence[str]] = (),
             fills: Mapping[str, tuple[str, str]] | None = None) -> dict:
    """A cell a name and year, each one of STATES (or of the states of `fills`: state -> fill, ink), None where no
    report is due. `texts` stand in the cells instead of the states' signs, `hovers` are said on hover instead of their
    names."""
    fills = fills or _inks(t)
    order, fill = list(fills), [f for f, _ in fills.values()]
    n = len(order)
    scale = [[(k + d) / n, c] for k, c in enumerate(fill) for d in (0, 1)]
    at = list(range(len(names)))
    texts = texts or [[say(f"charts.sign.{s}") if s and s != "complete" else "" for s in row] for row in states]
    hovers = hovers or [[say(f"charts.state.{s}") if s else "" for s in row] for row in states]
    data = [{"type": "heatmap", "x": list(years), "y": at, "zmin": -.5, "zmax": n - .5, "colorscale": scale, "xgap": 3,
             "ygap": 3, "z": [[order.index(s) if s else None for s in row] for row in states], "showscale": False,
             "hoverongaps": False,
             "customdata": [[[plain(name), hover] for hover in row] for name, row in zip(names, hovers)],
             "hovertemplate": "%{customdata[0]} %{x}<br><b>%{customdata[1]}</b><extra></extra>"}]
    out = base(t, 32 * len(names) + 40, margin={"l": width([n[:14] for n in names]), "r": 8, "t": 26, "b": 4},
               xaxis={"tickmode": "array", "tickvals": list(years), "ticktext": [str(y) for y in years], "side": "top"},
               yaxis={"range": [len(names) - .5, -.5], "showgrid": False, "tickmode": "array", "tickvals": at,
                      "ticktext": [plain(n, 14) for n in names], "tickfont": {"size": 13, "color": t["ink"]},
                      "ticklabelstandoff": 4})
    for i, row in enumerate(states):
        for year, state, text in zip(years, row, texts[i]):
            if state == "none":
                out["shapes"].append({"type": "rect", "x0": year - .44, "x1": year + .44, "y0": i - .4, "y1": i + .4,
                                      "line": {"color": t["muted"], "width": 1.2, "dash": "3px,2px"}})
            if state and text:
                out["annotations"].append(note(year, i, text, t, xanchor="center",
                                               font={"size": 12.5, "color": fills[state][1]}))
    return {"data": data, "layout": out}
