"""One table drawn in all the ways that printers and browsers draw cells: each must come out as the same grid."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from loaders.readers import read
from tests.loaders.readers.shapes import flow

ROWS = [("信息内容", "本年制发件数", "现行有效件数"), ("规章", "0", "12"), ("行政规范性文件", "", "1085"),
        ("行政许可", "7", "/")]
WIDE, HIGH, LEFT, TOP = 120, 22, 60, 700
THIN = 0.48  # points; the lines of Word


def cells(apart: float = 0.0):
    """(left, low, width, height, text) of each cell, `apart` from its neighbours."""
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            yield (LEFT + c * (WIDE + apart), TOP - (r + 1) * HIGH - r * apart, WIDE, HIGH, text)


def sides(x: float, y: float, w: float, h: float):
    return (x, y, x + w, y), (x, y + h, x + w, y + h), (x, y, x, y + h), (x + w, y, x + w, y + h)


def boxes(canvas: Canvas, apart: float) -> None:
    for x, y, w, h, _ in cells(apart):
        canvas.rect(x, y, w, h)


def bordered_by_rings(canvas: Canvas, apart: float) -> None:
    """Each border a filled shape with a hole, as browsers draw it."""
    for x, y, w, h, _ in cells(apart):
        path = canvas.beginPath()
        path.rect(x, y, w, h)
        path.rect(x + 1, y + 1, w - 2, h - 2)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def thin_rectangles(canvas: Canvas, apart: float) -> None:
    """Each side a filled rectangle of its own, as Word draws it."""
    for x, y, w, h, _ in cells(apart):
        for x0, y0, x1, y1 in sides(x, y, w, h):
            canvas.rect(x0, y0, max(x1 - x0, THIN), max(y1 - y0, THIN), stroke=0, fill=1)


def one_path(canvas: Canvas, apart: float) -> None:
    """All sides of all cells rectangles of one path."""
    path = canvas.beginPath()
    for x, y, w, h, _ in cells(apart):
        for x0, y0, x1, y1 in sides(x, y, w, h):
            path.rect(x0, y0, max(x1 - x0, THIN), max(y1 - y0, THIN))
    canvas.drawPath(path, stroke=0, fill=1)


def dots(canvas: Canvas, apart: float) -> None:
    for x, y, w, h, _ in cells(apart):
        for x0, y0, x1, y1 in sides(x, y, w, h):
            for at in range(0, int(max(x1 - x0, y1 - y0)), 2):
                canvas.rect(x0 + at * (x1 > x0), y0 + at * (y1 > y0), 0.75, 0.75, stroke=0, fill=1)


def filled(canvas: Canvas, apart: float) -> None:
    canvas.setFillGray(0.9)
    for x, y, w, h, _ in cells(apart):
        canvas.rect(x, y, w, h, stroke=0, fill=1)


def white_on_a_ground(canvas: Canvas, apart: float) -> None:
    """The gaps between white cells show the colour of the table, as cellspacing=1 on old pages does."""
    canvas.setFillGray(0.3)
    (x, y, w, h, _), n = list(cells(apart))[-1], len(ROWS)
    canvas.rect(LEFT - apart, y - apart, x + w - LEFT + 2 * apart, n * (h + apart) + apart, stroke=0, fill=1)
    canvas.setFillGray(1)
    for x, y, w, h, _ in cells(apart):
        canvas.rect(x, y, w, h, stroke=0, fill=1)


def printed(draw, apart: float) -> bytes:
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=(595, 842))
    canvas.setLineWidth(THIN)
    draw(canvas, apart)
    canvas.setFillGray(0)
    canvas.setFont("STSong-Light", 10)
    for x, y, w, _, text in cells(apart):
        canvas.drawCentredString(x + w / 2, y + 7, text)
    canvas.save()
    return packed.getvalue()


@pytest.mark.parametrize("apart", [0, 1, 3, 4, 8])
@pytest.mark.parametrize("draw", [boxes, bordered_by_rings, thin_rectangles, one_path, dots, filled, white_on_a_ground],
                         ids=lambda draw: draw.__name__)
def test_cells_are_cells_however_they_are_drawn(draw, apart):
    if draw in (filled, white_on_a_ground):
        apart = max(apart, 1)  # filled cells without a gap are one patch of colour
    assert flow(read(printed(draw, apart), "a.pdf")) == [[list(row) for row in ROWS]]


@pytest.mark.parametrize(("label", "at", "is_taken"), [
    ("不予处理", (708, 720), True),
    ("不予处理", (644, 632), True),
    ("共计三件", (644, 632), False),  # not a label
    ("5", (644,), False),  # a page number
], ids=["above", "below", "other words", "a number"])
def test_a_label_printed_beyond_its_row_at_the_page_break_stays_in_its_cell(label, at, is_taken):
    """Below the break the middle of a merged cell may lie above the first row, or under the last one above it."""
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=(595, 842))
    canvas.setFont("STSong-Light", 9)
    xs, ys = (60, 120, 260, 320), (700, 678, 656)
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0] if y != ys[1] else xs[1], y, xs[-1], y)
    for row, (text, value) in enumerate((("4.无正当理由大量反复申请", "0"), ("小计", "3"))):
        canvas.drawString(125, ys[row] - 14, text)
        canvas.drawString(285, ys[row] - 14, value)
    half = -(-len(label) // len(at))
    for n, y in enumerate(sorted(at, reverse=True)):
        canvas.drawString(64, y, label[n * half:(n + 1) * half])
    canvas.save()
    found = flow(read(packed.getvalue(), "a.pdf"))
    (table,) = [block for block in found if isinstance(block, list)]
    assert table[0][0].replace("\n", "") == (label if is_taken else "")
    assert len(found) == 1 + (not is_taken) * len(at)
