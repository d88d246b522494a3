"""What a page break does to a drawn table: rows cut at unequal heights, running heads between its halves."""

from loaders.document import Cell, Grid, Line
from loaders.locate.running import running_lines
from loaders.locate.spots import grid_rows


def test_a_row_whose_cells_end_at_unequal_heights_is_one_row():
    cut = Grid((Cell(0, 0, "", 1, 1), Cell(0, 1, "（七）总计", 2, 1), Cell(0, 2, "5", 2, 1), Cell(1, 0, "")))
    assert [[s.text for s in row.distinct()] for row in grid_rows(cut, 0)] == [["", "（七）总计", "5"]]


def test_a_blank_row_below_a_filled_one_stays_a_row():
    drawn = Grid((Cell(0, 0, "不予公开", 2, 1), Cell(0, 1, "属于国家秘密"), Cell(0, 2, "5"),
                  Cell(1, 1, "重复申请"), Cell(1, 2, "")))
    assert len(grid_rows(drawn, 0)) == 2


def test_heads_and_feet_that_return_with_other_digits_are_running_lines():
    table = Grid((Cell(0, 0, "x"), Cell(0, 1, "1")), 1)
    blocks = [Line("2024/1/5 某局年报", 1), Line("一、总体情况", 1), table, Line("a.html 1/2", 1),
              Line("2024/1/5 某局年报", 2), Grid(table.cells, 2), Line("正文。", 2), Line("a.html 2/2", 2)]
    assert running_lines(blocks) == {0, 3, 4, 7}


def test_a_label_of_the_form_that_returns_on_every_page_is_no_running_line():
    blocks = [Line("自然人", 1), Line("正文一。", 1), Line("自然人", 2), Line("正文二。", 2)]
    assert not running_lines(blocks)
