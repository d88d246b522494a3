"""Spoilt and hostile files: refused with a kind and a reason, never a crash, never long work."""

import io
import time
import zipfile

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import Refused
from loaders.readers import detect, limits, read
from tests.loaders.readers.shapes import GRID, W, cell, docx, flow, laid_out, paragraph, pdf, table, xlsx, zipped

SOUND = {
    "a.docx": docx(paragraph("二、主动公开") + table([cell("规章"), cell("1")])),
    "a.xlsx": xlsx({(0, 0): "规章", (0, 1): 1}),
    "a.pdf": pdf("二、主动公开", laid_out([["规章", "1"], ["许可", "2"]], [90, 90], *GRID)),
    "a.html": "<html><body><table><tr><td>规章<td>1</table></body></html>".encode("gb18030"),
    "a.md": "# 年报\n\n|甲|乙|\n|-|-|\n|1|2|".encode(),
    "a.txt": "年报\n\t规章\n\t1".encode("gb18030"),
}


def refusal(data: bytes, name: str = "report") -> str:
    """The kind of the refusal; the reason must say in Chinese what to do next, and come soon."""
    began = time.process_time()
    with pytest.raises(Refused) as caught:
        read(data, name)
    assert time.process_time() - began < 5
    assert "请" in caught.value.reason and caught.value.reason.endswith("。")
    return caught.value.kind


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\0" * 100, b"\xef\xbb\xbf"])
def test_empty_files(data):
    assert refusal(data) == "empty"


@pytest.mark.parametrize("name", SOUND)
def test_cut_at_any_point_a_file_is_read_or_refused(name):
    data, kinds = SOUND[name], set()
    for end in range(0, len(data), max(1, len(data) // 60)):
        try:
            read(data[:end], name)
        except Refused as refused:
            kinds.add(refused.kind)
    assert kinds <= {"empty", "corrupt", "unknown"}
    assert read(data, name).blocks


@pytest.mark.parametrize("name", SOUND)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8))
def test_changed_bytes_never_crash_a_reader(name, changes):
    data = bytearray(SOUND[name])
    for at, byte in changes:
        data[at % len(data)] = byte
    try:
        read(bytes(data), name)
    except Refused as refused:
        assert refused.reason


@given(st.binary(max_size=400))
def test_noise_is_read_or_refused(data):
    try:
        read(data, "noise.pdf")
    except Refused as refused:
        assert refused.reason


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "corrupt"),
        (b"\x89PNG\r\n\x1a\n....", "corrupt"),
        (b"\xff\xd8\xff\xe0....", "corrupt"),
        (b"Rar!\x1a\x07\x01", "unsupported"),
        (zipped({"a.txt": "x"}), "nested"),
        (zipped({"OFD.xml": "x"}), "unsupported"),
        (zipped({"mimetype": "x", "content.xml": "x"}), "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "corrupt"),
        (b"PK\x03\x04" + b"x" * 99, "corrupt"),
        (bytes(range(256)) * 9, "unknown"),
        (b"MIME-Version: 1.0\r\n\r\n<html>", "empty"),
        (zipped({"[Content_Types].xml": "x", "word/other.xml": "<a/>"}), "corrupt"),
    ],
)
def test_what_is_recognised_is_refused_by_name(data, kind):
    assert refusal(data) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.docx", "docx"),
        ("a.xlsx", "xlsx"),
        ("a.pdf", "pdf"),
        ("a.html", "html"),
        ("a.md", "markdown"),
        ("a.txt", "text"),
    ],
)
@pytest.mark.parametrize("suffix", [".pdf", ".doc", ".html", ""])
def test_content_decides_the_format(name, kind, suffix):
    assert detect(SOUND[name], "report" + suffix) == kind


def encrypted(user: str, owner: str) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    packed = io.BytesIO()
    canvas = Canvas(packed, encrypt=StandardEncryption(user, owner))
    canvas.drawString(72, 720, "Report 2024")
    canvas.save()
    return packed.getvalue()


def test_a_pdf_that_needs_a_password_is_refused_one_that_only_forbids_printing_is_read():
    assert refusal(encrypted("secret", "owner")) == "encrypted"
    assert flow(read(encrypted("", "owner"), "a.pdf")) == ["Report 2024"]


