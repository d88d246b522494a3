"""A Report as rows of the data contract, and back.

In:   Report objects | rows of documents, reports, evidence, sections, statements.
Out:  rows (dicts) for reports, figures, evidence, sections, statements, documents; Report objects.
Promise: what a Report says comes back equal (its `metadata` is not stored). A number the contract cannot
hold becomes a doubtful figure with a note; it never stops a build.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from loaders.form import addresses
from loaders.report import BLANK, DOUBTFUL, NUMBER, Evidence, Figure, Identity, Part, Report, Section, Statement

BY_YEAR = ("figures", "evidence", "sections", "statements")  # what reports say; the rest follows from it
_MONEY = {a.key: a.kind == "money" for a in addresses()}
_UNIT = {a.key: a.unit for a in addresses()}
_LARGEST, _FINEST = Decimal(10) ** 18, Decimal(1).scaleb(-6)
_TOO_LARGE = "数值超出可存的范围（18 位整数、6 位小数），请核对原件"


def identify_row(report: Report, is_current: bool = True) -> dict:
    """The leading columns of every row of a report, as if no other were of its agency and year. An unknown agency gets
    an id of its own, never another's."""
    who = report.identity
    agency_id = who.agency_id or "unknown-" + hashlib.sha256((who.agency or report.sha256).encode()).hexdigest()[:8]
    year = "unknown" if who.year is None else who.year
    # Namesakes that nobody could place share the agency's id: there the document tells the reports apart.
    own = f"{agency_id}-{report.sha256[:8]}" if agency_id.startswith("unknown-") else agency_id
    return {"report_id": f"{own}-{year}-{who.scope}", "sha256": report.sha256, "agency_id": agency_id,
            "district_id": who.district, "year": who.year, "ordinal": 0, "is_current": is_current}


def _is_storable(value: Decimal) -> bool:
    """Whether decimal(24, 6) holds the number exactly."""
    return value.is_finite() and abs(value) < _LARGEST and value == value.quantize(_FINEST)


def fits(figure: Figure) -> Figure:
    """The figure itself, or a doubtful one when its number is beyond decimal(24, 6)."""
    value = figure.value
    if value is None or _is_storable(value):
        return figure
    return Figure(figure.table, figure.item, figure.column, DOUBTFUL, None, figure.raw, figure.page, figure.row,
                  figure.col, figure.unit, _TOO_LARGE)


def cell(figure: Figure, corrected_from: str | None) -> dict:
    return {"table_id": figure.table, "item_id": figure.item, "column_id": figure.column, "state": figure.state,
            "value": figure.value, "raw": figure.raw, "unit": figure.unit, "page": figure.page, "row": figure.row,
            "col": figure.col, "note": figure.note, "corrected_from": corrected_from}


def is_plain(figure: Figure) -> bool:
    """Whether the wide row alone tells the whole figure: a number of the form's own unit that the column can hold."""
    return figure.state == NUMBER and figure.unit is None and held(figure) is not None


def held(figure: Figure) -> Decimal | int | None:
    """What the figure's column in `figures` holds: a decimal for money, else a whole number of 32 bits, else NULL.

    Money that prints another unit than the form's (12000元 where the form says 万元) is NULL there, since the column is
    added up; it stands in `marks` and `evidence` with its unit.
    """
    key = (figure.table, figure.item, figure.column)
    if figure.value is None or _MONEY.get(key, True):
        return None if figure.unit and key in _MONEY and figure.unit != _UNIT.get(key) else figure.value
    return int(figure.value) if figure.value == int(figure.value) and abs(figure.value) < 2**31 else None


