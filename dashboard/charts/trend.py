"""Lines over the years with direct labels at their ends."""

from collections.abc import Collection, Mapping, Sequence

from dashboard.charts.base import base, edition_label, edition_mark, gaps, note, plain, spread, width, year_axis
from dashboard.labels import say

MOST_LABELS = 8
MOST_GAP_WORDS = 2


def trend(t: dict, years: Sequence[int], series: Mapping[str, Sequence[float | None]],
          focus: str | Collection[str] | None = None, *, share: bool = False, unit: str = "", height: int = 300,
          labels: Mapping[str, str] | None = None, unnamed: Collection[str] = ()) -> dict:
    """One line an id of `series` over `years`, named by `labels` (id -> name) at its end, but for those in `unnamed`.

    `focus` is the subject (one id or several; accent, heavy), the others are context; a single line is its own subject.
    An item that ends with an edition is a line of its own and stops there. Values are shares 0..1 with `share`.
    """
    labels = labels or {}
    if all(v is None for values in series.values() for v in values):
        return {"data": [], "layout": {}}
    hot = set(series) if len(series) == 1 else {focus} if isinstance(focus, str) else set(focus or ())
    top = _top([v for values in series.values() for v in values if v is not None], share)
    data, words, ends = [], [], []
    for name in sorted(series, key=lambda n: n in hot):
        values, colour = list(series[name]), t["accent"] if name in hot else t["point"]
        data.append({"type": "scatter", "mode": "lines+markers", "x": list(years), "y": values, "connectgaps": False,
                     "cliponaxis": False, "name": plain(labels.get(name, name)),
                     "line": {"color": colour, "width": 3 if name in hot else 1.5},
                     "marker": {"size": 7 if name in hot else 4.5, "color": colour},
                     "hovertemplate": f"%{{fullData.name}} %{{x}}<br><b>%{{y:{'.1%' if share else ',.10~f'}}}</b>{unit}"
                                      "<extra></extra>"})
        for i in gaps(values):
            near = [v for v in values[:i][::-1] if v is not None][:1] + [v for v in values[i:] if v is not None][:1]
            words.append(note(years[i], sum(near) / len(near), say("charts.gap"), t, xanchor="center",
                              font={"size": 11.5, "color": t["muted"]}))
        last = max((i for i, v in enumerate(values) if v is not None), default=None)
        if last is not None and name not in unnamed:
            ends.append((name, last, values[last]))
    ends = sorted(ends, key=lambda e: (e[0] not in hot, -e[2]))[:MOST_LABELS]
    reached = [labels.get(n, n)[:14] for n, i, _ in ends if i == len(years) - 1]
    room = width(reached) + 10 if reached else 14
    # 1,500,000 (万元 printed as 元) needs more room than the usual 46 pixels, and its first digits were cut off.
    left = 46 if share else max(46, width([f"{top:,.0f}"], 12.5))
    out = base(t, height, margin={"l": left, "r": room}, xaxis=year_axis(years),
               yaxis={"range": [0, top], "tickformat": ".0%" if share else ",.10~f"})
    out["shapes"] = edition_mark(years, t)
    few = len(words) <= MOST_GAP_WORDS and len(series) <= MOST_LABELS
    out["annotations"] = [*edition_label(years, t), *(words if few else ()),
                          *_names(t, years, ends, hot, labels, top / (height - 48))]
    return {"data": data, "layout": out}


def _names(t: dict, years: Sequence[int], ends: list[tuple], hot: set, labels: Mapping[str, str],
           pixel: float) -> list[dict]:
    """The names at the ends of lines, kept 19 px apart; above the last point where a line stops earlier."""
    last, out = len(years) - 1, []
    reached = [e for e in ends if e[1] == last]
    heights = spread([e[2] for e in reached], 19 * pixel, 0)
    for (name, i, _), y in [*zip(reached, heights), *((e, e[2]) for e in ends if e[1] < last)]:
        shown = plain(labels.get(name, name), 14)
        where = {"xshift": 10} if i == last else {"yshift": 15, "xanchor": "right" if i else "left"}
        out.append(note(years[i], y, f"<b>{shown}</b>" if name in hot else shown, t, **where,
                        font={"size": 13, "color": t["accent"] if name in hot else t["muted"]}))
    return out


def _top(known: Sequence[float], share: bool) -> float:
    """The upper end of an axis that stands on zero."""
    return min(1.05, (max(known, default=0) or 1) * 1.18) if share else max(4, *known, 0) * 1.18
