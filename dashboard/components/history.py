"""Every cell of an agency's reports, a row an address, a column a report: for the page, and for the file.

In:   the cells, the addresses of the form, the reports.
Out:  frame and fields for export; columns and rows of the spark table for one table of the form.
Promise: a cell the report does not hold is absent, a blank is blank; numbers are those stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard.components.signs import exported, sign
from dashboard.components.spark_table import Cell, Column, Row
from dashboard.export import Field
from dashboard.labels import say
from dashboard.labels.numbers import full
from dashboard.queries import agency as ask
from dashboard.queries import report
from dashboard.store import Store


@dataclass(frozen=True, slots=True)
class History:
    """`reports`: report_id -> head, oldest first; `held`: (report_id, table, item, column) -> cell; `addresses`: those
    that some report prints, in the form's order."""

    reports: Mapping[str, str]
    held: Mapping[tuple[str, str, str, str], Mapping]
    addresses: Sequence[Mapping]

    @classmethod
    def of(cls, reports: Mapping[str, str], cells: Sequence[Mapping], addresses: Sequence[Mapping]) -> "History":
        held = {(c["report_id"], *_key(c)): c for c in cells}
        printed = {key[1:] for key in held}
        return cls(reports, held, [a for a in addresses if _key(a) in printed])

    @classmethod
    def read(cls, store: Store, agency: str, reports: Mapping[str, str]) -> "History":
        """The history of an agency over these of its reports."""
        return cls.of(reports, report.records(ask.cells(store, agency)), report.records(ask.addresses(store)))

    def tables(self) -> list[str]:
        return list(dict.fromkeys(a["table_id"] for a in self.addresses))

    def file(self, tables: Mapping[str, str]) -> tuple[pd.DataFrame, list[Field]]:
        """All of it; `tables`: table_id -> name."""
        rows, is_corrected = [], any(c["corrected_from"] for c in self.held.values())
        for a in self.addresses:
            cells = [self.held.get((r, *_key(a))) for r in self.reports]
            rows.append([tables[a["table_id"]], a["label"], a["unit"], *(
                c["value"] if c and c["value"] is not None else exported(c["state"] if c else None) for c in cells)]
                        + ([self._corrected(a)] if is_corrected else []))
        fields = [Field("table", say("components.table")), Field("label", say("components.item")),
                  Field("unit", say("components.unit")), *(Field(r, name, "money") for r, name in self.reports.items())]
        fields += [Field("corrected", say("components.corrected"))] if is_corrected else []
        return pd.DataFrame(rows, columns=[f.name for f in fields], dtype=object), fields

    def _corrected(self, address: Mapping) -> str | None:
        """What a row of the file says of its corrected cells."""
        cells = ((name, self.held.get((r, *_key(address)))) for r, name in self.reports.items())
        said = [say("components.corrected_file", year=name, label="", old=c["corrected_from"])
                for name, c in cells if c and c["corrected_from"]]
        return say("components.joiner").join(said) or None

    def page(self, table: str, column: str | None) -> tuple[list[Column], list[Row]]:
        """One table; of `requests` one applicant's column."""
        rows = []
        for a in self.addresses:
            if a["table_id"] == table and column in (None, a["column_id"]):
                cells = (self.held.get((r, *_key(a))) for r in self.reports)
                rows.append(Row(None, (Cell(a["label"]), *map(_cell, cells))))
        return [Column(say("components.item"), sortable=False),
                *(Column(name, "number", sortable=False) for name in self.reports.values())], rows


def _key(cell: Mapping) -> tuple[str, str, str]:
    return cell["table_id"], cell["item_id"], cell["column_id"]


def _cell(cell: Mapping | None) -> Cell:
    small = say("components.corrected_small", old=cell["corrected_from"]) if cell and cell["corrected_from"] else ""
    if cell and cell["value"] is not None:
        return Cell(full(cell["value"]), cell["value"], small=small)
    return Cell(sign(cell["state"] if cell else None), small=small, faint=True)
