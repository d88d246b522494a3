"""The scope in words: the line under the answer, and what a downloaded table says of itself."""

from collections.abc import Callable, Sequence

from dashboard import export, state
from dashboard.filters.places import place_label, unplaced
from dashboard.filters.scope import EVERYWHERE, Scope
from dashboard.labels import say
from dashboard.labels.numbers import full, span
from dashboard.measures import meaning, measure
from dashboard.queries import places as ask
from dashboard.queries import report, scopes


def scope_line(scope: Scope, basis: str = "") -> list[str]:
    """Place, years, kinds, basis (own reports alone if not told), how many of the expected reports were read, and what
    belongs to no place."""
    return list(state.kept("filters.scope_line", (scope, basis), lambda: _scope_line(scope, basis)))


def _scope_line(scope: Scope, basis: str) -> list[str]:
    said = ask.read_said(state.answer(scopes.coverage, scope))
    missing = unplaced() if scope.district != EVERYWHERE else 0
    return [place_label(scope.district), say("filters.years", span=span(scope.first_year, scope.last_year)),
            kinds_said(scope), basis or say("filters.basis"), said,
            say("filters.unplaced", n=full(missing)) if missing else ""]


def kinds_said(scope: Scope) -> str:
    return ask.kinds_said(scope.kinds)


def about(title: str, scope: Scope, measure_ids: Sequence[str] = (), *, basis: str = "",
          facts: Sequence[tuple[str, str]] = (),
          definitions: Sequence[tuple[str, str]] = ()) -> Callable[[], export.About]:
    """What a downloaded table says of itself; asks for the sources only when a file is wanted, without Streamlit.
    `facts` are further (label, words) of the scope, `definitions` stand after those of the measures."""
    held = state.store()
    chosen = ((say("filters.district"), say("filters.option", code=scope.district, name=place_label(scope.district))),
              (say("filters.period"), span(scope.first_year, scope.last_year)),
              (say("filters.kinds"), kinds_said(scope) or say("filters.every_kind")),
              (say("filters.basis_head"), basis or say("filters.basis")), *facts)

    def known() -> export.About:
        names = report.labels(held) if measure_ids else {}
        meanings = tuple((m.label, meaning(m, names)) for m in map(measure, measure_ids))
        return export.About(title, held.snapshot, held.is_demo, chosen, (*meanings, *definitions),
                            scopes.sources(held, scope),
                            scopes.corrections(held, scope))

    return known
