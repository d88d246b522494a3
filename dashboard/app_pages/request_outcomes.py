"""依申请公开: how requests ended and on which grounds, by year, by unit and by applicant."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import charts, downloads, filters, look, state
from dashboard.export import Field
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, known, number, of, percent, span
from dashboard.parts import outcomes
from dashboard.queries import series, sums

LEAST = 10  # cases below which a unit takes no part in the comparison of rates
MOST_BARS, MOST_DOTS, MOST_PANELS = 14, 14, 9
MEASURE = "rate_disclosed"

t = look.tokens()
top, bar = filters.begin()
view = filters.view(top, bar)
if view is None:
    with top:
        look.head(say("request_outcomes.question_none"), "", [])
    look.nothing_yet()
    st.stop()
scope, years, names = view.scope, view.years, view.names
if not names:
    look.nothing_in_scope(say("request_outcomes.question", place=view.place), filters.scope_line(scope), top)
    st.stop()


group = filters.tabs(say("request_outcomes.division"), listed("request_outcomes.divisions"), "g")
with bar:
    applicants, sorts = listed("request_outcomes.applicants"), listed("request_outcomes.sorts")
    applicant = filters.choose(say("request_outcomes.applicant"), applicants, "p", 142)
    if group != outcomes.GROUPS:
        sorts.pop("refused")
    order = filters.choose(say("request_outcomes.sort"), sorts, "s", 150)
whose = applicants[applicant]
key = (scope, view.by, applicant, group)
once = partial(state.kept, key=(*key, order, t["theme"]))


def found() -> tuple:
    """The place's sums, with the disclosed and the refused share; the units' with the disclosed one; what is looked
    into; of the last year the place's row and unit_id -> row; the units with most cases first."""
    whole = state.answer(sums.outcomes, scope, "scope", applicant)
    units = sums.as_measure(state.answer(sums.outcomes, scope, view.by, applicant), MEASURE)
    both, year = sums.as_measure(whole, MEASURE), series.last_year(whole, scope.last_year)
    division = outcomes.divided(scope, view.by, applicant, group)
    latest = series.at(division.units, year)
    return (both, sums.as_measure(whole, "rate_denied"), units, division, year, series.only(both, year), latest,
            sorted((u for u in names if u in latest), key=lambda u: -(latest[u]["total"] or 0)))


both, refused, units, division, year, now, latest, by_cases = state.kept("request_outcomes", key, found)


def answer() -> str:
    """How many ended, how many of them disclosed; how the refused share moved, and who refused most; or what is said
    of the one group."""
    asked = say("request_outcomes.answer.whose_all") if applicant == "total" else \
        say("request_outcomes.answer.whose", applicant=whose)
    lead = outcomes.leader(division, latest, names) if len(by_cases) > 1 else None
    if not division.is_groups:
        return outcomes.said(division, year, asked, lead)
    if now.get("total") is None:
        return look.rich("request_outcomes.answer.none", year=year)
    if not now["total"]:
        return look.rich("request_outcomes.answer.zero", year=year)
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
    if lead:
        words.append(look.rich("request_outcomes.answer.lead", unit=lead[0], n=lead[1]))
    return "".join(words) + say("request_outcomes.answer.stop")


def key_of_parts() -> list[tuple[str, str]]:
    return [(word, colour) for word, (colour, _) in zip(division.names.values(), division.fills(t))]


def bars(name: str, labels: list[str], rows: list[dict], *more) -> dict:
    """100 % bars of the parts of the division, one a row."""
    return state.figure(f"request_outcomes.{name}", (*key, *more), lambda tokens: charts.bars_of_parts(
        tokens, labels, [[r.get(part) for part in division.names] for r in rows], [r.get("total") for r in rows],
        list(division.names.values()), fills=division.fills(tokens), unit=say("request_outcomes.unit"),
        nothing=say("request_outcomes.nothing"), missing=say("request_outcomes.missing")), t)


def years_shown() -> partial:
    rows = [series.only(division.whole, y) for y in years]
    rates = [series.only(refused, y) for y in years]
    run = series.run([r["rate"] if (r.get("denominator") or 0) >= LEAST else None for r in rates])
    if division.is_groups and now.get("total") and abs(run) >= 2:
        title = say(f"request_outcomes.years.title_{'up' if run > 0 else 'down'}", n=abs(run))
    else:
        most = outcomes.largest(division, year)
        title = say("request_outcomes.years.title", group=most[0], share=most[1]) if most else \
            say("request_outcomes.years.title_none")
    foot = say("request_outcomes.years.foot" if division.is_groups else "request_outcomes.years.foot_rows",
               used=full(division.whole["n_used"].sum()), total=full(division.whole["n_reports"].sum()))
    if group == "other":
        foot += say("request_outcomes.years.foot_other")
    gap = sum(sum(r[part] for part in division.names) - r["total"] for r in rows if r.get("total") is not None)
    return partial(look.draw, title, say("request_outcomes.years.sub", place=view.place, applicant=whose,
                                         of=division.word),
                   bars("years", [say("request_outcomes.years.name", year=y) for y in years], rows), "years",
                   say("request_outcomes.years.alt", place=view.place, of=division.word),
                   foot + (say("request_outcomes.years.foot_gap", n=full(gap)) if gap else ""), key_of_parts(),
                   guide="request_outcomes.years")


