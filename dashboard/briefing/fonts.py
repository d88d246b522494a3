"""A Chinese face of this machine, cut down to the characters of one briefing.

In:   the fonts installed (as matplotlib finds them on every system), or the one that the environment DISCLOSURE_FONT
      names; the characters wanted.
Out:  found() -> Face; cut() -> two small TrueType files.
Promise: a face that cannot write Chinese is never taken, and where there is none NoFont says in Chinese what to
install. Of a collection the simplified face is taken: in Noto's the first one is Japanese. Outlines of the other kind
(CFF) are turned into TrueType's, so that pictures and PDF hold the same letters and a PDF can embed them.
"""

import os
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, TTLibError

from dashboard.labels import say

_KNOWN = tomllib.loads(Path(__file__).with_name("fonts.toml").read_text("utf-8"))
_PLAIN = "".join(map(chr, range(0x20, 0x7F))) + "…—–−·%"
FAMILY = "Briefing"  # what the cut faces are called


class NoFont(Exception):
    """No Chinese face; the message is Chinese and says what to do."""


@dataclass(frozen=True, slots=True)
class Face:
    """A file and the number of the face in it; `bold` where there is one, else the same again."""

    path: Path
    number: int
    bold_path: Path
    bold_number: int


def found() -> Face:
    """The face that DISCLOSURE_FONT names, else the best installed. Raises NoFont."""
    setting = os.environ.get("DISCLOSURE_FONT", "")
    if setting:
        path, number = Path(setting), _simplified(Path(setting), "")
        if number is None:
            raise NoFont(say("briefing.font.unusable", path=setting))
        return Face(path, number, path, number)
    face = next(_installed(), None)
    if face is None:
        raise NoFont(say("briefing.font.none"))
    return face


def _installed() -> Iterator[Face]:
    files = {path.name.lower(): path for path in sorted(map(Path, _system_fonts()), reverse=True)}
    for family in _KNOWN["family"]:
        for path in _called(files, family["files"]):
            number = _simplified(path, family.get("face", ""))
            if number is None:
                continue
            for bold in _called(files, family.get("bold", "")):
                heavy = _simplified(bold, family.get("face", ""), is_bold=True)
                if heavy is not None:
                    yield Face(path, number, bold, heavy)
            yield Face(path, number, path, number)
    for path in files.values():
        if (number := _simplified(path, "")) is not None:
            yield Face(path, number, path, number)


@cache
def _system_fonts() -> tuple[str, ...]:
    from matplotlib.font_manager import findSystemFonts

    return tuple(findSystemFonts())


def _called(files: dict[str, Path], pattern: str) -> list[Path]:
    return [path for name, path in files.items() if fnmatch(name, pattern)] if pattern else []


def _simplified(path: Path, name: str, is_bold: bool = False) -> int | None:
    """The number of the face of that name in the file that can write Chinese, in a collection without it the first
    that can; None where there is none."""
    number = 0
    first = None
    while True:
        try:
            with TTFont(path, fontNumber=number, lazy=True) as font:
                if "glyf" in font or "CFF " in font:
                    reach = font.getBestCmap() or {}
                    if all(ord(c) in reach for c in _KNOWN["probe"]):
                        called = font["name"].getBestFamilyName() or ""
                        style = (font["name"].getBestSubFamilyName() or "").lower()
                        fits = not name or called == name
                        if fits and (not is_bold or "bold" in style):
                            return number
                        first = number if first is None and not is_bold else first
                more = path.suffix.lower() in (".ttc", ".otc")
        except (TTLibError, OSError, ValueError, KeyError, AttributeError, AssertionError):
            break
        number += 1
        if not more:
            break
    return first


def cut(face: Face, characters: Iterable[str], folder: Path) -> tuple[Path, Path]:
    """The regular and the bold face with these characters alone, as TrueType files in `folder`."""
    wanted = {ord(c) for c in _PLAIN} | {ord(c) for text in characters for c in text}
    sources = ((face.path, face.number, "Regular"), (face.bold_path, face.bold_number, "Bold"))
    paths = []
    for path, number, style in sources:
        with TTFont(path, fontNumber=number, lazy=True) as font:
            small = _truetype(_narrowed(font, wanted), style)
        paths.append(folder / f"{style.lower()}.ttf")
        small.save(paths[-1])
    return paths[0], paths[1]


def _narrowed(font: TTFont, wanted: set[int]) -> TTFont:
    options = subset.Options(layout_features=[], hinting=False, desubroutinize=True, notdef_outline=True,
                             name_IDs=[], glyph_names=False)
    options.drop_tables = [t for t in font.keys() if t not in {  # noqa: SIM118 - a font is no mapping
        "head", "hhea", "hmtx", "maxp", "OS/2", "cmap", "name", "post", "glyf", "loca", "CFF "}]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    return font


def _truetype(font: TTFont, style: str) -> TTFont:
    """The same glyphs with quadratic outlines, under our own name (the licence of some faces reserves theirs)."""
    order, glyphs, drawn = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(glyphs if "glyf" in font else None)
        glyphs[name].draw(pen if "glyf" in font else Cu2QuPen(pen, font["head"].unitsPerEm / 1000,
                                                              reverse_direction=True))
        drawn[name] = pen.glyph()
    build = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    build.setupGlyphOrder(order)
    build.setupCharacterMap(font.getBestCmap())
    build.setupGlyf(drawn)
    build.setupHorizontalMetrics({name: font["hmtx"][name] for name in order})
    build.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    build.setupNameTable({"familyName": FAMILY, "styleName": style, "psName": f"{FAMILY}-{style}",
                          "fullName": f"{FAMILY} {style}", "uniqueFontIdentifier": f"{FAMILY} {style}"})
    build.setupOS2(sTypoAscender=font["hhea"].ascent, sTypoDescender=font["hhea"].descent,
                   usWinAscent=max(0, font["hhea"].ascent), usWinDescent=abs(font["hhea"].descent),
                   usWeightClass=700 if style == "Bold" else 400)
    build.setupPost()
    return build.font
