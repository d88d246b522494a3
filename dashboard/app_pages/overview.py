"""总览: how a place does, over the years and part by part; the way into every part."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import charts, downloads, filters, look, state
from dashboard.components.spark_table import Cell, Column, Row, table, unit_row
from dashboard.export import Field
from dashboard.labels import say
from dashboard.labels.leading import leading
from dashboard.labels.numbers import change, full, known, number, of, percent, rate
from dashboard.parts import briefing
from dashboard.queries import scopes, series, sums

LEAST = 10  # cases below which a rate takes no part in a distribution
MOST_ROWS, MOST_LINES = 30, 14  # on the page; a download holds them all

t = look.tokens()
top, bar = filters.begin()
view = filters.view(top, bar)
if view is None:
    with top:
        look.head(say("overview.question_none"), "", [])
    look.nothing_yet()
    st.stop()
scope, years, names = view.scope, view.years, view.names
if not names:
    look.nothing_in_scope(say("overview.question", place=view.place), filters.scope_line(scope), top)
    st.stop()
said = {"place": view.place, "span": view.period}

whole, parts = ({"requests": state.shared(sums.amounts, scope, "requests/new/total", by),
                 "disclosed": state.shared(sums.rates, scope, "rate_disclosed", by),
                 "corrected": state.shared(sums.rates, scope, "rate_corrected", by),
                 "findings": state.shared(scopes.finding_counts, scope, by),
                 "read": state.shared(scopes.coverage, scope, by)} for by in ("scope", view.by))


def found() -> tuple:
    """The last year; of it and of the year before the place's rows; who reports both; unit_id -> requests by year;
    of the last year unit_id -> row, unit_id -> findings; the units with most requests first."""
    year = series.last_year(whole["requests"], scope.last_year)
    pairs = {by: state.shared(sums.paired, scope, "requests/new/total", year, by) for by in {"scope", view.by}}
    latest = {key: series.at(rows, year) for key, rows in parts.items()}
    return (year, *({key: series.only(rows, y) for key, rows in whole.items()} for y in (year, year - 1)), pairs,
            series.along(parts["requests"], years, "value"), latest,
            {u: r["n_findings"] for u, r in latest["findings"].items() if known(r.get("n_findings")) and u in names},
            sorted(names, key=lambda u: -(latest["requests"].get(u, {}).get("value") or 0)))


year, now, before, pairs, requests, latest, counted, largest = state.kept("overview", (scope, view.by), found)
paired = pairs["scope"].iloc[0] if len(pairs["scope"]) else None
with bar:
    subject = filters.focus({u: names[u] for u in names if u in largest[:MOST_ROWS]}, next(iter(largest), None))
once = partial(state.kept, key=(scope, view.by, subject, t["theme"]))


def answer() -> str:
    """The sentence under the question: requests, who moved them, the disclosed share and its change. What changed is
    told of the agencies that report both years alone: a missing report must not look like fewer requests."""
    n = now["requests"].get("value")
    if n is None:
        return look.rich("overview.answer.no_requests", year=year)
    words = [look.rich("overview.answer.requests", year=year, n=number(n))]
    if paired is not None and paired["before"]:
        moved = paired["value"] - paired["before"]
        trend = "more" if moved > 0 else "fewer" if moved < 0 else "same"
        words.append(look.rich(f"overview.answer.{trend}", n=full(paired["n_both"]),
                               change=change(paired["value"], paired["before"]).lstrip("+-")))
        lead, by = series.driver(pairs[view.by])
        if lead in names and len(names) > 1 and by * moved > 0:
            words.append(look.rich(f"overview.answer.driver_{trend}", unit=names[lead], n=full(abs(by))))
    share, was = now["disclosed"], before["disclosed"].get("rate")
    if known(share.get("rate")):
        words.append(look.rich("overview.answer.disclosed", rate=percent(share["rate"]),
                               of=of(share["numerator"], share["denominator"])))
        if known(was):
            points = round(100 * (share["rate"] - was), 1)
            words.append(look.rich("overview.answer.disclosed_change", points=f"{abs(points):.1f}",
                                   direction=say(f"overview.answer.{'higher' if points > 0 else 'lower'}"))
                         if points else look.rich("overview.answer.disclosed_same"))
    return "".join(words) + say("overview.answer.stop")


def cards_shown() -> list[look.Card]:
    """The four numbers of the last year."""
    cut, points = look.cut(years), tuple(map(str, years))
    n, found = now["requests"].get("value"), now["findings"]
    below = say("overview.card.requests_below", change=change(paired["value"], paired["before"]),
                n=full(paired["n_both"])) if paired is not None and paired["before"] else say(
        "overview.card.requests_first", used=full(now["requests"].get("n_used")),
        total=full(now["requests"].get("n_reports")))
    cards = [look.Card(say("overview.card.requests"), say("overview.card.requests_value", n=number(n)), below,
                       tuple(series.whole(whole["requests"], years, "value")), cut, points)]
    for key in ("disclosed", "corrected"):
        row = now[key]
        cards.append(look.Card(
            say(f"overview.card.{key}"), rate(row.get("numerator"), row.get("denominator")),
            say(f"overview.card.{key}_below", of=of(row.get("numerator"), row.get("denominator"))),
            tuple(series.whole(whole[key], years, "rate")), cut, points))
    said_of = say("overview.card.findings_below", affected=full(found["n_affected"]), total=full(found["n_tested"])) \
        if found.get("n_tested") else say("overview.card.untested")
    cards.append(look.Card(
        say("overview.card.findings"), say("overview.card.findings_value", n=number(found.get("n_findings"))), said_of,
        tuple(series.whole(whole["findings"], years, "n_findings")), cut, points))
    return cards


def requests_shown() -> partial:
    """New requests of every unit, the subject in front."""
    held, total = latest["requests"].get(subject, {}).get("value"), now["requests"].get("value")
    ends = [(y, v) for y, v in zip(years, series.whole(whole["requests"], years, "value")) if v is not None]
    if not ends:
        title = say("overview.trend.title_none")
    elif len(names) > 1 and subject == largest[0] and held and total:
        title = say("overview.trend.title", unit=names[subject], share=percent(held / total, 0))
    elif len(ends) == 1:
        title = say("overview.trend.title_year", year=ends[0][0], n=number(ends[0][1]))
    else:
        (first, a), (last, b) = ends[0], ends[-1]
        title = say("overview.trend.title_one", first=first, a=number(a), last=last, b=number(b))
    lines = {u: requests[u] for u in {*largest[:MOST_LINES], subject} if u in requests}
    figure = state.figure("overview.requests", (scope, view.by, subject), lambda tokens: charts.trend(
        tokens, years, lines, subject, unit=say("overview.unit"), labels=names), t)
    foot = say("overview.trend.foot_gap") + (say("overview.trend.foot_many") if len(names) > len(lines) else "")
    return partial(look.draw, title, say("overview.trend.sub", **said), figure, "requests",
                   say("overview.trend.alt", **said), foot, is_own=True, guide="overview.trend")


def disclosed_shown() -> partial:
    """The disclosed share: the subject among the spread of its like where they are many, else every unit's line."""
    rates, middle = series.along(parts["disclosed"], years, "rate"), now["disclosed"].get("rate")
    own = latest["disclosed"].get(subject, {})
    if known(own.get("rate")) and known(middle) and len(names) > 1:
        few = own["denominator"] < LEAST or own["low"] <= middle <= own["high"]
        apart = "near" if few else "above" if own["rate"] > middle else "below"
        title = say(f"overview.rates.{apart}", unit=names[subject], year=year)
    else:
        title = say("overview.rates.title_one", rate=percent(middle)) if known(middle) else say("overview.rates.none")
    bands = series.quantiles(parts["disclosed"], years, LEAST)
    if subject and any(v is not None for v in bands["p50"]):
        figure = state.figure("overview.band", (scope, view.by, subject), lambda tokens: charts.deciles(
            tokens, years, bands, rates.get(subject, [None] * len(years)), names[subject]), t)
        sub, foot = say("overview.rates.sub_band", n=len(names), **said), say("overview.rates.foot_band", least=LEAST)
    else:
        lines = {u: rates[u] for u in {*largest[:MOST_LINES], subject} if u in rates}
        figure = state.figure("overview.rates", (scope, view.by, subject), lambda tokens: charts.trend(
            tokens, years, lines, subject, share=True, labels=names), t)
        sub, foot = say("overview.rates.sub", **said), say("overview.rates.foot")
    return partial(look.draw, title, sub, figure, "disclosed", say("overview.rates.alt", **said), foot,
                   is_own=True, guide="overview.rates", measures=("rate_disclosed",))


