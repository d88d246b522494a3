"""PDFs: ruled tables, open sides, page breaks, turned pages, tables without rules, prose with numbers."""

import io

import pypdfium2 as pdfium
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape

from loaders.document import Line
from loaders.readers import read
from loaders.readers.pdf.aligned import clusters, share
from loaders.readers.pdf.lattice import find_frames
from loaders.readers.pdf.page import Rule
from tests.conftest import shared_reports
from tests.loaders.readers.shapes import GRID, draw, flow, grids, laid_out, pdf

PROSE = "2024年，本机关共收到政府信息公开申请95件，上年结转3件；予以公开50件，占52.6%，其余48件均在法定期限内答复。"
ROWS = [
    ["角", "", "申请人情况", "", ""],
    ["", "", "自然人", "其他", "总计"],
    ["一、本年新收", "", "95", "", "95"],
    ["三、办理结果", "予以公开", "50", "0", "50"],
    ["", "不予公开", "45", "/", "45"],
]
WIDTHS = [60, 90, 50, 50, 50]
SPANS = [("SPAN", (0, 0), (1, 1)), ("SPAN", (2, 0), (4, 0)), ("SPAN", (0, 2), (1, 2)), ("SPAN", (0, 3), (0, 4))]
DRAWN = [
    ["角", "<", "申请人情况", "<", "<"],
    ["^", "<", "自然人", "其他", "总计"],
    ["一、本年新收", "<", "95", "", "95"],
    ["三、办理结果", "予以公开", "50", "0", "50"],
    ["^", "不予公开", "45", "/", "45"],
]


def shown(*story, **options) -> list:
    return flow(read(pdf(*story, **options), "a.pdf"))


def plain(found: list) -> list:
    """Without the breaks that narrow cells put into labels."""
    return [
        [[c and c.replace("\n", "") for c in row] for row in block] if isinstance(block, list) else block
        for block in found
    ]


@pytest.mark.parametrize(
    "rules",
    [
        GRID,
        [("GRID", (0, 0), (-1, -1), 0.1, colors.grey)],
        [("GRID", (0, 0), (-1, -1), 2, colors.blue)],
        [("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black)],
        [("GRID", (0, 0), (-1, -1), 0.5, colors.black, "butt", (2, 2))],
        [("GRID", (0, 0), (-1, -1), 0.3, colors.black, "butt", None, None, 2, 1)],
        [*GRID, ("BACKGROUND", (0, 0), (-1, 1), colors.lightblue)],
    ],
    ids=["plain", "hair", "thick", "open sides", "dashed", "double", "coloured heads"],
)
@pytest.mark.parametrize("size", [A4, landscape(A4)], ids=["upright", "landscape"])
def test_cells_are_what_rules_enclose(rules, size):
    assert plain(shown("三、收到和处理情况", laid_out(ROWS, WIDTHS, *SPANS, *rules), PROSE[:30], size=size)) == [
        "三、收到和处理情况",
        DRAWN,
        PROSE[:30],
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_the_same(turn):
    data = pdf("三、收到和处理情况", laid_out(ROWS, WIDTHS, *SPANS, *GRID))
    document = pdfium.PdfDocument(data)
    document[0].set_rotation(turn)
    packed = io.BytesIO()
    document.save(packed)
    assert flow(read(packed.getvalue(), "a.pdf")) == flow(read(data, "a.pdf"))


def test_white_rules_are_no_rules():
    rows = [["规章", "1", "2"], ["许可", "3", "4"]]
    white = [("GRID", (0, 0), (1, -1), 1, colors.white), ("BOX", (0, 0), (-1, -1), 1, colors.black)]
    (table,) = shown(laid_out(rows, [100, 60, 60], *white))
    assert table == rows  # by where the numbers stand, as without any rules


def test_a_table_over_a_page_break_is_two_grids_with_their_pages():
    rows = [["规章", str(n)] for n in range(60)]
    document = read(pdf("二、主动公开", laid_out(rows, [200, 200], *GRID)), "a.pdf")
    first, second = grids(document)
    assert (first.page, second.page, document.n_pages) == (1, 2, 2)
    assert draw(first) + draw(second) == rows


def test_below_a_page_break_a_table_keeps_its_columns():
    above = [["第二十条第（一）项", "", ""]] + [["规章", str(n), "0"] for n in range(36)]
    below = [["行政许可", str(n), ""] for n in range(6)]
    spans = [("SPAN", (0, 0), (-1, 0)), *[("SPAN", (1, row), (2, row)) for row in range(len(above), len(above) + 6)]]
    table = laid_out(above + below, [200, 90, 90], *spans, *GRID)
    first, second = grids(read(pdf(table), "a.pdf"))
    assert (first.n_cols, second.n_cols) == (3, 3)
    assert draw(second)[-1] == ["行政许可", "5", "<"]


def test_a_page_number_is_a_line():
    document = read(pdf(laid_out([["规章", "1"], ["许可", "2"]], [200, 200], *GRID), "— 5 —"), "a.pdf")
    assert flow(document) == [[["规章", "1"], ["许可", "2"]], "— 5 —"]


def test_a_frame_around_prose_is_no_table():
    assert shown(laid_out([[PROSE[:20]]], [400], *GRID)) == [PROSE[:20]]


def test_prose_with_numbers_stays_prose():
    found = shown(*[PROSE] * 12)
    assert all(isinstance(block, str) for block in found) and "".join(found).replace(" ", "") == PROSE * 12


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.grey)],
        [("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, 1), (-1, 1), 0.5, colors.black)],
    ],
    ids=["no rules", "rules below rows", "three rules"],
)
def test_without_upright_rules_numbers_make_the_columns(rules):
    labels = ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益"]
    numbers = [["12", "", "0"], ["3", "0", "105"], ["0", "/", "7"], ["1", "", "1"]]
    rows = [["", "自然人", "商业企业", "总计"]] + [[label, *row] for label, row in zip(labels, numbers)]
    found = plain(shown(PROSE, laid_out(rows, [150, 60, 60, 60], *rules), PROSE))
    (table,) = [block for block in found if isinstance(block, list)]
    assert table[0][1:] == ["自然人", "商业企业", "总计"] and table[1:] == [[a, *b] for a, b in zip(labels, numbers)]
    assert "".join(b for b in found if isinstance(b, str)).replace(" ", "") == PROSE * 2


def test_labels_over_several_lines_go_to_the_row_they_are_centred_on():
    long = "5.要求行政机关确认或重新出具已获取信息以及其他的情形一并计入"
    rows = [["1.重复申请", "3", "4"], [long, "5", "6"], ["2.出版物", "7", "8"]]
    (table,) = plain(shown(laid_out(rows, [70, 60, 60])))
    assert table == rows


def test_groups_of_rows_keep_their_label():
    rows = [
        ["（三）不予公开", "1.秘密", "1", "2"],
        ["", "2.禁止", "3", "4"],
        ["", "3.危及", "5", "6"],
        ["（四）无法提供", "1.不掌握", "7", "8"],
        ["", "2.另行制作", "9", "0"],
        ["", "3.不明确", "1", "1"],
    ]
    spans = [("SPAN", (0, 0), (0, 2)), ("SPAN", (0, 3), (0, 5))]
    (table,) = plain(shown(laid_out(rows, [90, 90, 50, 50], *spans)))
    assert [row[0] for row in table] == ["（三）不予公开", "^", "^", "（四）无法提供", "^", "^"]
    assert [row[1:] for row in table] == [row[1:] for row in rows]


def test_every_character_ends_in_one_line_or_cell():
    story = ["一、总体情况", PROSE, laid_out(ROWS, WIDTHS, *SPANS, *GRID), PROSE, laid_out(ROWS, WIDTHS, *SPANS), PROSE]
    document = read(pdf(*story), "a.pdf")
    read_text = "".join(b.text if isinstance(b, Line) else "".join(c.text for c in b.cells) for b in document.blocks)
    drawn = "一、总体情况" + PROSE * 3 + "".join(text for row in ROWS for text in row) * 2
    assert sorted("".join(read_text.split())) == sorted(drawn)


def test_rules_drawn_in_pieces_and_a_missing_rule():
    across = [Rule(y, x, x + 52) for y in (0, 20.4, 40) for x in (0, 50)] + [Rule(20, 0, 100)]
    down = [Rule(0, 0, 40), Rule(50, 0, 20), Rule(100, 0, 41)]
    (frame,) = find_frames(across, down)
    assert frame.places == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]


