"""Reviews and lawsuits of a district: how they ended, by year and by route."""

from dashboard.briefing.district.asked import Asked
from dashboard.briefing.model import Block, Column, Parts, Picture, Table
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, known, of, percent
from dashboard.queries import series, sums

MEASURE = "rate_corrected"


def blocks(asked: Asked) -> list[Block]:
    """The chart, where a case was ever printed, and the table."""
    rows = sums.disputes(asked.store, asked.scope, "scope")
    return [b for b in (_results(asked, rows), _table(asked, rows)) if b is not None]


def _results(asked: Asked, rows) -> Picture | None:
    results = listed("disputes.results")
    added = rows.groupby("year")[list(results)].sum(min_count=1).reindex(asked.years)
    counts = tuple(tuple(series.plain(v) for v in row) for row in added.itertuples(index=False))
    totals = tuple(sum(c) if None not in c else None for c in counts)
    if not any(totals):
        return None
    pooled = series.pooled(asked.rate(MEASURE)).iloc[0]
    title = say("briefing.disputes.title_none")
    if known(pooled["denominator"]) and pooled["denominator"] > 0:
        title = say("briefing.disputes.title", rate=percent(pooled["numerator"] / pooled["denominator"]),
                    of=of(pooled["numerator"], pooled["denominator"]))
    chart = Parts(tuple(say("briefing.requests.year_name", year=y) for y in asked.years), counts, totals,
                  tuple(results.values()), say("briefing.requests.unit"), say("briefing.disputes.nothing"),
                  say("briefing.requests.missing"), is_outcome=False)
    return Picture(title, say("briefing.disputes.sub", **asked.said), chart, say("briefing.disputes.alt", **asked.said),
                   say("briefing.disputes.note"))


def _table(asked: Asked, rows) -> Table:
    results, routes, heads = listed("disputes.results"), listed("disputes.route_lines"), listed(
        "briefing.disputes.column")
    columns = (Column(heads["year"], .8, False), Column(heads["route"], 1.6, False), Column(heads["cases"]),
               *(Column(words) for words in results.values()), Column(heads["rate"]), Column(heads["of"]),
               Column(heads["used"], 1.2))
    out = []
    for row in rows.sort_values("year", kind="stable").to_dict("records"):
        decided = sum(row[k] for k in ("upheld", "corrected", "other")) if known(row["upheld"]) else None
        share = row["corrected"] / decided if decided else None
        out.append((str(int(row["year"])), routes[row["route"]], full(row["cases"]), *(full(row[k]) for k in results),
                    percent(share), of(row["corrected"], decided) if decided else full(None),
                    of(row["n_used"], row["n_reports"])))
    return Table(say("briefing.disputes.table_title"), say("briefing.disputes.table_sub"), columns, tuple(out),
                 say("briefing.disputes.table_note"), is_small=True)