def rows_shown() -> tuple[list[Column], list[Row]]:
    """Every unit with its numbers, shapes and intervals."""
    points, rates = tuple(map(str, years)), series.along(parts["disclosed"], years, "rate")
    columns = [Column(say("overview.table.unit")), Column(say("overview.table.new"), "number"),
               Column(view.period, "spark", low=0, ticks=points), Column(say("overview.table.disclosed"), "number"),
               Column(say("overview.table.of"), "of"), Column(say("overview.table.interval"), "of"),
               Column(say("overview.table.findings"), "number"),
               *([Column(view.period, "spark", low=0, high=1, ticks=points)] if view.by == "district" else ())]
    rows = []
    for unit in largest[:MOST_ROWS]:
        n, share = latest["requests"].get(unit, {}).get("value"), latest["disclosed"].get(unit, {})
        interval = say("overview.table.bounds", low=percent(share["low"], 0), high=percent(share["high"], 0)) \
            if known(share.get("low")) else ""
        rows.append(unit_row(view.by, unit, (
            Cell(names[unit], names[unit]), Cell(full(n), n), Cell(values=tuple(requests.get(unit, ()))),
            Cell(percent(share.get("rate")), share.get("rate")),
            Cell(of(share.get("numerator"), share.get("denominator")), share.get("denominator")),
            Cell(interval, share.get("low")), Cell(full(counted.get(unit)), counted.get(unit)),
            Cell(values=tuple(rates.get(unit, ())))), scope.district))
    return columns, rows


