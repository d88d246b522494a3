"""A briefing as PDF: A4, the letters embedded, heads repeated where a table runs on.

In:   a Briefing; the pictures already drawn; the two font files of fonts.cut.
Out:  written() -> bytes.
Promise: no word is read as markup; every letter of the document is in it, so that it looks the same anywhere and can
be searched and copied.
"""

import io
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import textsplit
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    LongTable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    paragraph,
)

from dashboard.briefing.model import Briefing, Case, Entries, Heading, Picture, Table, Words, printable, told
from dashboard.briefing.pictures import Drawn
from dashboard.labels import say

INK, MUTED, RULE, GRID, ACCENT, SURFACE = map(HexColor, (
    "#17212B", "#55626F", "#D5DCE3", "#E8ECF0", "#044D7C", "#F4F6F8"))
SIDE, TOP, BOTTOM = 17 * mm, 16 * mm, 18 * mm
ROOM = A4[0] - 2 * SIDE
_SEEN = count()  # reportlab keeps a face by its name for the whole process, whatever file it came from


def written(briefing: Briefing, pictures: Mapping[int, Drawn], fonts: tuple[Path, Path]) -> bytes:
    """The document; `pictures`: number of a block -> its chart."""
    out = io.BytesIO()
    return _Pdf(fonts).build(briefing, pictures, out)


class _Pdf:
    def __init__(self, fonts: tuple[Path, Path]):
        n = next(_SEEN)
        self.regular, self.bold = f"briefing{n}", f"briefing{n}bold"
        for name, path in zip((self.regular, self.bold), fonts):
            font = TTFont(name, str(path))
            font.face.name = name.encode() if isinstance(font.face.name, bytes) else name
            pdfmetrics.registerFont(font)
        base = ParagraphStyle("body", fontName=self.regular, fontSize=10, leading=16, textColor=INK, wordWrap="CJK")
        self.styles = {
            "body": base,
            "answer": ParagraphStyle("answer", base, fontSize=11, leading=18, spaceAfter=2 * mm),
            "title": ParagraphStyle("title", base, fontName=self.bold, fontSize=19, leading=26, spaceAfter=2 * mm),
            "heading": ParagraphStyle("heading", base, fontName=self.bold, fontSize=13.5, leading=19, textColor=ACCENT,
                                      spaceBefore=6 * mm, spaceAfter=1.5 * mm, keepWithNext=1),
            "caption": ParagraphStyle("caption", base, fontName=self.bold, fontSize=10.5, leading=15,
                                      spaceBefore=3.5 * mm, keepWithNext=1),
            "sub": ParagraphStyle("sub", base, fontSize=8.5, leading=12.5, textColor=MUTED, spaceAfter=1 * mm,
                                  keepWithNext=1),
            # kept with a table they would push all of it to the next page: CondPageBreak keeps its head with them
            "table": ParagraphStyle("table", base, fontName=self.bold, fontSize=10.5, leading=15, spaceBefore=3.5 * mm),
            "of table": ParagraphStyle("of table", base, fontSize=8.5, leading=12.5, textColor=MUTED, spaceAfter=3),
            "note": ParagraphStyle("note", base, fontSize=8.5, leading=12.5, textColor=MUTED, spaceBefore=1 * mm),
            "fact": ParagraphStyle("fact", base, fontSize=8.5, leading=13, textColor=MUTED),
            "term": ParagraphStyle("term", base, fontName=self.bold, fontSize=9, leading=13.5, spaceBefore=1.6 * mm,
                                   keepWithNext=1),
            "meaning": ParagraphStyle("meaning", base, fontSize=8.5, leading=13, textColor=INK),
        }

    def build(self, briefing: Briefing, pictures: Mapping[int, Drawn], out: io.BytesIO) -> bytes:
        document = BaseDocTemplate(
            out, pagesize=A4, leftMargin=SIDE, rightMargin=SIDE, topMargin=TOP, bottomMargin=BOTTOM,
            title=printable(briefing.title), author=say("app.title"), subject=printable(briefing.running), lang="zh-CN")
        frame = Frame(SIDE, BOTTOM, ROOM, A4[1] - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0,
                      bottomPadding=0)

        def furniture(canvas, page) -> None:
            canvas.setFont(self.regular, 8)
            canvas.setFillColor(MUTED)
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(.5)
            canvas.line(SIDE, BOTTOM - 4 * mm, A4[0] - SIDE, BOTTOM - 4 * mm)
            canvas.drawString(SIDE, BOTTOM - 8.5 * mm, printable(briefing.running)[:70])
            canvas.drawRightString(A4[0] - SIDE, BOTTOM - 8.5 * mm, say("briefing.page", n=page.page))

        document.addPageTemplates(PageTemplate("all", [frame], onPage=furniture))
        with _closing_signs():
            document.build(list(self._story(briefing, pictures)))
        return out.getvalue()

    def _p(self, text: str, style: str) -> Paragraph:
        return Paragraph(escape(printable(text)), self.styles[style])

    def _story(self, briefing: Briefing, pictures: Mapping[int, Drawn]):
        if briefing.is_demo:
            yield self._p(say("briefing.demo"), "fact")
        yield self._p(briefing.title, "title")
        yield self._p(briefing.answer, "answer")
        yield self._p(told(briefing.facts), "fact")
        for i, block in enumerate(briefing.blocks):
            match block:
                case Heading():
                    yield PageBreak() if block.is_new_page else CondPageBreak(_needed(i, briefing, pictures))
                    yield self._p(block.text, "caption" if block.is_small else "heading")
                case Words():
                    yield self._p(block.text, "note" if block.is_note else "body")
                case Table():
                    yield from self._table(block)
                case Picture():
                    yield self._picture(block, pictures[i])
                case Entries():
                    for term, words in block.entries:
                        yield self._p(term, "term")
                        yield self._p(words, "meaning")
                case Case():
                    yield KeepTogether([self._p(block.head, "term"), *(self._p(t, "meaning") for t in block.lines)])

    def _picture(self, block: Picture, drawn: Drawn) -> Flowable:
        image = Image(io.BytesIO(drawn.png), width=ROOM, height=ROOM * drawn.height / drawn.width)
        image.hAlign = "LEFT"
        note = [self._p(block.note, "note")] if block.note else []
        return KeepTogether([self._p(block.title, "caption"), self._p(block.sub, "sub"), image, *note])

    def _table(self, block: Table):
        yield CondPageBreak(38 * mm)
        if block.title:
            yield self._p(block.title, "table")
        if block.sub:
            yield self._p(block.sub, "of table")
        size = 7.6 if block.is_small else 8.8
        styles = {(number, strong, head): ParagraphStyle(
            "cell", self.styles["body"], fontName=self.bold if strong else self.regular, fontSize=size,
            leading=size * 1.38, alignment=TA_RIGHT if number else 0, textColor=MUTED if head else INK)
            for number in (False, True) for strong in (False, True) for head in (False, True)}

        def cells(texts: Sequence[str], strong: bool, head: bool = False) -> list[Paragraph]:
            return [Paragraph(escape(printable(t)), styles[c.is_number, strong, head])
                    for t, c in zip(texts, block.columns)]

        rows = [cells([c.head for c in block.columns], False, True)]
        rows += [cells(row, i in block.strong) for i, row in enumerate(block.rows)]
        table = LongTable(rows, colWidths=_widths(block, size), repeatRows=1, splitByRow=1)
        table.hAlign = "LEFT"
        pad = 2.2 if block.is_small else 3
        table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
                        ("BACKGROUND", (0, 0), (-1, 0), SURFACE), ("LINEBELOW", (0, 0), (-1, 0), .7, RULE),
                        ("LINEBELOW", (0, 1), (-1, -1), .4, GRID), ("TOPPADDING", (0, 0), (-1, -1), pad),
                        ("BOTTOMPADDING", (0, 0), (-1, -1), pad), ("LEFTPADDING", (0, 0), (-1, -1), 3.5),
                        ("RIGHTPADDING", (0, 0), (-1, -1), 3.5)])
        yield table
        yield self._p(block.note, "note") if block.note else Spacer(1, 1 * mm)


