"""The two documents read back: the same words in both, nothing obeyed, heads repeated, letters embedded."""

import io
from datetime import datetime

import pypdfium2
import pypdfium2.raw as raw
import pytest
from docx.oxml.ns import qn
from PIL import Image

from dashboard.briefing.district import district
from dashboard.briefing.making import made
from dashboard.briefing.model import (
    Briefing,
    Case,
    Column,
    Entries,
    Heading,
    Lines,
    Parts,
    Picture,
    Table,
    Words,
    printable,
    texts,
)
from dashboard.queries.scope import Scope
from tests.dashboard.briefing.reading import pdf_text, word

MADE = datetime(2026, 11, 25, 9, 30)
NAME = "**甲**<b>局</b>&[x](http://evil)$y$\\frac\x00\x0b\u202e\ud800{0}"


def small(*blocks, title: str = "简报") -> Briefing:
    return Briefing(title, "一句话", (("范围", "全部"),), blocks, "页脚", False, MADE)


@pytest.fixture(scope="module")
def content(store):
    return district(store, Scope("990100", 2019, 2025), MADE)


@pytest.fixture(scope="module")
def documents(content, boxes):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISCLOSURE_FONT", str(boxes))
        return {kind: made(content, kind) for kind in ("docx", "pdf")}


def test_both_hold_every_word(content, documents):
    document = word(documents["docx"])
    inside = "".join("".join(t.text or "" for t in document.element.body.iter(qn("w:t"))).split())
    printed = pdf_text(documents["pdf"])
    wanted = [content.title, content.answer]
    for block in content.blocks:
        match block:
            case Table():
                wanted += [block.title, *(cell for row in block.rows for cell in row)]
            case Picture():
                wanted += [block.title, block.sub]
            case Heading() | Words() | Entries() | Case():
                wanted += texts(block)
    for text in {"".join(printable(t).split()) for t in wanted}:
        assert text in inside, text
        assert len(text) > 30 or text in printed, text  # a long one may run over a page's foot


def test_every_table_repeats_its_head_and_never_tears_a_row(documents):
    tables = word(documents["docx"]).tables
    assert tables
    for held in tables:
        assert held.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in held.rows)


def test_a_table_over_pages_repeats_its_head_in_the_pdf():
    rows = tuple((f"机关{i}", str(i)) for i in range(120))
    data = made(small(Table("长表", "", (Column("单位名", 3, False), Column("件数")), rows)), "pdf")
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) > 2
        assert all("单位名" in "".join(p.get_textpage().get_text_bounded().split()) for p in document)
        assert all(f"第{i}页" in "".join(p.get_textpage().get_text_bounded().split())
                   for i, p in enumerate(document, start=1))


def test_pages_are_a4_and_what_is_written_is_embedded(documents):
    with pypdfium2.PdfDocument(documents["pdf"]) as document:
        for page in document:
            assert [round(v) for v in page.get_size()] == [595, 842]
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                assert raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item)) == 1


def test_pictures_are_pictures_with_words_for_who_cannot_see_them(content, documents):
    document = word(documents["docx"])
    wanted = [b.alt for b in content.blocks if isinstance(b, Picture)]
    assert [s._inline.docPr.get("descr") for s in document.inline_shapes] == wanted and len(wanted) >= 3
    for part in document.part.package.image_parts:
        picture = Image.open(io.BytesIO(part.blob)).convert("L")
        assert picture.width > 1200 and len(set(picture.resize((200, 60)).tobytes())) > 10  # something is drawn


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_hostile_name_is_text_everywhere(kind):
    lines = Lines((2019, 2020, 2021), {NAME: (1.0, None, 3.0), NAME + "2": (2.0, 2.0, 0.0)})
    parts = Parts((NAME, "乙"), ((1, 2), (None, None)), (3, None), (NAME, "丁"), "件", "无", "—", False)
    blocks = (Heading(NAME), Words(NAME), Table(NAME, NAME, (Column(NAME), Column("数")), ((NAME, "—"),), NAME),
              Picture(NAME, NAME, lines, NAME, NAME), Picture("图", "", parts, NAME), Entries(((NAME, NAME),)),
              Case(NAME, (NAME, NAME)))
    data = made(small(*blocks, title=NAME), kind)
    if kind == "docx":
        document = word(data)
        assert document.paragraphs[0].text == printable(NAME) and not document.part.element.findall(
            f".//{qn('w:hyperlink')}")
        assert document.core_properties.title == printable(NAME)
    else:
        assert "<b>局</b>&[x](http://evil)$y$\\frac{0}" in pdf_text(data)
        with pypdfium2.PdfDocument(data) as document:
            assert not any(raw.FPDFPage_GetAnnotCount(page) for page in document)


def test_a_chart_of_one_year_of_zeros_and_of_a_long_past():
    charts = (Lines((2025,), {"甲": (0.0,)}), Lines(tuple(range(2008, 2026)), {"甲": (0.0,) * 18}, True),
              Parts(("2025 年",), ((0, 0),), (0,), ("是", "否"), "件", "无申请", "—"))
    data = made(small(*(Picture("图", "", c, "图") for c in charts)), "docx")
    assert len(word(data).inline_shapes) == 3


def test_a_chart_begins_with_the_first_year_that_has_a_number():
    """Tables printed since 2019 alone must not leave ten empty years or rows in front of them."""
    before = (None,) * 10
    late = (Lines(tuple(range(2009, 2026)), {"甲": (*before, 1.0, None, 3.0, 4.0, 5.0, 6.0, 7.0)}),
            Parts(tuple(map(str, range(2009, 2022))), (*((None, None),) * 10, (1, 2), (None, None), (0, 0)),
                  (*before, 3, None, 0), ("是", "否"), "件", "无申请", "—"))
    short = (Lines(tuple(range(2019, 2026)), {"甲": (1.0, None, 3.0, 4.0, 5.0, 6.0, 7.0)}),
             Parts(("2019", "2020", "2021"), ((1, 2), (None, None), (0, 0)), (3, None, 0), ("是", "否"), "件", "无申请",
                   "—"))
    drawn = [[part.blob for part in word(made(small(*(Picture("图", "", c, "图") for c in charts)), "docx"))
              .part.package.image_parts] for charts in (late, short)]
    assert drawn[0] == drawn[1] and len(drawn[0]) == 2


def test_documents_of_one_process_do_not_share_their_letters():
    for words in ("甲乙丙丁", "子丑寅卯"):
        assert words in pdf_text(made(small(Words(words)), "pdf"))


def test_other_documents_of_this_process_are_laid_out_as_before():
    from reportlab.lib import textsplit
    from reportlab.platypus import paragraph

    before = textsplit.ALL_CANNOT_START, paragraph.ALL_CANNOT_START
    made(small(Words("一，二")), "pdf")
    after = textsplit.ALL_CANNOT_START, paragraph.ALL_CANNOT_START
    assert after == before
