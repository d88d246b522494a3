"""对比: any agencies or districts × items or measures × years, on the page and as a file.

In the link: cb what is compared, cd districts, ca agencies, cm items and measures, co the orientation; d y0 y1 k as
on every page. Nothing picked means every unit of the scope.
"""

from collections.abc import Callable

import streamlit as st

from dashboard import downloads, export, filters, look, state
from dashboard.components import pivot, spark_table
from dashboard.components.signs import AGGREGATE, MISSING
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, percent, span
from dashboard.measures import Measure, all_measures, meaning
from dashboard.queries import agency as forms
from dashboard.queries import compare as ask
from dashboard.queries import report, scopes

DEFAULT = ("requests/new/total", "rate_disclosed")
MOST_OPTIONS = 3000  # agencies that a list on the page can offer
MOST_ROWS = 300      # rows shown; a file holds all


def from_link(key: str, options: dict[str, str]) -> None:
    """A link may hold codes alone, or names that have changed since: it is set to the texts of today."""
    texts = st.query_params.get_all(key)
    known = [t if t in options.values() else options[t.split(" ")[0]] for t in texts
             if t in options.values() or t.split(" ")[0] in options]
    if key not in st.session_state and known and known != texts:
        st.query_params[key] = known
        st.rerun()  # the box reads its link at the start of a run


def pick_districts(scope: filters.Scope) -> dict[str, str]:
    """district_id -> name: those picked, else those one step below the scope."""
    places = filters.places()
    names = {d: filters.place_label(d) for d in places}
    options = {d: say("filters.option", code=d, name=name) for d, name in names.items()}
    from_link("cd", options)
    picked = filters.choose_several(say("compare.districts"), options, "cd", 330, say("compare.all_districts"))
    below = [d for d, p in places.items() if p["parent_id"] == scope.district or
             (scope.district == filters.EVERYWHERE and p["parent_id"] not in places)]
    return {d: names[d] for d in picked or below or [d for d in [scope.district] if d in names]}


def pick_agencies(scope: filters.Scope) -> dict[str, str] | None:
    """agency_id -> name: those picked, else those of the scope; None where the scope holds too many to offer."""
    units = tuple(state.answer(scopes.units, scope, "agency")["unit_id"])
    within = units if len(units) <= MOST_OPTIONS else ()
    linked = [t.split(" ")[0] for t in st.query_params.get_all("ca")] + filters.chosen("ca")
    known = state.answer(ask.agencies, tuple(sorted({*within, *linked})))
    names = dict(zip(known["unit_id"], known["label"]))
    options = {a: say("filters.option", code=a, name=name) for a, name in names.items()}
    from_link("ca", options)
    picked = filters.choose_several(say("compare.agencies"), options, "ca", 330, say("compare.all_agencies"))
    if not picked and len(units) > len(within):
        return None
    return {a: names[a] for a in picked or names if picked or a in set(within)}


def pick_picks(addresses: list[dict]) -> list[str]:
    names = {m.id: m.label for m in all_measures().values()}
    names |= {"/".join((a["table_id"], a["item_id"], a["column_id"])): a["label"] for a in addresses}
    options = {code: say("filters.option", code=code, name=name) for code, name in names.items()}
    from_link("cm", options)
    return list(filters.choose_several(say("compare.picks"), options, "cm", 560, say("compare.no_pick"),
                                       default=list(DEFAULT)))


def pick_of(chosen: ask.Chosen, wanted: str, address: dict | None) -> pivot.Pick:
    """An item or a measure with its answer. At a district, an item that none of its reports prints is absent."""
    measure = all_measures().get(wanted)
    states = dict.fromkeys(state.answer(ask.aggregates, chosen), AGGREGATE) if chosen.by == "agency" else {}
    old = state.answer(ask.corrected, chosen) if chosen.by == "agency" else {}
    if measure:
        rows = pivot.rows_of(state.answer(ask.rates, chosen, wanted))
        return pivot.Pick(wanted, measure.label, measure.shape, rows, states, "blank")
    rows = pivot.rows_of(state.answer(ask.amounts, chosen, wanted))
    if chosen.by == "agency":
        signs = state.answer(ask.signs, chosen)
        states |= {(unit, year): s for (unit, year, at), s in signs.items() if at == wanted}
    return pivot.Pick(wanted, address["label"], "money" if address["kind"] == "money" else "count", rows, states,
                      "blank" if address["is_derived"] else "absent",
                      {(unit, year): o for (unit, year, at), o in old.items() if at == wanted})


