"""Files that unpack, nest, span or point at themselves without end.

In:   the sound documents of broken.py. Out: faults().
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import pypdfium2 as pdfium

from tests.fuzz.broken import sound
from tests.fuzz.hostile import DEADLY, READ, Fault, fault

DEEP = 100_000
MANY = 2_000_000_000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def repacked(suffix: str, change: dict[str, bytes]) -> bytes:
    """A sound docx or xlsx with some parts replaced or added."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound(suffix))) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *change]):
            new.writestr(name, change[name] if name in change else old.read(name))
    return packed.getvalue()


def part(suffix: str, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(sound(suffix))) as archive:
        return archive.read(name)


def word(body: str, head: str = "") -> bytes:
    """A docx with that body."""
    xml = f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return repacked("docx", {"word/document.xml": xml.encode()})


def sheet(rows: str, tail: str = "") -> bytes:
    """An xlsx whose first sheet has those rows."""
    xml = f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>{tail}</worksheet>'
    return repacked("xlsx", {"xl/worksheets/sheet1.xml": xml.encode()})


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def bare_pdf(objects: list[bytes]) -> bytes:
    """A PDF of those objects, numbered from 1; the first is the catalogue."""
    out, at = b"%PDF-1.7\n", []
    for n, body in enumerate(objects, start=1):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in at)
    return out + (b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
                  % (len(at) + 1, table, len(at) + 1, len(out)))


def stream(data: bytes, keys: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (keys, len(data), data)


def one_page(content: bytes, resources: bytes = b"", *more: bytes, keys: bytes = b"") -> bytes:
    """A PDF of one page; `more` are objects from number 5."""
    return bare_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                     b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
                     stream(content, keys), *more])


def _pages(n: int) -> bytes:
    document, packed = pdfium.PdfDocument.new(), io.BytesIO()
    for _ in range(n):
        document.new_page(99, 99)
    document.save(packed)
    return packed.getvalue()


def _same_page(n: int) -> bytes:
    return bare_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * n, n),
                     b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"])


