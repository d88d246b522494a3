"""One item or measure of units by year: each cell for the page, and for the file.

In:   the rows of an answer by unit and year; the signs of the cells that hold no number.
Out:  Pick, rows_of.
Promise: what has no number has the sign of its state; a rate stands with its n/N; nothing is added up here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from dashboard.components.signs import MISSING, exported, sign, why
from dashboard.components.spark_table import Cell
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
                self.is_rate() or place in self.corrected) else "", faint=True, hint=why(self.state(place)))
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
