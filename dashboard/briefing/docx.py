"""A briefing as a Word document that WPS and Word open alike: A4, heads repeated, pages numbered.

In:   a Briefing; the pictures already drawn.
Out:  written() -> bytes.
Promise: text is text; the face is named, Chinese first, and the reader's own program draws it; pictures carry words
for who cannot see them.
"""

import io
from collections.abc import Mapping

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from dashboard.briefing.model import Briefing, Case, Entries, Heading, Picture, Table, Words, printable, told
from dashboard.briefing.pictures import Drawn
from dashboard.labels import say

FACE = "Microsoft YaHei"
SIDE = 17  # millimetres
ROOM = 210 - 2 * SIDE
INK, MUTED, ACCENT = (RGBColor.from_string(c) for c in ("17212B", "55626F", "044D7C"))
_RULE, _GRID, _SURFACE = "D5DCE3", "E8ECF0", "F4F6F8"


def written(briefing: Briefing, pictures: Mapping[int, Drawn]) -> bytes:
    """The document; `pictures`: number of a block -> its chart."""
    return _Docx(briefing).build(briefing, pictures)


class _Docx:
    def __init__(self, briefing: Briefing):
        self.doc = Document()
        page = self.doc.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(SIDE)
        page.top_margin, page.bottom_margin, page.footer_distance = Mm(16), Mm(18), Mm(9)
        properties = self.doc.core_properties
        properties.title, properties.author = printable(briefing.title)[:250], say("app.title")
        properties.subject, properties.language, properties.created = printable(briefing.running)[:250], "zh-CN", \
            briefing.made.replace(tzinfo=None)
        properties.comments = ""
        for name, size, colour, bold, before, after in (
                ("Normal", 10, INK, False, 0, 3), ("Title", 19, INK, True, 0, 6),
                ("Heading 1", 13.5, ACCENT, True, 16, 4), ("Heading 2", 10.5, INK, True, 10, 0)):
            self._style(name, size, colour, bold, before, after)
        self._foot(page, briefing.running)

    def _style(self, name: str, size: float, colour: RGBColor, bold: bool, before: float, after: float) -> None:
        style = self.doc.styles[name]
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), colour, bold
        style.font.italic = False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in [a for a in fonts.attrib if "heme" in a]:
            del fonts.attrib[theme]
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), FACE)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
        style.element.get_or_add_rPr().append(language)
        for line in style.element.findall(f".//{qn('w:pBdr')}"):
            line.getparent().remove(line)

    def _foot(self, page, running: str) -> None:
        paragraph = page.footer.paragraphs[0]
        paragraph.style = self.doc.styles["Normal"]
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(ROOM), WD_TAB_ALIGNMENT.RIGHT)
        before, after = say("briefing.page", n="\0").split("\0")
        self._run(paragraph, running[:70], 8, MUTED).add_tab()
        self._run(paragraph, before, 8, MUTED).add_text(" ")
        number = self._run(paragraph, "1", 8, MUTED)._r
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        number.addprevious(field)
        field.append(number)
        self._run(paragraph, "", 8, MUTED).add_text(" " + after.strip())

    @staticmethod
    def _run(paragraph, text: str, size: float | None = None, colour: RGBColor | None = None, bold: bool | None = None):
        run = paragraph.add_run(printable(text))
        if size:
            run.font.size = Pt(size)
        if colour is not None:
            run.font.color.rgb = colour
        run.font.bold = bold
        return run

    def _say(self, text: str, style: str = "Normal", size: float | None = None, colour: RGBColor | None = None,
             bold: bool | None = None, keep: bool = False, after: float | None = None):
        paragraph = self.doc.add_paragraph(style=style)
        self._run(paragraph, text, size, colour, bold)
        paragraph.paragraph_format.keep_with_next = keep or None
        if after is not None:
            paragraph.paragraph_format.space_after = Pt(after)
        return paragraph

    def build(self, briefing: Briefing, pictures: Mapping[int, Drawn]) -> bytes:
        if briefing.is_demo:
            self._say(say("briefing.demo"), size=9, colour=MUTED)
        self._say(briefing.title, "Title")
        self._say(briefing.answer, size=11)
        self._say(told(briefing.facts), size=8.5, colour=MUTED, after=0)
        for i, block in enumerate(briefing.blocks):
            match block:
                case Heading():
                    head = self._say(block.text, "Heading 2" if block.is_small else "Heading 1")
                    head.paragraph_format.page_break_before = block.is_new_page or None
                case Words():
                    self._say(block.text, **({"size": 8.5, "colour": MUTED} if block.is_note else {}))
                case Table():
                    self._table(block)
                case Picture():
                    self._picture(block, pictures[i])
                case Entries():
                    for term, words in block.entries:
                        self._say(term, size=9, bold=True, keep=True, after=0)
                        self._say(words, size=8.5)
                case Case():
                    self._say(block.head, size=9, bold=True, keep=True, after=0)
                    for n, text in enumerate(block.lines, start=1):
                        last = n == len(block.lines)
                        self._say(text, size=8.5, keep=not last, after=None if last else 0)
        out = io.BytesIO()
        self.doc.save(out)
        return out.getvalue()

    def _picture(self, block: Picture, drawn: Drawn) -> None:
        self._say(block.title, "Heading 2")
        self._say(block.sub, size=8.5, colour=MUTED, keep=True)
        paragraph = self.doc.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(block.note) or None
        shape = paragraph.add_run().add_picture(io.BytesIO(drawn.png), width=Mm(ROOM))
        shape._inline.docPr.set("descr", printable(block.alt))
        if block.note:
            self._say(block.note, size=8.5, colour=MUTED)

    def _table(self, block: Table) -> None:
        if block.title:
            self._say(block.title, "Heading 2")
        if block.sub:
            self._say(block.sub, size=8.5, colour=MUTED, keep=True)
        size = 7.5 if block.is_small else 9
        table = self.doc.add_table(rows=0, cols=len(block.columns))
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        whole = sum(c.share for c in block.columns)
        widths = [Mm(ROOM * c.share / whole) for c in block.columns]
        for column, width in zip(table.columns, widths):
            column.width = width
        self._row(table, block, tuple(c.head for c in block.columns), widths, size, MUTED, False)
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))
        for i, row in enumerate(block.rows):
            self._row(table, block, row, widths, size, INK, i in block.strong)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        _lines(table)
        if block.note:
            self._say(block.note, size=8.5, colour=MUTED)
        else:
            self._say("", size=4, after=0)

    def _row(self, table, block: Table, texts: tuple[str, ...], widths: list, size: float, colour: RGBColor,
             bold: bool) -> None:
        cells = table.add_row().cells
        for cell, text, column, width in zip(cells, texts, block.columns, widths):
            cell.width = width
            paragraph = cell.paragraphs[0]
            self._run(paragraph, text, size, colour, bold or None)
            paragraph.paragraph_format.space_after = Pt(0)
            if column.is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if colour is MUTED:
                fill = OxmlElement("w:shd")
                fill.set(qn("w:val"), "clear")
                fill.set(qn("w:fill"), _SURFACE)
                cell._tc.get_or_add_tcPr().append(fill)


def _lines(table) -> None:
    """Hairlines between the rows, nothing upright; little room inside the cells."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side, colour in (("top", _RULE), ("bottom", _RULE), ("insideH", _GRID)):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 30), ("left", 60), ("bottom", 30), ("right", 60)):
        room = OxmlElement(f"w:{side}")
        room.set(qn("w:w"), str(twips))
        room.set(qn("w:type"), "dxa")
        margins.append(room)
    later = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption")  # the schema fixes their order
    properties.insert_element_before(borders, *later)
    properties.insert_element_before(margins, *later[3:])
