"""A Chinese face made for the tests: every sign of the language, each drawn as a box.

In:   a folder; which kind of outlines.
Out:  the path of a font file.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

REACH = [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2000, 0x2070), *range(0x2190, 0x2300),
         *range(0x25A0, 0x2600), *range(0x3000, 0x3040), *range(0x4E00, 0xA000), *range(0xFF00, 0xFFF0)]


def _boxed(pen, width: int) -> None:
    pen.moveTo((80, 0))
    for point in ((width - 80, 0), (width - 80, 700), (80, 700)):
        pen.lineTo(point)
    pen.closePath()


def made(path: Path, is_cff: bool = False, without: str = "") -> Path:
    """A face with boxes for all of REACH but the signs of `without`."""
    build = FontBuilder(1000, isTTF=not is_cff)
    build.setupGlyphOrder([".notdef", "narrow", "wide"])
    build.setupCharacterMap({c: "narrow" if c < 0x2000 else "wide" for c in REACH if chr(c) not in without})
    widths, drawn = {".notdef": 1000, "narrow": 560, "wide": 1000}, {}
    for name, width in widths.items():
        pen = T2CharStringPen(width, None) if is_cff else TTGlyphPen(None)
        _boxed(pen, width)
        drawn[name] = pen.getCharString() if is_cff else pen.glyph()
    if is_cff:
        build.setupCFF("Boxes", {"FullName": "Boxes"}, drawn, {})
    else:
        build.setupGlyf(drawn)
    build.setupHorizontalMetrics({name: (width, 80) for name, width in widths.items()})
    build.setupHorizontalHeader(ascent=880, descent=-120)
    build.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    build.setupOS2()
    build.setupPost()
    build.save(path)
    return path
