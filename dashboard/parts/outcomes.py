"""What outcomes are divided into: the six groups of the form, or the rows of one group (the grounds of refusal, …).

In:   the scope, what it is divided by, whose requests, the group to look into.
Out:  Division, divided(), said(), largest(), leader(), compared(), changed().
Promise: a share is always of the division's own total, over the reports that print all of it; a change is drawn grey
where the intervals of the two years meet, since a few cases more or less are chance.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from dashboard import look, state
from dashboard.components.spark_table import Cell, Column, Row, table
from dashboard.filters import Scope
from dashboard.labels import listed, say
from dashboard.labels.leading import leading
from dashboard.labels.numbers import full, known, number, of, percent, rate
from dashboard.measures import wilson
from dashboard.queries import series, sums

GROUPS = "groups"  # the division that is there before anybody chooses


@dataclass(frozen=True, slots=True)
class Division:
    """`word`: what is divided; `names`: part -> its word, in the form's order. `whole`, `units`: unit_id, year -> a
    count for each part, their total, n_used, n_reports; of the place, and of what it is divided into."""

    group: str
    word: str
    names: Mapping[str, str]
    whole: pd.DataFrame
    units: pd.DataFrame

    @property
    def is_groups(self) -> bool:
        return self.group == GROUPS

    def fills(self, t: dict) -> list[tuple[str, str]]:
        """(colour, text on it) of each part: the six colours are the groups' own, the rows of one are steps of blue."""
        if self.is_groups:
            return list(zip(t["cat"], t["on"]))
        last = max(1, len(self.names) - 1)
        steps = [round(i * (len(t["rows"]) - 1) / last) for i in range(len(self.names))]
        return [(t["rows"][i], t["on_rows"][i]) for i in steps]


def divided(scope: Scope, by: str, applicant: str, group: str) -> Division:
    """The counts of a scope by that division."""
    word, ways = say(f"request_outcomes.divisions.{group}"), ("scope", by)
    if group == GROUPS:
        return Division(group, word, listed("request_outcomes.groups"),
                        *(state.answer(sums.outcomes, scope, way, applicant) for way in ways))
    names = listed(f"request_outcomes.rows.{group}")
    return Division(group, word, names, *(_with_total(state.answer(sums.outcome_parts, scope, group, way, applicant),
                                                      list(names)) for way in ways))


def _with_total(rows: pd.DataFrame, parts: list[str]) -> pd.DataFrame:
    return rows.assign(total=rows[parts].sum(axis=1, skipna=False))


def said(division: Division, year: int, whose: str, lead: tuple[str, str] | None) -> str:
    """The sentence under the question where one group is looked into: how many, which row most, how it moved."""
    now, before = (series.only(division.whole, y) for y in (year, year - 1))
    words = {"year": year, "group": say(f"request_outcomes.groups.{division.group}")}
    if not now.get("total"):
        return look.rich(f"request_outcomes.rows_answer.{'none' if now.get('total') is None else 'zero'}", **words)
    most = _largest(division, now)
    text = look.rich("request_outcomes.rows_answer.all", **words, whose=whose, n=number(now["total"]),
                     part=division.names[most], share=rate(now[most], now["total"]), of=of(now[most], now["total"]))
    if before.get("total"):
        points = 100 * (now[most] / now["total"] - before[most] / before["total"])
        moved = "same" if abs(points) < .05 else "rose" if points > 0 else "fell"
        text += look.rich(f"request_outcomes.rows_answer.{moved}", points=f"{abs(points):.1f}")
    if lead:
        text += look.rich("request_outcomes.rows_answer.lead", unit=lead[0], n=lead[1])
    return text + say("request_outcomes.answer.stop")


def largest(division: Division, year: int) -> tuple[str, str] | None:
    """The part with most cases in that year and its share, as words; None where there is no case."""
    now = series.only(division.whole, year)
    if not now.get("total"):
        return None
    most = _largest(division, now)
    return division.names[most], rate(now[most], now["total"], 0)


