"""Word files: merges, list numbers, revisions, breaks."""

import io

import docx as python_docx
import pytest

from loaders.errors import Refused
from loaders.readers import read
from loaders.readers.docx.numbering import chinese
from tests.conftest import shared_reports
from tests.loaders.readers.shapes import cell, docx, draw, flow, grids, paragraph, table, zipped


def shown(body: str, **parts: str) -> list:
    return flow(read(docx(body, **parts), "a.docx"))


def test_merges_across_and_downwards():
    body = table(
        [cell("角", 2, "restart"), cell("申请人情况", 2)],
        [cell("", 2, "continue"), cell("自然人"), cell("总计")],
        [cell("三", 1, "restart"), cell("公开"), cell("1"), cell("2")],
        [cell("", 1, "continue"), cell("其他"), cell(""), cell("3")],
    )
    assert shown(paragraph("三、申请") + body) == [
        "三、申请",
        [
            ["角", "<", "申请人情况", "<"],
            ["^", "<", "自然人", "总计"],
            ["三", "公开", "1", "2"],
            ["^", "其他", "", "3"],
        ],
    ]


def test_two_merges_below_one_another_stay_two():
    body = table(
        [cell("一", 1, "restart"), cell("1")],
        [cell("", 1, "continue"), cell("2")],
        [cell("二", 1, "restart"), cell("3")],
        [cell("", 1, "continue"), cell("4")],
    )
    assert shown(body) == [[["一", "1"], ["^", "2"], ["二", "3"], ["^", "4"]]]


def test_paragraphs_of_a_cell_are_lines_and_tabs_stay():
    body = table(["<w:tc>" + paragraph("商业") + paragraph("企业") + "</w:tc>", cell("1")])
    assert shown(body + "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>") == [
        [["商业\n企业", "1"]],
        "甲\t乙",
        "丙",
    ]


def test_deleted_and_hidden_text_is_not_read_inserted_text_is():
    assert shown("""<w:p><w:r><w:t>收到</w:t></w:r><w:del><w:r><w:delText>95</w:delText></w:r></w:del>
        <w:ins><w:r><w:t>96</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>
        <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>件</w:t></w:r></w:p>""") == ["收到96件"]


def test_a_deleted_row_is_not_read():
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + cell("乙") + cell("2") + "</w:tr>"
    assert shown(f"<w:tbl><w:tr>{cell('甲')}{cell('1')}</w:tr>{gone}</w:tbl>") == [[["甲", "1"]]]


def test_a_table_inside_a_table_is_read_alone():
    inner = table([cell("规章"), cell("1")])
    assert shown(f"<w:tbl><w:tr>{cell('说明')}<w:tc>{inner}{paragraph('')}</w:tc></w:tr></w:tbl>") == [
        "说明",
        [["规章", "1"]],
    ]


