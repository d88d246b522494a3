"""复议诉讼: how many reviews and lawsuits, how they ended, and the corrected share of those decided."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import charts, downloads, filters, look, state
from dashboard.components.spark_table import Cell, Column, Row, table, unit_row
from dashboard.export import Field
from dashboard.labels import listed, say
from dashboard.labels.leading import leading
from dashboard.labels.numbers import full, known, number, of, percent, rate
from dashboard.measures import measure
from dashboard.parts.disputes import flow
from dashboard.queries import series, sums

LEAST = 5  # decided cases below which a unit takes no part in the comparison
MOST_DOTS, MOST_ROWS = 14, 30
RESULTS, LINES = listed("disputes.results"), listed("disputes.route_lines")
MEASURES = {"all": "rate_corrected", "review": "rate_review_corrected", "suit": "rate_suit_corrected"}

t = look.tokens()
top, bar = filters.begin()
view = filters.view(top, bar)
if view is None:
    with top:
        look.head(say("disputes.question_none"), "", [])
    look.nothing_yet()
    st.stop()
scope, years, names = view.scope, view.years, view.names
if not names:
    look.nothing_in_scope(say("disputes.question", place=view.place), filters.scope_line(scope), top)
    st.stop()
with bar:
    routes = listed("disputes.routes")
    route = filters.choose(say("disputes.route"), routes, "l", 150)
called, which = routes[route], measure(MEASURES[route])
said = {"place": view.place, "span": view.period}
once = partial(state.kept, key=(scope, view.by, route, t["theme"]))

whole, parts = (state.shared(sums.disputes, scope, by) for by in ("scope", view.by))
closed = state.shared(sums.amounts, scope, "requests/outcome_total/total", "scope")
rates, unit_rates = (state.shared(sums.rates, scope, which.id, by) for by in ("scope", view.by))


def over_all_years() -> tuple[pd.DataFrame, dict]:
    """The pooled rate of every unit, and of all of them together."""
    pooled = sums.as_rates(series.pooled(unit_rates), which.id)
    together = next(iter(sums.as_rates(series.pooled(rates), which.id).to_dict("records")), {})
    return pooled[pooled["unit_id"].isin(names)], together


year = once("disputes.year", make=lambda: series.last_year(whole, scope.last_year))
pooled, together = once("disputes.pooled", make=over_all_years)
middle = together.get("rate") if known(together.get("rate")) else None


def total(rows: pd.DataFrame, at: int, prefix: str = "") -> float | None:
    """The cases of that year of the routes that begin with `prefix`; None where no report prints them."""
    held = rows[(rows["year"] == at) & rows["route"].str.startswith(prefix)]["cases"]
    return series.plain(held.sum(min_count=1))


def answer() -> str:
    """How many cases, and what share of those decided was corrected, then and at the start."""
    reviews, suits = total(whole, year, "review"), total(whole, year, "suit")
    if reviews is None and suits is None:
        return look.rich("disputes.answer.no_cases", year=year) + say("disputes.answer.stop")
    words = [look.rich("disputes.answer.cases", year=year, review=number(reviews), suit=number(suits))]
    now, first = series.only(rates, year), series.only(rates, scope.first_year)
    if known(now.get("rate")):
        words.append(look.rich("disputes.answer.decided", route=called, total=full(now["denominator"]),
                               n=full(now["numerator"]), rate=percent(now["rate"])))
        if scope.first_year < year and known(first.get("rate")):
            words.append(look.rich("disputes.answer.change", before=scope.first_year, was=percent(first["rate"]),
                                   of=of(first["numerator"], first["denominator"])))
    else:
        words.append(look.rich("disputes.answer.none_decided"))
    return "".join(words) + say("disputes.answer.stop")


def fills(tokens: dict) -> list[tuple[str, str]]:
    """Calm fills for the four results; the corrected ones are the subject. The six colours are for outcomes alone."""
    return [(tokens["band2"], tokens["ink"]), (tokens["accent"], tokens["paper"]), (tokens["muted"], tokens["paper"]),
            (tokens["grid"], tokens["ink"])]


def years_shown() -> partial:
    """The four results of every year as shares of the total of the five printed cells."""
    chosen = whole if route == "all" else whole[whole["route"].str.startswith(route)]
    added = chosen.groupby("year")[[*RESULTS, "total"]].sum(min_count=1).reindex(years)
    rows = [{k: series.plain(v) for k, v in r.items()} for r in added.to_dict("records")]
    counted = [say("disputes.years.counted", route=LINES[key], of=of(part["n_used"].sum(), part["n_reports"].sum()))
               for key, part in chosen.groupby("route")]
    gap = sum(sum(r[k] for k in RESULTS) - r["total"] for r in rows if r["total"] is not None)
    share = rate(together.get("numerator"), together.get("denominator"), 0)
    title = say("disputes.years.title_none") if middle is None else say(
        "disputes.years.title", share=share, of=of(together["numerator"], together["denominator"]))
    figure = state.figure("disputes.years", (scope, route), lambda tokens: charts.bars_of_parts(
        tokens, [say("disputes.years.name", year=y) for y in years], [[r[k] for k in RESULTS] for r in rows],
        [r["total"] for r in rows], list(RESULTS.values()), unit=say("disputes.unit"),
        nothing=say("disputes.nothing"), missing=say("disputes.missing"), fills=fills(tokens)), t)
    return partial(look.draw, title, say("disputes.years.sub", route=called, **said), figure, "years",
                   say("disputes.years.alt", route=called, **said),
                   say("disputes.years.foot", counted=say("disputes.years.joiner").join(counted))
                   + (say("disputes.years.foot_gap", n=full(gap)) if gap else ""),
                   list(zip(RESULTS.values(), (colour for colour, _ in fills(t)))), guide="disputes.years")


def trend_shown() -> partial:
    lines = {key: series.whole(whole[whole["route"] == key], years, "cases") for key in LINES}
    latest = {key: total(whole[whole["route"] == key], year) for key in LINES}
    lead = max((k for k in latest if latest[k]), key=lambda k: latest[k], default=None)
    most = leading(latest, LINES.get)
    title = say("disputes.trend.title", route=most[0], year=year, n=most[1]) if most \
        else say("disputes.trend.title_none")
    figure = state.figure("disputes.trend", (scope,), lambda tokens: charts.trend(
        tokens, years, lines, lead, unit=f" {say('disputes.unit')}", labels=LINES, height=250), t)
    return partial(look.draw, title, say("disputes.trend.sub", **said), figure, "trend",
                   say("disputes.trend.alt", **said),
                   say("disputes.trend.foot"), guide="disputes.trend")


def rates_shown() -> partial:
    """The corrected share of every year with its interval, against all the years together."""
    rows = [charts.Dot(say("disputes.years.name", year=r.year), r.low, r.rate, r.high, r.numerator, r.denominator)
            for r in rates.sort_values("year").itertuples() if known(r.low)]
    apart = [d.name for d in rows if charts.differs(d, middle, LEAST)]
    judged = sum(d.denominator >= LEAST for d in rows)
    key = "title_few" if judged < 2 else "title_differs" if apart else "title"
    figure = state.figure("disputes.rates", (scope, route), lambda tokens: charts.dots(
        tokens, rows, middle, say("disputes.together"), LEAST), t)
    return partial(look.draw, say(f"disputes.rates.{key}", years=say("disputes.rates.joiner").join(apart), least=LEAST),
                   say("disputes.rates.sub", measure=which.label, **said), figure, "rates",
                   say("disputes.rates.alt", measure=which.label, **said), say("disputes.rates.foot", least=LEAST),
                   guide="disputes.rates", measures=(which.id,))


def units_shown() -> partial:
    """The corrected share of every unit over all the years, with its interval."""
    judged = pooled[pooled["denominator"].fillna(0) >= LEAST]
    shown = judged.nlargest(MOST_DOTS, "denominator").sort_values("rate", ascending=False)
    rows = [charts.Dot(names[r.unit_id], r.low, r.rate, r.high, r.numerator, r.denominator)
            for r in shown.itertuples() if known(r.low)]
    n = sum(charts.differs(d, middle, LEAST) for d in rows)
    key = "title_few" if len(rows) < 2 else "title_differs" if n else "title"
    figure = state.figure("disputes.units", (scope, view.by, route), lambda tokens: charts.dots(
        tokens, rows, middle, say("disputes.together"), LEAST), t)
    cut = say("disputes.units.cut", n=full(len(judged)), shown=MOST_DOTS) if len(judged) > MOST_DOTS else ""
    return partial(look.draw, say(f"disputes.units.{key}", n=n, least=LEAST),
                   say("disputes.units.sub", measure=which.label, **said),
                   figure, "units", say("disputes.units.alt", measure=which.label, **said),
                   say("disputes.units.foot", least=LEAST) + cut, guide="disputes.units", measures=(which.id,))


def rows_shown() -> tuple[list[Column], list[Row], int]:
    """Every unit: cases of the year, their shapes, the pooled rate; and how many units there are."""
    by_route = {prefix: series.added(parts[parts["route"].str.startswith(prefix)], years, "cases")
                for prefix in ("review", "suit")}
    at, shares = years.index(year) if year in years else -1, pooled.set_index("unit_id").to_dict("index")
    order = sorted(names, key=lambda u: -sum(by_route[p].get(u, [None] * len(years))[at] or 0 for p in by_route))
    points = tuple(map(str, years))
    columns = [Column(say("disputes.table.unit")), Column(say("disputes.table.review"), "number"),
               Column(say("disputes.table.shape"), "spark", low=0, ticks=points),
               Column(say("disputes.table.suit"), "number"),
               Column(say("disputes.table.suit_shape"), "spark", low=0, ticks=points),
               Column(say("disputes.table.rate"), "number"), Column(say("disputes.table.of"), "of"),
               Column(say("disputes.table.interval"), "of")]
    rows = []
    for unit in order[:MOST_ROWS]:
        share = shares.get(unit, {})
        reviews, suits = (by_route[p].get(unit, [None] * len(years)) for p in by_route)
        bounds = say("disputes.table.bounds", low=percent(share["low"], 0), high=percent(share["high"], 0)) \
            if known(share.get("low")) else ""
        rows.append(unit_row(view.by, unit, (
            Cell(names[unit], names[unit]), Cell(full(reviews[at]), reviews[at]), Cell(values=tuple(reviews)),
            Cell(full(suits[at]), suits[at]), Cell(values=tuple(suits)),
            Cell(percent(share.get("rate")), share["rate"] if known(share.get("rate")) else None),
            Cell(of(share.get("numerator"), share.get("denominator")), series.plain(share.get("denominator"))),
            Cell(bounds, share["low"] if bounds else None)), scope.district))
    return columns, rows, len(order)


def show_table() -> None:
    """A row opens the district or the agency."""
    look.caption(say("disputes.table.title"), say("disputes.table.sub", year=year, **said), "disputes.table", which.id)
    columns, rows, n = once("disputes.rows", make=rows_shown)
    table(columns, rows, 1, look.cut(years), "table", label=say("disputes.table.label"), on_pick=filters.go_to)
    cut = say("disputes.table.cut", n=full(n), shown=MOST_ROWS) if n > MOST_ROWS else ""
    look.foot(say("disputes.table.foot") + cut)


def downloaded() -> tuple[pd.DataFrame, list[Field]]:
    """Every unit, year and route: the five cells, the decided cases, the corrected share of them with its interval."""
    sides = {"numerator": parts["corrected"], "denominator": parts["upheld"] + parts["corrected"] + parts["other"]}
    frame = sums.as_rates(parts.assign(**sides), which.id)
    frame = frame.assign(unit=frame["unit_id"].map(names), decided=frame["denominator"],
                         route=frame["route"].map(LINES))
    kinds = {"unit_id": "text", "unit": "text", "route": "text", "year": "year", "rate": "share", "low": "share",
             "high": "share"}
    heads = listed("disputes.column")
    return frame[list(heads)], [Field(c, head, kinds.get(c, "count")) for c, head in heads.items()]


with top:
    look.head(say("disputes.question", place=view.place), once("disputes.answer", make=answer),
              filters.scope_line(scope))
left, right = look.pair()
with left:
    once("disputes.years", make=years_shown)()
with right:
    once("disputes.trend", make=trend_shown)()
once("disputes.flow", make=partial(flow.shown, closed, whole, year, view.place, (scope,)))()
left, right = look.pair()
with left:
    once("disputes.rates", make=rates_shown)()
with right:
    once("disputes.units", make=units_shown)()
show_table()
with bar:
    st.space("stretch")
    title = say("disputes.download", **said)
    downloads.offer(downloaded, filters.about(title, scope, (which.id,)), "disputes", title)