def show_units() -> None:
    """A row opens the district or the agency."""
    most = leading(counted, names.get)
    look.caption(say("overview.table.title", unit=most[0], n=most[1]) if most
                 else say("overview.table.none" if counted else "overview.table.untested"),
                 say("overview.table.sub", year=year), "overview.units", "rate_disclosed")
    columns, rows = once("overview.rows", make=rows_shown)
    table(columns, rows, 1, look.cut(years), "units", label=say("overview.table.label"), on_pick=filters.go_to)
    cut = say("overview.table.cut", n=len(names), shown=MOST_ROWS) if len(names) > MOST_ROWS else ""
    look.foot(say("overview.table.foot") + cut)


def coverage_shown() -> partial:
    """Read against expected, unit by year; the units with the most missing first where they are many."""
    expected, read = whole["read"]["n_expected"].sum(min_count=1), int(whole["read"]["n_read"].sum())
    missing = series.plain(expected) and int(expected) - read + int(whole["read"]["n_beyond"].sum())
    part = int(whole["read"]["n_incomplete"].sum())
    key = "unknown" if pd.isna(expected) else "missing" if missing else "incomplete" if part else "all"
    title = say(f"overview.coverage.title_{key}", n=full({"unknown": read, "missing": missing}.get(key, part)),
                share=percent(missing / expected) if missing else "")
    cells = series.cells(parts["read"], years)
    units = sorted((u for u in names if u in cells), key=lambda u: -series.unread(cells[u]))[:12]
    units = [u for u in names if u in units]
    looks = [[series.coverage_share(c) for c in cells[u]] for u in units]
    texts = [[lacking(c) for c in cells[u]] for u in units]
    hovers = [[say("overview.coverage.hover", read=full(c["n_read"]), expected=full(c["n_expected"]),
                   incomplete=full(c["n_incomplete"])) if c else "" for c in cells[u]] for u in units]
    figure = state.figure("overview.coverage", (scope, view.by), lambda tokens: charts.coverage(
        tokens, [names[u] for u in units], years, looks, texts, hovers, charts.coverage_shares(tokens)), t)
    fills = charts.coverage_shares(t)
    return partial(look.draw, title, say("overview.coverage.sub", **said), figure, "coverage",
                   say("overview.coverage.alt", **said),
                   say("overview.coverage.foot"), [(say(f"overview.coverage.{s}"), fills[s][0])
                                                   for s in ("complete", "few", "some", "most")],
                   is_own=True, guide="overview.coverage")


def lacking(cell: dict | None) -> str:
    """What stands in a cell: how many reports are missing, how many incomplete; × where none was read."""
    if not cell or not cell["n_read"]:
        return say("charts.sign.none") if cell else ""
    missing, part = series.missing(cell), cell["n_incomplete"]
    return " ".join(filter(None, (say("overview.coverage.n_missing", n=full(missing)) if missing else "",
                                  say("overview.coverage.n_incomplete", n=full(part)) if part else "")))


def downloaded() -> tuple[pd.DataFrame, list[Field]]:
    """Every unit and year: requests, both rates with what they are made of, findings."""
    frame = parts["requests"].rename(columns={"value": "requests"})[["unit_id", "year", "n_reports", "requests"]]
    sides = ["numerator", "denominator", "rate", "low", "high"]
    for key in ("disclosed", "corrected"):
        columns = parts[key][["unit_id", "year", *sides]].rename(columns={c: f"{key}_{c}" for c in sides})
        frame = frame.merge(columns, on=["unit_id", "year"], how="left")
    frame = frame.merge(parts["findings"][["unit_id", "year", "n_findings"]], on=["unit_id", "year"], how="left")
    frame.insert(1, "unit", frame["unit_id"].map(names))
    kinds = {"unit_id": "text", "unit": "text", "year": "year"}
    return frame, [Field(c, say(f"overview.column.{c}"),
                         kinds.get(c) or ("share" if c.endswith(("rate", "low", "high")) else "count"))
                   for c in frame.columns]


with top:
    look.head(say("overview.question", place=view.place), once("overview.answer", make=answer),
              filters.scope_line(scope))
look.metrics(once("overview.cards", make=cards_shown), "overview.cards", "rate_disclosed", "rate_corrected")
left, right = look.pair()
with left:
    once("overview.requests", make=requests_shown)()
with right:
    once("overview.disclosed", make=disclosed_shown)()
left, right = look.pair_for(view.by)
with left:
    show_units()
with right:
    once("overview.coverage", make=coverage_shown)()
with bar:
    st.space("stretch")
    title = say("overview.download", **said)
    briefing.offer(("--district", scope.district, "--years", f"{scope.first_year}-{scope.last_year}",
                    *(("--kinds", ",".join(scope.kinds)) if scope.kinds else ())), say("briefing.title", **said),
                   "overview")
    downloads.offer(downloaded, filters.about(title, scope, ("rate_disclosed", "rate_corrected")), "overview", title)
