"""What is compared, as widgets and as the link says it: units, picks, years, order, what is pinned.

In the link: cb what is compared, cd districts, ca agencies, cq words of their names, cm items and measures, cy years,
co the orientation, cx what stands beside, cr what is set against; by the table: cs the order, ct what is pinned.
"""

from collections.abc import Mapping

import streamlit as st

from dashboard import filters, state
from dashboard.components.compared import Base
from dashboard.labels import listed, say
from dashboard.measures import all_measures
from dashboard.queries import compare as ask
from dashboard.queries import listing as lists
from dashboard.queries import scopes

DEFAULT = ("requests/new/total", "rate_disclosed")
MOST_OPTIONS = 3000  # agencies that a list on the page can offer
MOST_PASTED = 200    # units that a link can carry
MOST_PINNED = 10
_SAID = "_pasted"


def from_link(key: str, options: Mapping[str, str]) -> None:
    """A link may hold codes alone, or names that have changed since: it is set to the texts of today. The code stands
    first (990100 …) or last."""
    texts = st.query_params.get_all(key)
    coded = [next((options[code] for code in _codes(t) if code in options), None) for t in texts]
    known = [t if t in options.values() else today for t, today in zip(texts, coded) if t in options.values() or today]
    if key not in st.session_state and known and known != texts:
        st.query_params[key] = known
        st.rerun()  # the box reads its link at the start of a run


def _codes(text: str) -> tuple[str, str]:
    """What may be the code in a text of a link."""
    return text.split(" ")[0], text.split(" ")[-1]


def units(scope: filters.Scope, by: str) -> tuple[str, ...] | None:
    """The units picked; else every district one step below the scope, or None: every agency of the scope."""
    return _districts(scope) if by == "district" else _agencies(scope)


def _districts(scope: filters.Scope) -> tuple[str, ...]:
    places = filters.places()
    options = {d: say("filters.option", code=d, name=filters.place_label(d)) for d in places}
    from_link("cd", options)
    picked = filters.choose_several(say("compare.districts"), options, "cd", 330, say("compare.all_districts"))
    below = [d for d, p in places.items() if p["parent_id"] == scope.district or
             (scope.district == filters.EVERYWHERE and p["parent_id"] not in places)]
    return tuple(picked or below or [d for d in [scope.district] if d in places])


def _agencies(scope: filters.Scope) -> tuple[str, ...] | None:
    within = tuple(state.shared(scopes.units, scope, "agency")["unit_id"])
    linked = [code for t in st.query_params.get_all("ca") for code in _codes(t)] + filters.chosen("ca")
    offered = within if len(within) <= MOST_OPTIONS else ()
    known = state.answer(ask.agencies, tuple(sorted({*offered, *linked})))
    options = {a: say("compare.option", code=a, name=name) for a, name in zip(known["unit_id"], known["label"])}
    from_link("ca", options)
    every = say("compare.all_agencies" if offered or not within else "compare.search_agencies")
    return tuple(filters.choose_several(say("compare.agencies"), options, "ca", 330, every)) or None


def picks(addresses: Mapping[str, dict]) -> tuple[str, ...]:
    """Items (table/item/column) and measures, in the order they were picked."""
    names = {m.id: m.label for m in all_measures().values()} | {at: a["label"] for at, a in addresses.items()}
    options = {code: say("compare.option", code=code, name=name) for code, name in names.items()}
    from_link("cm", options)
    return filters.choose_several(say("compare.picks"), options, "cm", 560, say("compare.no_pick"),
                                  default=list(DEFAULT))


def years(scope: filters.Scope) -> tuple[int, ...]:
    """The years that have a column: those picked, else all of the scope."""
    options = {y: str(y) for y in scope.years}
    picked = filters.choose_several(say("compare.some_years"), options, "cy", 230, say("compare.every_year"))
    return tuple(sorted(picked)) or tuple(scope.years)


def beside() -> tuple[str, ...]:
    """What stands beside the numbers: shape, rank."""
    return filters.choose_several(say("compare.beside"), listed("compare.part"), "cx", 280, say("compare.no_part"),
                                  default=["shape"])


