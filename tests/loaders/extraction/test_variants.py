"""Layout variants met in real reports, one each: what they must yield, and what must be reported."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from loaders.document import Cell, Document, Grid, Line
from loaders.extract import extract
from loaders.form import edition
from loaders.report import BLANK, DOUBTFUL, NUMBER
from tests.loaders.extraction import flattened
from tests.loaders.extraction.printing import (
    Drawing,
    document,
    draw_blocks,
    draw_matrix,
    draw_strip,
    heading,
    printed_rows,
    table,
)
from tests.loaders.extraction.truth import check, figures_of

NEW = edition("2021")
OLD = edition("2019")


def made(form=NEW, one_row=False, subtotals=False, seed=1):
    """(texts, rows) of one report."""
    rows = printed_rows(table(form, "requests"), one_row, subtotals)
    return figures_of(form, rows, Random(seed)), rows


def drawn(texts, rows, form=NEW, matrix=None, blocks=None, strip=None):
    return document(form, heading(form, "disclosure"), blocks or draw_blocks(table(form, "disclosure"), texts),
                    heading(form, "requests"), matrix or draw_matrix(table(form, "requests"), texts, rows),
                    heading(form, "disputes"), strip or draw_strip(table(form, "disputes"), texts))


def figure(extraction, *key):
    return next(f for f in extraction.figures if (f.table, f.item, f.column) == key)


def relabelled(drawing: Drawing, *changes: tuple[str, str]) -> Drawing:
    """The drawing with other labels; every change must hit."""
    for old, new in changes:
        assert any(old in c.text for c in drawing.cells), old
        drawing = Drawing([replace(c, text=c.text.replace(old, new)) for c in drawing.cells], drawing.heads)
    return drawing


def test_other_printed_as_one_row_stands_for_its_parts():
    texts, rows = made(one_row=True)
    extraction = check(drawn(texts, rows), texts, NEW)
    assert extraction.n_expected == len(extraction.figures) == 186
    assert extraction.reason == ""


def test_subtotals_are_read_where_printed_and_not_expected():
    texts, rows = made(subtotals=True)
    extraction = check(drawn(texts, rows), texts, NEW)
    assert {"refused", "unable", "unprocessed"} <= {f.item for f in extraction.figures}
    assert extraction.n_expected == 200


def test_numbers_on_the_row_of_the_group_are_its_subtotal():
    texts, rows = made(subtotals=True)
    matrix = draw_matrix(table(NEW, "requests"), texts, rows)
    cells, groups = [], ("不予公开", "无法提供", "不予处理")
    for c in matrix.cells:  # the subtotal moves to a row that prints the group alone; the rows below print no group
        if c.col == 1 and any(g in c.text for g in groups):
            continue
        if c.col == 2 and c.text.endswith("小计"):
            group = groups[sum(x.text.endswith("小计") and x.row < c.row and x.col == 2 for x in matrix.cells)]
            c = Cell(c.row, 1, f"（三）{group}", 1, 2)
        cells.append(c)
    check(drawn(texts, rows, matrix=Drawing(cells, matrix.heads)), texts, NEW)


def test_misprints_and_short_forms_of_labels():
    texts, rows = made()
    matrix = relabelled(
        draw_matrix(table(NEW, "requests"), texts, rows),
        ("其他法律行政法规禁止公开", "其他法律行政止公开"), ("无正当理由大量反复申请", "无正当理由大量反复 申请"),
        ("危及“三安全一稳定”", '危及"三安全一稳定"'), ("结转下年度继续办理", "结转下一年继续办理"),
        ("商业企业", "商业\n企业"),
        ("法律服务机构", "法 律 服 务\n机构"), ("总计", "总 计"), ("本年度办理结果", "\n本\n年\n度\n办\n理\n结\n果"),
        ("属于行政执法案卷", "属于行政执法卷案"))
    blocks = relabelled(draw_blocks(table(NEW, "disclosure"), texts), ("行政规范性文件", "规范性文件"),
                        ("第二十条第", "第二十条  第"), ("本年收费金额（单位：万元）", "本年收费金额\n（单位:万元)"))
    extraction = check(drawn(texts, rows, matrix=matrix, blocks=blocks), texts, NEW)
    assert {f.item for f in extraction.figures if f.note} == {"refused_case_file"}  # the others are known variants


def test_heads_reduced_to_their_first_line_are_told_by_their_order():
    texts, rows = made(OLD)
    blocks = relabelled(draw_blocks(table(OLD, "disclosure"), texts),
                        ("本年新制作数量", "本年新"), ("本年新公开数量", "本年新"))
    check(drawn(texts, rows, OLD, blocks=blocks), texts, OLD)


def test_captions_above_small_grids():
    texts, rows = made()
    whole = draw_blocks(table(NEW, "disclosure"), texts, captions=False)
    starts = [c.row for c in whole.cells if c.text == "信息内容"] + [whole.height]
    blocks: list = []
    for block, start, end in zip(table(NEW, "disclosure").blocks, starts, starts[1:]):
        cells = tuple(replace(c, row=c.row - start) for c in whole.cells if start <= c.row < end)
        blocks += [Line(block.caption), Grid(cells)]
    check(drawn(texts, rows, blocks=blocks), texts, NEW)


def test_unknown_rows_and_columns_are_passed_over_and_reported():
    texts, rows = made()
    plain = draw_matrix(table(NEW, "requests"), texts, rows)
    at, wide = 20, 7
    moved = [replace(c, row=c.row + (c.row >= at), col=c.col + (c.col >= wide),
                     row_span=c.row_span + (c.row < at < c.row + c.row_span),
                     col_span=c.col_span + (c.col < wide < c.col + c.col_span)) for c in plain.cells]
    drawing = Drawing(moved, plain.heads)
    drawing.put(at, 2, "9.属于地方另定的情形")
    for col in range(3, 11):
        drawing.put(at, col, "77")
    drawing.put(2, wide, "合作社")
    for row in range(plain.heads, drawing.height):
        if row != at:
            drawing.put(row, wide, "88")
    extraction = check(drawn(texts, rows, matrix=drawing), texts, NEW)
    assert set(extraction.unclaimed) == {"9.属于地方另定的情形", "合作社"}


def test_a_row_printed_twice_is_doubtful_and_named():
    texts, rows = made()
    matrix = relabelled(draw_matrix(table(NEW, "requests"), texts, rows), ("7.属于行政执法案卷", "8.属于行政查询事项"))
    printed = {k: v for k, v in texts.items() if k[1] != "refused_case_file"}
    extraction = check(drawn(texts, rows, matrix=matrix), printed, NEW, all_sure=False)
    assert figure(extraction, "requests", "refused_query", "total").state == DOUBTFUL
    assert "8.属于行政查询事项" in extraction.unclaimed
    assert "属于行政执法案卷" in extraction.reason


def test_a_number_across_several_columns_is_doubtful_a_dash_is_not():
    texts, rows = made()
    matrix = draw_matrix(table(NEW, "requests"), texts, rows)
    row = matrix.heads
    for text in ("5", "/"):
        cells = [c for c in matrix.cells if c.row != row or c.col < 3]
        extraction = extract(drawn(texts, rows, matrix=Drawing([*cells, Cell(row, 3, text, 1, 7)], matrix.heads)))
        states = {f.state for f in extraction.figures if f.item == "new"}
        assert states == ({DOUBTFUL} if text == "5" else {"dash"})


def test_totals_that_break_the_sum_stay_as_printed():
    texts, rows = made()
    texts |= {("disputes", "review", c): v for c, v in
              zip(("upheld", "corrected", "other", "pending", "total"), ("10", "1", "0", "0", "0"))}
    texts["requests", "new", "total"] = "0"
    check(drawn(texts, rows), texts, NEW)
    for lay in (flattened.one_cell_a_line, flattened.tab_separated, flattened.space_separated):
        check(document(NEW, lay(NEW, flattened.rows_of(NEW, texts, rows))), texts, NEW)


def test_units_remarks_and_decimals_are_kept():
    texts, rows = made()
    written = {("disclosure", "fees", "amount"): ("251000元", "251000", "元"),
               ("disclosure", "normative_documents", "in_force"): ("22（其中修订16件）", "22", None),
               ("disclosure", "penalties", "decisions"): ("12.5", "12.5", None)}
    extraction = extract(drawn({**texts, **{k: v[0] for k, v in written.items()}}, rows))
    for key, (raw, value, unit) in written.items():
        read = figure(extraction, *key)
        assert (read.state, read.value, read.unit, read.raw) == (NUMBER, Decimal(value), unit, raw)
    assert figure(extraction, "disclosure", "normative_documents", "in_force").note == "原文附注：其中修订16件"


def test_evidence_names_page_row_and_column_of_the_source():
    texts, rows = made()
    grid = draw_matrix(table(NEW, "requests"), texts, rows).grid(page=4)
    extraction = extract(drawn(texts, rows, matrix=grid))
    for read in extraction.figures:
        if read.table == "requests":
            cell = next(c for c in grid.cells if (c.row + 1, c.col + 1) == (read.row, read.col))
            assert (read.page, read.raw) == (4, cell.text)


def test_a_missing_table_and_missing_rows_are_named():
    texts, rows = made()
    without = document(NEW, heading(NEW, "disclosure"), draw_blocks(table(NEW, "disclosure"), texts),
                       heading(NEW, "requests"),
                       draw_matrix(table(NEW, "requests"), texts, [r for r in rows if r.id != "granted"]))
    reason = extract(without).reason
    assert "表三缺 1 行：予以公开" in reason and "未找到表四" in reason


@pytest.mark.parametrize("blocks", [
    (),
    (Line("本机关本年无报告。"),),
    (Line("收到申请3件，予以公开2件，不予公开1件，总计3件。"),),
    (Grid((Cell(0, 0, "姓名"), Cell(0, 1, "职务"))),),
])
def test_a_document_without_the_tables(blocks):
    extraction = extract(Document("text", blocks))
    assert (extraction.edition, extraction.figures, extraction.n_expected) == (None, (), 0)
    assert "未找到" in extraction.reason


def test_a_table_printed_twice_is_read_once_and_said():
    texts, rows = made()
    other, _ = made(seed=2)
    matrix = table(NEW, "requests")
    twice = [draw_matrix(matrix, texts, rows).grid(), Line("其中，区政府办公室的申请情况如下："),
             draw_matrix(matrix, other, rows).grid()]
    extraction = check(drawn(texts, rows, matrix=twice), texts, NEW)
    assert "表三印有 2 份" in extraction.reason


def test_an_empty_form_yields_blanks_and_never_noughts():
    texts, rows = made()
    extraction = check(drawn({}, rows), dict.fromkeys(texts, ""), NEW)
    assert {f.state for f in extraction.figures} == {BLANK}
    assert extraction.reason


def test_the_edition_is_told_by_labels_whatever_the_year_says():
    texts, rows = made(OLD)
    late = drawn(texts, rows, OLD)
    assert extract(replace(late, blocks=(Line("2024年年度报告"), *late.blocks))).edition == "2019"


def test_text_in_columns_of_spaces_keeps_its_blanks():
    texts, rows = made()
    gapped = ("granted", "partial", "refused_query")
    gaps = {k for k in texts if k[0] == "requests" and k[1] in gapped and k[2] != "research"}
    texts = {k: "" if k in gaps else v for k, v in texts.items()}
    check(document(NEW, flattened.space_aligned(NEW, flattened.rows_of(NEW, texts, rows))), texts, NEW)
