"""The chosen part of the data, and what a page knows of it."""

from dataclasses import dataclass

EVERYWHERE = "000000"


@dataclass(frozen=True, slots=True)
class Scope:
    """The district (with all below it), the years, the kinds (empty = all). Hashable: part of every cache key."""

    district: str = EVERYWHERE
    first_year: int = 0
    last_year: int = -1  # no year at all
    kinds: tuple[str, ...] = ()

    def params(self) -> dict:
        """The $names of dashboard/sql."""
        return {"district": self.district, "first_year": self.first_year, "last_year": self.last_year,
                "kinds": list(self.kinds) or None}

    @property
    def years(self) -> list[int]:
        return list(range(self.first_year, self.last_year + 1))


@dataclass(frozen=True, slots=True)
class View:
    """A scope with its words. `by`: what it is divided into (district | agency); `names`: unit_id -> name, in order;
    `place`: the district's name; `period`: the years as text."""

    scope: Scope
    by: str
    names: dict[str, str]
    place: str
    period: str

    @property
    def years(self) -> list[int]:
        return self.scope.years