def base(scope: filters.Scope, pinned: tuple[str, ...], names: Mapping[str, str]) -> Base | None:
    """What numbers are set against; `names` of what is pinned."""
    options = listed("compare.base") | {str(y): str(y) for y in scope.years}
    if not pinned:
        options.pop("pinned")
    chosen = filters.choose(say("compare.against"), options, "cr", 160)
    if chosen == "pinned":
        return Base(unit=pinned[0], label=names[pinned[0]])
    if chosen == "previous":
        return Base(label=say("compare.previous_year"))
    return Base(year=int(chosen), label=say("report.year", year=chosen)) if chosen.isdecimal() else None


def pinned() -> tuple[str, ...]:
    return tuple(dict.fromkeys(st.query_params.get_all("ct")))[:MOST_PINNED]


def pin(unit: str) -> None:
    """Keep a unit on top, or let it go; for callbacks."""
    held = pinned()
    kept = [u for u in held if u != unit] if unit in held else [*held, unit][-MOST_PINNED:]
    if kept:
        st.query_params["ct"] = kept
    else:
        st.query_params.pop("ct", None)


def order(picks: tuple[str, ...], years: tuple[int, ...], base: Base | None) -> lists.Order:
    """The order the link asks for; by name where it asks for none, or for what is not there."""
    said = st.query_params.get("cs", "")
    key, _, change = said.removeprefix("-").partition(":")
    pick, _, year = key.rpartition("@")
    if key == "name":
        return lists.Order(down=said.startswith("-"))
    if pick not in picks or year not in map(str, years) or change not in ("", *lists.CHANGES):
        return lists.Order()
    if not change:
        return lists.Order(pick, int(year), said.startswith("-"))
    if base is None or base.unit is not None:
        return lists.Order()
    return lists.Order(pick, int(year), said.startswith("-"), change, base.place("", int(year))[1])


def key_of(order: lists.Order) -> str:
    """The column of an order, as Compared.key names it."""
    if order.year is None:
        return "name"
    return f"{order.pick}@{order.year}" + (f":{order.change}" if order.change != "value" else "")


def sort(key: str) -> None:
    """Order by a column, the largest first; by the same once more: the other way round. For callbacks."""
    said = st.query_params.get("cs", "name")
    if said.removeprefix("-") == key:
        st.query_params["cs"] = key if said.startswith("-") else f"-{key}"
    else:
        st.query_params["cs"] = key if key == "name" else f"-{key}"


def paste(by: str) -> None:
    """A place to put a list of names or codes; they are added to the units picked."""
    box, key = f"paste_{by}", "ca" if by == "agency" else "cd"

    def taken() -> None:
        text = st.session_state.get(box) or ""
        lines = tuple(dict.fromkeys(line.split("\t")[0].strip(" \r\"'，,") for line in text.splitlines()))
        lines = tuple(line for line in lines if line)
        found = state.answer(lists.matched, by, lines)
        known = set(filters.places()) if by == "district" else None
        ids = [u for u in found["unit_id"] if known is None or u in known]
        held = list(dict.fromkeys([*filters.chosen(key), *ids]))
        st.session_state[key] = held[:MOST_PASTED]
        lost = [line for line in lines if line not in set(found["line"])]
        st.session_state[_SAID] = (by, len(set(ids)), lost, max(0, len(held) - MOST_PASTED))
        st.session_state[box] = ""

    with st.popover(say("compare.paste"), width="content"):
        st.text_area(say("compare.paste_label"), key=box, height=170, max_chars=40_000,
                     placeholder=say("compare.paste_hint"))
        st.button(say("compare.paste_button"), key="paste_take", on_click=taken)


def pasted(by: str) -> str:
    """What became of the list put in last, in words; empty where there was none."""
    held = st.session_state.pop(_SAID, None)
    if held is None or held[0] != by:
        return ""
    _, n, lost, over = held
    words = say("compare.pasted", n=n)
    if lost:
        some = say("filters.kinds_joiner").join(line[:30] for line in lost[:8])
        words += say("compare.pasted_lost", n=len(lost), some=some)
    return words + (say("compare.pasted_over", n=over, most=MOST_PASTED) if over else "")
