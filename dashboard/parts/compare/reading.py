"""What a comparison reads: the answers of its picks for some units, the ranks of the whole list, the rows of a file.

In:   a way to ask: kept by the page (state.answer), or straight from the store for a file, outside a page's run.
Out:  Wanted, Straight; compared(), names(), rows(), is_corrected(), about().
Promise: no Streamlit here. A file is read a few thousand units at a time, whatever its length.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from dashboard import export
from dashboard.components.compared import Base, Compared
from dashboard.components.pivot import Pick, rows_of
from dashboard.components.signs import AGGREGATE
from dashboard.labels import say
from dashboard.labels.numbers import full, span
from dashboard.measures import all_measures, meaning
from dashboard.outliers.ranks import ranked
from dashboard.queries import agency as forms
from dashboard.queries import compare as ask
from dashboard.queries import listing as lists
from dashboard.queries import report

MOST_ROWS = 150_000     # rows of a file
MOST_SOURCES = 3_000    # units whose documents a file lists one by one
_AT_ONCE = 5_000        # units read at a time
Asking = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A comparison as chosen: the list, its order, what is pinned; items and measures, years, what stands beside."""

    listing: lists.Listing
    order: lists.Order
    pinned: tuple[str, ...]
    picks: tuple[str, ...]
    years: tuple[int, ...]
    down: bool
    parts: tuple[str, ...]
    base: Base | None

    def n_rows(self, n_units: int) -> int:
        return n_units * (len(self.years) if self.down else 1)


class Straight:
    """Asks the store itself, and keeps what a file asks more than once (not the answers of its many rows)."""

    def __init__(self, store):
        self._store, self._kept = store, {}

    def __call__(self, query: Callable, *args):
        if query.__module__ != lists.__name__ and query is not ask.corrections:
            return query(self._store, *args)
        if (query, args) not in self._kept:
            self._kept[query, args] = query(self._store, *args)
        return self._kept[query, args]


def addresses(ask_: Asking) -> dict[str, dict]:
    """table/item/column -> label, unit, kind, is_derived of everything a form prints."""
    return {"/".join((a["table_id"], a["item_id"], a["column_id"])): a
            for a in report.records(ask_(forms.addresses))}


def compared(ask_: Asking, wanted: Wanted, units: tuple[str, ...], known: Mapping[str, dict]) -> Compared:
    """The table of these units, with the unit they are set against."""
    base, listing = wanted.base, wanted.listing
    asked = units if base is None or base.unit is None or base.unit in units else (*units, base.unit)
    years = (*wanted.years, *(base.place("", y)[1] for y in wanted.years if base))
    chosen = ask.Chosen(listing.by, asked, min(years), max(years), listing.kinds)
    picks = [_pick(ask_, chosen, p, known.get(p)) for p in wanted.picks]
    ranks = {(p.id, y): _ranks(ask_, wanted, p, y) for p in picks for y in _ranked_years(wanted)}
    return Compared(picks, wanted.years, wanted.down, wanted.parts, base, ranks)


def _ranked_years(wanted: Wanted) -> tuple[int, ...]:
    if "rank" not in wanted.parts:
        return ()
    return wanted.years if wanted.down else wanted.years[-1:]


def _ranks(ask_: Asking, wanted: Wanted, pick: Pick, year: int) -> dict[tuple[float, float], tuple]:
    """(numerator, denominator) -> rank, best, worst, n_all among the whole list."""
    rows = ranked(ask_(lists.spread, wanted.listing, pick.id, year), pick.is_rate())
    return {(r.numerator, r.denominator): (r.rank, r.best, r.worst, r.n_all) for r in rows.itertuples()}


