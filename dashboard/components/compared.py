"""Units × picks × years as one table, with what each number is set against: for the page, and for files.

In:   picks with their answers; what numbers are set against; ranks of the whole list.
Out:  Compared: its columns, its rows on the page, its rows in a file. All from the same cells.
Promise: a difference stands only where both numbers do, else the reason; a rank of a rate never without its interval.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from dashboard.components.pivot import Pick, Place
from dashboard.components.signs import exported, sign, why
from dashboard.components.spark_table import Cell
from dashboard.export import Field
from dashboard.labels import say
from dashboard.labels.numbers import full, span

PARTS = ("shape", "difference", "ratio", "rank")


@dataclass(frozen=True, slots=True)
class Base:
    """What a number is set against: another year (None: the year before), or the same year of a unit."""

    year: int | None = None
    unit: str | None = None
    label: str = ""

    def place(self, unit: str, year: int) -> Place:
        if self.unit is not None:
            return self.unit, year
        return unit, year - 1 if self.year is None else self.year


@dataclass(frozen=True, slots=True)
class Col:
    """A column of a pick: `part` is value or one of PARTS; `year` None where each row has its own."""

    pick: Pick
    part: str
    year: int | None


@dataclass(frozen=True)
class Compared:
    """`down`: a row a unit and year, else a row a unit. `parts`: what stands beside the values, of PARTS. `ranks`:
    (pick, year) -> (numerator, denominator) -> rank, best, worst, n_all (of a count both are the count)."""

    picks: Sequence[Pick]
    years: Sequence[int]
    down: bool = False
    parts: tuple[str, ...] = ()
    base: Base | None = None
    ranks: Mapping[tuple[str, int], Mapping[tuple[float, float], tuple]] = field(default_factory=dict)

    def columns(self) -> list[Col]:
        """In the order of the page: a pick's years, then what its last year is set against."""
        last = self.years[-1]
        return [col for p in self.picks for col in (
            *([Col(p, "value", None)] if self.down else [Col(p, "value", y) for y in self.years]),
            *(Col(p, part, None if self.down else last) for part in PARTS if self._has(p, part)))]

    def _has(self, pick: Pick, part: str) -> bool:
        if part not in self.parts or (part == "shape" and (self.down or len(self.years) < 2)):
            return False
        if part in ("difference", "ratio") and self.base is None:
            return False
        if part == "ratio":
            return not pick.is_rate()  # a change of a rate is told in points
        return part != "rank" or pick.kind != "per_hundred"  # its numerator is no part of its denominator: no interval

    def head(self, col: Col) -> str:
        """The head of a column under the pick's name."""
        year = say("compare.row_year") if col.year is None else str(col.year)
        if col.part == "shape":
            return say("components.shape")
        if col.part == "rank":
            return say("compare.head_rank", year=year)
        if col.part == "value":
            return col.pick.label if col.year is None else year
        kind = "points" if col.pick.kind == "share" else col.part
        return say(f"compare.head_{kind}", base=self.base.label)

    def key(self, col: Col) -> str | None:
        """What orders the list by this column; None where nothing does."""
        year = self.years[-1] if col.year is None else col.year
        if col.part in ("shape", "rank"):
            return None
        by_change = col.part in ("difference", "ratio") and self.base.unit is None
        return f"{col.pick.id}@{year}" + (f":{col.part}" if by_change else "")

    def change(self, col: Col, place: Place) -> tuple[float | None, str | None]:
        """(now - base, or that over base; the state that forbids it)."""
        other = self.base.place(*place)
        now, then = col.pick.value(place), col.pick.value(other)
        for value, at in ((now, place), (then, other)):
            if value is None:
                return None, col.pick.state(at)
        if col.part == "difference":
            return now - then, None
        return ((now - then) / then, None) if then else (None, "blank")

    def rank(self, col: Col, place: Place) -> tuple | None:
        """rank, best, worst, n_all; None where the number has none."""
        row = col.pick.rows.get(place, {})
        above, below = (row.get("numerator"), row.get("denominator")) if col.pick.is_rate() else (row.get("value"),) * 2
        found = self.ranks.get((col.pick.id, place[1]), {}).get((above, below))
        return found if found and not pd.isna(found[0]) else None

    def cell(self, col: Col, place: Place) -> Cell:
        if col.part == "value":
            return col.pick.cell(place)
        if col.part == "shape":
            return Cell(values=tuple(col.pick.value((place[0], y)) for y in self.span()))
        if col.part == "rank":
            found = self.rank(col, place)
            if found is None:
                return Cell(sign("blank"), faint=True, hint=say("compare.no_rank"))
            rank, best, worst, n_all = found
            small = say("compare.rank_range", span=span(full(best), full(worst))) if col.pick.is_rate() else ""
            return Cell(say("compare.rank_of", rank=full(rank), n=full(n_all)), small=small)
        value, state = self.change(col, place)
        if value is None:
            return Cell(sign(state), faint=True, hint=why(state))
        if col.part == "ratio":
            return Cell(f"{value:+.1%}")
        if col.pick.kind == "share":
            return Cell(f"{100 * value:+.1f}")
        return Cell(f"{value:+,.1f}" if col.pick.is_rate() else ("+" if value > 0 else "") + full(value))

    def span(self) -> range:
        """The years that a line runs over: all between the first and the last, also those without a column."""
        return range(self.years[0], self.years[-1] + 1)

    def places(self, unit: str) -> list[Place]:
        """The rows of a unit."""
        return [(unit, y) for y in self.years] if self.down else [(unit, self.years[-1])]

    def row(self, unit: str) -> list[tuple[Place, list[Cell]]]:
        """The rows of a unit on the page, each with the cells of columns()."""
        columns = self.columns()
        return [(place, [self.cell(c, (unit, c.year or place[1])) for c in columns]) for place in self.places(unit)]

    def fields(self, head: str, year_head: str, is_corrected: bool) -> list[Field]:
        """The columns of a file: code and name, n and N of a rate in columns of their own, and bounds of ranks."""
        out = [Field("unit_id", say("components.code")), Field("unit", head)]
        out += [Field("year", year_head, "year")] if self.down else []
        for col in self.columns():
            year = "" if col.year is None else f" {col.year}"
            lead = say("components.year_head", year=col.year, label=col.pick.label) if col.year else col.pick.label
            for part, words, kind in self._exported(col):
                out.append(Field(f"{col.pick.id} {part}{year}", lead + words, kind))
        return out + ([Field("corrected", say("components.corrected"))] if is_corrected else [])

    def file(self, units: Mapping[str, str], is_corrected: bool) -> Iterator[list]:
        """The rows of a file, one at a time: id -> name gives those of these units, in their order."""
        cells = [(c, part) for c in self.columns() for part, _, _ in self._exported(c)]
        for unit, name in units.items():
            for place in self.places(unit):
                yield [unit, name, *([place[1]] if self.down else []),
                       *(self._export(c, part, (unit, c.year or place[1])) for c, part in cells),
                       *([self._corrected(place)] if is_corrected else [])]

    def _exported(self, col: Col) -> list[tuple[str, str, str]]:
        """(part, words added to the head, kind) of the columns a column takes in a file."""
        if col.part == "value":
            return col.pick.exports()
        if col.part == "shape":
            return []
        if col.part == "rank":
            names = ("rank", "best", "worst", "n_all") if col.pick.is_rate() else ("rank", "n_all")
            return [(name, say(f"compare.file_{name}"), "count") for name in names]
        kind = "share" if col.part == "ratio" or col.pick.kind == "share" else "money"
        return [(col.part, say(f"compare.file_{col.part}", base=self.base.label), kind)]

    def _export(self, col: Col, part: str, place: Place):
        if col.part == "value":
            return col.pick.export(place, part)
        if col.part == "rank":
            found = self.rank(col, place)
            return dict(zip(("rank", "best", "worst", "n_all"), found))[part] if found else None
        value, state = self.change(col, place)
        return exported(state) if value is None else value

    def _corrected(self, place: Place) -> str | None:
        """What a row of a file says of its corrected cells."""
        unit, years = place[0], [place[1]] if self.down else self.years
        said = [say("components.corrected_file", year=y, label=p.label, old=p.corrected[unit, y])
                for p in self.picks for y in years if (unit, y) in p.corrected]
        return say("components.joiner").join(said) or None
