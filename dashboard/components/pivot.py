"""Units × items or measures × years as one table: for the page, and for the file.

In:   picks, each with its rows by unit and year; the signs of the cells that hold no number.
Out:  columns and rows of the spark table; a frame and fields for export. Both from the same cells.
Promise: what has no number has the sign of its state; a rate stands with its n/N; nothing is added up here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from dashboard.components.signs import MISSING, exported, sign
from dashboard.components.spark_table import Cell, Column, Row, unit_row
from dashboard.export import Field
from dashboard.labels import say
from dashboard.labels.numbers import full, known, of, percent

COUNTS = ("count", "money")
Place = tuple[str, int]  # unit, year


@dataclass(frozen=True, slots=True)
class Pick:
    """An item (kind count | money) or a measure (share | per_hundred), and its rows: unit, year -> the answer's fields.
    `states`: unit, year -> state of the cells without a number; `otherwise`: the state of all others of them;
    `corrected`: what the document prints where the cell was corrected."""

    id: str
    label: str
    kind: str
    rows: Mapping[Place, Mapping]
    states: Mapping[Place, str]
    otherwise: str = "absent"
    corrected: Mapping[Place, str] = field(default_factory=dict)

    def is_rate(self) -> bool:
        return self.kind not in COUNTS

    def value(self, place: Place) -> float | None:
        """The number, None where there is none."""
        found = self.rows.get(place, {}).get("rate" if self.is_rate() else "value")
        if not known(found):
            return None
        return 100 * found if self.kind == "per_hundred" else found

    def state(self, place: Place) -> str:
        """Why there is no number."""
        return self.states.get(place, self.otherwise if place in self.rows else MISSING)

    def cell(self, place: Place) -> Cell:
        value, row = self.value(place), self.rows.get(place, {})
        if self.is_rate():
            small = of(row.get("numerator"), row["denominator"]) if row.get("denominator") else ""
        else:
            short = known(row.get("n_used")) and row["n_used"] < row["n_reports"]
            small = say("components.used", n=full(row["n_used"]), total=full(row["n_reports"])) if short else ""
        if place in self.corrected:
            small = say("components.corrected_small", old=self.corrected[place])
        if value is None:
            return Cell(sign(self.state(place)), small=small if small and (
                self.is_rate() or place in self.corrected) else "", faint=True)
        written = {"share": percent, "per_hundred": "{:,.1f}".format}.get(self.kind, full)
        return Cell(written(value), value, small=small)

    def exports(self) -> list[tuple[str, str, str]]:
        """(part, words added to the head, kind) of the columns it takes in a file."""
        if not self.is_rate():
            return [("value", "", "money")]
        return [("value", "", "share" if self.kind == "share" else "money"),
                ("numerator", say("components.numerator"), "count"),
                ("denominator", say("components.denominator"), "count")]

    def export(self, place: Place, part: str):
        if part == "value":
            value = self.value(place)
            return exported(self.state(place)) if value is None else value
        found = self.rows.get(place, {}).get(part)
        return found if known(found) else None


def rows_of(answer: pd.DataFrame) -> dict[Place, dict]:
    """The rows of queries.compare by unit and year, missing numbers as None."""
    return {(r["unit_id"], int(r["year"])): {k: v if isinstance(v, str) else v if known(v) else None
                                             for k, v in r.items()} for r in answer.to_dict("records")}


def page(picks: Sequence[Pick], units: Mapping[str, str], years: Sequence[int], years_down: bool,
         head: str, year_head: str, by: str) -> tuple[list[Column], list[Row]]:
    """The table of the page: a row a unit, or a row a unit and year with `years_down`."""
    kind = {p.id: "rate" if p.is_rate() else "number" for p in picks}
    if years_down:
        columns = [Column(head), Column(year_head, "number"), *(Column(p.label, kind[p.id]) for p in picks)]
        return columns, [
            unit_row(by, u, (Cell(name, name), Cell(str(y), y), *(p.cell((u, y)) for p in picks)), u)
            for u, name in units.items() for y in years]
    columns = [Column(head), *(Column(str(y), kind[p.id], group=p.label) for p in picks for y in years)]
    return columns, [unit_row(by, u, (Cell(name, name), *(p.cell((u, y)) for p in picks for y in years)), u)
                     for u, name in units.items()]


def file(picks: Sequence[Pick], units: Mapping[str, str], years: Sequence[int], years_down: bool,
         head: str, year_head: str) -> tuple[pd.DataFrame, list[Field]]:
    """The same for a file: the unit's code beside its name, and n and N of a rate in columns of their own."""
    fields, rows = [Field("unit_id", say("components.code")), Field("unit", head)], []
    is_corrected = any(p.corrected for p in picks)
    parts = [(p, *part) for p in picks for part in p.exports()]
    if years_down:
        fields += [Field("year", year_head, "year"),
                   *(Field(f"{p.id} {part}", p.label + words, kind) for p, part, words, kind in parts)]
        for unit, name in units.items():
            rows += [[unit, name, y, *(p.export((unit, y), part) for p, part, _, _ in parts),
                      *([_corrected(picks, unit, [y])] if is_corrected else ())] for y in years]
    else:
        cells = [(p, part, words, kind, y) for p in picks for y in years for part, words, kind in p.exports()]
        fields += [Field(f"{p.id} {part} {y}", say("components.year_head", year=y, label=p.label + words), kind)
                   for p, part, words, kind, y in cells]
        rows = [[unit, name, *(p.export((unit, y), part) for p, part, _, _, y in cells),
                 *([_corrected(picks, unit, years)] if is_corrected else ())] for unit, name in units.items()]
    fields += [Field("corrected", say("components.corrected"))] if is_corrected else []
    return pd.DataFrame(rows, columns=[f.name for f in fields], dtype=object), fields


def _corrected(picks: Sequence[Pick], unit: str, years: Sequence[int]) -> str | None:
    """What a row of the file says of its corrected cells."""
    said = [say("components.corrected_file", year=y, label=p.label, old=p.corrected[unit, y])
            for p in picks for y in years if (unit, y) in p.corrected]
    return say("components.joiner").join(said) or None