def _pdfs() -> Iterator[Fault]:
    font = b"/Font<</F 5 0 R>>"
    helvetica = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    yield fault("五千页.pdf", lambda: _pages(5000), "too_large")
    yield fault("同一页五千次.pdf", lambda: _same_page(5000))
    yield fault("页树成环.pdf", bare_pdf([b"<</Type/Catalog/Pages 2 0 R>>",
                                       b"<</Type/Pages/Kids[3 0 R]/Count 9>>",
                                       b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 9>>"]))
    yield fault("目录指向自己.pdf", bare_pdf([b"<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 3>>"]))
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    yield fault("图元引用自己.pdf", one_page(b"/X Do", b"/XObject<</X 5 0 R>>", form), "too_deep")
    twins = [stream(b"/X Do " * 40, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
                    % (6 + n)) for n in range(12)]
    yield fault("图元层层相乘.pdf", one_page(b"/X Do", b"/XObject<</X 5 0 R>>", *twins, stream(b"0 0 m")), "too_deep")
    yield fault("嵌套数组.pdf", one_page(b"[" * DEEP + b"]" * DEEP + b" TJ"))
    yield fault("嵌套字典.pdf", bare_pdf([b"<</A" * DEEP + b">>" * DEEP]))
    bomb = zlib.compress(bytes(100 << 20))
    yield fault("流炸弹.pdf", one_page(bomb, keys=b"/Filter/FlateDecode"))
    twice = zlib.compress(zlib.compress(b"0 0 m " * (10 << 20), 9), 9)
    yield fault("双重流炸弹.pdf", one_page(twice, keys=b"/Filter[/FlateDecode/FlateDecode]"))
    yield fault("一百万次写字.pdf", one_page(b"BT /F 9 Tf " + b"(12) Tj " * 1_000_000 + b"ET", font, helvetica),
                "too_large", *DEADLY)
    yield fault("一百万条线.pdf", one_page(b"0 0 m 9 9 l S " * 1_000_000), "too_large", *DEADLY)
    yield fault("无穷大坐标.pdf", one_page(b"BT /F 9e30 Tf 1e38 0 0 1e38 1e38 1e38 Tm (12) Tj ET 1e38 0 m -1e38 9 l S",
                                       font, helvetica))
    image = stream(b"x" * 99, b"/Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8"
                              b"/ColorSpace/DeviceRGB")
    yield fault("巨幅图片.pdf", one_page(b"q 500 0 0 700 0 0 cm /X Do Q", b"/XObject<</X 5 0 R>>", image))


def _offices() -> Iterator[Fault]:
    for suffix, name in (("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml")):
        yield fault(f"压缩炸弹.{suffix}", lambda s=suffix, n=name: repacked(s, {n: b" " * (200 << 20)}), "zip_bomb")
        laughs = b'<!DOCTYPE l [<!ENTITY a "%s">%s]><x>&i;</x>' % (
            "哈".encode() * 99, b"".join(b'<!ENTITY %c "%s">' % (n + 1, b"&%c;" % n * 10) for n in range(97, 105)))
        yield fault(f"实体炸弹.{suffix}", lambda s=suffix, n=name, x=laughs: repacked(s, {n: x}), "unsafe", "corrupt")
        for where in ("file:///etc/hostname", "http://127.0.0.1:9/x"):
            xml = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{where}">]><x>&e;</x>'.encode()
            yield fault(f"外部实体（{where[:4]}）.{suffix}", lambda s=suffix, n=name, x=xml: repacked(s, {n: x}),
                        "unsafe", "corrupt")
    yield fault("压缩炸弹.zip", lambda: zipped({"a.txt": b" " * (300 << 20)}))
    yield fault("六万个部件.docx", lambda: zipped({"word/a.xml": b""} | {f"w/{n}": b"" for n in range(60_000)}),
                "too_large", "corrupt")
    yield fault("嵌套表格.docx", lambda: word("<w:tbl><w:tr><w:tc>" * DEEP + "</w:tc></w:tr></w:tbl>" * DEEP),
                "corrupt", "zip_bomb", "too_deep")
    yield fault("嵌套二百层.docx", lambda: word("<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60))
    yield fault("跨二十亿列.docx", lambda: repacked("docx", {"word/document.xml": re.sub(
        rb'gridSpan w:val="\d+"', b'gridSpan w:val="%d"' % MANY, part("docx", "word/document.xml"))}))
    rel = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
           'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
           "</Relationships>")
    yield fault("关系指向自己.docx", lambda: repacked("docx", {"_rels/.rels": rel.format("_rels/.rels").encode()}))
    yield fault("关系走出包外.docx", lambda: repacked("docx", {"_rels/.rels": rel.format("../../etc/passwd").encode()}))
    yield fault("编号循环.docx", lambda: repacked("docx", {"word/numbering.xml": (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>').encode(), "word/styles.xml": (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>').encode()}))
    yield fault("一百万段.docx", lambda: word("<w:p><w:r><w:t>收到申请1件</w:t></w:r></w:p>" * 1_000_000),
                "too_large", "zip_bomb")
    yield fault("一百万行.xlsx", lambda: sheet("".join(
        f'<row r="{n}"><c r="A{n}"><v>{n * 7919 % 999983}</v></c></row>' for n in range(1, 1_000_001))),
        "too_large", "zip_bomb")
    yield fault("最末一格.xlsx", lambda: sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">'
                                           '<c r="XFD1048576"><v>1</v></c></row>'), "too_large", "corrupt")
    yield fault("合并整张表.xlsx", lambda: sheet('<row r="1"><c r="A1"><v>1</v></c></row>',
                                            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))


def _pages_of_tags() -> Iterator[Fault]:
    for tag in ("div", "table><tr><td", "b", "ul><li", "font"):
        yield fault(f"十万层{tag[:5]}.html", lambda t=tag: (f"<html><body>{f'<{t}>' * DEEP}文").encode(),
                    "too_deep", "too_large")
    for name in ("colspan", "rowspan"):
        yield fault(f"{name}二十亿.html", lambda n=name: re.sub(rb"<t([dh])", b'<t\\1 %s="%d"' % (n.encode(), MANY),
                                                          sound("html")))
    yield fault("引用十万层.md", lambda: (">" * DEEP + "文\n").encode() + sound("md"))
    yield fault("括号十万层.txt", lambda: ("（" * DEEP + "）" * DEEP).encode() + sound("txt"))


def faults() -> Iterator[Fault]:
    yield from _pdfs()
    yield from _offices()
    yield from _pages_of_tags()
    yield fault("后缀是zip的docx.zip", lambda: sound("docx"), READ)
