"""A table as a file that opens right in WPS and Excel.

In:   a frame, what its columns are, and an About: the scope, definitions and sources behind it.
Out:  CSV bytes (UTF-8 with BOM) and XLSX bytes (the table, and a sheet that says what it is); checklist.py makes the
workbook for agencies, streamed.py long tables, both of the same parts.
Promise: numbers are numbers, NULL is an empty cell and never 0, signs ("/", 无, 缺) are text. No cell of a
document can become a formula: text is stored as text in XLSX and quoted with ' in CSV.
"""

import csv as csv_writer
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from numbers import Number

import pandas as pd
import xlsxwriter

from dashboard import labels

FORMATS = {"count": "#,##0", "money": "#,##0.######", "share": "0.0%", "year": "0"}
_CORRECTION = ("agency", "year", "label", "old", "value", "note")
# Made once: each rerun names its files, and two empty frames a name were a twentieth of what a page costs.
_NO_SOURCES = pd.DataFrame(columns=["name", "agency", "year", "sha256"])
_NO_CORRECTIONS = pd.DataFrame(columns=list(_CORRECTION))
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_LONGEST = 32_000  # a cell of a workbook holds 32,767 characters
_WIDEST, _NARROWEST = 46, 8


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the table: its name in the frame, its head, and its kind: text | year | count | money | share.
    A cell of a numeric kind that holds text (a sign) stays text."""

    name: str
    label: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class About:
    """What a reader of the file must know. `scope` and `definitions` are (label, words); `sources` has one row a
    document: name, agency, year, sha256; `corrections` one a corrected cell among the figures: agency, year, label, old
    (as printed), state, value, note."""

    title: str
    snapshot: str
    is_demo: bool
    scope: tuple[tuple[str, str], ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    sources: pd.DataFrame = field(default_factory=lambda: _NO_SOURCES)
    corrections: pd.DataFrame = field(default_factory=lambda: _NO_CORRECTIONS)


def file_name(about: About, suffix: str) -> str:
    """A name every system accepts: title, snapshot, and 演示数据 where it is demonstration data."""
    parts = [about.title, about.snapshot, labels.say("export.demo") if about.is_demo else ""]
    return re.sub(r"[\\/:*?\"<>|\s]+", "-", "_".join(filter(None, parts))).strip("-.")[:120] + f".{suffix}"


def csv(frame: pd.DataFrame, fields: Sequence[Field]) -> bytes:
    """The table alone, heads included; shares as fractions. Text a spreadsheet would run is led by an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv_writer.writer(out, lineterminator="\r\n")
    writer.writerow([inert(f.label) for f in fields])
    for row in _rows(frame, fields):
        writer.writerow([inert(v) if isinstance(v, str) else "" if v is None else v for v in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx(frame: pd.DataFrame, fields: Sequence[Field], about: About, made: datetime) -> bytes:
    """A workbook of two sheets: the table, and what it is. `made`: when, in the reader's time."""
    out = io.BytesIO()
    book = new_book(out, about)
    _data_sheet(book, frame, fields)
    about_sheet(book, about, len(frame), made)
    book.close()
    return out.getvalue()


def new_book(out: io.BytesIO, about: About, is_long: bool = False) -> xlsxwriter.Workbook:
    """An empty workbook in which no text becomes a formula, a number or a link by itself. The rows of a long one must
    come in their order: each leaves the memory as soon as the next one comes."""
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": not is_long,
            "constant_memory": is_long,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        },
    )
    book.set_properties({"title": about.title, "comments": about.snapshot})
    return book


