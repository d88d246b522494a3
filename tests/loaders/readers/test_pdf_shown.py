"""Files that say another thing than they show: it is what a person sees that counts."""

import io
import zlib

import pypdfium2 as pdfium
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from loaders.document import Grid
from loaders.errors import Refused
from loaders.numbers import read_cell
from loaders.readers import read
from loaders.readers.pdf.page import read_marks
from loaders.readers.pdf.shown import Witness
from loaders.readers.scan import engine
from loaders.report import DOUBTFUL

FACES = ["Times-Roman", "Times-Bold", "Times-Italic", "Helvetica", "Helvetica-Bold", "Courier", "Vera", "VeraBd"]
for face in FACES[-2:]:
    pdfmetrics.registerFont(TTFont(face, f"{face}.ttf"))  # of reportlab itself
CELLS = [["13", "358", "35"], ["203", "3", "8"], ["0", "83", "500"]]


def table(face: str = "Vera", size: float = 12, degrees: int = 0) -> bytes:
    """Three rows of three ruled cells; what it shows are CELLS."""
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=(500, 500), pageCompression=0)
    canvas.translate(*{0: (0, 0), 90: (500, 0), 180: (500, 500), 270: (0, 500)}[degrees])
    canvas.rotate(degrees)
    canvas.setFont(face, size)
    canvas.grid([80, 200, 320, 440], [200, 240, 280, 320])
    for r, row in enumerate(CELLS):
        for c, text in enumerate(row):
            canvas.drawString(120 + 120 * c, 295 - 40 * r, text)
    canvas.showPage()
    canvas.save()
    return packed.getvalue()


def renamed(data: bytes, **names: str) -> bytes:
    """The same glyphs under other names: _3="0038" says 8 of what shows 3."""
    for digit, name in names.items():
        code = f"{ord(digit[1]):02X}"
        assert f"<{code}> <00{code}>".encode() in data, "the table of the font's characters is not there"
        data = data.replace(f"<{code}> <00{code}>".encode(), f"<{code}> <{name}>".encode())
    return data


def is_lie(data: bytes) -> bool:
    with pdfium.PdfDocument(data) as document:
        return read_marks(document[0], Witness(document.raw)).is_lie


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [5.0, 9.0, 24.0])
@pytest.mark.parametrize("face", FACES)
def test_honest_digits_are_believed(face, size, degrees):
    assert not is_lie(table(face, size, degrees))


@pytest.mark.parametrize("names", [{"_3": "0038", "_8": "0033"}, {"_5": "0032", "_2": "0035"},
                                   {"_1": "0035", "_5": "0031"}, {"_0": "0038", "_8": "0030"}])
@pytest.mark.parametrize("face", ["Vera", "VeraBd"])
def test_a_digit_under_the_name_of_another_is_seen(face, names):
    assert is_lie(renamed(table(face), **names))


def values(data: bytes) -> dict[tuple[int, int], tuple[str, bool]]:
    document = read(data, "a.pdf")
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert not document.doubted
    return {(c.row, c.col): (c.text, c.is_sure) for c in grid.cells}


@pytest.mark.parametrize("names", [{"_3": "0038", "_8": "0033"}, {f"_{d}": f"E03{d}" for d in range(10)}],
                         ids=["names exchanged", "names of private use"])
def test_what_is_shown_is_read(names):
    found = values(renamed(table(), **names))
    assert {at: text for at, (text, is_sure) in found.items() if is_sure and text != CELLS[at[0]][at[1]]} == {}
    assert sum(is_sure for _, is_sure in found.values()) >= 6


def test_without_the_engine_such_a_page_is_doubtful_and_says_what_to_run(monkeypatch):
    monkeypatch.setattr(engine, "model_file", lambda: None)
    document = read(renamed(table(), _3="0038", _8="0033"), "a.pdf")
    assert "make ocr" in document.doubted[1] and "字形" in document.doubted[1]


def embedded(codes: list[int]) -> bytes:
    """A page of glyphs by their numbers, in a font that names none of them."""
    face = pdfmetrics.getFont("Vera").face
    program = zlib.compress(face._ttf_data)
    text = "".join(f"{face.charToGlyph[code]:04X}" for code in codes)
    content = f"BT /F 14 Tf 60 700 Td <{text}> Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+V/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+V/CIDToGIDMap/Identity/DW 600/FontDescriptor 7 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Type/FontDescriptor/FontName/AAAAAA+V/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200/FontFile2 "
        b"8 0 R/ItalicAngle 0/StemV 80/CapHeight 700>>",
        b"<</Length %d/Filter/FlateDecode/Length1 %d>>stream\n%b\nendstream" % (
            len(program), len(face._ttf_data), program)]
    return whole(parts)


def whole(parts: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table_at = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, table_at)


def test_a_glyph_without_a_name_is_not_the_number_of_the_glyph():
    """pdfium gives the glyph's number as its character: seven digits, and not one of them may be believed."""
    with pdfium.PdfDocument(embedded([ord(c) for c in "2024135"])) as document:
        marks = read_marks(document[0])
    assert marks.n_unnamed == 7 and {c.text for c in marks.chars} == {"\ufffd"}


@pytest.mark.parametrize("text", ["1\ufffd", "\ufffd", "\ue033", "\uf0b7 5"])
def test_a_cell_with_a_nameless_glyph_is_doubtful(text):
    assert read_cell(text).state == DOUBTFUL


def forms(*calls: tuple[int, ...]) -> bytes:
    """A page that draws the first of these forms; each writes a word and draws others, twice."""
    written = b"BT /F 12 Tf 50 700 Td (2024) Tj ET "
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X0 6 0 R>>>>>>"
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page,
             b"<</Length 6>>stream\n/X0 Do\nendstream", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for others in calls:
        names = b"".join(b"/X%d %d 0 R" % (n, 6 + n) for n in others)
        body = written + b"".join(b"/X%d Do /X%d Do " % (n, n) for n in others)
        parts.append(b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<<%b>>/Font<</F 5 0 R>>>>"
                     b"/Length %d>>stream\n%b\nendstream" % (names, len(body), body))
    return whole(parts)


@pytest.mark.parametrize("calls", [[(0,)], [(1,), (0,)], [(1,), (2,), (1,)], [*((n,) for n in range(1, 30)), ()]],
                         ids=["itself", "one another", "a circle further in", "thirty deep"])
def test_forms_that_draw_one_another_without_end_are_refused(calls):
    with pytest.raises(Refused) as caught:
        read(forms(*calls), "a.pdf")
    assert caught.value.kind == "too_deep" and "套用" in caught.value.reason


def test_forms_inside_forms_are_read():
    assert "2024" in read(forms((1, 2), (2,), ()), "a.pdf").blocks[0].text
