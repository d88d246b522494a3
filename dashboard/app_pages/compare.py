"""对比: a table of any agencies or districts × items or measures × years, ordered, pinned, set against each other.

In the link: see parts/compare/choosing.py; cn the page; d y0 y1 k as on every page. Nothing picked means every unit of
the scope, however many: the list is ordered and cut in SQL, a file is written a row at a time.
"""

import pandas as pd
import streamlit as st

from dashboard import downloads, filters, look, state
from dashboard.components import wide_table
from dashboard.components.compared import Compared
from dashboard.components.spark_table import link
from dashboard.export import streamed
from dashboard.filters import paging
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, known, of, percent
from dashboard.measures import all_measures
from dashboard.parts.compare import choosing, reading
from dashboard.parts.compare.reading import Wanted
from dashboard.queries import compare as ask
from dashboard.queries import listing as lists

A_PAGE = {False: 50, True: 12}  # units a page holds: a row each, or a row each and year
MOST_TOLD = 20_000              # units among which the page names the highest and the lowest


def answer(wanted: Wanted, n_units: int, n_missing: int, addresses: dict) -> str:
    """How much is compared, who is highest and lowest by the first pick in its last year, and who is missing."""
    years, pick = wanted.years, wanted.picks[0]
    words = [look.rich("compare.answer", n=full(n_units), picks=len(wanted.picks),
                       span=reading.years_said(years))]
    for year in reversed(years if n_units <= MOST_TOLD else ()):
        high, low = (end(wanted.listing, pick, year, down) for down in (True, False))
        if high is not None and low is not None and high["unit_id"] != low["unit_id"]:
            label = all_measures()[pick].label if pick in all_measures() else addresses[pick]["label"]
            words.append(look.rich("compare.answer_range", year=year, label=label, high=high["label"],
                                   high_value=value(pick, high), low=low["label"], low_value=value(pick, low)))
            break
    return "".join(words) + (look.rich("compare.answer_missing", n=full(n_missing)) if n_missing else "")


def end(listing: lists.Listing, pick: str, year: int, down: bool) -> pd.Series | None:
    rows = state.answer(lists.ordered, listing, lists.Order(pick, year, down), (), 0, 1)
    return rows.iloc[0] if len(rows) and known(rows["sort_key"].iloc[0]) else None


def value(pick: str, row: pd.Series) -> str:
    """A number for the sentence; a rate never without what it is made of."""
    if pick not in all_measures():
        return full(row["sort_key"])
    shown = percent(row["sort_key"]) if all_measures()[pick].shape == "share" else f"{100 * row['sort_key']:,.1f}"
    return say("compare.rate_of", rate=shown, of=of(row["above"], row["below"]))


def drawn(wanted: Wanted, units: dict[str, str], addresses: dict) -> tuple:
    """The page of the list: what is compared, its heads and lines, and what can be copied of it."""
    table = reading.compared(state.answer, wanted, tuple(units), addresses)
    columns, by = table.columns(), wanted.listing.by
    heads = [wide_table.Head(say(f"compare.head.{by}"), "text", "name")]
    heads += [wide_table.Head(say("filters.period"))] if wanted.down else []
    ticks = tuple(map(str, table.span()))
    for c in columns:
        kind = "spark" if c.part == "shape" else "rate" if c.pick.is_rate() or c.part == "rank" else "number"
        heads.append(wide_table.Head(table.head(c), kind, table.key(c),
                                     "" if wanted.down and c.part == "value" else c.pick.label, ticks))
    lines = []
    for unit, name in units.items():
        href = link("agency", a=unit) if by == "agency" else link("./", d=say("filters.option", code=unit, name=name))
        for place, cells in table.row(unit):
            year = [wide_table.Cell(str(place[1]))] if wanted.down else []
            is_first = place == table.places(unit)[0]
            lines.append(wide_table.Line(unit if is_first else None, name, href, (*year, *cells),
                                         unit in wanted.pinned))
    fields = table.fields(say(f"compare.head.{by}"), say("filters.period"), False)
    return table, heads, lines, streamed.tabs(table.file(units, False), fields)


