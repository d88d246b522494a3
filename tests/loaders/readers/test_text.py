"""Plain text and its encodings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.readers import read
from loaders.readers.encoding import decode
from tests.conftest import shared_reports

COPIED = "某镇2020年政府信息公开工作年度报告\n\n\t信息内容\n\t本年新\n制作数量\n\n\t规章\n\t0\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gb2312", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_each_encoding_gives_the_same_lines(encoding, name):
    document = read(COPIED.encode(encoding), "report.txt")
    assert [line.text for line in document.blocks] == COPIED.rstrip("\n").split("\n")
    assert (document.format, document.metadata["encoding"]) == ("text", name)


def test_leading_tabs_and_blank_lines_stay():
    lines = [line.text for line in read(COPIED.encode(), "report.txt").blocks]
    assert lines[1:4] == ["", "\t信息内容", "\t本年新"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end):
    assert [b.text for b in read(f"甲{end}\t乙{end}{end}丙".encode(), "a.txt").blocks] == ["甲", "\t乙", "", "丙"]


def test_one_broken_character_does_not_cost_the_page():
    data = ("政府信息公开年度报告" * 200).encode("gb18030") + b"\xff" + "完".encode("gb18030")
    text, name = decode(data)
    assert name == "gb18030" and text.startswith("政府信息公开") and text.count("\ufffd") == 1


def test_a_declared_encoding_is_tried_before_the_guess():
    data = '<meta charset="big5">政府資訊公開年報'.encode("big5")
    assert decode(data)[0].endswith("政府資訊公開年報")


def test_a_false_declaration_yields_to_strict_utf8():
    assert decode('<meta charset="gb2312">公开'.encode())[0].endswith("公开")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_decoding_never_fails_and_keeps_utf8(text):
    assert decode(text.encode())[0] == text.removeprefix("\ufeff") or "\x00" in text


@given(st.binary(max_size=300))
def test_decoding_never_fails(data):
    assert isinstance(decode(data)[0], str)


@pytest.mark.parametrize("path", shared_reports("*.txt"), ids=lambda p: p.name)
def test_the_flattened_page_keeps_its_cells(path):
    source = path.read_text("utf-8").replace("\r\n", "\n").rstrip().split("\n")
    assert [line.text for line in read(path.read_bytes(), path.name).blocks] == source


@pytest.mark.parametrize("shift", range(4))
def test_long_texts_are_told_whole_never_cut_inside_a_character(shift):
    text = "x" * shift + "政府信息公开工作年度报告，" * 2000
    document = read(text.encode(), "report.txt")
    assert (document.format, document.metadata["encoding"]) == ("text", "utf-8")


def test_a_pipe_table_far_down_is_still_found():
    assert read(("正文。\n" * 5000 + "|甲|乙|\n|-|-|\n|1|2|").encode(), "report.txt").format == "markdown"
