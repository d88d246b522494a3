"""A comparison of units as one long list: in the order of any of its columns, a page at a time, and what ranks are
counted from. The whole list is ordered and cut in SQL; what is drawn of it is asked by queries/compare.py."""

from dataclasses import dataclass, replace

import pandas as pd

from dashboard.measures import all_measures, column, measure
from dashboard.queries.scope import EVERYWHERE
from dashboard.store import Store

CHANGES = ("value", "difference", "ratio")
_ANY = "requests/new/total"  # a column every snapshot holds, for an order that needs none


@dataclass(frozen=True, slots=True)
class Listing:
    """Which units: those of `units` (None: every agency of the district), that bear `words` in their name, with the
    years and kinds of agency they are looked at by. Hashable."""

    by: str
    units: tuple[str, ...] | None
    first_year: int
    last_year: int
    district: str = EVERYWHERE
    kinds: tuple[str, ...] = ()
    words: str = ""

    def params(self) -> dict:
        return {"by": self.by, "units": None if self.units is None else list(self.units), "district": self.district,
                "words": self.words or None, "first_year": self.first_year, "last_year": self.last_year,
                "kinds": list(self.kinds) or None}

    def only(self, units: tuple[str, ...]) -> "Listing":
        """The same of these units alone, whatever they are called."""
        return replace(self, units=units, words="")


@dataclass(frozen=True, slots=True)
class Order:
    """By a pick (an address or a measure) in a year, or by its change (difference | ratio) since `base`. Without a
    year: by name, districts by code."""

    pick: str = _ANY
    year: int | None = None
    down: bool = False
    change: str = "value"
    base: int | None = None


def ordered(store: Store, listing: Listing, order: Order, pinned: tuple[str, ...], skip: int, most: int
            ) -> pd.DataFrame:
    """unit_id, label, sort_key, above, below (what is divided, of a rate) of a page. What is `pinned` is on none."""
    columns, is_rate = _sides(store, order.pick)
    return store.ask("compare/ordered", columns=columns, is_rate=is_rate, year=order.year, base=order.base,
                     change=order.change, down=order.down, pinned=list(pinned), skip=skip, most=most,
                     **listing.params())


def counted(store: Store, listing: Listing, pinned: tuple[str, ...]) -> dict[str, int]:
    """n_units of the list, n_rest of them that are not pinned, n_missing of them without a report in the years."""
    row = store.ask("compare/counted", pinned=list(pinned), **listing.params()).iloc[0]
    return {name: int(n) for name, n in row.items()}


def spread(store: Store, listing: Listing, pick: str, year: int) -> pd.DataFrame:
    """numerator, denominator, n_units: every value that stands in the list; of a count both are the count."""
    columns, is_rate = _sides(store, pick)
    return store.ask("compare/spread", columns=columns, is_rate=is_rate, year=year, **listing.params())


def matched(store: Store, by: str, lines: tuple[str, ...]) -> pd.DataFrame:
    """line, unit_id: the units that bear a pasted line as their code, name or short name."""
    return store.ask("compare/matched", by=by, lines=list(lines))


def _sides(store: Store, pick: str) -> tuple[dict, bool]:
    """Numerator and denominator of a pick; a count stands for both, so that NULL is NULL on either side."""
    is_rate = pick in all_measures()
    if is_rate:
        which = measure(pick)
        above, below = which.numerator_columns, which.denominator_columns
    else:
        above = below = (column(pick),)
    held = all(store.has(c.lstrip("-")) for c in (*above, *below))
    return {"numerator": above, "denominator": below, "source": "agency_years" if held else "figure_years"}, is_rate
