"""Documents made for a test, and grids written as pictures.

In:   small tables as lists of rows.
Out:  bytes of docx, xlsx and pdf files; draw() a Grid as rows of text, where a span shows as < and ^.
"""

import io
import zipfile

import xlsxwriter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from loaders.document import Document, Grid, Line

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
STYLE = ParagraphStyle("body", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def draw(grid: Grid) -> list[list[str]]:
    """The grid as rows of text; places a cell spans to the right show as <, downwards as ^, undrawn places as None."""
    rows: list[list[str | None]] = [[None] * grid.n_cols for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                assert rows[row][col] is None, f"two cells at {row}, {col}"
                rows[row][col] = cell.text if (row, col) == (cell.row, cell.col) else "<" if col > cell.col else "^"
    return rows


def flow(document: Document) -> list:
    """Lines as their text, Grids as draw()."""
    return [block.text if isinstance(block, Line) else draw(block) for block in document.blocks]


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A zip file of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word file with this body; further parts of word/ by name, such as numbering="<w:abstractNum…>"."""

    def root(tag: str, inside: str) -> str:
        return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} xmlns:w="{W}">{inside}</w:{tag}>'

    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
            **{f"word/{name}.xml": root(name, inside) for name, inside in parts.items()},
        }
    )


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, span: int = 1, merge: str | None = None) -> str:
    """A Word cell; merge is restart or continue."""
    properties = f'<w:gridSpan w:val="{span}"/>' + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def xlsx(*sheets: dict[tuple[int, int], object], merged: tuple = ()) -> bytes:
    """A workbook; each sheet maps (row, column) to a value, merged ranges (of the first sheet) are (r0, c0, r1, c1)."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"default_date_format": "yyyy-mm-dd"}) as book:
        for number, values in enumerate(sheets):
            sheet = book.add_worksheet(f"表{number + 1}")
            for area in merged if number == 0 else ():
                sheet.merge_range(*area, "")
            for (row, col), value in values.items():
                sheet.write(row, col, value)
    return packed.getvalue()


def pdf(*story, size=A4) -> bytes:
    """A PDF of text, tables (see ruled) and None for a page break."""
    packed = io.BytesIO()
    parts = [
        PageBreak() if part is None else Paragraph(part, STYLE) if isinstance(part, str) else part for part in story
    ]
    SimpleDocTemplate(packed, pagesize=size).build([x for part in parts for x in (part, Spacer(1, 14))])
    return packed.getvalue()


def laid_out(rows: list[list[str]], widths: list[int], *styles: tuple) -> Table:
    """A PDF table; cells wrap. Without further styles it has no rules."""
    wrapped = [[Paragraph(text, STYLE) if text else "" for text in row] for row in rows]
    return Table(wrapped, colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *styles])
