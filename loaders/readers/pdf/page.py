"""One PDF page as marks on paper: characters and ruling lines, upright, measured from the top left.

In:   a pypdfium2 page.
Out:  Marks: Chars and Rules in points; x grows to the right, y downwards.
Promise: only what is drawn: invisible (white, clear) rules and characters pdfium makes up are left out. The page is
turned so that most of its text stands upright, whatever /Rotate says; pages with more marks than a person could
read are refused.
"""

import ctypes
import math
from collections import Counter
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.readers import limits
from loaders.readers.pdf.misplaced import displacement
from loaders.readers.pdf.shown import Witness
from loaders.readers.pdf.strokes import SHORT, Filled, drawn, is_imposed
from loaders.readers.pdf.tiles import Tile

_SLANT = 0.6  # points; how far a rule may lean
_EDGE = 0.5  # points; how far a cell may stand out of its ground
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}  # how pdfium shows a hyphen at the end of a line
_HUGE = 40.0  # points; a loose box this large is a title, or the false box of a vertical font: then the ink decides
_FLAT = 0.4  # of its width: a box flatter than this is ink, not a place in a line
_COVERED = 0.3  # of a page without characters: pictures this large are a scan
_OUTLINES = 200  # paths on a page without characters: letters drawn as shapes
_MAX_FORMS = 10  # forms inside forms
UNNAMED = "\ufffd"  # a glyph that the file gives no character for
_ZEROS = 8  # of so many noughts one is looked at: most cells of a report hold one
_NO_CODE = 0xFFFD
_UNPRINTED = (0, 10, 13)
_LATIN = 0x2E80  # below: letters, digits, signs; what no font names shows there first, as the number of its glyph
_SAMPLE = 80  # characters of a page whose angle is asked for
_UNSEEN = frozenset((0, 10, 13, 32, 0xA0, 0x3000))