def _largest(division: Division, row: dict) -> str:
    return max(division.names, key=lambda part: row[part] or 0)


def leader(division: Division, latest: Mapping[str, dict], names: Mapping[str, str]) -> tuple[str, str] | None:
    """Which unit refused most (where groups are shown), or has most cases of the group, and how many."""
    column = "refused" if division.is_groups else "total"
    return leading({u: row[column] for u, row in latest.items() if u in names}, names.get)


def changed(division: Division, years: tuple[int, ...], year: int, place: str, period: str) -> partial:
    """What draws the table of every part: cases, share, the share of the year before, the difference, its years."""
    title, lines = compared(division, years, year)
    now, before = (series.only(division.whole, y) for y in (year, year - 1))
    high = max((s for line in lines for s in line.cells[-1].values if s is not None), default=1)
    columns = [Column(say("request_outcomes.changes.part"), "words"),
               Column(say("request_outcomes.changes.n", year=year), "number"),
               Column(say("request_outcomes.changes.share", year=year), "rate"),
               Column(say("request_outcomes.changes.points"), "number"),
               Column(say("request_outcomes.changes.share", year=year - 1), "rate"),
               Column(period, "spark", low=0, high=high, ticks=tuple(map(str, years)))]
    sub = say("request_outcomes.changes.sub", place=place, group=division.word, year=year, before=year - 1)
    foot = say("request_outcomes.changes.foot", year=year, used=full(now.get("n_used")), before=year - 1,
               was=full(before.get("n_used")))

    def show() -> None:
        look.caption(title, sub, "request_outcomes.changes")
        table(columns, lines, None, look.cut(years), "changes", label=say("request_outcomes.changes.label"))
        look.foot(foot)

    return partial(show)


def compared(division: Division, years: tuple[int, ...], year: int) -> tuple[str, list[Row]]:
    """The conclusion, and a row for each part in the form's order."""
    now, before = (series.only(division.whole, y) for y in (year, year - 1))
    by_year = [series.only(division.whole, y) for y in years]
    apart = {part: _apart(now, before, part) for part in division.names}
    clear = {part: points for part, (points, is_clear) in apart.items() if is_clear}
    if not now.get("total") or not before.get("total"):
        title = say("request_outcomes.changes.title_none", before=year - 1)
    elif clear:
        part = max(clear, key=lambda p: abs(clear[p]))
        title = say(f"request_outcomes.changes.title_{'up' if clear[part] > 0 else 'down'}", part=division.names[part],
                    points=f"{abs(clear[part]):.1f}")
    else:
        title = say("request_outcomes.changes.title_same")
    return title, [
        Row(None, (Cell(word, word), Cell(full(now.get(part)), now.get(part)), _share(now, part), _points(*apart[part]),
                   _share(before, part),
                   Cell(values=tuple(r[part] / r["total"] if r.get("total") else None for r in by_year))))
        for part, word in division.names.items()]


def _apart(now: dict, before: dict, part: str) -> tuple[float | None, bool]:
    """Percentage points from the year before to this one, and whether the two intervals keep clear of each other."""
    if not now.get("total") or not before.get("total"):
        return None, False
    low, high = wilson(np.array([now[part], before[part]]), np.array([now["total"], before["total"]]))
    return (100 * (now[part] / now["total"] - before[part] / before["total"]),
            bool(low[0] > high[1] or high[0] < low[1]))


def _share(row: dict, part: str) -> Cell:
    share = row[part] / row["total"] if row.get("total") else None
    return Cell(percent(share), share, small=of(row.get(part), row.get("total")) if known(share) else "")


def _points(points: float | None, is_clear: bool) -> Cell:
    text = say("numbers.none") if points is None else f"{points:+.1f}" if abs(points) >= .05 else f"{0:.1f}"
    return Cell(text, points, faint=not is_clear)
