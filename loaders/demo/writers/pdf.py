"""PDFs with ruled tables: portrait or landscape, small print, tables that run over pages.

In:   a Sheet.
Out:  write().
Promise: every character stands in the text layer, in a font of the standard Chinese collection; words in a cell are
broken by hand, as narrow columns break them.
"""

import io
import math

from reportlab.lib import pagesizes
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import Paragraph as Flowing

from loaders.demo.printed import PrintedTable
from loaders.demo.sheet import Heading, Paragraph, Sheet

_FONT, _MARGIN = "STSong-Light", 50
_BODY = ParagraphStyle("body", fontName=_FONT, fontSize=11, leading=18, wordWrap="CJK", firstLineIndent=22)
_STYLES = {
    "title": ParagraphStyle("title", _BODY, fontSize=18, leading=28, alignment=TA_CENTER, firstLineIndent=0),
    "note": ParagraphStyle("note", _BODY, alignment=TA_CENTER, firstLineIndent=0),
    "heading": ParagraphStyle("heading", _BODY, fontSize=13, spaceBefore=8, spaceAfter=4),
    "body": _BODY,
    "caption": ParagraphStyle("caption", _BODY, alignment=TA_CENTER, firstLineIndent=0),
    "closing": ParagraphStyle("closing", _BODY, alignment=TA_RIGHT, firstLineIndent=0),
}


def _columns(table: PrintedTable, width: float, is_narrow: bool) -> list[float]:
    """Widths: the group labels narrow (one character when `is_narrow`), the row labels wide, the numbers alike."""
    if table.id == "requests":
        shares = [*((0.4, 0.75, 4.2) if is_narrow else (1.15, 1.7, 4.2)), *[1.6] * (table.n_cols - 3)]
    elif table.id == "activity":
        shares = [5, 0.8, 1.2]
    elif table.id == "disclosure":
        shares = [1.3, *[1] * (table.n_cols - 1)]
    else:
        shares = [1] * table.n_cols
    return [width * share / sum(shares) for share in shares]


def _wrapped(text: str, width: float, size: float) -> str:
    """Words broken where the column ends; numbers are never broken."""
    per_line = max(1, int((width - 3) / size))
    lines = []
    for line in text.replace("\u00a0", " ").split("\n"):
        if line.isascii():
            lines.append(line)
        else:
            lines += [line[i:i + per_line] for i in range(0, len(line), per_line)] or [""]
    return "\n".join(lines)


# Which lines are drawn; `rows` and `outer` are how reports without a full grid look.
_RULES = {"all": ("GRID",), "rows": ("LINEABOVE", "LINEBELOW"), "outer": ("BOX",), "none": ()}


def _drawn(table: PrintedTable, width: float, size: float, is_narrow: bool, rules: str) -> Table:
    columns = _columns(table, width, is_narrow)
    places = [[""] * table.n_cols for _ in range(table.n_rows)]
    heights, leading = [size * 2.1] * table.n_rows, size * 1.15
    style = [("FONT", (0, 0), (-1, -1), _FONT, size, leading),
             *((rule, (0, 0), (-1, -1), 0.5, "black") for rule in _RULES[rules]),
             ("ALIGN", (0, 0), (-1, -1), "CENTER"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
             ("LEFTPADDING", (0, 0), (-1, -1), 1), ("RIGHTPADDING", (0, 0), (-1, -1), 1),
             ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    for cell in sorted(table.cells, key=lambda c: c.row_span):
        last_row, last_col = cell.row + cell.row_span - 1, cell.col + cell.col_span - 1
        text = _wrapped(cell.text, sum(columns[cell.col:last_col + 1]), size)
        places[cell.row][cell.col] = text
        if cell.row_span > 1 or cell.col_span > 1:
            style.append(("SPAN", (cell.col, cell.row), (last_col, last_row)))
        needed = (text.count("\n") + 1) * leading + 4
        lacking = needed - sum(heights[cell.row:last_row + 1])
        if lacking > 0:
            for row in range(cell.row, last_row + 1):
                heights[row] += math.ceil(lacking / cell.row_span)
    return Table(places, columns, heights, style=style)


def write(sheet: Sheet) -> bytes:
    """The PDF; equal sheets give equal bytes."""
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    own = sheet.layout.own
    page = pagesizes.landscape(pagesizes.A4) if own.get("landscape") else pagesizes.A4
    width, size = page[0] - 2 * _MARGIN, own.get("size", 8)
    flow = [Flowing(line, _STYLES["title"]) for line in sheet.title]
    flow += [Flowing(sheet.note, _STYLES["note"]), Spacer(1, 10)]
    drawn_before = None
    for part in sheet.parts:
        if isinstance(part, Heading):
            flow.append(Flowing(part.number + part.text, _STYLES["heading"]))
        elif isinstance(part, Paragraph):
            flow.append(Flowing(part.text, _STYLES[part.place]))
        else:
            if drawn_before is not None and drawn_before.id == part.id:
                flow.append(PageBreak())  # the page ends inside the table
            flow += [_drawn(part, width, size, own.get("narrow", False), own.get("rules", "all")),
                     *([] if sheet.layout.cut else [Spacer(1, 6)])]
        drawn_before = part if not isinstance(part, Heading | Paragraph) else None
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=page, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=60, bottomMargin=60,
                      title="".join(sheet.title), invariant=1).build(flow)
    return buffer.getvalue()
