"""What a district divides into: each unit's last year, and how many of its reports were read."""

from dashboard.briefing.district.asked import Asked
from dashboard.briefing.model import Block, Column, Table, Words
from dashboard.labels import say
from dashboard.labels.numbers import full, known, of, percent
from dashboard.queries import scopes, series

MOST, MOST_NAMED = 60, 80
CASES = ("disputes/review/total", "disputes/suit_direct/total", "disputes/suit_after_review/total")


def blocks(asked: Asked) -> list[Block]:
    """The units with most new requests."""
    new, cases = (series.at(asked.amount(a, asked.by), asked.year) for a in ("requests/new/total", CASES))
    rates = series.at(asked.rate("rate_disclosed", asked.by), asked.year)
    found = series.at(scopes.finding_counts(asked.store, asked.scope, asked.by), asked.year)
    read = series.at(scopes.coverage(asked.store, asked.scope, asked.by), asked.year)
    order = sorted(asked.names, key=lambda u: -(new.get(u, {}).get("value") or 0))
    rows = []
    for unit in order[:MOST]:
        share, held = rates.get(unit, {}), read.get(unit, {})
        interval = say("overview.table.bounds", low=percent(share["low"], 0), high=percent(share["high"], 0)) \
            if known(share.get("low")) else full(None)
        tested = found.get(unit, {})
        rows.append((asked.names[unit], full(new.get(unit, {}).get("value")), percent(share.get("rate")),
                     of(share.get("numerator"), share.get("denominator")), interval,
                     full(cases.get(unit, {}).get("value")),
                     full(tested.get("n_findings") if tested.get("n_tested") else None),
                     of(held.get("n_read"), held.get("n_expected")) if known(held.get("n_expected"))
                     else full(held.get("n_read"))))
    heads = (("unit", 3), ("new", 1), ("disclosed", 1.1), ("of", 1.25), ("interval", 1.3), ("disputes", 1.15),
             ("findings", 1.15), ("read", 1.05))
    cut = say("briefing.units.cut", n=len(order), shown=MOST) if len(order) > MOST else ""
    return [Table(say("briefing.units.title", year=asked.year), say("briefing.units.sub"),
                  tuple(Column(say(f"briefing.units.{h}"), share, h != "unit") for h, share in heads), tuple(rows),
                  say("briefing.units.note") + cut, is_small=True)]


def read(asked: Asked) -> list[Block]:
    """Expected against read by year, and who is missing in the last one where the scope divides into agencies."""
    rows, out = scopes.coverage(asked.store, asked.scope), []
    for year in asked.years:
        row = series.only(rows, year)
        due = row.get("n_expected")
        out.append((str(year), full(due), full(row.get("n_read")), full(series.missing(row) if known(due) else None),
                    full(row.get("n_incomplete")), full(row.get("n_beyond"))))
    heads = ("year", "expected", "n_read", "missing", "incomplete", "beyond")
    table = Table(say("briefing.read.title"), say("briefing.read.sub"),
                  tuple(Column(say(f"briefing.read.{h}"), 1, h != "year") for h in heads), tuple(out),
                  say("briefing.read.note"))
    return [table, *_missing(asked)]


def _missing(asked: Asked) -> list[Block]:
    if asked.by != "agency":
        return []
    held = series.at(scopes.coverage(asked.store, asked.scope, "agency"), asked.year)
    names = [asked.names[u] for u, row in held.items() if not row["n_read"] and u in asked.names]
    if not names:
        return []
    listed = say("briefing.joiner").join(names[:MOST_NAMED])
    words = say("briefing.read.reports_cut", names=listed, n=len(names)) if len(names) > MOST_NAMED else listed
    return [Words(say("briefing.read.reports_title", year=asked.year)), Words(words, True)]
