"""What a person has corrected, as the command line tells it beside what documents print.

In:   corrections.csv and placements.csv; a report as read, or the snapshot in use and its findings.
Out:  Overruled.figures(), the corrections of one report; corrected_cells() and corrections_in(), those in findings.
Promise: a corrected figure is never shown without what the document prints.
"""

from pathlib import Path

from loaders.correct import Corrections, written
from loaders.placements import FILE, Placements
from loaders.register import Register
from loaders.report import Report
from loaders.warehouse import Stored
from loaders.warehouse.rows import identify_row

Cell = tuple[str, str, str, str]  # report_id, table, item, column


class Overruled:
    """What corrections.csv makes of a report, under the agency and year that placements.csv gives it."""

    def __init__(self, reference: Path, register: Register):
        self.corrections = Corrections.load(reference / "corrections.csv")
        self.placements = Placements.load(reference / FILE, register)

    def figures(self, report: Report) -> dict[tuple[str, str, str], dict]:
        """address -> corrected_to, correction (why), of the figures that are overruled."""
        corrected, before = self.corrections.apply(report, identify_row(self.placements.place(report))["report_id"])
        return {key: {"corrected_to": written(f), "correction": f.note} for f in corrected.figures
                if (key := (f.table, f.item, f.column)) in before}


def corrected_cells(stored: Stored) -> dict[Cell, str]:
    """What the document prints at every corrected cell of the snapshot."""
    reports = stored.rows("reports", sha256=stored.corrected).to_pylist() if stored.corrected else []
    return {(row["report_id"], m["table_id"], m["item_id"], m["column_id"]): m["corrected_from"]
            for year in {row["year"] for row in reports}
            for row in stored.figures(year, stored.corrected).to_pylist()
            for m in row["marks"] if m["corrected_from"] is not None}


def corrections_in(finding: dict, corrected: dict[Cell, str]) -> dict:
    """{"corrected": [...]}: the operands of a finding that are corrected figures; {} where none is."""
    found = [{"table": o["table_id"], "item": o["item_id"], "column": o["column_id"], "printed": old}
             for o in finding["operands"] or ()
             if (old := corrected.get((finding["report_id"], o["table_id"], o["item_id"], o["column_id"]))) is not None]
    return {"corrected": found} if found else {}
