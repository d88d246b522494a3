"""The districts one can choose, their names, and the way from the country down to one."""

from dashboard import state
from dashboard.filters.scope import EVERYWHERE, Scope
from dashboard.labels import say
from dashboard.queries import places as ask
from dashboard.queries import scopes
from dashboard.queries.places import kind_label
from dashboard.store import Store

__all__ = ["has_districts_below", "home", "kind_label", "n_reports", "place_label", "place_options", "places", "tops",
           "trail", "unit_names", "unplaced"]


def places() -> dict[str, dict]:
    """district_id -> label, level, parent_id, n_reports, of everything one can choose, by code."""
    return state.shared(ask.places)


def place_label(district: str) -> str:
    """The name of a district; the code itself where the register does not know it."""
    return ask.place_label(places(), district)


def place_options() -> dict[str, str]:
    """district_id -> the text it is chosen by, code first; the whole country before all."""
    return state.shared(_place_options)


def _place_options(store: Store) -> dict[str, str]:
    known = {EVERYWHERE: say("filters.everywhere"), **{d: p["label"] for d, p in ask.places(store).items()}}
    return {d: say("filters.option", code=d, name=label) if label else d for d, label in known.items()}


def trail(district: str) -> list[str]:
    """The districts around this one, widest first, this one last."""
    known, way = places(), []
    while district in known and district not in way:
        way.insert(0, district)
        district = known[district]["parent_id"]
    return [EVERYWHERE, *way]


def tops() -> list[str]:
    """The districts that lie in no other one on offer."""
    known = places()
    return [d for d, p in known.items() if p["parent_id"] not in known]


def home() -> str:
    """Where one starts: the smallest district that holds every report whose district is known."""
    known = places()
    most = sum(known[d]["n_reports"] for d in tops())
    held = [d for d, p in known.items() if p["n_reports"] == most and most]
    return max(held, key=lambda d: len(trail(d)), default=EVERYWHERE)


def has_districts_below(district: str) -> bool:
    return ask.has_districts_below(places(), district)


def n_reports(district: str) -> int:
    """How many reports count in a district and all below it."""
    known = places()
    return sum(known[d]["n_reports"] for d in (tops() if district == EVERYWHERE else {district} & set(known)))


def unit_names(scope: Scope, by: str) -> dict[str, str]:
    """unit_id -> name of what the scope divides into, in pinyin order; agencies of the same name get their district."""
    return state.shared(ask.unit_names, scope, by)


def unplaced() -> int:
    """How many reports belong to no known district, and so to no place but the whole."""
    known = places()
    return int(state.answer(scopes.years)["n_reports"].sum()) - sum(known[d]["n_reports"] for d in tops())

