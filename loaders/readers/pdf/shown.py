"""Which digit a glyph shows, whatever the file says that it is.

In:   a text page of pdfium and its page.
Out:  Witness.sees_a_lie(): whether some glyph shows another digit than its text says.
Promise: cheap enough for every document: a glyph of each digit of each font is drawn once, alone, and held against the
shapes of digits.csv. Only a shape that is near to another digit and far from its own counts, and, unless it is
that other shape, only the second such digit of a font; one that is near to none says nothing.
"""

import ctypes
from collections import Counter
from functools import lru_cache
from importlib.resources import files

import pypdfium2.raw as raw
from PIL import Image

WIDE, HIGH = 10, 14  # of the drawn shapes; a glyph keeps its proportions
_INK = 110  # of 255
_PIXELS = 20.0  # of a drawn glyph's height
_NEAR = 13  # bits that differ from the nearest shape of another digit: of a face left out of the shapes 15 at least
_APART, _FAR = 8, 1.7  # bits more, and times as many, that differ from its own
_SAME = 5  # bits; that shape itself
_DIGITS = range(0x30, 0x3A)
_LONGEST = 12  # characters of a text that is drawn
_SPREAD = 32  # the first, the 32nd… place of each digit of each font is looked at

Picture = tuple[bytes, tuple[int, int], int, int]  # pixels of four bytes, width and height, bytes a row, quarter turns


class Witness:
    """What was seen of the digits of one document, font by font."""

    def __init__(self, pdf: raw.FPDF_DOCUMENT):
        self._pdf = pdf
        self._met: Counter[tuple[int, int]] = Counter()  # of each font and digit: how many
        self._next: Counter[tuple[int, int]] = Counter()  # which of them is looked at next
        self._odd: set[tuple[int, int]] = set()  # those that look like another digit

    def sees_a_lie(self, page: raw.FPDF_PAGE, text: raw.FPDF_TEXTPAGE, number: int, code: int) -> bool:
        """Whether the digit `code` at this place of the text is drawn as another one."""
        element = raw.FPDFText_GetTextObject(text, number)
        font = element and raw.FPDFTextObj_GetFont(element)
        if not font:
            return False
        key = ctypes.cast(font, ctypes.c_void_p).value, code
        self._met[key] += 1
        if self._met[key] < self._next[key]:
            return False
        codes, at = _alone(text, element, number)
        is_told = all(map(_DIGITS.__contains__, codes))
        self._next[key] = (_SPREAD if is_told else 2) * self._met[key]
        if not is_told:
            return False
        own, other = _likeness(_picture(self._pdf, page, text, element, number), tuple(codes), at)
        if other > _NEAR or own < other + _APART or own < _FAR * other:
            return False
        self._odd.add(key)
        return other <= _SAME or sum(font == key[0] for font, _ in self._odd) > 1


def _alone(text: raw.FPDF_TEXTPAGE, element: raw.FPDF_PAGEOBJECT, number: int) -> tuple[list[int], int]:
    """The characters of the text object around one, and which of them it is; as far as one looks."""
    own = ctypes.cast(element, ctypes.c_void_p).value
    first = last = number

    def is_own(at: int) -> bool:
        other = raw.FPDFText_GetTextObject(text, at)
        return ctypes.cast(other, ctypes.c_void_p).value == own if other else False

    n_chars = raw.FPDFText_CountChars(text)
    while first and number - first < _LONGEST and is_own(first - 1):
        first -= 1
    while last + 1 < n_chars and last - number < _LONGEST and is_own(last + 1):
        last += 1
    return [raw.FPDFText_GetUnicode(text, at) for at in range(first, last + 1)], number - first


def _picture(pdf, page, text: raw.FPDF_TEXTPAGE, element: raw.FPDF_PAGEOBJECT, number: int) -> Picture | None:
    """The text object drawn alone."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(element, *map(ctypes.byref, edges)):
        return None
    left, low, right, high = (edge.value for edge in edges)
    quarters = round(raw.FPDFText_GetCharAngle(text, number) / 1.5707963) % 4
    tall = right - left if quarters % 2 else high - low
    long = high - low if quarters % 2 else right - left
    if not 0.5 < tall < 200 or long > 40 * tall:
        return None
    bitmap = raw.FPDFTextObj_GetRenderedBitmap(pdf, page, element, _PIXELS / tall)
    if not bitmap:
        return None
    try:
        width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA:
            return None
        pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return pixels, (width, height), stride, quarters


@lru_cache(maxsize=4_096)
def _likeness(picture: Picture | None, codes: tuple[int, ...], at: int) -> tuple[int, int]:
    """Bits by which the glyph in question, one of the characters drawn, differs from its own digit and from the digit
    nearest to it; (0, more than any) where it cannot be told."""
    if picture is None:
        return 0, WIDE * HIGH
    pixels, size, stride, quarters = picture
    ink = Image.frombytes("RGBA", size, pixels, "raw", "BGRA", stride).getchannel("A")
    pieces = glyphs(ink.rotate(90 * quarters, expand=True) if quarters else ink)
    if len(pieces) != len(codes):
        return 0, WIDE * HIGH
    shape = shape_of(pieces[at])
    nearest = {digit: min((shape ^ other).bit_count() for other in shapes) for digit, shapes in _shapes().items()}
    own = nearest.pop(codes[at] - _DIGITS[0])
    return own, min(nearest.values())


def glyphs(ink: Image.Image) -> list[Image.Image]:
    """The glyphs that stand side by side, parted by columns without ink."""
    solid = ink.point(lambda v: 255 if v > _INK else 0)
    if not (box := solid.getbbox()):
        return []
    solid, ink = solid.crop(box), ink.crop(box)
    columns = solid.resize((solid.width, 1), Image.Resampling.BOX).tobytes()
    pieces, start = [], None
    for x, shade in enumerate((*columns, 0)):
        if shade and start is None:
            start = x
        elif not shade and start is not None:
            pieces.append(ink.crop((start, 0, x, ink.height)))
            start = None
    return pieces


def shape_of(glyph: Image.Image) -> int:
    """A glyph as bits, row by row, on a field of WIDE by HIGH."""
    box = glyph.point(lambda v: 255 if v > _INK else 0).getbbox() or (0, 0, *glyph.size)
    glyph = glyph.crop(box)
    wide = min(WIDE, max(1, round(glyph.width * HIGH / glyph.height)))
    field = Image.new("L", (WIDE, HIGH), 0)
    field.paste(glyph.resize((wide, HIGH), Image.Resampling.BOX), ((WIDE - wide) // 2, 0))
    return int.from_bytes(field.point(lambda v: 255 if v > _INK else 0).convert("1").tobytes(), "big")


@lru_cache(maxsize=1)
def _shapes() -> dict[int, tuple[int, ...]]:
    """Digit -> its shapes in the faces that reports are set in."""
    found: dict[int, list[int]] = {}
    for line in files(__package__).joinpath("digits.csv").read_text("utf-8").splitlines()[1:]:
        digit, _, bits = line.split(",")
        found.setdefault(int(digit), []).append(int(bits, 16))
    return {digit: tuple(shapes) for digit, shapes in found.items()}
