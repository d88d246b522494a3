"""依申请公开: how requests ended, by year, by unit and by applicant."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import charts, downloads, filters, look, state
from dashboard.export import Field
from dashboard.labels import listed, say
from dashboard.labels.leading import leading
from dashboard.labels.numbers import full, known, number, of, percent, rate, span
from dashboard.queries import series, sums

LEAST = 10  # cases below which a unit takes no part in the comparison of rates
MOST_BARS, MOST_DOTS, MOST_PANELS = 14, 14, 9
GROUPS = listed("request_outcomes.groups")
MEASURE = "rate_disclosed"

t = look.tokens()
way, top, bar = filters.begin()
view = filters.view(way, bar)
if view is None:
    with top:
        look.head(say("request_outcomes.question_none"), "", [])
    look.nothing_yet()
    st.stop()
scope, years, names = view.scope, view.years, view.names
if not names:
    look.nothing_in_scope(say("request_outcomes.question", place=view.place), filters.scope_line(scope), top)
    st.stop()


with bar:
    applicants, sorts = listed("request_outcomes.applicants"), listed("request_outcomes.sorts")
    applicant = filters.choose(say("request_outcomes.applicant"), applicants, "p", 142)
    order = filters.choose(say("request_outcomes.sort"), sorts, "s", 150)
whose = applicants[applicant]
key = (scope, view.by, applicant)
once = partial(state.kept, key=(*key, order, t["theme"]))


def found() -> tuple:
    """The place's sums, with the disclosed and the refused share; the parts' with the disclosed one; of the last year
    the place's row and unit_id -> row; the units with most cases first."""
    whole = state.answer(sums.outcomes, scope, "scope", applicant)
    parts = sums.as_measure(state.answer(sums.outcomes, scope, view.by, applicant), MEASURE)
    both, year = sums.as_measure(whole, MEASURE), series.last_year(whole, scope.last_year)
    latest = series.at(parts, year)
    return (whole, both, sums.as_measure(whole, "rate_denied"), parts, year, series.only(both, year), latest,
            sorted((u for u in names if u in latest), key=lambda u: -(latest[u]["total"] or 0)))


whole, both, refused, parts, year, now, latest, by_cases = state.kept("request_outcomes", key, found)


def answer() -> str:
    """How many ended, how many of them disclosed; how the refused share moved, and who refused most."""
    if now.get("total") is None:
        return look.rich("request_outcomes.answer.none", year=year)
    if not now["total"]:
        return look.rich("request_outcomes.answer.zero", year=year)
    asked = say("request_outcomes.answer.whose_all") if applicant == "total" else \
        say("request_outcomes.answer.whose", applicant=whose)
    words = [look.rich("request_outcomes.answer.all", year=year, whose=asked, n=number(now["total"]),
                       rate=percent(now["rate"]), of=of(now["numerator"], now["denominator"]))]
    is_, was = (series.only(refused, y) for y in (year, scope.first_year))
    said_is = {"is_": percent(is_["rate"]), "of": of(is_["numerator"], is_["denominator"])}
    if known(was.get("rate")) and scope.first_year < year:
        apart = is_["rate"] - was["rate"]
        moved = "stayed" if abs(apart) < .0005 else "rose" if apart > 0 else "fell"
        words.append(look.rich("request_outcomes.answer.refused", before=scope.first_year, was=percent(was["rate"]),
                               was_of=of(was["numerator"], was["denominator"]),
                               moved=say(f"request_outcomes.answer.{moved}"), **said_is))
    else:
        words.append(look.rich("request_outcomes.answer.refused_only", **said_is))
    if len(by_cases) > 1 and (lead := most_refused()):
        words.append(look.rich("request_outcomes.answer.lead", unit=lead[0], n=lead[1]))
    return "".join(words) + say("request_outcomes.answer.stop")


def most_refused() -> tuple[str, str] | None:
    """Who refused most in the last year, and how many."""
    return leading({u: latest[u]["refused"] for u in by_cases}, names.get)


def key_of_groups() -> list[tuple[str, str]]:
    return list(zip(GROUPS.values(), t["cat"]))


def bars(name: str, labels: list[str], rows: list[dict], *more) -> dict:
    """100 % bars of the six groups, one a row."""
    return state.figure(f"request_outcomes.{name}", (*key, *more), lambda tokens: charts.bars_of_parts(
        tokens, labels, [[r.get(g) for g in GROUPS] for r in rows], [r.get("total") for r in rows],
        list(GROUPS.values()), unit=say("request_outcomes.unit"), nothing=say("request_outcomes.nothing"),
        missing=say("request_outcomes.missing")), t)


def years_shown() -> partial:
    rows = [series.only(whole, y) for y in years]
    rates = [series.only(refused, y) for y in years]
    run = series.run([r["rate"] if (r.get("denominator") or 0) >= LEAST else None for r in rates])
    most = max(GROUPS, key=lambda g: now.get(g) or 0)
    if now.get("total") and abs(run) >= 2:
        title = say(f"request_outcomes.years.title_{'up' if run > 0 else 'down'}", n=abs(run))
    else:
        title = say("request_outcomes.years.title", group=GROUPS[most], share=rate(now[most], now["total"], 0)) \
            if now.get("total") else say("request_outcomes.years.title_none")
    foot = say("request_outcomes.years.foot", used=full(whole["n_used"].sum()), total=full(whole["n_reports"].sum()))
    gap = sum(sum(r[g] for g in GROUPS) - r["total"] for r in rows if r.get("total") is not None)
    return partial(look.draw, title, say("request_outcomes.years.sub", place=view.place, applicant=whose),
                   bars("years", [say("request_outcomes.years.name", year=y) for y in years], rows), "years",
                   say("request_outcomes.years.alt", place=view.place),
                   foot + (say("request_outcomes.years.foot_gap", n=full(gap)) if gap else ""), key_of_groups(),
                   guide="request_outcomes.years")