def _data_sheet(book: xlsxwriter.Workbook, frame: pd.DataFrame, fields: Sequence[Field]) -> None:
    sheet = book.add_worksheet(labels.say("export.sheet_data"))
    head = book.add_format({"bold": True, "bg_color": "#F4F6F8", "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    number_head = book.add_format(
        {"bold": True, "bg_color": "#F4F6F8", "bottom": 1, "text_wrap": True, "valign": "vcenter", "align": "right"}
    )
    formats = {kind: book.add_format({"num_format": pattern}) for kind, pattern in FORMATS.items()}
    sign = book.add_format({"align": "right", "font_color": "#55626F"})
    widths = [_width(f.label) for f in fields]
    for j, f in enumerate(fields):
        sheet.write_string(0, j, f.label, number_head if f.kind in ("count", "money", "share") else head)
    for i, row in enumerate(_rows(frame, fields), start=1):
        for j, (value, f) in enumerate(zip(row, fields)):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(i, j, value[:_LONGEST], sign if f.kind in formats else None)
            else:
                sheet.write_number(i, j, value, formats.get(f.kind))
            widths[j] = max(widths[j], _width(_printed(value, f.kind)))
    for j, width in enumerate(widths):
        sheet.set_column(j, j, min(max(width + 2, _NARROWEST), _WIDEST))
    sheet.freeze_panes(1, sum(1 for f in fields[:2] if f.kind == "text"))
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(fields) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def about_sheet(book: xlsxwriter.Workbook, about: About, n_rows: int, made: datetime) -> None:
    """The sheet 说明: what the file is, when and of which snapshot, the choice, definitions, corrections, sources."""
    sheet = book.add_worksheet(labels.say("export.sheet_about"))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 2, 8)
    sheet.set_column(3, 3, 68)
    kind = labels.say("export.is_demo" if about.is_demo else "export.is_real")
    facts = [
        ("title", about.title),
        ("kind", kind),
        ("snapshot", about.snapshot),
        ("made", made.strftime("%Y-%m-%d %H:%M")),
        ("rows", str(n_rows)),
        ("signs", labels.say("export.signs_meaning")),
    ]
    lines: list[tuple[str, str] | str] = [(labels.say(f"export.{name}"), text) for name, text in facts]
    lines += [labels.say("export.scope"), *about.scope] if about.scope else []
    lines += [labels.say("export.definitions"), *about.definitions] if about.definitions else []
    at = 0
    for line in lines:
        if isinstance(line, str):
            at += 1
            sheet.write_string(at, 0, line, bold)
        else:
            sheet.write_string(at, 0, line[0], bold if at < len(facts) else wrap)
            sheet.write_string(at, 1, line[1][:_LONGEST], wrap)
        at += 1
    if len(about.corrections):
        at = _corrections(sheet, about.corrections, at + 1, bold, wrap)
    sheet.write_string(at + 1, 0, labels.say("export.sources", n=len(about.sources)), bold)
    for j, name in enumerate(("agency", "name", "year", "sha256")):
        sheet.write_string(at + 2, j, labels.say(f"export.source_{name}"), bold)
        for i, value in enumerate(about.sources[name], start=at + 3):
            value = value_of(value)
            if isinstance(value, str):
                sheet.write_string(i, j, value[:_LONGEST], wrap if j == 1 else None)
            elif value is not None:
                sheet.write_number(i, j, value)


def _corrections(sheet, corrections: pd.DataFrame, at: int, bold, wrap) -> int:
    """The corrected cells, one a row; gives the row below."""
    sheet.write_string(at, 0, labels.say("export.corrections", n=len(corrections)), bold)
    sheet.write_string(at + 1, 0, labels.say("export.corrections_why"), wrap)
    for row in corrections.itertuples():
        new = f"{row.value:,.10g}" if value_of(row.value) is not None else labels.say(f"components.state.{row.state}")
        sheet.write_string(at + 2, 0, str(row.agency)[:_LONGEST], wrap)
        sheet.write_string(at + 2, 1, labels.say("export.correction", label=row.label, old=row.old, new=new), wrap)
        sheet.write_number(at + 2, 2, int(row.year))
        sheet.write_string(at + 2, 3, str(row.note or "")[:_LONGEST], wrap)
        at += 1
    return at + 3


def _rows(frame: pd.DataFrame, fields: Sequence[Field]):
    return zip(*(map(value_of, frame[f.name]) for f in fields)) if fields else iter(())


def value_of(value) -> str | int | float | None:
    """None for every kind of missing value, a plain number, or text."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, Number) and not isinstance(value, bool):
        return int(value) if value == int(value) else float(value)
    return str(value)


def inert(text: str) -> str:
    """Text a spreadsheet would run, led by an apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text


def _printed(value: str | int | float, kind: str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:.1%}" if kind == "share" else str(value) if kind == "year" else f"{value:,}"


def _width(text: str) -> int:
    """Columns that the widest of its first lines takes."""
    return max(map(width_of, text[:200].splitlines()), default=0)


def width_of(line: str) -> int:
    """Columns a line takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)
