"""How a district's requests came and ended, year by year: two charts, the disclosed share, and the tables behind."""

from dashboard.briefing.district.asked import Asked
from dashboard.briefing.district.key import NEW
from dashboard.briefing.model import Block, Column, Lines, Parts, Picture, Table
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, known, number, of, percent, rate
from dashboard.queries import report, series, sums

LEAST = 10  # cases below which a unit takes no part in the distribution, as on the page
GROUPS = ("granted", "partial", "refused", "unable", "unprocessed", "other")
GROUNDS = ("refused_", "unable_", "unprocessed_")


def blocks(asked: Asked) -> list[Block]:
    """The section, charts left out where there is nothing to draw."""
    outcomes = sums.outcomes(asked.store, asked.scope, "scope")
    return [b for b in (_trend(asked), _outcomes(asked, outcomes), _rates(asked), _table(asked, outcomes),
                        _grounds(asked)) if b is not None]


def _trend(asked: Asked) -> Picture | None:
    values = series.whole(asked.amount(NEW), asked.years, "value")
    ends = [(y, v) for y, v in zip(asked.years, values) if v is not None]
    if not ends:
        return None
    (first, a), (last, b) = ends[0], ends[-1]
    title = say("briefing.requests.trend_title_one", year=first, n=number(a)) if len(ends) == 1 else say(
        "briefing.requests.trend_title", first=first, a=number(a), last=last, b=number(b))
    return Picture(title, say("briefing.requests.trend_sub", **asked.said),
                   Lines(tuple(asked.years), {asked.place: values}), say("briefing.requests.trend_alt", **asked.said),
                   say("briefing.requests.trend_note"))


def _outcomes(asked: Asked, rows) -> Picture | None:
    held = [series.only(rows, y) for y in asked.years]
    counts = tuple(tuple(row.get(g) for g in GROUPS) for row in held)
    totals = tuple(sum(c) if None not in c else None for c in counts)  # of the six, also where the print differs
    if not any(totals):
        return None
    last = max(i for i, n in enumerate(totals) if n)
    most = max(range(len(GROUPS)), key=lambda g: counts[last][g])
    words = listed("agency.outcome")
    chart = Parts(tuple(say("briefing.requests.year_name", year=y) for y in asked.years), counts, totals,
                  tuple(words[g] for g in GROUPS), say("briefing.requests.unit"), say("briefing.requests.nothing"),
                  say("briefing.requests.missing"))
    title = say("briefing.requests.outcomes_title", year=asked.years[last], group=words[GROUPS[most]],
                share=rate(counts[last][most], totals[last]))
    gap = sum(abs(n - row["total"]) for n, row in zip(totals, held) if n is not None)
    note = say("briefing.requests.outcomes_note") + (
        say("briefing.requests.outcomes_gap", n=full(gap)) if gap else "")
    return Picture(title, say("briefing.requests.outcomes_sub", **asked.said), chart,
                   say("briefing.requests.outcomes_alt", **asked.said), note)


def _rates(asked: Asked) -> Picture | None:
    rows = asked.rate("rate_disclosed")
    values = series.whole(rows, asked.years, "rate")
    if all(v is None for v in values):
        return None
    last = max(y for y, v in zip(asked.years, values) if v is not None)
    row = series.only(rows, last)
    bands = series.quantiles(asked.rate("rate_disclosed", asked.by), asked.years, LEAST)
    has_band = any(v is not None for v in bands["p50"])
    sub = say("briefing.requests.rates_sub_band", n=len(asked.names), **asked.said) if has_band else say(
        "briefing.requests.rates_sub", **asked.said)
    note = say("briefing.requests.rates_note_band", least=LEAST) if has_band else say("briefing.requests.rates_note")
    return Picture(say("briefing.requests.rates_title", year=last, rate=percent(row["rate"]),
                       of=of(row["numerator"], row["denominator"])), sub,
                   Lines(tuple(asked.years), {asked.place: values}, True, bands if has_band else None),
                   say("briefing.requests.rates_alt", **asked.said), note)


def _table(asked: Asked, rows) -> Table:
    counts = {key: asked.amount(f"requests/{key}/total") for key in ("new", "carried_in", "carried_out")}
    words, heads = listed("agency.outcome"), listed("briefing.requests.column")
    columns = [Column(heads["year"], .9, False), Column(heads["new"]), Column(heads["carried_in"]),
               Column(heads["total"]), *(Column(words[g]) for g in GROUPS), Column(heads["carried_out"]),
               Column(heads["used"], 1.15)]
    out = []
    for year in asked.years:
        row = series.only(rows, year)
        new, carried_in, carried_out = (full(series.only(counts[k], year).get("value")) for k in counts)
        out.append((str(year), new, carried_in, full(row.get("total")), *(full(row.get(g)) for g in GROUPS),
                    carried_out, of(row.get("n_used"), row.get("n_reports"))))
    return Table(say("briefing.requests.table_title"), say("briefing.requests.table_sub"), tuple(columns), tuple(out),
                 say("briefing.requests.note"), is_small=True)


def _grounds(asked: Asked) -> Table | None:
    """The grounds that the form lists, with their share of all that ended; only those with a number in either year."""
    names, rows = report.labels(asked.store), []
    for table, item, column in names:
        if table != "requests" or column != "total" or not item.startswith(GROUNDS):
            continue
        held = asked.amount(f"requests/{item}/total")
        now, was = (series.only(held, y) for y in (asked.year, asked.year - 1))
        if known(now.get("value")) or known(was.get("value")):
            rows.append((names[table, item, column], full(now.get("value")), _used(now), full(was.get("value")),
                         _used(was)))
    if not rows:
        return None
    heads = (say("briefing.requests.ground"), say("briefing.key.now", year=asked.year),
             say("briefing.requests.column.used"), say("briefing.key.now", year=asked.year - 1),
             say("briefing.requests.column.used"))
    return Table(say("briefing.requests.grounds_title"), say("briefing.requests.grounds_sub", year=asked.year),
                 tuple(Column(h, 4 if i == 0 else 1, i > 0) for i, h in enumerate(heads)), tuple(rows),
                 say("briefing.requests.note"))


def _used(row: dict) -> str:
    return of(row.get("n_used"), row.get("n_reports"))
