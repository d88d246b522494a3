"""Web pages: encodings, spans, layout tables, what is hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.readers import read
from loaders.readers.table import Spanned, build
from tests.loaders.readers.shapes import draw, flow

SPAN = st.integers(-2, 9) | st.integers(-(2**40), 55)


def shown(html: str) -> list:
    return flow(read(f"<html><body>{html}</body></html>".encode(), "a.html"))


@pytest.mark.parametrize("declared", ["", "gb2312", "gbk", "GB18030", "utf-8"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
def test_any_encoding_whatever_is_declared(encoding, declared):
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    data = f"<!DOCTYPE html><html><head>{meta}</head><body><p>政府信息公开工作年度报告</p></body></html>".encode(
        encoding
    )
    assert flow(read(data, "a.htm")) == ["政府信息公开工作年度报告"]


def test_blocks_and_breaks_part_lines():
    assert shown("<div>一、总体情况<p>甲<br>乙&nbsp;丙</p>丁</div><span>戊</span> <b>己</b>") == [
        "一、总体情况",
        "甲",
        "乙 丙",
        "丁",
        "戊 己",
    ]


def test_a_line_broken_in_the_source_is_one_line():
    assert shown("<p>收到政府信息\n     公开申请 95\n件</p>") == ["收到政府信息公开申请 95 件"]


def test_spans_are_placed_as_browsers_do():
    assert shown("""<table><tr><td rowspan=3 colspan=2>角</td><td colspan=3>申请人情况</td></tr>
        <tr><td rowspan=2>自然人</td><td colspan=2>法人</td></tr><tr><td>商业<br>企业<td>其他
        <tr><td>三<td>小计<td>1<td>2<td>3</table>""") == [
        [
            ["角", "<", "申请人情况", "<", "<"],
            ["^", "<", "自然人", "法人", "<"],
            ["^", "<", "^", "商业\n企业", "其他"],
            ["三", "小计", "1", "2", "3"],
        ]
    ]


def test_spans_of_billions_cost_nothing():
    assert shown("<table><tr><td colspan=1000000000>甲<td rowspan=4000000000>乙<tr><td>1<td>2</table>") == [
        [["甲", "<", "乙"], ["1", "2", "^"]]
    ]


def test_a_rowspan_of_zero_runs_to_the_end():
    assert shown("<table><tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3</table>") == [
        [["甲", "1"], ["^", "2"], ["^", "3"]]
    ]


def test_columns_in_which_no_cell_begins_have_no_width():
    assert shown("<table><tr><td colspan=7>甲<td>乙<tr><td colspan=7>1<td>2</table>") == [[["甲", "乙"], ["1", "2"]]]


def test_a_table_that_holds_a_table_is_layout():
    assert shown("""<table><tr><td>导航<td>发布时间：2025-01-20</td></tr><tr><td colspan=2><p>二、主动公开
        <table><tr><td>规章<td>1</table><p>三、申请<table><tr><td>总计<td>95</table></td></tr></table>""") == [
        "导航",
        "发布时间：2025-01-20",
        "二、主动公开",
        [["规章", "1"]],
        "三、申请",
        [["总计", "95"]],
    ]


def test_a_frame_around_one_cell_is_no_table():
    assert shown("<table><tr><td><p>甲<p>乙</table>") == ["甲", "乙"]
    assert shown("<table><tr><td>总计<td><table><tr><td>95</table></table>") == [[["总计", "95"]]]


def test_prose_inside_a_table_parts_it():
    prose = "本年度认真贯彻落实政府信息公开条例。" * 20
    assert shown(f"<table><tr><td>规章<td>1<tr><td colspan=2>{prose}<tr><td>许可<td>2</table>") == [
        [["规章", "1"]],
        prose,
        [["许可", "2"]],
    ]


def test_what_is_hidden_is_not_read():
    assert shown("""<p>看得见</p><p style="color:red; DISPLAY : none">甲</p><p hidden>乙</p><script>var a="丙"</script>
        <style>丁</style><!-- 戊 --><table><tr style="display:none"><td>1<td>2<tr><td>3<td>4</table>""") == [
        "看得见",
        [["3", "4"]],
    ]


def test_cells_drawn_as_divisions_become_lines():
    assert shown("<div class=row><div>规章</div><div>0</div></div>") == ["规章", "0"]


def test_a_number_in_a_field_of_a_table_is_read():
    assert shown("<input value=搜索><table><tr><td>总计<td><input value=95></table>") == [[["总计", "95"]]]


def test_the_page_head_is_metadata():
    document = read(
        """<html><head><title>某区人民政府 年报</title><meta name="PubDate" content="2025-01-20 10:00">
        <meta name="ArticleTitle" content="某区2024年年报"><meta name="ColumnName" content="政府信息公开年报">
        <meta name="SiteName" content="某区人民政府"><meta name="Url" content="http://www.x.gov.cn/a.html"></head>
        <body>正文</body></html>""".encode(),
        "a.html",
    )
    assert document.metadata == {
        "title": "某区2024年年报",
        "published": "2025-01-20 10:00",
        "column": "政府信息公开年报",
        "site": "某区人民政府",
        "url": "http://www.x.gov.cn/a.html",
        "encoding": "utf-8",
    }


def test_a_saved_page_tells_its_address():
    assert (
        read(
            "<!-- saved from url=(0026)http://www.x.gov.cn/a.html --><html><body>正文</body></html>".encode(), "a.htm"
        ).metadata["url"]
        == "http://www.x.gov.cn/a.html"
    )


@given(st.lists(st.lists(st.tuples(SPAN, SPAN), max_size=6), max_size=6))
def test_cells_never_overlap_and_none_is_lost(rows):
    cells = [[Spanned(f"{r}.{c}", *span) for c, span in enumerate(row)] for r, row in enumerate(rows)]
    grid = build(cells)
    draw(grid)  # fails where two cells meet
    assert [c.text for c in grid.cells] == [c.text for row in cells for c in row]
    assert {c.row for c in grid.cells} == set(range(grid.n_rows))
    assert {c.col for c in grid.cells} == set(range(grid.n_cols))


@given(st.lists(st.lists(st.text("甲乙丙12", min_size=1, max_size=3), min_size=2, max_size=2), min_size=1, max_size=6))
def test_plain_tables_come_back(rows):
    html = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    assert shown(f"<table>{html}</table>") == [rows]
