"""Word documents: merged heads, groups merged down, headings numbered by the word processor.

In:   a Sheet.
Out:  write().
Promise: the tables are written as Word writes them (gridSpan, vMerge); dates and archive times are fixed.
"""

import io
import zipfile
from datetime import datetime
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from loaders.demo.printed import PrintedTable
from loaders.demo.sheet import Heading, Paragraph, Sheet
from loaders.demo.writers.text import rows

_WIDTH = 9200  # of the text area, in twentieths of a point
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                   for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_WHEN = datetime(2026, 1, 1)
_NUMBERING = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>"""


def _runs(text: str) -> str:
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))


def _table_xml(table: PrintedTable) -> str:
    width = _WIDTH // table.n_cols
    lines = []
    for row in rows(table):
        cells = []
        for cell, below in row:
            merge = '<w:vMerge/>' if below else '<w:vMerge w:val="restart"/>' if cell.row_span > 1 else ""
            span = f'<w:gridSpan w:val="{cell.col_span}"/>' if cell.col_span > 1 else ""
            text = "" if below else f"<w:r>{_runs(cell.text)}</w:r>"
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width * cell.col_span}" w:type="dxa"/>{span}{merge}</w:tcPr>'
                         f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{text}</w:p></w:tc>')
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = f'<w:gridCol w:w="{width}"/>' * table.n_cols
    return (f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>")


def _number(document) -> None:
    """A numbering of its own for headings: 一、二、三、 as Word counts them."""
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_NUMBERING))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _heading(document, part: Heading, is_auto: bool) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(part.text if is_auto else part.number + part.text).bold = True
    if is_auto:
        paragraph._p.get_or_add_pPr().append(parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'))


def _dated(packed: bytes) -> bytes:
    """The same archive with one time on every part, so that the same report has the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def write(sheet: Sheet) -> bytes:
    """The document; equal sheets give equal bytes."""
    document = docx.Document()
    document.core_properties.title = "".join(sheet.title)
    document.core_properties.created = document.core_properties.modified = _WHEN
    is_auto = sheet.layout.headings == "auto"
    if is_auto:
        _number(document)
    for line in sheet.title:
        document.add_paragraph(line, style="Title")
    document.add_paragraph(sheet.note)
    for part in sheet.parts:
        if isinstance(part, Heading):
            _heading(document, part, is_auto)
        elif isinstance(part, Paragraph):
            document.add_paragraph(part.text).alignment = 2 if part.place == "closing" else None
        else:
            document.add_paragraph()._p.addnext(parse_xml(_table_xml(part)))
    buffer = io.BytesIO()
    document.save(buffer)
    return _dated(buffer.getvalue())
