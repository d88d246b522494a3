"""The charts of a briefing as PNG, drawn by matplotlib without a screen, in the colours of the pages' light theme.

In:   the charts of model.py; the two font files of fonts.cut.
Out:  draw() -> PNG bytes and the height it wants.
Promise: a missing value is a gap and is never drawn as 0; the change of form in 2021 is a dashed line, and no text is
read as mathematics or markup. Zero-based axes, direct labels, no legend but for the six outcomes.
"""

import io
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.briefing.model import Lines, Parts, printable
from dashboard.labels import say
from dashboard.labels.numbers import full, percent, unit_of

EDITION_CHANGE = 2020.5
WIDTH = 6.9  # inches: what A4 leaves between the margins
_DPI, _SIZE, _SMALL = 200, 8.5, 7.6
_APART = .165  # inches between the labels at the ends of lines
_TICKS = 10
_LIGHT = tomllib.loads((Path(__file__).parents[1] / "look" / "tokens.toml").read_text("utf-8"))["light"]
_RESULTS = [("band2", "ink"), ("accent", "paper"), ("muted", "paper"), ("grid", "ink")]  # as on the page of disputes


@dataclass(frozen=True, slots=True)
class Drawn:
    """`png`, and its size on paper in inches."""

    png: bytes
    width: float
    height: float


