"""What is drawn on a PDF page besides writing: strokes and filled shapes.

In:   a pypdfium2 page.
Out:  drawn(): straight pieces of lines, and filled rectangles, in PDF space.
Promise: only what can be seen: clear shapes and white lines are left out; a white rectangle is kept, for it may be a
cell on a dark ground. A line drawn as a thin rectangle, or as a row of dots, is a line. Forms inside forms are
followed to a depth, and pages with more lines than a person could draw are refused.
"""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.readers import limits

THIN = 3.0  # points; a filled rectangle or line thinner than this is a rule, a thicker one a background
SHORT = 2.0  # points; shorter strokes are dots of a dotted line or parts of a drawing
_WHITE = 250
_MAX_FORMS = 10  # forms inside forms
_STRUNG, _FEWEST, _LEAN = 4.5, 4, 0.3  # dots of a line: how far apart in their own widths, how many, how far off line
_FOUR = 6  # segments of a path that is one rectangle, its closing ones counted

Piece = tuple[float, float, float, float]  # x0, y0, x1, y1
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


class Filled(NamedTuple):
    """A filled rectangle: its corners in PDF space, and whether it is white."""

    left: float
    low: float
    right: float
    high: float
    is_white: bool


class Drawn(NamedTuple):
    """The straight pieces of lines, the rectangles too thick to be lines, and the forms that the page itself places:
    matrix and the box of what they show."""

    pieces: list[Piece]
    filled: list[Filled]
    forms: list[tuple[Matrix, Piece]]


def drawn(page: pdfium.PdfPage) -> Drawn:
    """All that is drawn, in the order of drawing, wherever it is nested. Raises Refused too_large."""
    found, dots = Drawn([], [], []), []
    count, get = raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject
    pending = [(get(page.raw, i), None, 0) for i in reversed(range(count(page.raw)))]
    while pending:
        element, outer, depth = pending.pop()
        kind = raw.FPDFPageObj_GetType(element)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _add(element, outer, found, dots)
            limits.check_count(len(found.pieces) + len(found.filled), limits.MAX_PAGE_STROKES, "条线（一页）")
            limits.check_count(len(dots), limits.MAX_PAGE_CHARS, "个点（一页）")
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_FORMS:
            inner = _matrix(element)
            if not depth and (box := _box(element)):
                found.forms.append((inner.get(), box))
            inner = inner.multiply(outer) if outer else inner
            n_inside = raw.FPDFFormObj_CountObjects(element)
            limits.check_count(len(pending) + n_inside, limits.MAX_PAGE_CHARS, "个图形（一页）")
            pending.extend((raw.FPDFFormObj_GetObject(element, i), inner, depth + 1)
                           for i in reversed(range(n_inside)))
    found.pieces.extend(_strung(dots))
    found.pieces.extend((y0, x0, y1, x1) for x0, y0, x1, y1 in _strung([(y, x, size) for x, y, size in dots]))
    return found


def is_imposed(matrices: list[Matrix]) -> bool:
    """Whether forms placed by these matrices are pages put on one sheet: all of one size, at places of their own."""
    scales = {tuple(round(v, 2) for v in matrix[:4]) for matrix in matrices}
    return len(scales) == 1 < len({tuple(round(v) for v in matrix[4:]) for matrix in matrices}) == len(matrices)


def _matrix(element: raw.FPDF_PAGEOBJECT) -> pdfium.PdfMatrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(element, ctypes.byref(found)):
        return pdfium.PdfMatrix()
    return pdfium.PdfMatrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _box(element: raw.FPDF_PAGEOBJECT) -> Piece | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(element, *map(ctypes.byref, edges)):
        return None
    left, low, right, high = (edge.value for edge in edges)
    return left, low, right, high