def test_text_boxes_and_content_controls_are_read():
    box = f"<w:p><w:r><w:t>前</w:t><w:pict><w:txbxContent>{paragraph('框内')}</w:txbxContent></w:pict></w:r></w:p>"
    assert shown(f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>{box}") == ["控件", "前", "框内"]


LEVELS = {
    "chineseCounting": "%1、",
    "chineseCountingThousand": "（%1）",
    "japaneseCounting": "%1、",
    "decimal": "%1.",
    "decimalEnclosedCircle": "%1",
    "upperRoman": "%1.",
    "bullet": "●",
}
PRINTED = {
    "chineseCounting": ["一、甲", "二、乙"],
    "chineseCountingThousand": ["（一）甲", "（二）乙"],
    "japaneseCounting": ["一、甲", "二、乙"],
    "decimal": ["1.甲", "2.乙"],
    "decimalEnclosedCircle": ["① 甲", "② 乙"],
    "upperRoman": ["I.甲", "II.乙"],
    "bullet": ["甲", "乙"],
}
NUMBERED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'


def numbering(*levels: tuple[str, str], overrides: str = "") -> str:
    forms = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{forms}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


@pytest.mark.parametrize("form", LEVELS)
def test_list_numbers_are_printed_as_word_prints_them(form):
    body = paragraph("甲", NUMBERED.format(0, 1)) + paragraph("乙", NUMBERED.format(0, 1))
    assert shown(body, numbering=numbering((form, LEVELS[form]))) == PRINTED[form]


def test_levels_restart_and_lists_go_on():
    levels = numbering(("chineseCounting", "%1、"), ("decimal", "%1.%2"))
    marks = [(0, "甲"), (1, "子"), (1, "丑"), (0, "乙"), (1, "寅")]
    body = "".join(paragraph(text, NUMBERED.format(level, 1)) for level, text in marks)
    assert shown(body, numbering=levels) == ["一、甲", "一.1 子", "一.2 丑", "二、乙", "二.1 寅"]


def test_a_second_list_of_one_form_goes_on_unless_it_starts_anew():
    body = paragraph("甲", NUMBERED.format(0, 1)) + paragraph("乙", NUMBERED.format(0, 2))
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    assert shown(body, numbering=numbering(("decimal", "%1."))) == ["1.甲", "2.乙"]
    assert shown(body, numbering=numbering(("decimal", "%1."), overrides=anew)) == ["1.甲", "1.乙"]


def test_a_number_given_by_the_style():
    styles = (
        f'<w:style w:styleId="a"><w:pPr>{NUMBERED.format(0, 1)}</w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    body = paragraph("总体情况", '<w:pStyle w:val="b"/>')
    assert shown(body, numbering=numbering(("chineseCounting", "%1、")), styles=styles) == ["一、总体情况"]


def test_styles_are_opened_only_where_a_paragraph_asks_for_them():
    torn, lists = '<w:style w:styleId="a">', numbering(("chineseCounting", "%1、"))
    assert shown(paragraph("总体情况", NUMBERED.format(0, 1)), numbering=lists, styles=torn) == ["一、总体情况"]
    assert shown(paragraph("总体情况", '<w:pStyle w:val="b"/>'), styles=torn) == ["总体情况"]
    with pytest.raises(Refused, match="已损坏"):
        shown(paragraph("总体情况", '<w:pStyle w:val="b"/>'), numbering=lists, styles=torn)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (0, "0"),
        (10000, "10000"),
    ],
)
def test_chinese_numbers(count, text):
    assert chinese(count) == text


def test_pages_are_counted_where_word_noted_them():
    body = (
        paragraph("甲")
        + "<w:p><w:r><w:br w:type='page'/><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r></w:p>"
        + table([cell("规章"), cell("1")])
    )
    document = read(docx(body), "a.docx")
    assert ([b.page for b in document.blocks], document.n_pages) == ([1, 1, 2], 2)
    assert [b.page for b in read(docx(paragraph("甲")), "a.docx").blocks] == [None]


def test_the_strict_namespace_reads_the_same():
    data = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
            + table([cell("规章", 1), cell("1")])
            + "</w:body></w:document>",
        }
    )
    assert flow(read(data, "a.docx")) == [[["规章", "1"]]]


def test_files_of_another_writer():
    made = python_docx.Document()
    made.core_properties.title = "某局年报"
    made.add_paragraph("二、主动公开")
    rows = made.add_table(2, 3)
    rows.cell(0, 0).merge(rows.cell(0, 2)).text = "第二十条第（一）项"
    for col, text in enumerate(("规章", "1", "")):
        rows.cell(1, col).text = text
    packed = io.BytesIO()
    made.save(packed)
    document = read(packed.getvalue(), "a.docx")
    assert flow(document) == ["二、主动公开", [["第二十条第（一）项", "<", "<"], ["规章", "1", ""]]]
    assert document.metadata["title"] == "某局年报"


@pytest.mark.parametrize("path", shared_reports("*.docx"), ids=lambda p: p.name)
def test_the_official_form(path):
    second, third, fourth = grids(read(path.read_bytes(), path.name))
    assert [(g.n_rows, g.n_cols) for g in (second, third, fourth)] == [(14, 4), (28, 10), (4, 15)]
    assert [row[0] for row in draw(third)][3:6] == [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果",
    ]
    assert draw(fourth)[0] == ["行政复议", *"<<<<", "行政诉讼", *"<<<<<<<<<"]