class Pen:
    """Draws with one pair of font files. matplotlib is loaded with it."""

    def __init__(self, regular: Path, bold: Path):
        from matplotlib.font_manager import FontProperties

        self.regular, self.bold = FontProperties(fname=str(regular)), FontProperties(fname=str(bold))

    def draw(self, chart: Lines | Parts) -> Drawn:
        return self._lines(_begun(chart)) if isinstance(chart, Lines) else self._parts(_filled(chart))

    def _page(self, height: float, left: float, right: float, top: float, bottom: float):
        """A figure of that height with its axes inside these margins, all in inches."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(WIDTH, height), dpi=_DPI, facecolor=_LIGHT["paper"])
        axes = figure.add_axes((left / WIDTH, bottom / height, (WIDTH - left - right) / WIDTH,
                                (height - top - bottom) / height))
        axes.set_facecolor("none")
        for side in axes.spines.values():
            side.set_visible(False)
        axes.tick_params(length=0, pad=4)
        return figure, axes

    def _write(self, axes, x, y, text: str, size: float = _SMALL, colour: str = "muted", bold: bool = False, **more):
        more = {"ha": "left", "va": "center"} | more
        axes.text(x, y, printable(text), fontproperties=self.bold if bold else self.regular, fontsize=size,
                  color=_LIGHT.get(colour, colour), parse_math=False, clip_on=False, **more)

    def _saved(self, figure, height: float) -> Drawn:
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=_DPI, facecolor=_LIGHT["paper"], metadata={"Software": None})
        return Drawn(out.getvalue(), WIDTH, height)

    def _lines(self, chart: Lines) -> Drawn:
        years, height, left, top, bottom = list(chart.years), 2.35, .62, .22, .3
        held = [v for line in (*chart.series.values(), *(chart.bands or {}).values()) for v in line if v is not None]
        reach = (min(1.05, max(held) * 1.18) or 1) if chart.is_share else max(4, *held) * 1.18
        right = .12 + max(.7, *(_wide(_short(name)) for name in chart.series), *([.85] if chart.bands else [0]))
        figure, axes = self._page(height, left, right, top, bottom)
        axes.set_xlim(years[0] - .25, years[-1] + .2)
        axes.set_ylim(0, reach)
        self._scale(axes, years, reach, chart.is_share)
        self._edition(axes, years)
        if chart.bands:
            self._band(axes, years, chart.bands)
        ends = []
        for i, (name, values) in reversed(list(enumerate(chart.series.items()))):
            look = {"color": _LIGHT["accent"], "zorder": 4, "linewidth": 2.2, "markersize": 4.2} if i == 0 else {
                "color": _LIGHT["point"], "zorder": 3, "linewidth": 1.1, "markersize": 2.8}
            axes.plot(years, [float("nan") if v is None else v for v in values], marker="o", clip_on=False, **look)
            known = [(y, v) for y, v in zip(years, values) if v is not None]
            if known:
                ends.append((known[-1], _short(name), i == 0))
            if i == 0:
                self._gaps(axes, years, values, reach, height)
        if chart.bands:
            ends += [((years[-1], v), say(f"charts.{b}"), None) for b, line in chart.bands.items()
                     if (v := line[-1]) is not None]
        self._ends(axes, years, ends, reach / (height - top - bottom))
        return self._saved(figure, height)

    def _scale(self, axes, years: Sequence[int], reach: float, is_share: bool) -> None:
        from matplotlib.ticker import MaxNLocator

        steps = [v for v in MaxNLocator(5, integer=not is_share).tick_values(0, reach) if 0 <= v <= reach]
        axes.set_yticks([], [])
        axes.set_xticks([], [])
        for v in steps:
            axes.axhline(v, color=_LIGHT["grid"], linewidth=.7, zorder=1)
            axes.annotate(percent(v, 0) if is_share else full(v), (0, v), xycoords=("axes fraction", "data"),
                          xytext=(-5, 0), textcoords="offset points", ha="right", va="center", fontsize=_SMALL,
                          fontproperties=self.regular, color=_LIGHT["muted"], annotation_clip=False)
        step = -(-len(years) // _TICKS)
        for year in years[::-1][::step]:
            axes.annotate(str(year), (year, 0), xycoords=("data", "axes fraction"), xytext=(0, -6),
                          textcoords="offset points", ha="center", va="top", fontsize=_SMALL,
                          fontproperties=self.regular, color=_LIGHT["muted"], annotation_clip=False)

    def _edition(self, axes, years: Sequence[int]) -> None:
        if years[0] < EDITION_CHANGE < years[-1]:
            axes.axvline(EDITION_CHANGE, color=_LIGHT["faint"], linewidth=.7, dashes=(4, 3), zorder=2)
            axes.annotate(say("charts.new_edition"), (EDITION_CHANGE, 1), xycoords=("data", "axes fraction"),
                          xytext=(3, 2), textcoords="offset points", ha="left", va="bottom", fontsize=_SMALL,
                          fontproperties=self.regular, color=_LIGHT["muted"], annotation_clip=False)

    def _band(self, axes, years: Sequence[int], bands: dict[str, Sequence[float | None]]) -> None:
        held = {name: [float("nan") if v is None else v for v in line] for name, line in bands.items()}
        axes.fill_between(years, held["p10"], held["p90"], color=_LIGHT["band"], linewidth=0, zorder=1.5)
        axes.fill_between(years, held["p25"], held["p75"], color=_LIGHT["band2"], linewidth=0, zorder=1.6)
        axes.plot(years, held["p50"], color=_LIGHT["muted"], linewidth=1, dashes=(5, 3), zorder=2.5)

    def _gaps(self, axes, years: Sequence[int], values: Sequence[float | None], reach: float, height: float) -> None:
        """缺报 in each of at most two gaps of the subject."""
        known = [i for i, v in enumerate(values) if v is not None]
        gaps = [i for i in range(known[0], known[-1]) if values[i] is None] if known else []
        for i in gaps if len(gaps) <= 2 else ():
            near = [v for v in values[:i][::-1] if v is not None][:1] + [v for v in values[i:] if v is not None][:1]
            self._write(axes, years[i], sum(near) / len(near), say("charts.gap"), ha="center")

    def _ends(self, axes, years: Sequence[int], ends: list, inch: float) -> None:
        """Names at the ends, pushed apart in their order; one that stops earlier is named above its last point."""
        reached = sorted((e for e in ends if e[0][0] == years[-1]), key=lambda e: e[0][1])
        at = None
        heights = []
        for (_, value), _, _ in reached:
            at = value if at is None else max(value, at + _APART * inch)
            heights.append(at)
        over = heights and heights[-1] - axes.get_ylim()[1]
        if over and over > 0:  # what does not fit above is moved down, in the same order
            top = axes.get_ylim()[1]
            for i in range(len(heights) - 1, -1, -1):
                heights[i] = min(heights[i], top)
                top = heights[i] - _APART * inch
        for (_, name, is_subject), y in zip(reached, heights):
            axes.annotate(printable(name), (years[-1], y), xytext=(7, 0), textcoords="offset points", ha="left",
                          va="center", fontsize=_SIZE if is_subject else _SMALL, parse_math=False,
                          fontproperties=self.bold if is_subject else self.regular,
                          color=_LIGHT["accent" if is_subject else "muted"], annotation_clip=False)
        for (year, value), name, is_subject in (e for e in ends if e[0][0] < years[-1]):
            self._write(axes, year, value + .14 * inch, name, colour="accent" if is_subject else "muted",
                        ha="right" if year > years[0] else "left", bold=bool(is_subject))

    def _parts(self, chart: Parts) -> Drawn:
        bar, key = .235, .3
        left = .12 + max(_wide(_short(n)) for n in chart.names)
        height = key + bar * len(chart.names) + .1
        figure, axes = self._page(height, left, .85, key, .1)
        axes.set_xlim(0, 1)
        axes.set_ylim(len(chart.names) - .5, -.5)
        axes.set_xticks([], [])
        axes.set_yticks([], [])
        fills = list(zip(_LIGHT["cat"], _LIGHT["on"])) if chart.is_outcome else [
            (_LIGHT[a], _LIGHT[b]) for a, b in _RESULTS]
        room = WIDTH - left - .85
        for row, (name, counts, total) in enumerate(zip(chart.names, chart.counts, chart.totals)):
            self._write(axes, -.08 / room, row, _short(name), _SIZE, "ink", ha="right")
            end = chart.missing if total is None else chart.nothing if not total else say(
                "charts.count", n=full(total), unit=unit_of(total, chart.unit))
            self._write(axes, 1 + .08 / room, row, end)
            start = 0.0
            for count, (colour, ink) in zip(counts, fills):
                if not total or not count:
                    continue
                share = count / total
                axes.barh(row, share, left=start, height=.74, color=colour, edgecolor=_LIGHT["paper"], linewidth=.8)
                if share * room > .34:
                    self._write(axes, start + share / 2, row, percent(share, 0), 7.4, ink, ha="center")
                start += share
        self._key(axes, chart.groups, [colour for colour, _ in fills], left, room, key / bar)
        return self._saved(figure, height)

    def _key(self, axes, groups: Sequence[str], colours: Sequence[str], left: float, room: float, up: float) -> None:
        """The groups in their order above the bars, each beside its colour."""
        x, y = -left / room + .04, -.5 - up * .6
        for group, colour in zip(groups, colours):
            axes.plot([x], [y], marker="s", markersize=6, color=colour, clip_on=False, linestyle="none")
            self._write(axes, x + .09 / room, y, group, _SMALL, "ink")
            x += (.3 + _wide(group, _SMALL)) / room


def _begun(chart: Lines) -> Lines:
    """From the first year with a value on: most agencies printed no tables before 2019, or none that is read."""
    lines = (*chart.series.values(), *(chart.bands or {}).values())
    first = min((i for line in lines for i, v in enumerate(line) if v is not None), default=0)
    first = min(first, max(0, len(chart.years) - 2))
    return replace(chart, years=chart.years[first:], series={n: line[first:] for n, line in chart.series.items()},
                   bands=chart.bands and {n: line[first:] for n, line in chart.bands.items()})


def _filled(chart: Parts) -> Parts:
    """From the first row with a total on."""
    first = next((i for i, n in enumerate(chart.totals) if n is not None), 0)
    return replace(chart, names=chart.names[first:], counts=chart.counts[first:], totals=chart.totals[first:])


def _short(name: str, longest: int = 12) -> str:
    return name if len(name) <= longest else name[:longest - 1] + "…"


def _wide(name: str, size: float = _SIZE) -> float:
    """Inches a name takes: a Chinese character is as wide as the type is high."""
    return sum(size if ord(c) > 0x2E7F else size * .58 for c in name) / 72