class Char(NamedTuple):
    """A character and its box; `size` is the height of its line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top


class Rule(NamedTuple):
    """A straight line: at `at` across, from `start` to `end` along."""

    at: float
    start: float
    end: float


class Marks(NamedTuple):
    """All marks of a page; `across` are horizontal rules, `down` vertical ones, `filled` coloured rectangles; `sheet`
    is the paper, `placed` the boxes of pages that a program has put on it, in its order. `n_unnamed`: glyphs that the
    file gives no character for; `is_lie`: a digit is drawn as another one; `is_unseen`: most characters are written
    without ink, as over a scan. `corner`: of a page that was cut out of a sheet, where on the sheet it lies.
    """

    chars: list[Char]
    across: list[Rule]
    down: list[Rule]
    filled: list[Tile]
    sheet: Tile
    placed: list[Tile]
    n_unnamed: int = 0
    is_lie: bool = False
    is_unseen: bool = False
    corner: tuple[float, float] = (0.0, 0.0)


def read_marks(page: pdfium.PdfPage, witness: Witness | None = None) -> Marks:
    """The marks of one page; `witness` looks at its digits. Raises Refused too_large."""
    text = page.get_textpage()
    try:
        n_chars = text.count_chars()
        limits.check_count(max(n_chars, 0), limits.MAX_PAGE_CHARS, "字（一页）")
        angle, is_unseen = _angle(text.raw, n_chars)
        turn = _Turn(page.get_cropbox(), angle)
        pieces, filled, forms = drawn(page)
        chars, digits = _chars(text.raw, n_chars, turn, bool(forms))
        is_lie = witness is not None and any(witness.sees_a_lie(page.raw, text.raw, i, code) for i, code in digits)
    finally:
        text.close()
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, y0, x1, y1 in pieces:
        (x0, y0), (x1, y1) = turn.point(x0, y0), turn.point(x1, y1)
        if abs(y1 - y0) <= _SLANT and abs(x1 - x0) >= SHORT:
            across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _SLANT and abs(y1 - y0) >= SHORT:
            down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    placed = [turn.tile(*box) for _, box in forms] if is_imposed([matrix for matrix, _ in forms]) else []
    n_unnamed = sum(c.text == UNNAMED for c in chars)
    return Marks(chars, across, down, _cells(filled, turn), turn.sheet, placed, n_unnamed, is_lie, is_unseen)


def quarters(page: pdfium.PdfPage) -> int:
    """Quarter turns, clockwise, that stand most of the text of a page upright, from the page as its content lies."""
    text = page.get_textpage()
    try:
        return -_angle(text.raw, min(max(text.count_chars(), 0), limits.MAX_PAGE_CHARS))[0] % 4
    finally:
        text.close()


def _cells(filled: list[Filled], turn: "_Turn") -> list[Tile]:
    """The filled rectangles that can be seen: coloured ones, and white ones on a coloured ground drawn before."""
    seen, grounds = [], []
    for left, low, right, high, is_white in filled:
        if is_white and not any(g.left <= left and right <= g.right and g.low <= low and high <= g.high
                                for g in grounds):
            continue
        if not is_white:
            grounds.append(Filled(left - _EDGE, low - _EDGE, right + _EDGE, high + _EDGE, False))
        seen.append(turn.tile(left, low, right, high))
    return seen


def is_picture(page: pdfium.PdfPage) -> bool:
    """Whether pictures cover most of the page, or nothing is written but drawn: paths where letters should be."""
    width, height = page.get_size()
    covered = n_paths = 0.0
    for element in page.get_objects(max_depth=_MAX_FORMS):
        if element.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = element.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
        n_paths += element.type == raw.FPDF_PAGEOBJ_PATH
    return covered > _COVERED * width * height or n_paths > _OUTLINES


class _Turn:
    """From PDF space (y upwards, text at an angle) to paper (y downwards, text upright)."""

    def __init__(self, box: tuple[float, float, float, float], quarters: int):
        self.left, self.bottom, self.right, self.top = box
        self.quarters = quarters
        self.sheet = self.tile(*box)  # what is off it is not printed

    def tile(self, left: float, low: float, right: float, high: float) -> Tile:
        """A rectangle of PDF space on paper."""
        (x0, y0), (x1, y1) = self.point(left, low), self.point(right, high)
        return Tile(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 3:  # text runs upwards: pdfium counts clockwise
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


def _angle(text: raw.FPDF_TEXTPAGE, n_chars: int) -> tuple[int, bool]:
    """Quarter turns, clockwise, of most characters, from a sample, and whether most are written without ink; spaces
    that pdfium makes up have no angle of their own."""
    turns: Counter[int] = Counter()
    n_unseen = 0
    for i in range(0, n_chars, max(1, n_chars // _SAMPLE)):
        if raw.FPDFText_GetUnicode(text, i) not in _UNSEEN and raw.FPDFText_IsGenerated(text, i) != 1:
            turns[round(raw.FPDFText_GetCharAngle(text, i) / (math.pi / 2)) % 4] += 1
            mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, i))
            n_unseen += mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE
    return turns.most_common(1)[0][0] if turns else 0, 2 * n_unseen > turns.total()


def _letter(code: int) -> str:
    """Half of a character, as a broken font gives it, is no character and can be written nowhere; one for private use
    is a shape of which only its font knows."""
    return chr(code) if code < 0xD800 or 0xF8FF < code < 0xF0000 else UNNAMED


def _has_ink(text: raw.FPDF_TEXTPAGE, number: int) -> bool:
    """Whether a glyph without a character shows anything: some spaces have none."""
    ink = [ctypes.c_double() for _ in range(4)]
    return bool(raw.FPDFText_GetCharBox(text, number, *map(ctypes.byref, ink))) and (
        abs(ink[1].value - ink[0].value) > 0.1 and abs(ink[3].value - ink[2].value) > 0.1)


def _chars(text: raw.FPDF_TEXTPAGE, n_chars: int, turn: _Turn, has_forms: bool) -> tuple[list[Char], list]:
    """The characters, and the place and code of each digit to be looked at."""
    box, sheet = raw.FS_RECTF(), turn.sheet
    reference = ctypes.byref(box)
    unicode_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    is_unnamed = raw.FPDFText_HasUnicodeMapError
    point = turn.point
    ink = [ctypes.c_double() for _ in range(4)]
    chars, digits, n_zeros = [], [], 0
    is_named = True  # all characters, as far as seen
    for i in range(n_chars):
        code = unicode_of(text, i)
        if code in _UNPRINTED or code == 0x20 and raw.FPDFText_IsGenerated(text, i) == 1:
            continue
        if (code < _LATIN or not is_named) and is_unnamed(text, i) == 1:
            if not _has_ink(text, i):
                continue
            is_named, code = False, _NO_CODE
        elif 0x30 <= code <= 0x39:
            n_zeros += code == 0x30
            if code != 0x30 or n_zeros % _ZEROS == 1:
                digits.append((i, code))
        if not box_of(text, i, reference):
            continue
        left, right, low, high = box.left, box.right, box.bottom, box.top
        if not (-_HUGE <= high - low <= _HUGE and -_HUGE <= right - left <= _HUGE):
            raw.FPDFText_GetCharBox(text, i, *map(ctypes.byref, ink))
            left, right, low, high = (edge.value for edge in ink)
        if has_forms and (form := displacement(text, i)):
            (left, high), (right, low) = form.on_point(left, high), form.on_point(right, low)
        (x0, y0), (x1, y1) = point(left, high), point(right, low)
        if x1 < x0:
            x0, x1 = x1, x0
        if y1 < y0:
            y0, y1 = y1, y0
        wide = x1 - x0
        if y1 - y0 < _FLAT * wide:  # some fonts give 一 and dashes the box of their ink
            y0, y1 = (y0 + y1 - wide) / 2, (y0 + y1 + wide) / 2
        if sheet.left <= (x0 + x1) / 2 <= sheet.right and sheet.top <= (y0 + y1) / 2 <= sheet.bottom:
            chars.append(Char(_HYPHENS.get(code) or _letter(code), x0, y0, x1, y1))
    return chars, digits
