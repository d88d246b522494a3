"""An agency among its like: its main measures over the years within the decile bands of the agencies of its level and
kind.

In:   the agency, its name, the years, its own rates by measure.
Out:  show().
Promise: who the like are, and how many of them were comparable each year, is said. No band over fewer than FEWEST of
them, no word on where the agency stands from fewer cases than the measure's least denominator.
"""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import charts, look, state
from dashboard.labels import say
from dashboard.labels.numbers import known, of, percent
from dashboard.measures import Measure, all_measures
from dashboard.queries import agency as ask
from dashboard.queries.history import KEY_MEASURES
from dashboard.queries.places import kind_label

FEWEST = 10  # agencies: below, a tenth of them is nobody
LEAST = 10  # of a denominator, where the measure itself says nothing
Group = tuple[str | None, str | None]  # level and kind; None: any
BANDS = ("p10", "p25", "p50", "p75", "p90")


def show(agency: str, name: str, years: Sequence[int], rates: Callable[[str], Mapping[int, Mapping]],
         read: Sequence[int]) -> None:
    """One panel a main measure. `rates`: measure -> year -> rate, numerator, denominator; `read`: years of reports."""
    like = state.answer(ask.group, agency)
    if like is None:
        look.heading(say("agency.among.title"), "")
        look.foot(say("agency.among.unlike"))
        return
    look.heading(say("agency.among.title"), say("agency.among.sub"))
    shown, left_out = [], []
    for measure_id in KEY_MEASURES:
        own = rates(measure_id)
        group, spread = narrowest(like, measure_id, years, own)
        if group is None:
            left_out.append(all_measures()[measure_id].label)
        else:
            shown.append((all_measures()[measure_id], own, group, spread))
    if not shown:
        look.empty(say("agency.among.none"), say("agency.among.none_why", fewest=FEWEST, least=LEAST))
        return
    missing = [y for y in years if y not in set(read)]
    columns = None
    for i, (which, own, group, spread) in enumerate(shown):
        columns = look.pair() if i % 2 == 0 else columns
        with columns[i % 2]:
            panel(agency, name, which, years, own, group, spread, missing)
    out = say("agency.among.left_out", measures=say("filters.kinds_joiner").join(left_out), fewest=FEWEST)
    look.foot(say("agency.among.note", fewest=FEWEST) + (out if left_out else ""))


def narrowest(like: Group, measure_id: str, years: Sequence[int], own: Mapping[int, Mapping]
              ) -> tuple[Group | None, dict[int, dict]]:
    """The group to compare with: of its level and kind, else of its level, else everybody; the first that is large
    enough in its own last year and in half of its years, else in the most of them. None where nobody is."""
    own_years = [y for y, r in own.items() if known(r.get("rate"))] or list(years)
    best, most = (None, {}), 0
    for step in (like, (like[0], None), (None, None)):
        spread = spread_of(step, measure_id, years)
        n_bands = sum(has_band(spread.get(y)) for y in own_years)
        if has_band(spread.get(max(own_years))) and 2 * n_bands >= len(own_years):
            return step, spread
        if n_bands > most:
            best, most = (step, spread), n_bands
    return best


def spread_of(group: Group, measure_id: str, years: Sequence[int]) -> dict[int, dict]:
    """year -> the bands of the like, n_judged, n_reports."""
    return state.made(_by_year, ask.deciles, *group, measure_id, years[0], years[-1],
                      least_of(all_measures()[measure_id]))


def _by_year(rows: pd.DataFrame) -> dict[int, dict]:
    return {int(row["year"]): row for row in rows.to_dict("records")}


def called(group: Group) -> str:
    """Who the like are, in words."""
    level, kind = group
    if level is None:
        return say("agency.among.everybody")
    said = say(f"questions.level.{level}")
    return say("agency.among.of_kind", level=said, kind=kind_label(kind)) if kind else say(
        "agency.among.of_level", level=said)


def least_of(which: Measure) -> int:
    return which.outliers.floor if which.outliers else LEAST


def has_band(row: Mapping | None) -> bool:
    return row is not None and row["n_judged"] >= FEWEST


def panel(agency: str, name: str, which: Measure, years: Sequence[int], own: Mapping[int, Mapping], group: Group,
          spread: Mapping[int, Mapping], missing: Sequence[int]) -> None:
    least = least_of(which)
    last = max(y for y in years if has_band(spread.get(y)) or known((own.get(y) or {}).get("rate")))
    years = [y for y in years if y <= last]  # the names of the lines stand at their ends
    bands = {b: [float(spread[y][b]) if has_band(spread.get(y)) else None for y in years] for b in BANDS}
    held = [own.get(y) or {} for y in years]
    is_judged = [known(r.get("rate")) and r["denominator"] >= least for r in held]
    values = [float(r["rate"]) if judged else None for r, judged in zip(held, is_judged)]
    small = [float(r["rate"]) if known(r.get("rate")) and not judged else None for r, judged in zip(held, is_judged)]
    told = [of(r.get("numerator"), r.get("denominator")) if known(r.get("rate")) else "" for r in held]
    figure = state.figure(f"agency.among.{which.id}", (agency, *group, tuple(years)), lambda tokens: charts.deciles(
        tokens, years, bands, values, say("agency.among.itself"), height=260, small=small, said=told, missing=missing,
        is_whole=False), look.tokens())
    title, sub = heading(which, years, held, group, spread)
    counted = say("filters.kinds_joiner").join(
        say("agency.among.foot_year", year=y, judged=spread[y]["n_judged"], all=spread[y]["n_reports"])
        for y in years if y in spread)
    with st.container(key=f"among_{which.id}"):
        look.draw(title, sub, figure, f"deciles_{which.id}",
                  say("agency.among.panel_alt", agency=name, measure=which.label),
                  say("agency.among.foot", least=least, years=counted), guide="agency.among", measures=(which.id,))


def heading(which: Measure, years: Sequence[int], held: Sequence[Mapping], group: Group,
            spread: Mapping[int, Mapping]) -> tuple[str, str]:
    """Where it stands in its last year with a share; and of how many cases, among how many."""
    last = max((i for i, r in enumerate(held) if known(r.get("rate"))), default=None)
    if last is None:
        return say("agency.among.panel_none", measure=which.label), ""
    row, year = held[last], years[last]
    among = spread.get(year) or {"n_judged": 0, "n_reports": 0}
    sub = say("agency.among.panel_sub", like=called(group), year=year, of=of(row["numerator"], row["denominator"]),
              judged=among["n_judged"], all=among["n_reports"])
    if row["denominator"] < least_of(which):
        return say("agency.among.panel_small", measure=which.label), sub
    if not has_band(among):
        return say("agency.among.panel_apart", measure=which.label, rate=percent(row["rate"]), fewest=FEWEST), sub
    return say("agency.among.panel", measure=which.label, rate=percent(row["rate"]),
               where=say(f"agency.among.where.{where(row['rate'], among)}")), sub


def where(rate: float, among: Mapping) -> str:
    """The part of the spread a share lies in: below p10, p25 …, above p90 (top), or at the median (same)."""
    if pd.notna(among["p50"]) and abs(rate - among["p50"]) < 1e-12:
        return "same"
    return next((b for b in BANDS if rate < among[b]), "top")
