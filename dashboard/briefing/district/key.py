"""The sentence at the head of a district's briefing, and its table of the year against the year before."""

from dashboard.briefing.district.asked import Asked
from dashboard.briefing.model import Column, Table
from dashboard.labels import say
from dashboard.labels.numbers import change, full, known, number, of, percent
from dashboard.measures import measure
from dashboard.queries import scopes, series, sums

MEASURES = ("rate_disclosed", "rate_denied", "rate_unable", "rate_carry", "rate_corrected")
NEW, ENDED = "requests/new/total", "requests/outcome_total/total"
REVIEW, SUITS = "disputes/review/total", ("disputes/suit_direct/total", "disputes/suit_after_review/total")


def answer(asked: Asked) -> str:
    """Requests, how they moved among the agencies that report both years, the disclosed share, disputes, findings."""
    year, now = asked.year, series.only(asked.amount(NEW), asked.year)
    if now.get("value") is None:
        words = say("briefing.answer.no_requests", year=year, **asked.said)
    else:
        words = say("briefing.answer.requests", year=year, n=number(now["value"]), **asked.said) + _moved(asked)
    rates = asked.rate("rate_disclosed")
    share, was = series.only(rates, year), series.only(rates, year - 1)
    if known(share.get("rate")):
        words += say("briefing.answer.disclosed", total=full(share["denominator"]), n=full(share["numerator"]),
                     rate=percent(share["rate"]))
        if known(was.get("rate")):
            words += say("briefing.answer.disclosed_moved", was=percent(was["rate"]),
                         of=of(was["numerator"], was["denominator"]))
    review, suits = (series.only(asked.amount(a), year).get("value") for a in (REVIEW, SUITS))
    if known(review) or known(suits):
        words += say("briefing.answer.disputes", review=full(review), suit=full(suits))
    return words + _findings(asked) + say("briefing.answer.stop")


def _paired(asked: Asked) -> dict:
    rows = sums.paired(asked.store, asked.scope, NEW, asked.year, "scope")
    return rows.iloc[0].to_dict() if len(rows) and rows.iloc[0]["before"] else {}


def _moved(asked: Asked) -> str:
    pair = _paired(asked)
    if not pair:
        return ""
    trend = "more" if pair["value"] > pair["before"] else "fewer" if pair["value"] < pair["before"] else "same"
    return say(f"briefing.answer.{trend}", n=full(pair["n_both"]),
               change=change(pair["value"], pair["before"]).lstrip("+-"))


def _findings(asked: Asked) -> str:
    found = series.only(scopes.finding_counts(asked.store, asked.scope, "scope"), asked.year)
    if not found.get("n_tested"):
        return say("briefing.answer.untested")
    if not found["n_findings"]:
        return say("briefing.answer.clean", total=full(found["n_tested"]))
    return say("briefing.answer.findings", affected=full(found["n_affected"]), total=full(found["n_tested"]),
               n=full(found["n_findings"]))


def table(asked: Asked) -> Table:
    """Counts with the reports that print them, rates with n/N, of the last year and the year before."""
    year = asked.year
    rows = [_count(asked, say("briefing.key.new"), NEW, _paired(asked)),
            _count(asked, say("briefing.key.outcome_total"), ENDED), *(_rate(asked, m) for m in MEASURES),
            _count(asked, say("briefing.key.review"), REVIEW), _count(asked, say("briefing.key.suit"), SUITS),
            _found(asked)]
    heads = (say("briefing.key.item"), say("briefing.key.now", year=year), say("briefing.key.of"),
             say("briefing.key.now", year=year - 1), say("briefing.key.of"), say("briefing.key.change"))
    shares = (2.2, 1, 1.35, 1, 1.35, 1.9)
    return Table(say("briefing.key.title", year=year), say("briefing.key.sub"),
                 tuple(Column(head, share, i > 0) for i, (head, share) in enumerate(zip(heads, shares))), tuple(rows),
                 say("briefing.key.note"))


def _count(asked: Asked, label: str, address, pair: dict | None = None) -> tuple[str, ...]:
    rows = asked.amount(address)
    now, was = (series.only(rows, y) for y in (asked.year, asked.year - 1))
    moved = say("briefing.key.same_agencies", change=change(pair["value"], pair["before"]).replace("-", "−"),
                n=full(pair["n_both"])) if pair else ""
    return (label, full(now.get("value")), _used(now), full(was.get("value")), _used(was), moved)


def _used(row: dict) -> str:
    return say("briefing.key.used", n=full(row["n_used"]), total=full(row["n_reports"])) if row else full(None)


def _rate(asked: Asked, measure_id: str) -> tuple[str, ...]:
    rows = asked.rate(measure_id)
    now, was = (series.only(rows, y) for y in (asked.year, asked.year - 1))
    moved = full(None)
    if known(now.get("rate")) and known(was.get("rate")):
        points = round(100 * (now["rate"] - was["rate"]), 1)
        moved = say("briefing.key.points", n=f"{points:+.1f}".replace("-", "−") if points else "0.0")
    return (measure(measure_id).label, percent(now.get("rate")), of(now.get("numerator"), now.get("denominator")),
            percent(was.get("rate")), of(was.get("numerator"), was.get("denominator")), moved)


def _found(asked: Asked) -> tuple[str, ...]:
    rows = scopes.finding_counts(asked.store, asked.scope, "scope")
    cells = [say("briefing.key.found")]
    for year in (asked.year, asked.year - 1):
        row = series.only(rows, year)
        is_tested = bool(row.get("n_tested"))
        cells += [full(row.get("n_findings") if is_tested else None),
                  say("briefing.key.affected", n=full(row["n_affected"]), total=full(row["n_tested"])) if is_tested
                  else full(None)]
    return (*cells, "")
