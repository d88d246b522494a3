"""Workbooks: merged cells, everything on one sheet, or a sheet for each part.

In:   a Sheet.
Out:  write().
Promise: numbers are written as numbers where the layout says so and the printed text is nothing but a number.
"""

import io
import re
from datetime import datetime

import xlsxwriter

from loaders.demo.names import words
from loaders.demo.printed import PrintedTable
from loaders.demo.sheet import Heading, Paragraph, Sheet

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def _draw(sheet, table: PrintedTable, top: int, formats: dict, numeric: bool) -> int:
    """Draw a table from row `top`; the next free row comes back."""
    for cell in table.cells:
        row, value = top + cell.row, cell.text
        if numeric and cell.key and _NUMBER.fullmatch(value):
            value = float(value)
        if cell.row_span > 1 or cell.col_span > 1:
            last = row + cell.row_span - 1, cell.col + cell.col_span - 1
            sheet.merge_range(row, cell.col, *last, value, formats["cell"])
        elif value == "":
            sheet.write_blank(row, cell.col, None, formats["cell"])
        else:
            sheet.write(row, cell.col, value, formats["cell"])
    return top + table.n_rows + 1


def write(sheet: Sheet) -> bytes:
    """The workbook."""
    buffer = io.BytesIO()
    own, names = sheet.layout.own, words("wording")["workbook"]
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "".join(sheet.title), "created": datetime(2026, 1, 1)})
        formats = {"cell": book.add_format({"border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}),
                   "text": book.add_format({"text_wrap": True}),
                   "title": book.add_format({"bold": True, "font_size": 16})}
        page, number = book.add_worksheet(names["cover" if own.get("sheets") else "whole"]), 0
        page.set_column(0, 15, 11)
        for row, line in enumerate((*sheet.title, sheet.note)):
            page.write_string(row, 0, line, formats["title"] if line in sheet.title else None)
        row += 2
        for part in sheet.parts:
            if isinstance(part, Heading):
                if own.get("sheets"):
                    number += 1
                    page, row = book.add_worksheet(names["part"].format(n=number)), 0
                    page.set_column(0, 15, 11)
                page.write_string(row, 0, part.number + part.text, formats["title"])
                row += 1
            elif isinstance(part, Paragraph):
                page.merge_range(row, 0, row, 9, part.text, formats["text"])
                row += 1
            else:
                row = _draw(page, part, row, formats, own.get("numeric", False))
    return buffer.getvalue()
