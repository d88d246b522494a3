"""What every section of a district's briefing starts from.

In:   a store, a scope.
Out:  Asked: the scope with its words, and the year that is told of.
Promise: one place decides which year is the last one and what the scope divides into.
"""

from dataclasses import dataclass

from dashboard.labels.numbers import span
from dashboard.queries import places, series, sums
from dashboard.queries.scope import Scope
from dashboard.queries.verdicts import Judged
from dashboard.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """`by`: what it divides into (district | agency); `names`: unit_id -> name; `year`: the last one with a report."""

    store: Store
    scope: Scope
    place: str
    period: str
    by: str
    names: dict[str, str]
    year: int
    judged: Judged

    @classmethod
    def of(cls, store: Store, scope: Scope, judged: Judged) -> "Asked":
        known = places.places(store)
        by = "district" if places.has_districts_below(known, scope.district) else "agency"
        year = series.last_year(sums.amounts(store, scope, "requests/new/total", "scope"), scope.last_year)
        return cls(store, scope, places.place_label(known, scope.district), span(scope.first_year, scope.last_year), by,
                   places.unit_names(store, scope, by), year, judged)

    @property
    def years(self) -> list[int]:
        return self.scope.years

    def amount(self, address: str | tuple[str, ...], by: str = "scope"):
        """sums.amounts of this scope."""
        return sums.amounts(self.store, self.scope, address, by)

    def rate(self, measure_id: str, by: str = "scope"):
        """sums.rates of this scope."""
        return sums.rates(self.store, self.scope, measure_id, by)

    @property
    def said(self) -> dict[str, str]:
        """What most words need: the place and the years."""
        return {"place": self.place, "span": self.period}