def _needed(i: int, briefing: Briefing, pictures: Mapping[int, Drawn]) -> float:
    """How much of a page a heading asks for: its own chart must stand under it."""
    after = pictures.get(i + 1)
    if after is not None:
        return ROOM * after.height / after.width + 36 * mm
    return (30 if briefing.blocks[i].is_small else 60) * mm


@contextmanager
def _closing_signs():
    """Chinese signs that may not begin a line, which reportlab knows only in part; given back at the end, since others
    in this process lay out by its own list."""
    before = textsplit.ALL_CANNOT_START
    paragraph.ALL_CANNOT_START = textsplit.ALL_CANNOT_START = before + "，；：！？”’》〉％"
    try:
        yield
    finally:
        paragraph.ALL_CANNOT_START = textsplit.ALL_CANNOT_START = before


def _widths(block: Table, size: float) -> list[float]:
    """By the columns' shares, but none narrower than its longest number or some words need, as far as there is room."""
    whole = sum(c.share for c in block.columns)
    widths = [ROOM * c.share / whole for c in block.columns]
    least = [max([30, *(_wide(row[j], size) + 8 for row in block.rows)]) for j in range(len(block.columns))]
    least = [min(n, ROOM / 3 if c.is_number else ROOM / 5) for n, c in zip(least, block.columns)]  # words may break
    short = sum(max(0, n - w) for n, w in zip(least, widths))
    spare = sum(max(0, w - n) for n, w in zip(least, widths))
    give = min(1, short / spare) if spare else 0
    fitted = [max(n, w) if w < n else w - (w - n) * give for n, w in zip(least, widths)]
    return [w * ROOM / sum(fitted) for w in fitted]


def _wide(text: str, size: float) -> float:
    return sum(size if unicodedata.east_asian_width(c) in "WFA" else size * .6 for c in text)


