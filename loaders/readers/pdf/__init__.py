"""PDF -> Document.

In:   the bytes of a PDF file.
Out:  the Lines and Grids of each page in reading order, each with its page.
Promise: a table is what its rules enclose; page numbers and running heads are Lines, never inside a cell; a table
that runs over a page break is two Grids. A page that is a picture is read as a scan, never as blank; so is one whose
characters are not those that it shows: it is what a person sees that counts.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pypdfium2 as pdfium

from loaders.document import Document, Grid, Line
from loaders.readers import limits
from loaders.readers.pdf.flow import blocks_of
from loaders.readers.pdf.forms import check_forms
from loaders.readers.pdf.page import is_picture, read_marks
from loaders.readers.pdf.sheets import parted
from loaders.readers.pdf.shown import Witness
from loaders.readers.scan import read_page

_WHAT = "PDF 文件"
_FEW = 20  # characters; a scanned page may carry a page number or a mark of the scanner
_UNNAMED = 8, 0.05  # glyphs without a character, also of all: fewer are bullets and ornaments
_NOT_AS_SHOWN = ("这份 PDF 里存的文字与印出的字形不符（字体对应表缺失或有误），需要按图识别，"
                 "而这台机器上没有文字识别组件。请在程序目录运行 make ocr 后再试，或换成 docx、网页版")


def read_pdf(data: bytes) -> Document:
    """The document page by page. Raises Refused (corrupt, encrypted, scan, no_ocr, too_large, too_slow, too_deep)."""
    with opened(data) as pdf:
        return _read(pdf)


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """A PDF, closed at the end; what pdfium cannot do with it is a refusal. Raises Refused (corrupt, encrypted,
    too_deep)."""
    check_forms(data)
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            limits.refuse_encrypted(_WHAT)
        limits.refuse_corrupt(_WHAT)
    try:
        yield pdf
    except pdfium.PdfiumError:
        limits.refuse_corrupt(_WHAT)
    finally:
        pdf.close()


def is_scanned(page: pdfium.PdfPage, n_chars: int) -> bool:
    """Whether a page with so many characters, blanks not counted, is a picture of a page."""
    return n_chars < _FEW and is_picture(page)


def _read(pdf: pdfium.PdfDocument, is_lie: bool = False) -> Document:
    """All pages; once a digit is seen that is drawn as another one, all as they look."""
    n_pages = len(pdf)
    limits.check_count(n_pages, limits.MAX_PAGES, "页")
    if not n_pages:
        limits.refuse_corrupt(_WHAT)
    blocks: list[Line | Grid] = []
    above = None  # the last drawn table of the page before: the next page may go on with it
    cuts = None  # of the last sheet that holds several pages
    doubted: dict[int, str] = {}
    n_chars = n_cells = n_scans = 0
    started = time.monotonic()
    witness = None if is_lie else Witness(pdf.raw)
    for index in range(n_pages):
        page = pdf[index]
        marks = read_marks(page, witness)
        if marks.is_lie:
            page.close()
            return _read(pdf, is_lie=True)
        own_chars = sum(not c.text.isspace() for c in marks.chars)
        is_distrusted = is_lie or marks.n_unnamed >= _UNNAMED[0] and marks.n_unnamed > _UNNAMED[1] * own_chars
        n_chars += own_chars
        limits.check_count(n_chars, limits.MAX_CHARS, "字")
        is_distrusted = is_distrusted or marks.is_unseen and is_picture(page)
        if is_distrusted and _can_be_seen() or is_scanned(page, own_chars):
            started_scan = time.monotonic()
            found, above = read_page(page, index + 1, n_scans, above)
            n_scans, started = n_scans + 1, started + time.monotonic() - started_scan
        else:
            sheet = parted(marks, cuts)
            cuts = sheet.cuts or cuts
            found = []
            for leaf, own in enumerate(sheet.pages):
                part, above = blocks_of(own, index + 1, above)
                found += [replace(block, leaf=leaf) for block in part] if leaf else part
            if doubt := _NOT_AS_SHOWN if is_distrusted else sheet.doubt:
                doubted[index + 1] = doubt
        page.close()
        n_cells += sum(len(b.cells) for b in found if isinstance(b, Grid))
        limits.check_count(n_cells, limits.MAX_CELLS, "格")
        blocks.extend(found)
        if time.monotonic() - started > limits.MAX_SECONDS:
            limits.refuse("too_slow", f"读到第 {index + 1} 页已超过 {limits.MAX_SECONDS} 秒，未读完。"
                                      "请另存为 docx，或只留年度报告正文再试。")
    if not blocks and n_pages:
        limits.refuse("scan", f"这份 PDF 共 {n_pages} 页，页面上没有文字，也没有可以识别的图片。"
                              "请确认文件完整，或改用文字版（docx、网页或由 Word/WPS 直接导出的 PDF）。")
    return Document("pdf", tuple(blocks), n_pages, _metadata(pdf), doubted)


def _can_be_seen() -> bool:
    from loaders.readers.scan.engine import available  # numpy: 20 MB that hardly any document needs

    return available()


def _metadata(pdf: pdfium.PdfDocument) -> dict[str, str]:
    found = {}
    for key, name in (("title", "Title"), ("author", "Author")):
        with suppress(UnicodeDecodeError):  # a damaged title is none
            found[key] = pdf.get_metadata_value(name).strip()
    return {key: text for key, text in found.items() if text}
