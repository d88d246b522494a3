"""Scans and pictures -> Document.

In:   a picture file (png, jpg, tiff, bmp), or a PDF page that is a picture.
Out:  read_picture(), read_page(): what the page shows, as for a printed page. drawn(), pictures(), straightened(): the
      pictures themselves, as they are read.
Promise: a scan that cannot be read is refused with the command to run, never read as blank; a number that is not
sure says so. Recognising takes seconds and memory, so a process may leave scans to another: leave_to_another().
"""

from collections.abc import Iterator
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, ImageSequence, UnidentifiedImageError

from loaders.document import Document, Grid, Line
from loaders.readers import limits
from loaders.readers.pdf.lattice import Frame

POSTPONED = "scan_later"  # the kind of refusal that asks for the process that reads scans
_DPI = 200  # at which PDF pages are drawn, and which pictures without a resolution are taken to be
_A4 = (8.27, 11.69)  # inches
_SANE = (90, 650)  # dots per inch a picture may honestly claim
_is_left_to_another = False


def leave_to_another(is_left: bool = True) -> None:
    """From now on this process refuses scans as POSTPONED, at once; or reads them again."""
    global _is_left_to_another
    _is_left_to_another = is_left


def read_page(page: pdfium.PdfPage, number: int, n_read: int, above: Frame | None) -> tuple[list[Line | Grid],
                                                                                           Frame | None]:
    """The blocks of a PDF page without characters, the last frame; `n_read`: scanned pages of the document before."""
    _prepare(n_read + 1)
    picture, dpi = drawn(page)
    return _read(picture, dpi, number, above)


def drawn(page: pdfium.PdfPage, is_grey: bool = True) -> tuple[Image.Image, float]:
    """A PDF page as a picture and its dots per inch."""
    width, height = (side / 72 for side in page.get_size())
    dpi = min(_DPI, (limits.MAX_PIXELS / max(width * height, 0.01)) ** 0.5, 12_000 / max(width, height, 0.01))
    made = page.render(scale=dpi / 72, grayscale=is_grey)
    try:
        return made.to_pil().copy(), dpi
    finally:
        made.close()


def read_picture(data: bytes) -> Document:
    """A picture, or each picture of a tiff. Raises Refused (corrupt, no_ocr, too_large, too_slow, empty)."""
    blocks: list[Line | Grid] = []
    above, n_pages = None, 0
    for picture in _pictures(data):
        _prepare(n_pages + 1)
        found, above = _read(picture, _dots_per_inch(picture), n_pages + 1, above)
        blocks += found
        n_pages += 1
    return Document("image", tuple(blocks), n_pages)


def pictures(data: bytes) -> Iterator[tuple[Image.Image, float]]:
    """Each picture of a file in colour, as read_picture() measures it, and its dots per inch. Raises Refused."""
    for picture in _pictures(data, "RGB"):
        dpi = _dots_per_inch(picture)
        yield straightened(picture, dpi), dpi


def straightened(picture: Image.Image, dpi: float) -> Image.Image:
    """The picture lying as it is read: upright and straight; as it is where this machine reads no scans."""
    from loaders.readers.scan.engine import available

    if not available():
        return picture
    from loaders.readers.scan.paper import lay
    from loaders.readers.scan.sheet import upright
    from loaders.readers.scan.upright import turned

    picture = turned(picture, upright(picture.convert("L"), dpi))
    slant = lay(picture.convert("L"), dpi).slant
    return picture.rotate(slant, Image.Resampling.BICUBIC, expand=True, fillcolor="white") if slant else picture


def _prepare(n_pages: int) -> None:
    if _is_left_to_another:
        limits.refuse(POSTPONED, "扫描件，等待识别。")
    limits.check_count(n_pages, limits.MAX_SCAN_PAGES, "页扫描件")


def _read(picture: Image.Image, dpi: float, page: int, above: Frame | None):
    from loaders.readers.scan.engine import engine
    from loaders.readers.scan.sheet import read_sheet  # scipy: 40 MB that other processes need not hold

    engine()
    return read_sheet(picture, dpi, page, above)


def _pictures(data: bytes, mode: str = "L") -> Iterator[Image.Image]:
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")) as file:
            for frame in ImageSequence.Iterator(file):
                if frame.width * frame.height > limits.MAX_PIXELS:
                    limits.refuse("too_large", f"图片有 {frame.width}×{frame.height} 像素，超过上限。"
                                               "请以 200–300 dpi 重新扫描。")
                yield _on_white(frame, mode)
    except Image.DecompressionBombError:
        limits.refuse("too_large", "图片像素超过上限。请以 200–300 dpi 重新扫描。")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        limits.refuse_corrupt("图片")


def _on_white(frame: Image.Image, mode: str) -> Image.Image:
    """As it looks on paper: clear places are white, and turned as the camera says."""
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        layer = frame.convert("RGBA")
        paper = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        paper.alpha_composite(layer)
        return paper.convert(mode)
    if frame.mode.startswith(("I", "F")):
        frame = frame.convert("I").point(lambda v: v / 256) if frame.mode.startswith("I;16") else frame
    turn = {3: 180, 6: 270, 8: 90}.get(frame.getexif().get(0x0112, 1), 0)
    shown = frame.convert("L").convert(mode) if frame.mode.startswith(("I", "F")) else frame.convert(mode)
    return shown.rotate(turn, expand=True) if turn else shown


def _dots_per_inch(picture: Image.Image) -> float:
    """As an A4 page fills the picture: what files claim is often wrong (a screenshot's 72, a camera's 72)."""
    short, long = sorted(picture.size)
    guess = max(short / _A4[0], long / _A4[1])
    return min(max(guess, _SANE[0]), _SANE[1])