def answer(picks: list[pivot.Pick], units: dict[str, str], years: list[int]) -> str:
    """How much is compared, who is highest and lowest by the first pick in its last year, and who is missing."""
    words = [look.rich("compare.answer", n=full(len(units)), picks=len(picks), span=span(years[0], years[-1]))]
    first = picks[0]
    for year in reversed(years):
        found = {u: v for u in units if (v := first.value((u, year))) is not None}
        if len(found) > 1:
            say_value = (lambda v: percent(v)) if first.kind == "share" else full
            high, low = max(found, key=found.get), min(found, key=found.get)
            words.append(look.rich("compare.answer_range", year=year, label=first.label, high=units[high],
                                   high_value=say_value(found[high]), low=units[low], low_value=say_value(found[low])))
            break
    missing = sum(all(first.state((u, y)) == MISSING for y in years) for u in units)
    return "".join(words) + (look.rich("compare.answer_missing", n=full(missing)) if missing else "")


def definition(wanted: str, address: dict | None, names: dict) -> tuple[str, str]:
    """(label, meaning) for the file."""
    measure: Measure | None = all_measures().get(wanted)
    if measure is None:
        unit = address["unit"] or say("compare.as_printed")
        return address["label"], say("compare.item_meaning", address=wanted, unit=unit)
    return measure.label, meaning(measure, names)


def about(scope: filters.Scope, chosen: ask.Chosen, units: dict[str, str], definitions: list[tuple[str, str]]
          ) -> Callable[[], export.About]:
    """What the file says of itself, read when it is asked for."""
    store = state.store()
    said = say("filters.kinds_joiner").join(list(units.values())[:50]) + (
        say("compare.and_more", n=full(len(units))) if len(units) > 50 else "")
    facts = ((say(f"compare.head.{chosen.by}"), said), (say("filters.period"), span(scope.first_year, scope.last_year)),
             (say("filters.kinds"), filters.kinds_said(scope) or say("filters.every_kind")),
             (say("filters.basis_head"), say("filters.basis")))
    return lambda: export.About(say("compare.export"), store.snapshot, store.is_demo, facts, tuple(definitions),
                                sources=ask.sources(store, chosen), corrections=ask.corrections(store, chosen))


def page() -> None:
    top = st.container()
    with st.container(key="filters", gap="small"):  # a bar of two lines
        first, second = (st.container(horizontal=True, vertical_alignment="bottom", gap="small") for _ in range(2))
    with first:
        scope = filters.ask()
    if not scope.years:
        with top:
            look.head(say("compare.question"), look.rich("compare.answer_none"), [])
        look.nothing_yet()
        return
    addresses = report.records(state.answer(forms.addresses))
    by_id = {"/".join((a["table_id"], a["item_id"], a["column_id"])): a for a in addresses}
    with first:
        by = filters.choose(say("compare.compare"), listed("compare.by"), "cb", 138)
        down = filters.choose(say("compare.years"), listed("compare.orientation"), "co", 168)
    with second:
        units = pick_districts(scope) if by == "district" else pick_agencies(scope)
        wanted = pick_picks(addresses)
    if not units or not wanted:
        with top:
            look.head(say("compare.question"), look.rich("compare.answer_none"), filters.scope_line(scope))
        key = "too_many" if units is None else "no_units" if not units else "no_picks"
        look.empty(say(f"compare.{key}"), say(f"compare.{key}_why"))
        return
    chosen = ask.Chosen(by, tuple(units), scope.first_year, scope.last_year, scope.kinds)
    picks = [pick_of(chosen, w, by_id.get(w)) for w in wanted]
    names = state.answer(report.labels)
    with top:
        look.head(say("compare.question"), answer(picks, units, scope.years), filters.scope_line(scope))
    heads = (say(f"compare.head.{by}"), say("filters.period"))
    with second:
        st.space("stretch")
        definitions = [definition(w, by_id.get(w), names) for w in wanted]
        downloads.offer(lambda: pivot.file(picks, units, scope.years, down == "down", *heads),
                        about(scope, chosen, units, definitions), "compare", say("compare.export"))
    columns, rows = pivot.page(picks, units, scope.years, down == "down", *heads, by)
    spark_table.table(columns, rows[:MOST_ROWS], None, None, "pivot", label=say("compare.question"))
    if len(rows) > MOST_ROWS:
        look.foot(say("compare.cut", shown=full(MOST_ROWS), n=full(len(rows))))
    n_corrected = len(state.answer(ask.corrections, chosen))
    look.foot(say("compare.signs") + (say("compare.corrected", n=full(n_corrected)) if n_corrected else ""))


page()
