"""Findings as the command line tells them: the JSON shape of DESIGN §6.

In:   rows of `findings`; a data root.
Out:  told_finding(), told_statement(), findings(), number().
Promise: decimals are JSON numbers; null stays null.
"""

from decimal import Decimal
from pathlib import Path

from loaders.errors import StoreUnusable
from loaders.report import Statement


def number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def told_finding(row: dict) -> dict:
    return {"check": row["check_id"], "class": row["class"], "place": row["place"], "left": number(row["left"]),
            "right": number(row["right"]), "difference": number(row["difference"]), "message": row["message"]}


def grounds(row: dict) -> dict:
    """Beside what DESIGN §6 promises: the equation, the one change of one cell that would mend it (null where several
    would do as well), every change that would, and where it seems to come from."""
    repair = row["repair"]
    return {"equation": row["equation"], "origin": row["origin"], "origin_note": row["origin_note"],
            "explained": row["explained"],
            "repair": repair and {"table": repair["table_id"], "item": repair["item_id"],
                                  "column": repair["column_id"], "value": number(repair["value"]),
                                  "text": repair["text"]},
            "repairs": [{"table": r["table_id"], "item": r["item_id"], "column": r["column_id"], "year": r["year"],
                         "printed": number(r["printed"]), "value": number(r["value"]), "mended": r["n_mended"],
                         "left": r["n_left"], "breaks": r["breaks"], "origin": r["origin"], "text": r["text"].strip()}
                        for r in row["repairs"]],
            "n_repairs": row["n_repairs"], "repairs_text": row["repairs_text"]}


def told_statement(statement: Statement) -> dict:
    """Beside what DESIGN §6 promises, what only some have: approximate, whose, parts."""
    also = {"approximate": statement.is_approximate, "whose": statement.whose,
            "parts": [{"label": part.label, "value": number(part.value)} for part in statement.parts]}
    return {"meaning": statement.meaning, "value": number(statement.value), "quote": statement.quote,
            "section": statement.section, **{name: told for name, told in also.items() if told}}


def findings(data: Path) -> list[dict]:
    """Findings of the snapshot in use, with severity, report, agency and year. Raises StoreUnusable without one."""
    from loaders.cli.overruled import corrected_cells, corrections_in
    from loaders.warehouse import Stored, current

    folder = current(data)
    if folder is None:
        raise StoreUnusable(f"{data / 'warehouse'} 中还没有数据版本。请先运行 disclosure build。")
    stored = Stored(folder)
    labels = dict(zip(*(stored.rows("agencies")[name].to_pylist() for name in ("agency_id", "label"))))
    corrected = corrected_cells(stored)
    return [told_finding(row) | grounds(row) | corrections_in(row, corrected) | {
                "severity": row["severity"], "report_id": row["report_id"], "year": row["year"],
                "agency": labels.get(row["agency_id"]), "finding_id": row["finding_id"]}
            for row in stored.rows("findings").to_pylist()]
