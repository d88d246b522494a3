"""The reports that violations speak of: their figures, what a person corrected in them, who printed them.

In:   violations, the relations of frame.py.
Out:  Context.
Promise: only these reports become Python objects; all others stay columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.checks.frame import Frame, Violation
from loaders.form import Address, addresses

_CORRECTED = """
    SELECT position, list_filter(marks, lambda m: m.corrected_from IS NOT NULL) AS found
    FROM figures SEMI JOIN spoken_of USING (position) WHERE len(found) > 0"""
_NAMES = "SELECT position, agency_label FROM frame SEMI JOIN spoken_of USING (position)"
OF_REPORT = ("report_id", "sha256", "agency_id", "district_id", "year")


@dataclass(frozen=True, slots=True)
class Context:
    """columns: figures by name; rows: position of `figures` -> place in them; corrected: what stood at corrected cells;
    names: of the agencies, as printed. last, next: the same body's report of the year before and after, where a
    violation is of either; linked_form: the pair of editions of a report and its last (compose.form_number)."""

    rows: dict[int, int]
    columns: dict[str, list]
    form: list[int | None]
    last: dict[int, int]
    next: dict[int, int]
    linked_form: dict[int, int]
    corrected: dict[int, dict[tuple[str, str, str], str]]
    names: dict[int, str]

    @classmethod
    def of(cls, db: duckdb.DuckDBPyConnection, frame: Frame, violations: Sequence[Violation]) -> "Context":
        spoken_of = {p for v in violations for p in (v.position, v.last_position) if p is not None}
        links = _links(frame, {p for v in violations if v.check.kind == "arithmetic"
                               for p in (v.position, v.last_position) if p is not None})
        positions = sorted(spoken_of | {p for now, last, _ in links for p in (now, last)})
        taken = frame.figures.select([*OF_REPORT, "is_current", *(a.name for a in addresses())]).take(
            pa.array(positions, pa.int64()))
        db.register("spoken_of", pa.table({"position": pa.array(positions, pa.int64())}))
        corrected = {p: {(m["table_id"], m["item_id"], m["column_id"]): m["corrected_from"] for m in marks}
                     for p, marks in db.sql(_CORRECTED).fetchall()}
        return cls({p: n for n, p in enumerate(positions)},
                   {name: taken[name].to_pylist() for name in taken.column_names},
                   frame.form.take(pa.array(np.array(positions, dtype=np.int64))).to_pylist(),
                   {now: last for now, last, _ in links}, {last: now for now, last, _ in links},
                   {now: form for now, _, form in links}, corrected,
                   {p: name for p, name in db.sql(_NAMES).fetchall() if name})

    def value(self, position: int, name: str):
        return self.columns[name][self.rows[position]]

    def stood(self, position: int, address: Address) -> str | None:
        """What the document prints at a corrected cell."""
        return self.corrected.get(position, {}).get(address.key)


def _links(frame: Frame, positions: set[int]) -> list[tuple[int, int, int]]:
    """(report, that of the year before, their editions), where either is among the positions."""
    links, wanted = frame.links, pa.array(sorted(positions), pa.int64())
    if not links.num_rows or not len(wanted):
        return []
    is_near = pc.or_(pc.is_in(links["position"], wanted), pc.is_in(links["last_position"], wanted))
    near = links.filter(pc.and_(pc.equal(links["step"], 1), is_near))
    return list(zip(*(near[name].to_pylist() for name in ("position", "last_position", "form"))))
