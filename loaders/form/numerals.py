"""Numbers as prose writes them.

In:   a run of digits and number words: 1,234  １２３４  1.2万  三十五  三十三点九  二〇二四  两百.
Out:  parse() -> Decimal; digits() for years and dates; NUMBER, a regular expression that finds such a run.
Promise: what is not one whole number is None, never a near guess (余, 多, 约 are the caller's to refuse).

Why no library: cn2an 0.5 gives binary floats for decimals, refuses thousands commas, guesses at 三百五, and its wheel
unpacks `build`, `src` and `example` beside the installed packages, where they shadow others.
"""

import re
import unicodedata
from decimal import Decimal

_DIGITS = dict(zip("零一二三四五六七八九〇○ΟO两", (*range(10), 0, 0, 0, 0, 2)))
_SMALL = dict(zip("十百千", (10, 100, 1000)))
_LARGE = dict(zip("万亿", (10**4, 10**8)))
_WORDS = "零〇○一二三四五六七八九两十百千万亿"
NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?[万亿]?|[{_WORDS}]+(?:点[{_WORDS[:13]}]+)?)"
_PRINTED = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([万亿]?)")


def parse(text: str) -> Decimal | None:
    """The number a run of digits or number words stands for; None when it is not one."""
    text = unicodedata.normalize("NFKC", text).replace(" ", "")
    if match := _PRINTED.fullmatch(text):
        whole, fraction, unit = match.groups()
        return Decimal(whole.replace(",", "") + (fraction or "")) * _LARGE.get(unit, 1)
    whole, point, behind = text.partition("点")
    if not point:
        return _spelled(text)
    # 三十三点九: behind the point digit by digit.
    front, fraction = _spelled(whole), digits(behind)
    return None if front is None or fraction is None else front + Decimal(fraction).scaleb(-len(behind))


def digits(text: str) -> int | None:
    """A number read digit by digit, in figures or words: 2024, 二〇二四, 二○二四 -> 2024."""
    text = unicodedata.normalize("NFKC", text)
    found = [str(_DIGITS.get(character, character)) for character in text]
    return int("".join(found)) if text and all(d.isascii() and d.isdigit() for d in found) else None


def _spelled(text: str) -> Decimal | None:
    """三百零五 -> 305; digits without units only one at a time (二〇 is a year's half, not a number)."""
    if not text or any(character not in _WORDS for character in text):
        return None
    total = section = digit = 0
    last_unit, last_large, pending = 10**4, 10**12, False
    for character in text:
        if character in _LARGE:
            if _LARGE[character] >= last_large or not (section + digit):
                return None
            total, section, digit, pending = total + (section + digit) * _LARGE[character], 0, 0, False
            last_unit, last_large = 10**4, _LARGE[character]
        elif character in _SMALL:
            unit = _SMALL[character]
            if unit >= last_unit or not pending and unit != 10:
                return None
            section, digit, pending, last_unit = section + (digit if pending else 1) * unit, 0, False, unit
        elif _DIGITS[character]:
            if pending:
                return None
            digit, pending = _DIGITS[character], True
        elif pending:
            return None
    if text in ("零", "〇", "○"):
        return Decimal(0)
    # 三百五 means 350: a digit left after a unit other than 十 needs its 零.
    if pending and last_unit > 10 and len(text) > 1 and text[-2] not in "零〇○":
        return None
    return Decimal(total + section + digit) if total + section + digit else None
