"""The sentence at the head of a dossier, its key numbers a column a year, and two charts."""

from collections.abc import Sequence

from dashboard.briefing.agency.subject import Subject, pieces, sign
from dashboard.briefing.model import Block, Column, Lines, Parts, Picture, Table, Words
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, known, number, of, percent, rate
from dashboard.measures import measure
from dashboard.queries import agency as ask
from dashboard.queries import compare, report
from dashboard.queries.history import KEY_ITEMS, KEY_MEASURES, OUTCOMES

NEW = "requests/new/total"


def answer(subject: Subject) -> str:
    """How many of its years were read, what the last one says, how many findings there are."""
    if not subject.years:
        return say("briefing.dossier.no_year")
    have = {d["year"] for d in subject.current}
    missing = [str(y) for y in subject.years if y not in have]
    words = say("briefing.dossier.read", n=len(have & set(subject.years)), total=len(subject.years), **subject.said)
    words += say("briefing.dossier.missing", years=say("briefing.joiner").join(missing)) if missing else ""
    new, rates = subject.amount(NEW), subject.rate("rate_disclosed")
    last = max((y for y, r in new.items() if r["value"] is not None), default=None)
    if last is not None:
        words += say("briefing.dossier.new", year=last, n=number(new[last]["value"]))
        row = rates.get(last, {})
        if known(row.get("rate")):
            words += say("briefing.dossier.disclosed", rate=percent(row["rate"]),
                         of=of(row["numerator"], row["denominator"]))
    n = len(ask.findings(subject.store, subject.agency))
    tested = any(d["n_identities"] for d in subject.current)
    words += say("briefing.dossier.found", n=n) if n else say(
        "briefing.dossier.clean" if tested else "briefing.dossier.untested")
    return words + say("briefing.answer.stop")


def blocks(subject: Subject) -> list[Block]:
    """Charts and table; the reason where there are only 汇总 reports."""
    if subject.is_only_whole:
        return [Words(say("briefing.dossier.only_whole"))]
    if not subject.years:
        return []
    return [*(b for b in (_trend(subject), _outcomes(subject)) if b), *_tables(subject)]


def _tables(subject: Subject) -> list[Table]:
    names, states = report.labels(subject.store), compare.marks(subject.store, subject.chosen).signs
    whole = dict.fromkeys((y for _, y in compare.aggregates(subject.store, subject.chosen)), "aggregate")
    lines: list[tuple[str, dict[int, str]]] = []
    for address in KEY_ITEMS:
        rows, at = subject.amount(address), tuple(address.split("/"))
        cells = {}
        for year in subject.years:
            value = rows.get(year, {}).get("value")
            state = whole.get(year) or states.get((subject.agency, year, address)) or (
                "absent" if year in rows else "missing")
            cells[year] = sign(state) if value is None else full(value)
        lines.append((names.get(at, address), cells))
    for which in map(measure, KEY_MEASURES):
        rows = subject.rate(which.id)
        nothing = {y: sign(whole.get(y) or ("blank" if y in rows else "missing")) for y in subject.years}
        lines.append((which.label, {y: percent(rows[y]["rate"]) if y in rows and known(rows[y]["rate"]) else nothing[y]
                                    for y in subject.years}))
        lines.append((say("briefing.dossier.key_of"), {
            y: of(rows[y]["numerator"], rows[y]["denominator"]) if y in rows and known(rows[y]["rate"]) else ""
            for y in subject.years}))
    out = []
    for lot in pieces(subject.years):
        rows, columns = _printed(lines, lot), (Column(say("briefing.dossier.item"), 3, False),
                                               *(Column(str(y)) for y in lot))
        if rows:
            out.append(Table(say("briefing.dossier.key_title"), say("briefing.dossier.key_sub"), columns, rows,
                             say("briefing.closing.signs_meaning"), is_small=True))
    return out


def _printed(lines: list[tuple[str, dict[int, str]]], years: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """The rows that have a number in these years."""
    return tuple((label, *(cells[y] for y in years)) for label, cells in lines
                 if any(cells[y].lstrip("-")[:1].isdigit() for y in years))


def _trend(subject: Subject) -> Picture | None:
    new = subject.amount(NEW)
    values = tuple(new.get(y, {}).get("value") for y in subject.years)
    if all(v is None for v in values):
        return None
    last = max(i for i, v in enumerate(values) if v is not None)
    return Picture(say("briefing.dossier.trend_title", year=subject.years[last], n=number(values[last])),
                   say("briefing.dossier.trend_sub", **subject.said),
                   Lines(tuple(subject.years), {subject.name: values}),
                   say("briefing.dossier.trend_alt", **subject.said), say("briefing.dossier.trend_note"))


def _outcomes(subject: Subject) -> Picture | None:
    parts = [subject.amount(f"requests/{o}/total") for o in OUTCOMES]
    counts = tuple(tuple(part.get(y, {}).get("value") for part in parts) for y in subject.years)
    totals = tuple(sum(c) if None not in c else None for c in counts)
    if not any(totals):
        return None
    last = max(i for i, n in enumerate(totals) if n)
    most, words = max(range(len(OUTCOMES)), key=lambda g: counts[last][g]), listed("agency.outcome")
    chart = Parts(tuple(say("briefing.requests.year_name", year=y) for y in subject.years), counts, totals,
                  tuple(words[o] for o in OUTCOMES), say("briefing.requests.unit"), say("briefing.requests.nothing"),
                  say("briefing.requests.missing"))
    return Picture(say("briefing.dossier.outcomes_title", year=subject.years[last], group=words[OUTCOMES[most]],
                       share=rate(counts[last][most], totals[last])),
                   say("briefing.dossier.outcomes_sub", **subject.said), chart,
                   say("briefing.dossier.outcomes_alt", **subject.said), say("briefing.dossier.outcomes_note"))
