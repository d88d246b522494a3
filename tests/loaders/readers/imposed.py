"""Printed pages put on one sheet: by a program that keeps each as a form, or drawn anew where they come to stand.

In:   the bytes of a PDF, or a story as tests/loaders/readers/shapes.pdf takes it.
Out:  as_forms(), drawn(): PDFs of sheets that hold several pages; turned(): pages whose content is turned.
Promise: nothing is left out; what is read of a sheet must be what is read of its pages.
"""

import io

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

from tests.loaders.readers.shapes import STYLE

WIDE, HIGH = A4


def as_forms(data: bytes, across: int, down: int, sheet: tuple[float, float], turn: int = 0) -> bytes:
    """The pages of a PDF on sheets of this size, as a print dialogue does it; `turn`: the /Rotate of the sheets."""
    source = pdfium.PdfDocument(data)
    sheets = pdfium.PdfDocument(raw.FPDF_ImportNPagesToOne(source.raw, *sheet, across, down))
    for page in sheets if turn else ():
        page.set_rotation(turn)
    packed = io.BytesIO()
    sheets.save(packed)
    return packed.getvalue()


class _Sheets(Canvas):
    """A canvas that draws the pages it is given at these places (x, y, degrees, scale) of a sheet."""

    sheet, places = A4, [(0.0, 0.0, 0, 1.0)]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.n_drawn = 0
        self.setPageSize(A4)
        self._begin()

    def setPageSize(self, size) -> None:
        """The sheet's, whatever the pages have."""
        super().setPageSize(self.sheet)

    def _begin(self) -> None:
        x, y, degrees, scale = self.places[self.n_drawn % len(self.places)]
        self.saveState()
        self.translate(x, y)
        self.rotate(degrees)
        self.scale(scale, scale)

    def showPage(self) -> None:
        self.restoreState()
        self.n_drawn += 1
        if self.n_drawn % len(self.places) == 0:
            super().showPage()
        self._begin()

    def save(self) -> None:
        self.restoreState()
        if self.n_drawn % len(self.places):
            super().showPage()
        self._doc.SaveToFile(self._filename, self)


def drawn(story: list, sheet: tuple[float, float], places: list[tuple[float, float, int, float]]) -> bytes:
    """A story of A4 pages (text, tables, None for a page break) on sheets, without forms."""
    packed = io.BytesIO()
    parts = [PageBreak() if p is None else Paragraph(p, STYLE) if isinstance(p, str) else p for p in story]
    maker = type("Sheets", (_Sheets,), {"sheet": sheet, "places": places})
    SimpleDocTemplate(packed, pagesize=A4).build([x for part in parts for x in (part, Spacer(1, 14))],
                                                 canvasmaker=maker)
    return packed.getvalue()


HALF = 2 ** -0.5
TWO_UP = (HIGH, WIDE), [(0, 0, 0, HALF), (HIGH / 2, 0, 0, HALF)]
BOOKLET = (2 * WIDE, HIGH), [(0, 0, 0, 1), (WIDE, 0, 0, 1)]
FOUR_UP = (WIDE, HIGH), [(c * WIDE / 2, (1 - r) * HIGH / 2, 0, 0.5) for r in (0, 1) for c in (0, 1)]
TWO_UP_TURNED = (WIDE, HIGH), [(WIDE, n * HIGH / 2, 90, HALF) for n in (0, 1)]
UPWARDS = (HIGH, WIDE), [(HIGH, 0, 90, 1)]
ON_ITS_HEAD = (WIDE, HIGH), [(WIDE, HIGH, 180, 1)]
DOWNWARDS = (HIGH, WIDE), [(0, WIDE, 270, 1)]
