"""One page of a document as a picture.

In:   the bytes of a PDF or a picture, the number of a page.
Out:  draw(), a Picture; None for a format that has no paper.
Promise: the page lies as the reader turned it, so that the boxes of lines and cells fit it; however large the page, the
picture is no larger than a screen can use. Raises Refused, never anything of a library's.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from loaders.readers import detect, limits
from loaders.readers.pdf import is_scanned, opened
from loaders.readers.pdf.page import quarters
from loaders.readers.scan import drawn, pictures, straightened

PAPER = ("pdf", "image")
_SCALE = 2.2  # pixels a point: A4 as 1,310 by 1,850, twice as fine as it is first shown
_LONGEST, _MOST = 2_400, 4_000_000  # pixels
_QUALITY = 82
_SHIFTED = 1.0  # points


@dataclass(frozen=True, slots=True)
class Picture:
    """`webp`: the picture; `size`: of the paper in points, in which boxes are measured, None where what is printed and
    what is shown do not cover each other; `n_pages`: of the document."""

    webp: bytes
    size: tuple[float, float] | None
    n_pages: int


def draw(data: bytes, name: str, page: int) -> Picture | None:
    """Page `page` (from 1) of the document. Raises Refused: no_page, and as readers.read()."""
    limits.check_bytes(len(data))
    form = detect(data, name)
    if form not in PAPER:
        return None
    return _of_pdf(data, page) if form == "pdf" else _of_picture(data, page)


def _of_pdf(data: bytes, number: int) -> Picture:
    with opened(data) as pdf:
        limits.check_count(len(pdf), limits.MAX_PAGES, "页")
        _check_page(number, len(pdf))
        page = pdf[number - 1]
        text = page.get_textpage()
        n_chars = sum(not c.isspace() for c in text.get_text_bounded()) if text.count_chars() < 1000 else 1000
        text.close()
        if is_scanned(page, n_chars):
            picture, dpi = drawn(page, is_grey=False)
            laid = straightened(picture, dpi)
            return Picture(_webp(laid), _points(laid, dpi), len(pdf))
        left, bottom, right, top = page.get_cropbox()
        turns = quarters(page)
        page.set_rotation(90 * turns)
        width, height = page.get_size()
        longest = max(width, height, 1.0)
        scale = min(_SCALE, _LONGEST / longest, (_MOST / max(width * height, 1.0)) ** 0.5)
        made = page.render(scale=scale)
        size = (right - left, top - bottom) if turns % 2 == 0 else (top - bottom, right - left)
        is_whole = abs(size[0] - width) < _SHIFTED and abs(size[1] - height) < _SHIFTED
        picture = Picture(_webp(made.to_pil()), size if is_whole else None, len(pdf))
        made.close()
        return picture


def _of_picture(data: bytes, number: int) -> Picture:
    found, n_pages = None, 0
    for laid, dpi in pictures(data):
        n_pages += 1
        limits.check_count(n_pages, limits.MAX_SCAN_PAGES, "页扫描件")
        if n_pages == number:
            found = _webp(laid), _points(laid, dpi)
    _check_page(number, n_pages)
    return Picture(*found, n_pages)


def _check_page(number: int, n_pages: int) -> None:
    if not 1 <= number <= n_pages:
        limits.refuse("no_page", f"这份文件共 {n_pages} 页，没有第 {number} 页。请在第 1 页到第 {n_pages} 页中选。")


def _points(picture: Image.Image, dpi: float) -> tuple[float, float]:
    return picture.width * 72 / dpi, picture.height * 72 / dpi


def _webp(picture: Image.Image) -> bytes:
    shown = picture.convert("RGB")
    shown.thumbnail((_LONGEST, _LONGEST))
    out = BytesIO()
    shown.save(out, "WEBP", quality=_QUALITY, method=3)
    return out.getvalue()