def units_shown() -> partial:
    shown = by_cases[:MOST_BARS]
    if order == "refused":
        shown = sorted(shown, key=lambda u: -((latest[u]["refused"] or 0) / (latest[u]["total"] or 1)))
    elif order == "name":
        shown = [u for u in names if u in shown]
    lead = most_refused()
    if len(by_cases) == 1:
        title = say("request_outcomes.units.title_one", unit=names[by_cases[0]], year=year)
    elif lead:
        title = say("request_outcomes.units.title", unit=lead[0], n=lead[1])
    else:
        title = say("request_outcomes.units.title_none", year=year)
    foot = say("request_outcomes.units.foot")
    if len(by_cases) > len(shown):
        foot += say("request_outcomes.units.foot_cut", n=full(len(by_cases)), shown=len(shown))
    said = sorts[order]
    return partial(look.draw, title, say("request_outcomes.units.sub", year=year, order=said),
                   bars("units", [names[u] for u in shown], [latest[u] for u in shown], order), "units",
                   say("request_outcomes.units.alt", place=view.place, year=year), foot, key_of_groups(),
                   guide="request_outcomes.units")


def dots_shown() -> partial:
    """The disclosed share of all the years together, with intervals, against the value of all units together."""
    rows = sums.as_rates(series.pooled(parts), MEASURE)
    rows = rows[(rows["denominator"].fillna(0) >= LEAST) & rows["unit_id"].isin(names)]
    shown = rows.nlargest(MOST_DOTS, "denominator").sort_values("rate", ascending=False)
    together = series.at(sums.as_rates(series.pooled(both).assign(year=0), MEASURE), 0)
    middle = next(iter(together.values()), {}).get("rate")
    listed_dots = [charts.Dot(names[r.unit_id], r.low, r.rate, r.high, r.numerator, r.denominator)
                   for r in shown.itertuples() if known(r.low)]
    n = sum(charts.differs(d, middle, LEAST) for d in listed_dots)
    title = "title_few" if len(listed_dots) < 2 else "title" if n else "title_none"
    foot = say("request_outcomes.dots.foot", least=LEAST)
    if len(rows) > len(shown):
        foot += say("request_outcomes.dots.foot_cut", n=full(len(rows)), shown=len(shown))
    figure = state.figure("request_outcomes.dots", key, lambda tokens: charts.dots(
        tokens, listed_dots, middle, say("request_outcomes.together"), LEAST), t)
    return partial(look.draw, say(f"request_outcomes.dots.{title}", n=n),
                   say("request_outcomes.dots.sub", span=view.period), figure,
                   "dots", say("request_outcomes.dots.alt", place=view.place), foot,
                   guide="request_outcomes.dots", measures=(MEASURE,))


def panels_shown() -> partial:
    lines = series.along(parts, years, "rate")
    units = [u for u in by_cases[:MOST_PANELS] if any(v is not None for v in lines.get(u, ()))]
    units = [u for u in names if u in units]
    ends = {u: series.ends(parts[parts["unit_id"] == u]) for u in units}
    down = [names[u] for u in units if ends[u] and ends[u][1]["high"] < ends[u][0]["low"]]
    up = [names[u] for u in units if ends[u] and ends[u][1]["low"] > ends[u][0]["high"]]
    joiner = say("request_outcomes.panels.joiner")
    moved = "down" if down and len(down) <= 3 else "up" if up and len(up) <= 3 else ""
    title = say(f"request_outcomes.panels.title_{moved}", units=joiner.join(down if moved == "down" else up)) if moved \
        else say("request_outcomes.panels.title" if len(units) > 1 else "request_outcomes.panels.title_one")
    figure = state.figure("request_outcomes.panels", key, lambda tokens: charts.multiples(
        tokens, years, {u: lines[u] for u in units}, names), t)
    return partial(look.draw, title, say("request_outcomes.panels.sub"), figure, "panels",
                   say("request_outcomes.panels.alt", place=view.place),
                   say("request_outcomes.panels.foot", shown=len(units)),
                   guide="request_outcomes.panels", measures=(MEASURE,))


def downloaded() -> tuple[pd.DataFrame, list[Field]]:
    """Every unit and year: the six groups, the total, the disclosed share with its interval."""
    frame = parts.rename(columns={c: f"disclosed_{c}" for c in ("rate", "low", "high")})
    frame = frame.assign(unit=frame["unit_id"].map(names))[list(listed("request_outcomes.column"))]
    kinds = {"unit_id": "text", "unit": "text", "year": "year"}
    return frame, [Field(c, head, kinds.get(c) or ("share" if c.startswith("disclosed") else "count"))
                   for c, head in listed("request_outcomes.column").items()]


with top:
    look.head(say("request_outcomes.question", place=view.place), once("request_outcomes.answer", make=answer),
              filters.scope_line(scope))
left, right = look.pair()
with left:
    once("request_outcomes.years", make=years_shown)()
with right:
    once("request_outcomes.units", make=units_shown)()
left, right = look.pair()
with left:
    once("request_outcomes.dots", make=dots_shown)()
with right:
    once("request_outcomes.panels", make=panels_shown)()
with bar:
    st.space("stretch")
    title = say("request_outcomes.download", place=view.place, span=span(scope.first_year, scope.last_year))
    downloads.offer(downloaded, filters.about(title, scope, (MEASURE,)), "requests", title)
