"""Tables without rules: labels close to their numbers, spread heads, labels that begin or end at their height."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from loaders.document import Cell, Document, Grid
from loaders.extract import extract
from loaders.readers import read
from tests.loaders.readers.shapes import draw, grids

SIZE = 10
COLUMNS = (300, 340, 380)


def page(*writing: tuple[float, float, str]) -> bytes:
    """A page with these words at (x, y from the top)."""
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=A4)
    canvas.setFont("STSong-Light", SIZE)
    for x, y, text in writing:
        canvas.drawString(x, 800 - y, text)
    canvas.showPage()
    canvas.save()
    return packed.getvalue()


def only_grid(data: bytes) -> list:
    (grid,) = grids(read(data, "a.pdf"))
    return [[c and c.replace("\n", "") for c in row] for row in draw(grid)]


@pytest.mark.parametrize("room", [1.5, 3.0, 6.0])
def test_a_number_close_behind_a_label_is_a_cell(room):
    """规范性文件 22件, left aligned: the longest label of a column ends just before the numbers."""
    x = 60 + 5 * SIZE + room
    rows = [("信息内容", "本年制发件数", "本年废止件数"), ("规章", "0", "1"), ("规范性文件", "22件", "20件")]
    at = (60, x, x + 90)
    assert only_grid(page(*((a, 40 + 20 * n, t) for n, row in enumerate(rows) for a, t in zip(at, row)))) == [
        list(row) for row in rows]


def test_a_head_spread_over_its_cell_is_one_head():
    rows = [("信息内容", "本年增/减", "处 理 决 定"), ("行政许可", "-1", "2561"), ("行政处罚", "8", "3")]
    words = [(60 + 100 * c, 40 + 20 * n, t) for n, row in enumerate(rows) for c, t in enumerate(row) if " " not in t]
    words += [(260 + 15 * n, 40, letter) for n, letter in enumerate("处理决定")]
    assert only_grid(page(*words))[0] == ["信息内容", "本年增/减", "处理决定"]


def test_one_row_under_its_head_is_a_table():
    found = only_grid(page((60, 40, "信息内容"), (200, 40, "本年处理决定数量"), (60, 60, "行政许可"), (200, 60, "19")))
    assert found == [["信息内容", "本年处理决定数量"], ["行政许可", "19"]]


LABELS = [("1.申请人无正当理由逾期不补正、", "行政机关不再处理其政府信息公开", "申请"),
          ("2.申请人逾期未按收费通知要求缴", "纳费用、行政机关不再处理其政府", "信息公开申请"), ("3.其他",)]


@pytest.mark.parametrize("line", [0, 1, 2], ids=["top", "middle", "bottom"])
def test_labels_of_several_lines_keep_their_numbers(line):
    words, y = [], 40.0
    for n, label in enumerate(LABELS):
        words += [(60, y + 12 * i, text) for i, text in enumerate(label)]
        height = y + 12 * min(line, len(label) - 1)
        words += [(x, height, str(10 * n + c)) for c, x in enumerate(COLUMNS)]
        y += 12 * len(label) + 12
    assert only_grid(page(*words)) == [["".join(label), *(str(10 * n + c) for c in range(3))]
                                       for n, label in enumerate(LABELS)]


def test_the_rest_of_a_label_above_the_first_row_is_no_part_of_that_row():
    """Labels that begin at their numbers' height, below a page break: 信息公开申请 belongs to the row before it."""
    words = [(60, 40, "政机关不再处理其政府"), (60, 52, "信息公开申请"), (60, 64, "3.其他"), (60, 88, "（七）总计")]
    words += [(x, y, str(y)) for x in COLUMNS for y in (64, 88)]
    assert only_grid(page(*words))[-2:] == [["3.其他", "64", "64", "64"], ["（七）总计", "88", "88", "88"]]


def test_the_head_that_is_a_row_as_well_does_not_make_two_prints_of_one_table():
    """其他 is a head of the first half of 表三 and a row of the second: the two are one table."""
    heads = ("", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    above = [heads, ("一、本年新收政府信息公开申请数量", *"2000002"), ("二、上年结转政府信息公开申请数量", *"0000000"),
             ("（一）予以公开", *"1000001")]
    below = [("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", *"0000000"),
             ("3.其他", *"1000001"), ("（七）总计", *"2000002"), ("四、结转下年度继续办理", *"0000000")]
    parts = [Grid(tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)), number)
             for number, rows in enumerate((above, below), 1)]
    found = {(f.item, f.column): f.value for f in extract(Document("pdf", tuple(parts))).figures}
    assert found["new", "total"] == 2 and found["outcome_total", "total"] == 2