def rows(report: Report, corrected: dict[tuple[str, str, str], str], extractor: str) -> dict[str, list[dict]]:
    """Every row of one report by table name. `corrected`: address -> what stood there before a correction."""
    lead = identify_row(report)
    figures = tuple(map(fits, report.figures))
    cells = [cell(f, corrected.get((f.table, f.item, f.column))) for f in figures]
    wide = {}
    for figure in figures:
        wide.setdefault(f"{figure.table}__{figure.item}__{figure.column}", held(figure))
    who, n_doubtful = report.identity, sum(f.state == DOUBTFUL for f in figures)
    return {
        "reports": [lead | {
            "agency_label": who.agency, "edition": report.edition, "scope": who.scope, "title": who.title,
            "published_on": who.published_on, "status": report.status, "reason": report.reason or None,
            "n_expected": report.n_expected, "n_read": len(figures) - n_doubtful,
            "n_blank": sum(f.state == BLANK for f in figures), "n_doubtful": n_doubtful, "n_pages": report.n_pages,
            "unclaimed": list(report.unclaimed), "extractor": extractor,
            "identity": [{"field": e.field, "value": e.value, "source": e.source, "quote": e.quote}
                         for e in who.evidence], "doubts": list(who.doubts), "candidates": list(who.candidates)}],
        "figures": [lead | wide | {"marks": [
            c for c, f in zip(cells, figures) if not is_plain(f) or c["corrected_from"] is not None]}],
        "evidence": [lead | {"cells": cells}],
        "sections": [lead | {"number": s.number, "position": i, "heading": s.heading, "text": s.text, "page": s.page}
                     for i, s in enumerate(report.sections, 1)],
        "statements": [lead | {"position": i, "meaning": s.meaning, "value": s.value, "unit": s.unit,
                               "quote": s.quote, "section": s.section, "page": s.page,
                               "is_approximate": s.is_approximate, "whose": s.whose, "subject": s.subject or None,
                               "label": s.label or None, "is_exhaustive": s.is_exhaustive,
                               "parts": [{"label": p.label, "value": p.value} for p in s.parts] or None}
                       for i, s in enumerate(report.statements, 1)
                       if all(map(_is_storable, (s.value, *(p.value for p in s.parts))))],
    }


def document_rows(reports: Iterator[Report], seen: datetime, extractor: str) -> Iterator[dict]:
    """Rows of `documents` for reports that came without a file list: loaded, size unknown."""
    for report in reports:
        lead = identify_row(report)
        yield {"name": report.name, "sha256": report.sha256, "format": report.format, "bytes": None,
               "status": "loaded", "reason": None, "reason_id": None, "report_id": lead["report_id"],
               "agency_id": lead["agency_id"], "year": lead["year"], "first_seen": seen, "extractor": extractor}


def report_from(document: dict, row: dict, cells: list[dict], sections: list[dict], statements: list[dict]) -> Report:
    """The Report that these rows were made of, with the figures as they stand there."""
    return Report(
        name=document["name"], sha256=row["sha256"], format=document["format"], n_pages=row["n_pages"],
        edition=row["edition"],
        identity=Identity(row["agency_label"], row["agency_id"], row["district_id"], row["year"], row["scope"],
                          row["title"], row["published_on"], tuple(Evidence(**e) for e in row["identity"]),
                          tuple(row["doubts"]), tuple(row["candidates"])),
        figures=tuple(Figure(c["table_id"], c["item_id"], c["column_id"], c["state"], c["value"], c["raw"],
                             c["page"], c["row"], c["col"], c["unit"], c["note"]) for c in cells),
        sections=tuple(Section(s["number"], s["heading"], s["text"], s["page"]) for s in sections),
        statements=tuple(Statement(s["meaning"], s["value"], s["unit"], s["quote"], s["section"], s["page"],
                                   s["is_approximate"], s["whose"], s["subject"] or "", s["label"] or "",
                                   tuple(Part(p["label"], p["value"]) for p in s["parts"] or ()), s["is_exhaustive"])
                         for s in statements),
        unclaimed=tuple(row["unclaimed"]), n_expected=row["n_expected"], status=row["status"],
        reason=row["reason"] or "",
    )
