"""Characters of a form that pdfium puts where they would stand without it.

In:   a text page, the number of a character.
Out:  displacement(): what moves its box to where it is drawn; None where it is right.
Promise: of glyphs whose characters are named beside them (ActualText, as browsers write 一, 二 and 人) pdfium forgets
the matrix of the form around them: on a sheet of several pages they lie over the words of another page. What is drawn
where is told by the matrix of the character and that of its text object, whose origin lies on the line of writing.
"""

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_OFF = 0.02  # of the size of the writing: an origin further off its line is not on it
_BEFORE = 0.1  # of the size: no character stands further left of its text's origin


def displacement(text: raw.FPDF_TEXTPAGE, number: int) -> pdfium.PdfMatrix | None:
    """The matrix of the forms around a character, when its box was left without it."""
    element = raw.FPDFText_GetTextObject(text, number)
    inner, whole = raw.FS_MATRIX(), raw.FS_MATRIX()
    if not (element and raw.FPDFPageObj_GetMatrix(element, ctypes.byref(inner))
            and raw.FPDFText_GetMatrix(text, number, ctypes.byref(whole))):
        return None
    inside, drawn = _matrix(inner), _matrix(whole)
    if inside == drawn or not (back := _inverse(inside)) or not (up := _inverse(drawn)):
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    if not raw.FPDFText_GetCharOrigin(text, number, ctypes.byref(x), ctypes.byref(y)):
        return None
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(element, ctypes.byref(size))
    unit = abs(size.value) or 1.0
    if _is_on_line(up, x.value, y.value, unit) or not _is_on_line(back, x.value, y.value, unit):
        return None
    return back.multiply(drawn)


def _is_on_line(matrix: pdfium.PdfMatrix, x: float, y: float, unit: float) -> bool:
    along, off = matrix.on_point(x, y)
    return abs(off) <= _OFF * unit and along >= -_BEFORE * unit


def _matrix(found: raw.FS_MATRIX) -> pdfium.PdfMatrix:
    return pdfium.PdfMatrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _inverse(m: pdfium.PdfMatrix) -> pdfium.PdfMatrix | None:
    area = m.a * m.d - m.b * m.c
    if not area:
        return None
    return pdfium.PdfMatrix(m.d / area, -m.b / area, -m.c / area, m.a / area,
                            (m.c * m.f - m.d * m.e) / area, (m.b * m.e - m.a * m.f) / area)
