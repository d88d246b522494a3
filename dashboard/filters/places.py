"""The districts one can choose, their names, and the way from the country down to one."""

from collections import Counter

from dashboard import state
from dashboard.filters.scope import EVERYWHERE, Scope
from dashboard.labels import has, say
from dashboard.queries import scopes
from dashboard.store import Store


def places() -> dict[str, dict]:
    """district_id -> label, level, parent_id, n_reports, of everything one can choose, by code."""
    return state.shared(_places)


def _places(store: Store) -> dict[str, dict]:
    rows = scopes.districts(store)
    return {r["district_id"]: r for r in rows.astype(object).where(rows.notna(), None).to_dict("records")}


def place_label(district: str) -> str:
    """The name of a district; the code itself where the register does not know it."""
    if district == EVERYWHERE:
        return say("filters.everywhere")
    return (places().get(district) or {}).get("label") or district


def place_options() -> dict[str, str]:
    """district_id -> the text it is chosen by, code first; the whole country before all."""
    return state.shared(_place_options)


def _place_options(store: Store) -> dict[str, str]:
    known = {EVERYWHERE: say("filters.everywhere"), **{d: p["label"] for d, p in _places(store).items()}}
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
    return any(p["parent_id"] == district or (district == EVERYWHERE and p["n_reports"]) for p in places().values())


def unit_names(scope: Scope, by: str) -> dict[str, str]:
    """unit_id -> name of what the scope divides into, in pinyin order; agencies of the same name get their district."""
    return state.shared(_unit_names, scope, by)


def _unit_names(store: Store, scope: Scope, by: str) -> dict[str, str]:
    known, names = _places(store), {}
    for row in scopes.units(store, scope, by).itertuples():
        label = row.label if isinstance(row.label, str) else say("filters.unknown_place")
        names[row.unit_id] = say("filters.own", place=label) if row.is_own else label
    times = Counter(names.values())
    return {u: f"{known[u[:6]]['label']}{n}" if times[n] > 1 and u[:6] in known else n for u, n in names.items()}


def unplaced() -> int:
    """How many reports belong to no known district, and so to no place but the whole."""
    known = places()
    return int(state.answer(scopes.years)["n_reports"].sum()) - sum(known[d]["n_reports"] for d in tops())


def kind_label(kind: str) -> str:
    return say(f"filters.kind.{kind}") if has(f"filters.kind.{kind}") else kind