def _shade(element: raw.FPDF_PAGEOBJECT, get_color) -> int | None:
    """The darkest of its colours, 0 to 255; None where it is clear."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not get_color(element, *map(ctypes.byref, (red, green, blue, alpha))):
        return 0
    return min(red.value, green.value, blue.value) if alpha.value else None


def _add(path: raw.FPDF_PAGEOBJECT, outer: pdfium.PdfMatrix | None, found: Drawn, dots: list) -> None:
    """The straight pieces of a stroked path; of a filled one its rectangles, as lines where they are thin."""
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroked)):
        return
    if stroked.value:
        shade = _shade(path, raw.FPDFPageObj_GetStrokeColor)
        if shade is not None and shade < _WHITE:
            found.pieces.extend(piece for line in _outlines(path, outer) for piece in line)
            return
    if not fill.value or (shade := _shade(path, raw.FPDFPageObj_GetFillColor)) is None:
        return
    for left, low, right, high in _rectangles(path, outer):
        wide, tall = right - left, high - low
        if max(wide, tall) < SHORT:
            if shade < _WHITE:
                dots.append(((left + right) / 2, (low + high) / 2, max(wide, tall)))
        elif min(wide, tall) > THIN:
            found.filled.append(Filled(left, low, right, high, shade >= _WHITE))
        elif shade < _WHITE:
            middle = (left + right) / 2, (low + high) / 2
            found.pieces.append((left, middle[1], right, middle[1]) if wide > tall
                                else (middle[0], low, middle[0], high))


def _rectangles(path: raw.FPDF_PAGEOBJECT, outer: pdfium.PdfMatrix | None) -> Iterator[Piece]:
    """Around each part of a filled path; between two parts that are a ring, the four sides."""
    if raw.FPDFPath_CountSegments(path) <= _FOUR:
        if box := _box(path):
            yield _upright(box, outer) if outer else box
        return
    parts = [(min(x for p in line for x in p[::2]), min(y for p in line for y in p[1::2]),
              max(x for p in line for x in p[::2]), max(y for p in line for y in p[1::2]))
             for line in _outlines(path, outer) if line]
    at = 0
    while at < len(parts):
        if at + 1 < len(parts) and _is_ring(*sorted(parts[at:at + 2], key=lambda p: p[0] - p[2])):
            (left, low, right, high), (x0, y0, x1, y1) = sorted(parts[at:at + 2], key=lambda p: p[0] - p[2])
            yield from ((left, low, right, y0), (left, y1, right, high), (left, low, x0, high), (x1, low, right, high))
            at += 2
        else:
            yield parts[at]
            at += 1


def _is_ring(outside: Piece, inside: Piece) -> bool:
    return (all(0 <= inside[i] - outside[i] <= THIN and 0 <= outside[i + 2] - inside[i + 2] <= THIN for i in (0, 1))
            and outside != inside and min(inside[2] - inside[0], inside[3] - inside[1]) > THIN)


def _upright(box: Piece, matrix: pdfium.PdfMatrix) -> Piece:
    corners = [matrix.on_point(x, y) for x in box[::2] for y in box[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _outlines(path: raw.FPDF_PAGEOBJECT, outer: pdfium.PdfMatrix | None) -> list[list[Piece]]:
    """The straight pieces of each part of a path."""
    n_segments = raw.FPDFPath_CountSegments(path)
    limits.check_count(n_segments, limits.MAX_PAGE_STROKES, "条线（一页）")
    matrix = _matrix(path).multiply(outer) if outer else _matrix(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    lines: list[list[Piece]] = []
    begun: Point | None = None
    here: Point | None = None
    for i in range(n_segments):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        kind, there = raw.FPDFPathSegment_GetType(segment), matrix.on_point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO or not lines:
            begun = there
            lines.append([])
        elif kind == raw.FPDF_SEGMENT_LINETO and here is not None:
            lines[-1].append((*here, *there))
        here = there
        if raw.FPDFPathSegment_GetClose(segment) and begun is not None:
            lines[-1].append((*here, *begun))
            here = begun
    return lines


def _strung(dots: list[tuple[float, float, float]]) -> list[Piece]:
    """Lines of dots (x, y, width) that follow one another along x."""
    found: list[Piece] = []
    rows: list[list[tuple[float, float, float]]] = []
    for dot in sorted(dots, key=lambda d: d[1]):
        if rows and dot[1] - rows[-1][0][1] <= _LEAN:
            rows[-1].append(dot)
        else:
            rows.append([dot])
    for row in rows:
        run: list[tuple[float, float, float]] = []
        for dot in [*sorted(row), (float("inf"), 0.0, 0.0)]:
            if run and dot[0] - run[-1][0] > _STRUNG * max(run[-1][2], 0.2):
                if len(run) >= _FEWEST and run[-1][0] - run[0][0] > SHORT:
                    found.append((run[0][0] - run[0][2] / 2, run[0][1], run[-1][0] + run[-1][2] / 2, run[0][1]))
                run = []
            run.append(dot)
    return found
