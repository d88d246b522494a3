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

_THIN = 3.0  # points; a filled rectangle or line thinner than this is a rule, a thicker one a background
_SHORT = 2.0  # points; shorter strokes are dots of a dotted line or parts of a drawing
_SLANT = 0.6  # points; how far a rule may lean
_WHITE = 250
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}  # how pdfium shows a hyphen at the end of a line
_HUGE = 40.0  # points; a loose box this large is a title, or the false box of a vertical font: then the ink decides
_FLAT = 0.4  # of its width: a box flatter than this is ink, not a place in a line
_COVERED = 0.3  # of a page without characters: pictures this large are a scan
_OUTLINES = 200  # paths on a page without characters: letters drawn as shapes
_MAX_FORMS = 10  # forms inside forms


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
    """All marks of a page; `across` are horizontal rules, `down` vertical ones."""

    chars: list[Char]
    across: list[Rule]
    down: list[Rule]


def read_marks(page: pdfium.PdfPage) -> Marks:
    """The marks of one page. Raises Refused too_large."""
    turn = _Turn(page.get_mediabox(), 0)
    text = page.get_textpage()
    try:
        n_chars = text.count_chars()
        limits.check_count(max(n_chars, 0), limits.MAX_PAGE_CHARS, "字（一页）")
        turn = _Turn(page.get_mediabox(), _angle(text.raw, n_chars))
        chars = _chars(text.raw, n_chars, turn)
    finally:
        text.close()
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, y0, x1, y1 in _strokes(page):
        (x0, y0), (x1, y1) = turn.point(x0, y0), turn.point(x1, y1)
        if abs(y1 - y0) <= _SLANT and abs(x1 - x0) >= _SHORT:
            across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _SLANT and abs(y1 - y0) >= _SHORT:
            down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return Marks(chars, across, down)


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

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarters == 0:
            return x - self.left, self.top - y
        if self.quarters == 1:  # text runs upwards
            return y - self.bottom, x - self.left
        if self.quarters == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


def _angle(text: raw.FPDF_TEXTPAGE, n_chars: int) -> int:
    """Quarter turns of most characters, from a sample."""
    step = max(1, n_chars // 40)
    turns = Counter(round(raw.FPDFText_GetCharAngle(text, i) / (math.pi / 2)) % 4 for i in range(0, n_chars, step))
    return turns.most_common(1)[0][0] if turns else 0


def _chars(text: raw.FPDF_TEXTPAGE, n_chars: int, turn: _Turn) -> list[Char]:
    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    ink = [ctypes.c_double() for _ in range(4)]
    chars = []
    for i in range(n_chars):
        code = raw.FPDFText_GetUnicode(text, i)
        if code in (0, 10, 13) or raw.FPDFText_IsGenerated(text, i) == 1:
            continue
        if not raw.FPDFText_GetLooseCharBox(text, i, reference):
            continue
        if abs(box.top - box.bottom) > _HUGE or abs(box.right - box.left) > _HUGE:
            raw.FPDFText_GetCharBox(text, i, *map(ctypes.byref, ink))
            box.left, box.right, box.bottom, box.top = (edge.value for edge in ink)
        (x0, y0), (x1, y1) = turn.point(box.left, box.top), turn.point(box.right, box.bottom)
        if abs(y1 - y0) < _FLAT * abs(x1 - x0):  # some fonts give 一 and dashes the box of their ink
            y0, y1 = (y0 + y1 - abs(x1 - x0)) / 2, (y0 + y1 + abs(x1 - x0)) / 2
        letter = _HYPHENS.get(code) or (chr(code) if code < 0x110000 else "\ufffd")
        chars.append(Char(letter, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return chars


def _strokes(page: pdfium.PdfPage) -> list[tuple[float, float, float, float]]:
    """Line pieces in PDF space, from paths wherever they are nested."""
    strokes: list[tuple[float, float, float, float]] = []
    count, get = raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject
    pending = [(get(page.raw, i), pdfium.PdfMatrix(), 0) for i in range(count(page.raw))]
    while pending:
        element, outer, depth = pending.pop()
        kind = raw.FPDFPageObj_GetType(element)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            strokes.extend(_of_path(element, outer))
            limits.check_count(len(strokes), limits.MAX_PAGE_STROKES, "条线（一页）")
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_FORMS:
            inner = _matrix(element).multiply(outer)
            n_inside = raw.FPDFFormObj_CountObjects(element)
            limits.check_count(len(pending) + n_inside, limits.MAX_PAGE_CHARS, "个图形（一页）")
            pending.extend((raw.FPDFFormObj_GetObject(element, i), inner, depth + 1) for i in range(n_inside))
    return strokes


def _matrix(element: raw.FPDF_PAGEOBJECT) -> pdfium.PdfMatrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(element, ctypes.byref(found)):
        return pdfium.PdfMatrix()
    return pdfium.PdfMatrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _is_clear(element: raw.FPDF_PAGEOBJECT, get_color) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get_color(element, *map(ctypes.byref, (red, green, blue, alpha))):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= _WHITE


def _of_path(path: raw.FPDF_PAGEOBJECT, outer: pdfium.PdfMatrix) -> list[tuple[float, float, float, float]]:
    """The straight pieces of a stroked path; of a filled one its long middle line, when it is thin."""
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroked)):
        return []
    matrix = _matrix(path).multiply(outer)
    pieces = [(*matrix.on_point(*a), *matrix.on_point(*b)) for a, b in _segments(path)]
    if stroked.value and not _is_clear(path, raw.FPDFPageObj_GetStrokeColor):
        return pieces
    if fill.value and pieces and not _is_clear(path, raw.FPDFPageObj_GetFillColor):
        return _thin(pieces)
    return []


def _segments(path: raw.FPDF_PAGEOBJECT) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    n_segments = raw.FPDFPath_CountSegments(path)
    limits.check_count(n_segments, limits.MAX_PAGE_STROKES, "条线（一页）")
    x, y = ctypes.c_float(), ctypes.c_float()
    pieces, begun, here = [], None, None
    for i in range(n_segments):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        kind, there = raw.FPDFPathSegment_GetType(segment), (x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = there
        elif kind == raw.FPDF_SEGMENT_LINETO and here is not None:
            pieces.append((here, there))
        here = there
        if raw.FPDFPathSegment_GetClose(segment) and begun is not None:
            pieces.append((here, begun))
            here = begun
    return pieces


def _thin(pieces: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    xs = [x for x0, _, x1, _ in pieces for x in (x0, x1)]
    ys = [y for _, y0, _, y1 in pieces for y in (y0, y1)]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if high - low <= _THIN and right - left > high - low:
        return [(left, (low + high) / 2, right, (low + high) / 2)]
    if right - left <= _THIN and high - low > right - left:
        return [((left + right) / 2, low, (left + right) / 2, high)]
    return []