def units_shown() -> partial:
    shown = by_cases[:MOST_BARS]
    if order == "refused":
        shown = sorted(shown, key=lambda u: -((latest[u]["refused"] or 0) / (latest[u]["total"] or 1)))
    elif order == "name":
        shown = [u for u in names if u in shown]
    lead = outcomes.leader(division, latest, names)
    if len(by_cases) == 1:
        title = say("request_outcomes.units.title_one", unit=names[by_cases[0]], year=year, of=division.word)
    else:
        said_of = say(f"request_outcomes.groups.{'refused' if division.is_groups else group}")
        title = say("request_outcomes.units.title", unit=lead[0], n=lead[1], group=said_of) if lead else \
            say("request_outcomes.units.title_none", year=year, group=said_of)
    foot = say("request_outcomes.units.foot")
    if len(by_cases) > len(shown):
        foot += say("request_outcomes.units.foot_cut", n=full(len(by_cases)), shown=len(shown))
    said = sorts[order]
    return partial(look.draw, title, say("request_outcomes.units.sub", year=year, order=said, of=division.word),
                   bars("units", [names[u] for u in shown], [latest[u] for u in shown], order), "units",
                   say("request_outcomes.units.alt", place=view.place, year=year, of=division.word), foot,
                   key_of_parts(), guide="request_outcomes.units")


def dots_shown() -> partial:
    """The disclosed share of all the years together, with intervals, against the value of all units together."""
    rows = sums.as_rates(series.pooled(units), MEASURE)
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
    lines = series.along(units, years, "rate")
    shown = [u for u in by_cases[:MOST_PANELS] if any(v is not None for v in lines.get(u, ()))]
    shown = [u for u in names if u in shown]
    ends = {u: series.ends(units[units["unit_id"] == u]) for u in shown}
    down = [names[u] for u in shown if ends[u] and ends[u][1]["high"] < ends[u][0]["low"]]
    up = [names[u] for u in shown if ends[u] and ends[u][1]["low"] > ends[u][0]["high"]]
    joiner = say("request_outcomes.panels.joiner")
    moved = "down" if down and len(down) <= 3 else "up" if up and len(up) <= 3 else ""
    title = say(f"request_outcomes.panels.title_{moved}", units=joiner.join(down if moved == "down" else up)) if moved \
        else say("request_outcomes.panels.title" if len(shown) > 1 else "request_outcomes.panels.title_one")
    figure = state.figure("request_outcomes.panels", key, lambda tokens: charts.multiples(
        tokens, years, {u: lines[u] for u in shown}, names), t)
    return partial(look.draw, title, say("request_outcomes.panels.sub"), figure, "panels",
                   say("request_outcomes.panels.alt", place=view.place),
                   say("request_outcomes.panels.foot", shown=len(shown)),
                   guide="request_outcomes.panels", measures=(MEASURE,))


def downloaded() -> tuple[pd.DataFrame, list[Field]]:
    """Every unit and year: the parts of the division, their total; of the six groups the disclosed share with its
    interval too."""
    heads, kinds = listed("request_outcomes.column"), {"unit_id": "text", "unit": "text", "year": "year"}
    if division.is_groups:
        frame = units.rename(columns={c: f"disclosed_{c}" for c in ("rate", "low", "high")})
    else:
        frame = division.units
        words = {part: say("request_outcomes.column_count", word=word)
                 for part, word in (division.names | {"total": division.word}).items()}
        heads = {c: heads[c] for c in ("unit_id", "unit", "year")} | words | \
            {c: heads[c] for c in ("n_used", "n_reports")}
    return frame.assign(unit=frame["unit_id"].map(names))[list(heads)], [
        Field(c, head, kinds.get(c) or ("share" if c.startswith("disclosed") else "count"))
        for c, head in heads.items()]


with top:
    look.head(say("request_outcomes.question", place=view.place), once("request_outcomes.answer", make=answer),
              filters.scope_line(scope))
left, right = look.pair()
with left:
    once("request_outcomes.years", make=years_shown)()
    once("request_outcomes.changes", make=lambda: outcomes.changed(division, years, year, view.place, view.period))()
with right:
    once("request_outcomes.units", make=units_shown)()
    once("request_outcomes.dots", make=dots_shown)()
    once("request_outcomes.panels", make=panels_shown)()
with bar:
    st.space("stretch")
    title = say("request_outcomes.download", place=view.place, of=division.word,
                span=span(scope.first_year, scope.last_year))
    downloads.offer(downloaded, filters.about(title, scope, (MEASURE,)), "requests", title)
