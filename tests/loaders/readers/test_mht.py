"""Pages saved as one file: the page is found, with its charset, among pictures and style sheets."""

import base64
import quopri

import pytest

from loaders.errors import Refused
from loaders.readers import detect, read
from tests.loaders.readers.shapes import flow

PAGE = "<html><head><title>年报</title></head><body><p>一、总体情况</p>" + (
    "<table><tr><td>规章<td>3<tr><td>许可<td>4</table></body></html>")
FOUND = ["一、总体情况", [["规章", "3"], ["许可", "4"]]]


def message(*parts: tuple[str, bytes], head: str = "") -> bytes:
    """A message of these (head, body) parts."""
    body = b"".join(b"--next\r\n" + said.encode() + b"\r\n\r\n" + body + b"\r\n" for said, body in parts)
    kind = "multipart/related; type=\"text/html\";\r\n\tboundary=next"
    return f"{head}MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n".encode() + body + b"--next--\r\n"


def part(encoding: str, transfer: str, declared: str | None = "") -> tuple[str, bytes]:
    raw = PAGE.encode(encoding)
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring, "8bit": bytes}[transfer](raw)
    charset = "" if declared is None else f'; charset="{declared or encoding}"'
    return f"Content-Type: text/html{charset}\r\nContent-Transfer-Encoding: {transfer}", coded


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize(("encoding", "declared"), [("utf-8", ""), ("gbk", "gb2312"), ("gb18030", "no-such"),
                                                    ("gbk", None), ("gbk", "utf-8")])
def test_charsets_and_transfer_encodings(encoding, declared, transfer):
    data = message(part(encoding, transfer, declared))
    assert detect(data, "report.html") == "mht"
    document = read(data, "report.html")
    assert (document.format, flow(document), document.metadata["title"]) == ("mht", FOUND, "年报")


def test_word_writes_utf16():
    assert flow(read(message(part("utf-16", "base64", "unicode")), "a.mht")) == FOUND


def test_the_page_among_pictures_and_where_it_was_saved():
    picture = ("Content-Type: image/png\r\nContent-Transfer-Encoding: base64", base64.encodebytes(b"\x89PNG" * 99))
    empty = ("Content-Type: text/html; charset=utf-8", b"<html><frameset></frameset></html>")
    subject = base64.b64encode("年度报告".encode()).decode()
    head = ("From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.example.cn/nb.html\r\n"
            f"Subject: =?utf-8?B?{subject}?=\r\n")
    document = read(message(picture, empty, part("gbk", "base64", "gb2312"), picture, head=head), "a.mht")
    assert flow(document) == FOUND
    assert document.metadata["url"] == "http://www.example.cn/nb.html"


def test_a_message_of_one_part_and_one_of_text_alone():
    said, body = part("utf-8", "quoted-printable")
    assert flow(read(f"MIME-Version: 1.0\r\n{said}\r\n\r\n".encode() + body, "a.eml")) == FOUND
    plain = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n一、总体情况\n无。".encode()
    assert flow(read(plain, "a.eml")) == ["一、总体情况", "无。"]


def test_text_that_only_speaks_of_mime_stays_text():
    assert detect("标题: 年报\n正文\nMIME-Version: 1.0\n".encode(), "a.txt") == "text"


@pytest.mark.parametrize("data", [
    message(),
    message(("Content-Type: image/png", b"x")),
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\nContent-Type: multipart/mixed; "
    b"boundary=x\n\n" * 1500,
    b"MIME-Version: 1.0\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(1500)),
])
def test_messages_without_a_page(data):
    with pytest.raises(Refused) as caught:
        read(data, "a.mht")
    assert caught.value.kind in ("empty", "too_deep", "too_large") and "请" in caught.value.reason
