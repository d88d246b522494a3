"""What the reader chose: district, years, kinds of agency; kept in the link and over page switches.

In:   the choices the snapshot offers.
Out:  Scope, View; view() draws the widgets; go_to() moves the district from a click; scope_line() says the scope.
Promise: an option's text carries its code first, since it is what stands in the link (?d=990100+青禾市&y0=2019).
Keys are public: d district, y0 y1 years, k kinds, b what to divide by, f the unit in focus, a agency; and on one page
each: i item of table 二, p applicant, g group of outcomes, s order, l route of disputes. An unknown value falls back
to the default.
"""

from functools import partial

import streamlit as st

from dashboard import state
from dashboard.filters.astray import asked as astray
from dashboard.filters.history import as_linked
from dashboard.filters.places import (
    has_districts_below,
    home,
    kind_label,
    n_reports,
    place_label,
    place_options,
    places,
    trail,
    unit_names,
)
from dashboard.filters.said import about, kinds_said, scope_line
from dashboard.filters.scope import EVERYWHERE, Scope, View
from dashboard.filters.widgets import BOUND, choose, choose_several, chosen, forget_unless, relink, search, tabs
from dashboard.labels import listed, literal, say
from dashboard.labels.numbers import span
from dashboard.queries import scopes

__all__ = ["BOUND", "EVERYWHERE", "Scope", "View", "about", "as_linked", "ask", "astray", "bar", "begin", "breadcrumb",
           "choose", "choose_several", "chosen", "files", "focus", "forget_unless", "go_to", "kind_label", "kinds_said",
           "place_label", "places", "relink", "scope_line", "search", "tabs", "trail", "unit_names", "view"]

MOST_BY_AGENCY = 300_000  # reports: a province has some 80,000


def bar():
    """The row between two hairlines that holds the filters and, at its far right, the download."""
    return st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small")


def files():
    """The place in that row for several files to take home, which stay together when the row wraps."""
    return st.container(key="files", horizontal=True, vertical_alignment="bottom", gap="small", width="content")


def begin():
    """The two places at the top of a page, in their order, to be filled later: the way up and the head, the filters."""
    return st.container(), bar()


def view(top, bar) -> View | None:
    """Draw the way up into `top` and the filters into `bar`; None, and nothing drawn, while there is no report."""
    with bar:
        scope = ask()
    if not scope.years:
        return None
    with top:
        breadcrumb(scope)
    with bar:
        by = _by(scope)
    return View(scope, by, unit_names(scope, by), place_label(scope.district), span(scope.first_year, scope.last_year))


def ask() -> Scope:
    """District, first year, last year, kinds, as widgets; an empty Scope (no years) while there is no report."""
    years = state.kept("filters.years", (), _years)
    if not years:
        return Scope()
    options = place_options()
    district = choose(say("filters.district"), options, "d", 200, state.kept("filters.home", (), home))
    first = choose(say("filters.first_year"), years, "y0", 96)
    last = choose(say("filters.last_year"), years, "y1", 96, max(years))
    return Scope(district, min(first, last), max(first, last), _kinds())


def _years() -> dict[int, str]:
    """Every year from the first to the last with a report, as it stands in the link."""
    found = state.answer(scopes.years)["year"]
    return {y: str(y) for y in range(int(found.min()), int(found.max()) + 1)} if len(found) else {}


def focus(names: dict[str, str], default: str | None) -> str | None:
    """The unit to set off from the others (key f): unit_id -> name. Nothing is drawn where there is no choice.

    An agency's id tells a reader nothing, and names are unique within a view: an agency stands there by name alone.
    """
    if len(names) < 2:
        return next(iter(names), None)
    options = {u: say("filters.option", code=u, name=name) if u.isdecimal() else name for u, name in names.items()}
    return choose(say("filters.focus"), options, "f", 142, default)


def go_to(district: str) -> None:
    """Move the scope to another district; for callbacks, which run before the widgets are drawn."""
    if district == EVERYWHERE or district in places():
        st.session_state["d"] = district


def breadcrumb(scope: Scope) -> None:
    """The way up: a button for every district around the chosen one."""
    way = trail(scope.district)
    if len(way) < 2:
        return
    with st.container(key="trail", horizontal=True, gap="xsmall", vertical_alignment="center"):
        for district in way[:-1]:
            st.button(say("filters.up", place=literal(place_label(district))), key=f"up_{district}", type="tertiary",
                      on_click=partial(go_to, district))


def _by(scope: Scope) -> str:
    """What the scope is divided into (key b). Where no district lies below it, always agencies; where it holds more
    reports than a page can list by agency (the country), always districts."""
    if not has_districts_below(scope.district):
        return "agency"
    if n_reports(scope.district) > MOST_BY_AGENCY:
        return "district"
    return choose(say("filters.by"), listed("filters.breakdown"), "b", 138)


def _kinds() -> tuple[str, ...]:
    return choose_several(say("filters.kinds"), state.kept("filters.kinds", (), _kind_options), "k", 160,
                          say("filters.every_kind"))


def _kind_options() -> dict[str, str]:
    """kind -> the text it is chosen by, in the order of the words, unknown ones last."""
    present, known = list(state.answer(scopes.kinds)["kind"]), list(listed("filters.kind"))
    order = [k for k in known if k in present] + [k for k in present if k not in known]
    return {k: kind_label(k) for k in order}
