"""Districts and units by name, and how much of a scope was read, in words: the same for a page and for a document."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.labels import has, say
from dashboard.labels.numbers import full, percent
from dashboard.queries import scopes
from dashboard.queries.scope import EVERYWHERE
from dashboard.store import Store


def places(store: Store) -> dict[str, dict]:
    """district_id -> label, level, parent_id, n_reports, of everything one can choose, by code."""
    rows = scopes.districts(store)
    return {r["district_id"]: r for r in rows.astype(object).where(rows.notna(), None).to_dict("records")}


def place_label(known: Mapping[str, Mapping], district: str) -> str:
    """The name of a district; the code itself where the register does not know it."""
    if district == EVERYWHERE:
        return say("filters.everywhere")
    return (known.get(district) or {}).get("label") or district


def has_districts_below(known: Mapping[str, Mapping], district: str) -> bool:
    return any(p["parent_id"] == district or (district == EVERYWHERE and p["n_reports"]) for p in known.values())


def unit_names(store: Store, scope, by: str) -> dict[str, str]:
    """unit_id -> name of what the scope divides into, in pinyin order; agencies of the same name get their district."""
    known, names = places(store), {}
    for row in scopes.units(store, scope, by).itertuples():
        label = row.label if isinstance(row.label, str) else say("filters.unknown_place")
        names[row.unit_id] = say("filters.own", place=label) if row.is_own else label
    times = Counter(names.values())
    return {u: f"{known[u[:6]]['label']}{n}" if times[n] > 1 and u[:6] in known else n for u, n in names.items()}


def kind_label(kind: str) -> str:
    return say(f"filters.kind.{kind}") if has(f"filters.kind.{kind}") else kind


def trait_said(known: Mapping[str, Mapping], name: str, value: object) -> str:
    """What units are alike by, in words: level, kind, province (the first two digits of its code), size."""
    if name == "kind":
        return kind_label(value)
    if name == "province":
        return place_label(known, f"{value}0000")
    return say(f"questions.{name}.{value}") if has(f"questions.{name}.{value}") else str(value)


def kinds_said(kinds: Sequence[str]) -> str:
    return say("filters.kinds_joiner").join(map(kind_label, kinds))


def read_said(coverage: pd.DataFrame) -> str:
    """How many of the expected reports were read, out of the rows of scopes.coverage."""
    read, expected = int(coverage["n_read"].sum()), coverage["n_expected"].sum(min_count=1)
    beyond = int(coverage["n_beyond"].sum())
    if pd.isna(expected):
        return say("filters.read", n=full(read))
    held = read - beyond
    said = say("filters.read_of", n=full(held), total=full(expected), share=percent(held / expected))
    return said + (say("filters.read_beyond", n=full(beyond)) if beyond else "")
