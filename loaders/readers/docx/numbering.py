"""The list numbers that Word prints and does not store in the text.

In:   the root of numbering.xml and the style elements of styles.xml.
Out:  Numbering.label(), the printed number of the next paragraph of a list.
Promise: 一、 （一） 1. and their like come out as on paper; bullets give nothing. Counters run through the document in
order, as Word's do: a level restarts when a higher one advances, and lists of one abstract list share their counters.
Styles are taken in only as far as a paragraph of a list may need them: Word's own templates hold hundreds.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from loaders.readers.docx.names import child, is_on, local, named, number, value

_MAX_LEVEL, _MAX_STYLES_UP = 9, 20
_PLACE = re.compile(r"%([1-9])")
_DIGITS, _UNITS = "〇一二三四五六七八九", ("", "十", "百", "千")


def chinese(count: int) -> str:
    """1 -> 一, 10 -> 十, 21 -> 二十一, 105 -> 一百零五; from 10,000 on in plain digits."""
    if not 0 < count < 10_000:
        return str(count)
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = count // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _UNITS[power]
        gap = digit == 0
    return text[1:] if text.startswith("一十") else text


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 260 else str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for size, sign in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
                       (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text, count = text + sign * (count // size), count % size
    return text


def _circled(count: int) -> str:
    return chr(0x245F + count) if 0 < count <= 20 else str(count)


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
                     "taiwaneseCountingThousand", "ideographDigital", "koreanCounting"), chinese),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalFullWidth": lambda count: str(count).translate({ord("0") + d: 0xFF10 + d for d in range(10)}),
    "decimalZero": lambda count: f"{count:02d}",
    "ideographTraditional": lambda count: "甲乙丙丁戊己庚辛壬癸"[(count - 1) % 10],
    "lowerLetter": _letters, "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman, "upperRoman": lambda count: _roman(count).upper(),
}
_UNPRINTED = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    is_legal: bool  # w:isLgl prints every level in plain digits

    @classmethod
    def of(cls, element: etree._Element) -> "_Level":
        return cls(number(child(element, "start"), 1), value(child(element, "numFmt")) or "decimal",
                   value(child(element, "lvlText")) or "", is_on(child(element, "isLgl")))


class Numbering:
    """The lists of one document and where each of them has counted to."""

    def __init__(self, numbering: etree._Element | None, styles: Iterator[etree._Element]):
        self._levels: dict[str, dict[int, _Level]] = {}  # abstract list -> level -> form
        self._lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}  # abstract, own forms, restarts
        self._coming = styles
        self._styles: dict[str, tuple[str | None, etree._Element | None]] = {}  # style -> parent, its numPr
        self._counts: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()
        for element in numbering if numbering is not None else ():
            if local(element) == "abstractNum":
                self._levels[value(element, "abstractNumId") or ""] = {
                    number(e, name="ilvl"): _Level.of(e) for e in element if local(e) == "lvl"}
            elif local(element) == "num":
                self._lists[value(element, "numId") or ""] = self._list(element)

    @staticmethod
    def _list(element: etree._Element) -> tuple[str, dict[int, _Level], dict[int, int]]:
        own, restarts = {}, {}
        for override in element:
            if local(override) == "lvlOverride":
                level = number(override, name="ilvl")
                if (form := child(override, "lvl")) is not None:
                    own[level] = _Level.of(form)
                if (start := child(override, "startOverride")) is not None:
                    restarts[level] = number(start, 1)
        return value(child(element, "abstractNumId")) or "", own, restarts

    def label(self, properties: etree._Element | None) -> str:
        """The number printed before a paragraph with these properties (w:pPr), "" for none; counts on."""
        if not self._lists or properties is None:
            return ""
        stated = named(properties)
        own, inherited = named(stated.get("numPr")), named(self._of_style(value(stated.get("pStyle"))))
        list_id = value(own.get("numId")) or value(inherited.get("numId"))
        if list_id not in self._lists:
            return ""
        level = number(own.get("ilvl", inherited.get("ilvl")))
        abstract, own_forms, restarts = self._lists[list_id]
        forms = {**self._levels.get(abstract, {}), **own_forms}
        if level not in forms or not 0 <= level < _MAX_LEVEL:
            return ""
        counts = self._count(list_id, abstract, level, forms, restarts)
        return self._print(forms, level, counts)

    def _of_style(self, style: str | None) -> etree._Element | None:
        for _ in range(_MAX_STYLES_UP):
            if style is None or not self._holds(style):
                return None
            style, found = self._styles[style]
            if found is not None:
                return found
        return None

    def _holds(self, style: str) -> bool:
        """Whether there is such a style; takes in styles until it comes."""
        while style not in self._styles:
            if (element := next(self._coming, None)) is None:
                return False
            own = named(element)
            self._styles.setdefault(value(element, "styleId") or "", (
                value(own.get("basedOn")), child(own.get("pPr"), "numPr")))
        return True

    def _count(self, list_id: str, abstract: str, level: int, forms: dict[int, _Level],
               restarts: dict[int, int]) -> list[int | None]:
        counts = self._counts.setdefault(abstract, [None] * _MAX_LEVEL)
        if level in restarts and (list_id, level) not in self._restarted:
            self._restarted.add((list_id, level))
            counts[level] = restarts[level]
        else:
            counts[level] = forms[level].start if counts[level] is None else counts[level] + 1
        counts[level + 1:] = [None] * (_MAX_LEVEL - level - 1)
        return counts

    @staticmethod
    def _print(forms: dict[int, _Level], level: int, counts: list[int | None]) -> str:
        form = forms[level]
        if form.format in _UNPRINTED:
            return ""

        def place(match: re.Match) -> str:
            at = int(match[1]) - 1
            if at > level or at not in forms:
                return ""
            count = forms[at].start if counts[at] is None else counts[at]
            return str(count) if form.is_legal else _FORMATS.get(forms[at].format, str)(count)

        label = _PLACE.sub(place, form.text)
        return label + " " if label[-1:].isalnum() else label