def test_a_table_open_below_is_closed_where_its_rules_end():
    (frame,) = find_frames([Rule(0, 0, 100), Rule(20, 0, 100)], [Rule(0, 0, 60), Rule(50, 0, 60), Rule(100, 0, 60)])
    assert [round(y) for y in frame.ys] == [0, 20, 60] and len(frame.places) == 4


def test_lines_are_shared_by_their_middles():
    assert share([10, 22, 34, 60], [10, 28, 60], apart=20) == [0, 1, 1, 2]
    assert share([18, 30, 42], [0, 30, 60], apart=20) == [1, 1, 1]
    assert share([], [1], apart=9) == [] and share([5], [], apart=9) == []


def test_clusters_join_what_overlaps():
    assert clusters([(5, 8), (1, 3), (2, 4)]) == [(1, 4), (5, 8)]


SHAPES = {
    "hongze_2024.pdf": [(7, 4), (7, 4), (16, 10), (10, 10), (4, 15)],
    "huaian_2024.pdf": [(8, 4), (6, 4), (16, 10), (12, 10), (4, 15)],
}


@pytest.mark.parametrize("path", shared_reports("*.pdf"), ids=lambda p: p.name)
def test_real_reports_have_the_grids_a_person_sees(path):
    document = read(path.read_bytes(), path.name)
    assert [(g.n_rows, g.n_cols) for g in grids(document)] == SHAPES[path.name]
    first_row = draw(grids(document)[2])[3]
    assert first_row[0] == "一、本年新收政府信息公开申请数量" and first_row[1:3] == ["<", "<"]
    assert [b.text for b in document.blocks if isinstance(b, Line) and b.page == 3][-1] == "-3-"


def test_without_rules_each_block_has_its_own_columns_and_captions_belong_to_no_row():
    first = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "12", "0"],
        ["规范性文件", "3", "1", "8"],
    ]
    second = [["信息内容", "本年处理决定数量"], ["行政处罚", "24"], ["行政强制", "1"]]
    widths = [100, 90, 90, 90]
    found = plain(
        shown("第二十条第（一）项", laid_out(first, widths), "第二十条第（六）项", laid_out(second, [100, 270]))
    )
    assert found == ["第二十条第（一）项", first, "第二十条第（六）项", second]
