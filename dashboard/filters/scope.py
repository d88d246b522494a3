"""What a page knows of the chosen part of the data."""

from dataclasses import dataclass

from dashboard.queries.scope import EVERYWHERE, Scope

__all__ = ["EVERYWHERE", "Scope", "View"]


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
