"""A funnel of numbers: how many go on from one step to the next, a bar a step on one scale from zero."""

from collections.abc import Sequence

from dashboard.charts.base import base, note, plain, width
from dashboard.labels.numbers import full


def flow(t: dict, names: Sequence[str], counts: Sequence[float | None], said: Sequence[str], missing: str) -> dict:
    """`counts`: of each step, None where no report prints it (`missing`); `said`: what share it is, beside its bar."""
    if all(n is None for n in counts):
        return {"data": [], "layout": {}}
    at, most = list(range(len(names))), max(n for n in counts if n is not None) or 1
    data = [{"type": "bar", "orientation": "h", "y": at, "x": list(counts), "cliponaxis": False,
             "marker": {"color": [t["muted"], *[t["accent"]] * (len(at) - 1)]},
             "text": [missing if n is None else full(n) for n in counts], "textposition": "outside",
             "textfont": {"size": 13, "color": t["ink"]}, "customdata": [plain(s) for s in said],
             "hovertemplate": "%{y}<br><b>%{x:,.10~f}</b><br>%{customdata}<extra></extra>"}]
    out = base(t, 36 * len(names) + 14, bargap=.34, margin={"l": width(names), "r": 200, "t": 6, "b": 8},
               xaxis={"range": [0, most * 1.12], "visible": False},
               yaxis={"range": [len(names) - .5, -.5], "showgrid": False, "tickmode": "array", "tickvals": at,
                      "ticktext": [plain(n) for n in names], "tickfont": {"size": 13, "color": t["ink"]},
                      "ticklabelstandoff": 6})
    out["annotations"] = [note(1, i, plain(text), t, xref="paper", xshift=8) for i, text in enumerate(said)]
    return {"data": data, "layout": out}
