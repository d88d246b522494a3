"""Spoilt files: empty, cut, locked, wrongly named, wrongly coded.

In:   documents of the demonstration. Out: faults().
"""

import io
from collections.abc import Iterator
from functools import lru_cache

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from loaders.demo.spoilt import spoil
from loaders.demo.writers import write
from tests.fuzz.hostile import READ, Fault, fault
from tests.noise.corpus import filings, printout

SOUND = {"docx": "docx_merged", "xlsx": "xlsx_one_sheet", "pdf": "pdf_plain", "html": "html_plain",
         "md": "markdown_pipes", "txt": "text_tabs"}
CUTS = 6
TEXTS = ("html", "md", "txt")


@lru_cache(maxsize=8)
def sound(suffix: str) -> bytes:
    """A report that can be read, in that format."""
    from loaders.demo.layout import layouts

    layout = next(x for x in layouts() if x.id == SOUND[suffix])
    return write(printout(filings()[0], layout).sheet)


def _locked_pdf() -> bytes:
    packed = io.BytesIO()
    canvas = Canvas(packed, encrypt=StandardEncryption("secret", "owner"))
    canvas.drawString(72, 720, "Report 2024")
    canvas.save()
    return packed.getvalue()


def _locked_zip(data: bytes) -> bytes:
    """The flag of encryption on every part."""
    out, at = bytearray(data), 0
    while (at := out.find(b"PK\1\2", at)) >= 0:
        out[at + 8] |= 1
        at += 4
    return bytes(out)


def _amid(suffix: str, what: bytes) -> bytes:
    """Something strange at every hundredth byte of a text."""
    data = sound(suffix).decode()
    return b"".join(data[i:i + 97].encode() + what for i in range(0, len(data), 97))


def faults() -> Iterator[Fault]:
    yield fault("零字节.pdf", b"", "empty")
    yield fault("只有空白.txt", b" \r\n\t" * 1000, "empty")
    yield fault("全是NUL.docx", bytes(100_000), "empty")
    yield fault("随机字节.xlsx", bytes(range(256)) * 400, "unknown")
    for suffix in SOUND:
        for n in range(CUTS):
            yield fault(f"截断{n}.{suffix}", lambda s=suffix, n=n: sound(s)[:1 + len(sound(s)) * n // CUTS],
                        READ, "corrupt", "no_tables", "unknown", "empty")
    yield fault("加密.docx", lambda: spoil("encrypted", b""), "encrypted")
    yield fault("加密.xlsx", lambda: spoil("encrypted", b""), "encrypted")
    yield fault("加密.pdf", _locked_pdf, "encrypted")
    yield fault("加密部件.docx", lambda: _locked_zip(sound("docx")), "encrypted")
    yield fault("加密部件.xlsx", lambda: _locked_zip(sound("xlsx")), "encrypted")
    for suffix, wrong in zip(SOUND, ("pdf", "txt", "docx", "xlsx", "html", "pdf")):
        yield fault(f"后缀不符（实为{suffix}）.{wrong}", lambda s=suffix: sound(s), READ)
    for suffix in TEXTS:
        yield fault(f"夹NUL.{suffix}", lambda s=suffix: _amid(s, b"\0"))
        yield fault(f"孤立代理.{suffix}", lambda s=suffix: _amid(s, b"\xed\xa0\x80"))
        yield fault(f"双向控制符.{suffix}", lambda s=suffix: _amid(s, "\u202e\u2066".encode()))
        yield fault(f"编码声明不实.{suffix}", lambda s=suffix: b"\xff\xfe" + sound(s))
    yield fault("孤立代理实体.html", lambda: sound("html").replace(b"<td>0", b"<td>&#xD800;&#55296;0"), READ)
    yield fault("超大实体.html", lambda: sound("html").replace(b"<td>0", b"<td>&#99999999999999999999;0"), READ)
    yield fault("没有分号的实体.html", lambda: sound("html") + b"&" + b"a" * 5_000_000, READ, "too_large")
