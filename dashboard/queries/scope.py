"""The chosen part of the data: what every question is asked of."""

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