def test_a_scan_is_refused_not_read_as_blank():
    document = pdfium.PdfDocument.new()
    page = document.new_page(595, 842)
    image = pdfium.PdfImage.new(document)
    image.set_bitmap(pdfium.PdfBitmap.new_native(8, 8, raw.FPDFBitmap_BGR))
    page.insert_obj(image)
    page.gen_content()
    packed = io.BytesIO()
    document.save(packed)
    assert refusal(packed.getvalue()) == "scan"


def test_too_many_pages():
    document = pdfium.PdfDocument.new()
    for _ in range(limits.MAX_PAGES + 1):
        document.new_page(99, 99)
    packed = io.BytesIO()
    document.save(packed)
    assert refusal(packed.getvalue()) == "too_large"


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml"])
def test_zip_bombs(part):
    assert refusal(zipped({"[Content_Types].xml": "x", part: b"0" * (64 << 20)})) == "zip_bomb"


def test_a_size_that_lies_in_the_directory():
    bomb = bytearray(zipped({"word/document.xml": b" " * (limits.MAX_PART + 9)}))
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as archive:
        true_size = archive.infolist()[0].file_size.to_bytes(4, "little")
    assert refusal(bytes(bomb).replace(true_size, (1000).to_bytes(4, "little"))) in ("corrupt", "too_large")


def test_two_parts_of_one_name():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/document.xml", "<b/>")
    assert refusal(packed.getvalue()) == "corrupt"


def test_entities_are_never_expanded():
    laughs = (
        '<!DOCTYPE l [<!ENTITY a "'
        + "哈" * 99
        + '">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi"))
        + "]>"
    )
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>'
    assert refusal(zipped({"[Content_Types].xml": "x", "word/document.xml": laughs + body})) in ("unsafe", "corrupt")


@pytest.mark.parametrize("tag", ["div", "b", "table", "table><tr><td", "ul><li", "font", "svg", "a", "p><span"])
def test_nesting_without_end(tag):
    data = (f"<html><body>{f'<{tag}>' * 100_000}文").encode()
    assert refusal(data) in ("too_deep", "too_large")


def test_deep_tables_below_the_limit_of_depth():
    assert refusal(("<html>" + "<table><tr><td>文" * 300).encode()) == "too_large"


def test_deep_xml():
    deep = "<w:tbl><w:tr><w:tc>" * 5000
    assert refusal(docx(deep + "</w:tc></w:tr></w:tbl>" * 5000)) == "corrupt"


def test_one_huge_page():
    cells = "<tr><td>1<td>2" * (limits.MAX_TAGS // 2)
    assert refusal(f"<html><table>{cells}</table>".encode()) == "too_large"
    assert refusal(b"<html>" + b"x" * limits.MAX_TEXT_BYTES) == "too_large"


def test_many_wide_spans():
    row = "<tr>" + "<td colspan=200>x" * 9
    assert refusal(f"<html><table>{row * 9000}</table>".encode()) == "too_large"


@pytest.mark.parametrize("place", [(1_048_575, 0), (0, 16_383), (1_048_575, 16_383)])
def test_one_cell_in_the_last_row_or_column_of_a_sheet(place):
    data = xlsx({(0, 0): "规章", (0, 1): 1, place: "x"})
    if place == (0, 16_383):
        assert "规章" in str(flow(read(data, "a.xlsx")))
    else:
        assert refusal(data) == "too_large"


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>',
        "<c r='xfd1048576'><v>1</v></c>",
        '<c r="&#88;FD1048576"><v>1</v></c>',
        '<c r="ZZZZZZZ9"><v>1</v></c>',
        '<c r="A99999999999"><v>1</v></c>',
    ],
)
def test_far_cells_however_they_are_written(cells):
    sound = zipfile.ZipFile(io.BytesIO(SOUND["a.xlsx"]))
    parts = {name: sound.read(name) for name in sound.namelist()}
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>{}</row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = (sheet.format(cells) + "</worksheet>").encode()
    assert refusal(zipped(parts)) in ("too_large", "corrupt")


def test_reasons_survive_the_way_between_processes():
    import pickle

    refused = pickle.loads(pickle.dumps(Refused("scan", "请换成文字版。")))
    assert (refused.kind, refused.reason) == ("scan", "请换成文字版。")
