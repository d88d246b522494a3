"""OpenDocument texts and sheets: lists, spans, repetitions; what is deleted or hidden is not read."""

import pytest

from loaders.errors import Refused
from loaders.readers import detect, limits, read
from tests.loaders.readers.old_shapes import opendocument
from tests.loaders.readers.shapes import flow

NUMBERED = ('<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-suffix="、" '
            'style:num-format="一, 二, 三, ..."/><text:list-level-style-number text:level="2" style:num-prefix="（" '
            'style:num-suffix="）" style:num-format="1"/></text:list-style>')


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def cell(text: str, **spans: int) -> str:
    said = "".join(f' table:number-{name}="{n}"' for name, n in spans.items())
    return f"<table:table-cell{said.replace('_', '-')}>{p(text) if text else ''}</table:table-cell>"


def covered(n: int = 1) -> str:
    return f'<table:covered-table-cell table:number-columns-repeated="{n}"/>'


def table(*rows: str, name: str = "t", style: str = "") -> str:
    return (f'<table:table table:name="{name}" table:style-name="{style}">'
            + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>")


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(data, "a.odt")
    assert "请" in caught.value.reason
    return caught.value.kind


def test_lists_print_their_numbers_and_go_on_where_they_say_so():
    item = "<text:list-item>{}</text:list-item>".format
    inner = f"<text:list>{item(p('甲'))}{item(p('乙'))}</text:list>"
    body = (f'<text:list text:style-name="L1">{item(p("总体情况"))}</text:list>{p("正文")}'
            f'<text:list text:style-name="L1" text:continue-numbering="true">{item(p("主动公开"))}'
            f'{item(p("其他") + inner)}</text:list>'
            f'<text:list text:style-name="L1">{item(p("新的"))}</text:list>')
    found = flow(read(opendocument(body, styles=NUMBERED), "a.odt"))
    assert found == ["一、总体情况", "正文", "二、主动公开", "三、其他", "（1）甲", "（2）乙", "一、新的"]


def test_tables_with_spans_signs_and_boxes():
    body = table(cell("信息内容", rows_spanned=2) + cell("件数", columns_spanned=2) + covered(),
                 covered() + cell("制<text:span>发</text:span>") + cell("废<text:line-break/>止"),
                 cell("规章") + cell("") + cell("0"))
    text = p('前<text:s text:c="2"/>后<text:tab/>尾<text:note><text:p>注</text:p></text:note>') + p(
        "框<draw:frame><draw:text-box><text:p>里</text:p></draw:text-box></draw:frame>外")
    deleted = f"<text:tracked-changes>{p('删去的')}</text:tracked-changes>"
    document = read(opendocument(deleted + text + body), "x.doc")
    assert document.format == "odt"
    assert flow(document) == ["前  后\t尾", "框外", "里",
                              [["信息内容", "件数", "<"], ["^", "制发", "废\n止"], ["规章", "", "0"]]]


def test_sheets_hold_endless_empty_rows_and_hidden_sheets():
    rest = ('<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
            '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
            'table:number-columns-repeated="16384"/>')
    hidden = '<style:style style:name="no"><style:table-properties table:display="false"/></style:style>'
    body = table(cell("规章") + cell("7") + rest, name="年报") + table(cell("秘密") + cell("9"), name="藏", style="no")
    data = opendocument(body, "spreadsheet", hidden)
    document = read(data, "a.xlsx")
    assert detect(data, "a.xlsx") == "ods" and document.metadata["sheet_names"] == "年报"
    assert flow(document) == [[["规章", "7"]]]


@pytest.mark.parametrize("row", [
    '<table:table-row table:number-rows-repeated="999999999">' + cell("1") * 3 + "</table:table-row>",
    "<table:table-row>" + '<table:table-cell table:number-columns-repeated="99999999"><text:p>1</text:p>'
    "</table:table-cell></table:table-row>",
])
def test_filled_repetitions_without_end(row):
    for kind in ("text", "spreadsheet"):
        assert refusal(opendocument(f"<table:table>{row}</table:table>", kind)) == "too_large"


def test_spans_that_lie():
    found = flow(read(opendocument(table(cell("a", columns_spanned=9999999, rows_spanned=9999999) + cell("b"),
                                         cell("c") + cell("d", columns_spanned=2))), "a.odt"))
    assert found == [[["a", "b"], ["c", "d"]]]


def test_depth_secrets_and_declarations():
    deep = "<text:section>" * (limits.MAX_PART_DEPTH + 5)
    assert refusal(opendocument(deep + p("底") + deep.replace("<", "</"))) == "too_large"
    spans = "<text:span>" * 240
    assert refusal(opendocument(p(spans + "底" + spans.replace("<", "</")))) in ("too_large", "corrupt")
    assert refusal(opendocument("", **{"META-INF/manifest.xml": "<m:encryption-data/>"})) == "encrypted"
    assert refusal(opendocument(table(cell("a")), "presentation")) == "unsupported"