def offer(wanted: Wanted, n_units: int, scope: filters.Scope) -> None:
    """The whole table as a file, read when it is asked for."""
    ask_, store = reading.Straight(state.store()), state.store()
    facts = ((say("filters.kinds"), filters.kinds_said(scope) or say("filters.every_kind")),
             (say("filters.basis_head"), say("filters.basis")))
    heads = say(f"compare.head.{wanted.listing.by}"), say("filters.period")
    n_rows, why_not = wanted.n_rows(n_units), ""
    if n_rows > reading.MOST_ROWS:
        why_not = say("compare.too_long", n=full(n_rows), most=full(reading.MOST_ROWS))
    downloads.offer_long(
        lambda: reading.rows(ask_, wanted, reading.is_corrected(ask_, wanted)),
        lambda: reading.compared(ask_, wanted, (), reading.addresses(ask_)).fields(
            *heads, reading.is_corrected(ask_, wanted)),
        lambda: reading.about(ask_, store, wanted, facts), "compare", say("compare.export"), why_not)


def nothing(top, key: str, scope: filters.Scope) -> None:
    with top:
        look.head(say("compare.question"), look.rich("compare.answer_none"), filters.scope_line(scope))
    look.empty(say(f"compare.{key}"), say(f"compare.{key}_why"))


def page() -> None:
    top = st.container()
    with st.container(key="filters", gap="small"):  # a bar of three lines
        first, second, third = (st.container(horizontal=True, vertical_alignment="bottom", gap="small")
                                for _ in range(3))
    with first:
        scope = filters.ask()
    if not scope.years:
        with top:
            look.head(say("compare.question"), look.rich("compare.answer_none"), [])
        look.nothing_yet()
        return
    addresses = state.kept("compare.addresses", (), lambda: reading.addresses(state.answer))
    with first:
        by = filters.choose(say("compare.compare"), listed("compare.by"), "cb", 138)
        down = filters.choose(say("compare.years"), listed("compare.orientation"), "co", 168) == "down"
    with second:
        units = choosing.units(scope, by)
        choosing.paste(by)
        picks = choosing.picks(addresses)
    with third:
        words = filters.search(say("compare.search"), "cq", 200, say("compare.search_hint"))
        years = choosing.years(scope)
        pinned = choosing.pinned()
        listing = lists.Listing(by, units, years[0], years[-1], scope.district, scope.kinds, words)
        kept = state.answer(lists.ordered, listing.only(pinned), lists.Order(), (), 0, len(pinned)) if pinned else None
        names = dict(zip(kept["unit_id"], kept["label"])) if pinned else {}
        base = choosing.base(scope, pinned, names)
        parts = choosing.beside()
    if said := choosing.pasted(by):
        look.foot(said)
    if not picks:
        nothing(top, "no_picks", scope)
        return
    order = choosing.order(picks, years, base)
    wanted = Wanted(listing, order, pinned, picks, years, down, (*parts, "difference", "ratio"), base)
    counted = state.answer(lists.counted, listing, pinned)
    if not counted["n_units"]:
        nothing(top, "no_words" if words else "no_units", scope)
        return
    with top:
        said = state.kept("compare.answer", wanted, lambda: answer(
            wanted, counted["n_units"], counted["n_missing"], addresses))
        look.head(say("compare.question"), said, filters.scope_line(scope))
    with third:
        st.space("stretch")
        offer(wanted, counted["n_rest"] + len(pinned), scope)
    body, most = st.container(), A_PAGE[down]
    turned = paging.turn("cn", counted["n_rest"], most, (listing, order, down))
    rows = state.answer(lists.ordered, listing, order, pinned, turned.skip, most)
    shown = {u: names[u] for u in pinned} | dict(zip(rows["unit_id"], rows["label"]))
    with body:
        look.guided("compare.table", *(pick for pick in picks if pick in all_measures()))
        table, heads, lines, copied = state.kept("compare.table", (wanted, tuple(shown)),
                                                 lambda: drawn(wanted, shown, addresses))
        wide_table.table(heads, lines, (choosing.key_of(wanted.order), wanted.order.down),
                         look.cut(list(table.span())), copied, "compared", label=say("compare.question"),
                         on_order=choosing.sort, on_pin=choosing.pin)
    look.foot(say("compare.signs") + (say("compare.rank_meaning") if "rank" in parts else "")
              + corrected(table, listing, tuple(shown)))


def corrected(table: Compared, listing: lists.Listing, units: tuple[str, ...]) -> str:
    """How many cells behind this page a person corrected."""
    if listing.by == "agency":
        n = sum((u, y) in p.corrected for p in table.picks for u in units for y in table.years)
    else:
        chosen = ask.Chosen(listing.by, units, listing.first_year, listing.last_year, listing.kinds)
        n = len(state.answer(ask.corrections, chosen))
    return say("compare.corrected", n=full(n)) if n else ""


page()
