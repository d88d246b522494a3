"""Several pages on one sheet, and turned content: read as the pages themselves, or doubtful, never mixed."""

import io

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from loaders.document import Cell, Document, Grid, Line
from loaders.extract import extract
from loaders.readers import read
from loaders.report import DOUBTFUL
from tests.loaders.readers import imposed
from tests.loaders.readers.shapes import GRID, draw, flow, grids, laid_out, pdf

PROSE = "2024年，本机关共收到政府信息公开申请95件，上年结转3件；予以公开50件，占52.6%，其余48件均在法定期限内答复。"
HEADS = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
ROWS = [HEADS, *([f"第{n}类文件", str(n), "0", str(10 * n)] for n in range(1, 61))]


def story() -> list:
    """Two pages and a half; the table runs over both breaks."""
    return ["二、主动公开政府信息情况", PROSE, laid_out(ROWS, [150, 90, 90, 90], *GRID), PROSE, "无。"]


def shown(data: bytes) -> list:
    return flow(read(data, "a.pdf"))


@pytest.mark.parametrize(("across", "down", "sheet", "turn"), [
    (2, 1, (842, 595), 0), (2, 1, (1190, 842), 0), (1, 2, (595, 842), 0), (2, 2, (595, 842), 0), (2, 2, (842, 595), 0),
    (3, 1, (1190, 842), 0), (2, 1, (842, 595), 90), (2, 1, (842, 595), 180), (2, 1, (842, 595), 270)])
def test_pages_placed_as_forms_are_read_one_by_one(across, down, sheet, turn):
    data = pdf(*story())
    assert shown(imposed.as_forms(data, across, down, sheet, turn)) == shown(data)


@pytest.mark.parametrize("sheet", [imposed.TWO_UP, imposed.BOOKLET, imposed.FOUR_UP, imposed.TWO_UP_TURNED],
                         ids=["two up", "booklet", "four up", "two up on a turned sheet"])
def test_pages_drawn_side_by_side_are_told_by_the_room_between_them(sheet):
    assert shown(imposed.drawn(story(), *sheet)) == shown(pdf(*story()))


@pytest.mark.parametrize("sheet", [imposed.UPWARDS, imposed.ON_ITS_HEAD, imposed.DOWNWARDS],
                         ids=["upwards", "on its head", "downwards"])
def test_turned_content_reads_as_upright(sheet):
    assert shown(imposed.drawn(story(), *sheet)) == shown(pdf(*story()))


def test_what_pages_of_a_sheet_repeat_is_told_from_the_text():
    """A running head between two halves of a table does not end the table: each page of a sheet has its own edge."""
    document = read(imposed.drawn(story(), *imposed.TWO_UP), "a.pdf")
    assert [(b.page, b.leaf) for b in document.blocks if isinstance(b, Grid)] == [(1, 0), (1, 1)]


def test_text_named_inside_a_form_stays_in_its_place():
    """Browsers name some characters (一, 二, 人) beside their glyphs; pdfium leaves these where the form was not."""
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=A4)
    for _ in range(2):
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(60, 700, "第")
        canvas._code.append("/Span <</ActualText <FEFF4E8C5341>>> BDC")
        canvas.drawString(70, 700, "\u2f06\u2f17")
        canvas._code.append("EMC")
        canvas.drawString(90, 700, "条第（八）项，政府信息公开工作年度报告，共十二件")
        canvas.showPage()
    canvas.save()
    wanted = ["第二十条第（八）项，政府信息公开工作年度报告，共十二件"] * 2
    assert shown(packed.getvalue()) == wanted
    assert shown(imposed.as_forms(packed.getvalue(), 2, 1, (842, 595))) == wanted
    assert shown(imposed.as_forms(packed.getvalue(), 2, 1, (1190, 842))) == wanted


@pytest.mark.parametrize("rules", [GRID, []], ids=["ruled", "without rules"])
def test_a_wide_page_is_one_page(rules):
    """A landscape page whose table has a gap in its middle is not two pages."""
    rows = [["行政许可", "", "12", "7"], ["行政处罚", "", "0", "5"], ["行政强制", "", "3", "0"]]
    document = read(pdf("二、主动公开", laid_out(rows, [150, 120, 120, 120], *rules), size=landscape(A4)), "a.pdf")
    (grid,) = grids(document)
    assert [[c for c in row if c] for row in draw(grid)] == [[c for c in row if c] for row in rows]
    assert not document.doubted


def test_what_may_be_two_pages_is_doubtful():
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=landscape(A4))
    for n in range(12):
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(40, 500 - 20 * n, PROSE[:30])
        canvas.drawString(500, 500 - 20 * n, f"规章 {n}")
    canvas.showPage()
    canvas.save()
    document = read(packed.getvalue(), "a.pdf")
    assert list(document.doubted) == [1] and "并排" in document.doubted[1]


def test_no_number_of_a_doubted_page_is_taken():
    rows = [HEADS, ["规章", "1", "", "3"], ["行政规范性文件", "4", "5", "6"]]
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    document = Document("pdf", (Line("二、主动公开政府信息情况", 2), Grid(cells, 2)), doubted={2: "并排印成。"})
    found = extract(document).figures
    assert len(found) == 6 and {(f.state, f.value, f.note) for f in found} == {(DOUBTFUL, None, "并排印成。")}


def test_below_a_break_fewer_columns_are_told_by_their_number_or_doubtful():
    """上一年项目数量 and 本年增/减 above the break in a grid of four columns, the row below it in one of three."""
    heads = ((0, "信息内容", 1), (1, "上一年项目数量", 1), (2, "本年增/减", 2))
    above = Grid(tuple(Cell(0, col, text, 1, span) for col, text, span in heads), 1)
    five = ("行政事业性收费", "", "4", "-1", "")
    for texts, values in (("行政事业性收费", "4", "-1"), [4, -1]), (five, [None, None]):
        below = Grid(tuple(Cell(0, col, text) for col, text in enumerate(texts)), 2)
        document = Document("pdf", (Line("二、主动公开政府信息情况", 1), Line("第二十条第（八）项", 1), above, below))
        found = {f.column: f for f in extract(document).figures if f.item == "fees"}
        assert [found[c].value for c in ("items_previous", "items_change")] == values, texts