def _pick(ask_: Asking, chosen: ask.Chosen, wanted: str, address: Mapping | None) -> Pick:
    """An item or a measure with its answer. At a district, an item that none of its reports prints is absent."""
    by_agency = chosen.by == "agency"
    states = dict.fromkeys(ask_(ask.aggregates, chosen), AGGREGATE) if by_agency else {}
    measure = all_measures().get(wanted)
    if measure:
        return Pick(wanted, measure.label, measure.shape, rows_of(ask_(ask.rates, chosen, wanted)), states, "blank")
    signs, old = ask_(ask.marks, chosen).of(wanted) if by_agency else ({}, {})
    return Pick(wanted, address["label"], "money" if address["kind"] == "money" else "count",
                rows_of(ask_(ask.amounts, chosen, wanted)), states | signs,
                "blank" if address["is_derived"] else "absent", old)


def names(ask_: Asking, wanted: Wanted) -> dict[str, str]:
    """id -> name of every unit of the list in its order, what is pinned before all."""
    top = ask_(lists.ordered, wanted.listing.only(wanted.pinned), lists.Order(), (), 0, len(wanted.pinned))
    rows = ask_(lists.ordered, wanted.listing, wanted.order, wanted.pinned, 0, MOST_ROWS)
    labels = dict(zip(top["unit_id"], top["label"]))
    return {u: labels[u] for u in wanted.pinned if u in labels} | dict(zip(rows["unit_id"], rows["label"]))


def rows(ask_: Asking, wanted: Wanted, is_corrected: bool) -> Iterator[list]:
    """The rows of a file; see Compared.fields."""
    known, units = addresses(ask_), names(ask_, wanted)
    for start in range(0, len(units), _AT_ONCE):
        part = tuple(units)[start:start + _AT_ONCE]
        yield from compared(ask_, wanted, part, known).file({u: units[u] for u in part}, is_corrected)


def is_corrected(ask_: Asking, wanted: Wanted) -> bool:
    """Whether a person corrected a cell that the comparison may show; of agencies only, as on the page."""
    return wanted.listing.by == "agency" and len(ask_(ask.corrections, _all(ask_, wanted))) > 0


def _all(ask_: Asking, wanted: Wanted) -> ask.Chosen:
    listing = wanted.listing
    return ask.Chosen(listing.by, tuple(names(ask_, wanted)), min(wanted.years), max(wanted.years), listing.kinds)


def about(ask_: Asking, store, wanted: Wanted, facts: tuple[tuple[str, str], ...]) -> export.About:
    """What a file says of itself. The documents of a list too long to be told one by one are counted in words."""
    chosen, known, words = _all(ask_, wanted), addresses(ask_), ask_(report.labels)
    units = names(ask_, wanted)
    said = say("filters.kinds_joiner").join(list(units.values())[:50]) + (
        say("compare.and_more", n=full(len(units))) if len(units) > 50 else "")
    facts = ((say(f"compare.head.{chosen.by}"), said),
             (say("filters.period"), years_said(wanted.years)), *facts)
    meant = [_definition(p, known.get(p), words) for p in wanted.picks]
    if "rank" in wanted.parts:
        meant.append((say("compare.part.rank").partition(" ")[2], say("compare.rank_meaning")))
    out = export.About(say("compare.export"), store.snapshot, store.is_demo, facts, tuple(meant),
                       corrections=ask_(ask.corrections, chosen))
    if len(units) > MOST_SOURCES:
        return replace(out, scope=(*facts, (say("compare.sources"), say("compare.too_many_sources"))))
    return replace(out, sources=ask_(ask.sources, chosen))


def years_said(years: tuple[int, ...]) -> str:
    """2019–2025, or the years one by one where some between are left out."""
    whole = len(years) == years[-1] - years[0] + 1
    return span(years[0], years[-1]) if whole else say("filters.kinds_joiner").join(map(str, years))


def _definition(wanted: str, address: Mapping | None, words: Mapping) -> tuple[str, str]:
    """(label, meaning) for the file."""
    measure = all_measures().get(wanted)
    if measure is None:
        unit = address["unit"] or say("compare.as_printed")
        return address["label"], say("compare.item_meaning", address=wanted, unit=unit)
    return measure.label, meaning(measure, words)
