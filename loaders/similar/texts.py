"""Text as it is compared: signs that differ between formats and clerks are gone, a number is one sign.

In:   the text of a section.
Out:  Compared: the signs, where each stands in the text, where sentences end; numbers().
Promise: blanks, punctuation, full-width forms and the value of numbers never tell two texts apart; every other
character does. Places are counted in characters of the text as stored.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

NUMBER = ord("#")
_END = 1  # of a sentence; never among the signs
_ENDS = "。！？；!?;\n"
_HAN_NUMBERS = "〇零一二三四五六七八九十百千万亿两"
_ASTRAL, _FOLDED, _ROOM = 0x10000, 0xE000, 0x1900


@dataclass(frozen=True, slots=True)
class Compared:
    """`signs`: uint16 codes (NUMBER for a number); `place`: where each begins in the text; `unit`: which sentence it
    stands in, counted from 0."""

    signs: np.ndarray
    place: np.ndarray
    unit: np.ndarray

    @property
    def string(self) -> str:
        return self.signs.astype("<u2").tobytes().decode("utf-16-le", "replace")


@lru_cache(maxsize=1)
def _table() -> np.ndarray:
    """Code point -> sign; 0: left out."""
    table = np.zeros(0x110000, np.uint16)
    for code in range(_ASTRAL):
        sign = unicodedata.normalize("NFKC", chr(code))[0]
        kind = unicodedata.category(sign)
        if kind[0] == "L":
            table[code] = ord(sign.lower()[0]) if ord(sign) < _ASTRAL else 0
        elif kind[0] == "N":
            table[code] = NUMBER
    for sign in _HAN_NUMBERS:
        table[ord(sign)] = NUMBER
    for sign in _ENDS:
        table[ord(sign)] = _END
    # Rare ideographs beyond 16 bits are folded into the private area: a name of a village keeps being told apart.
    table[0x20000:0x32000] = _FOLDED + np.arange(0x12000) % _ROOM
    return table


def compared(text: str) -> Compared:
    """The text as it is compared."""
    signs = _table()[np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)]
    place = np.flatnonzero(signs)
    signs = signs[place]
    ends = signs == _END
    unit = np.cumsum(ends)
    keep = ~ends
    keep[1:] &= ~((signs[1:] == NUMBER) & (signs[:-1] == NUMBER))
    return Compared(signs[keep], place[keep].astype(np.int32), unit[keep].astype(np.int32))


def numbers(text: str, seen: Compared, start: int, end: int) -> list[str]:
    """What the numbers among signs start..end say, each without blanks and punctuation."""
    out = []
    for at in np.flatnonzero(seen.signs[start:end] == NUMBER) + start:
        first = seen.place[at]
        last = seen.place[at + 1] if at + 1 < len(seen.place) else len(text)
        out.append(re.sub(r"[^\w.]|_", "", unicodedata.normalize("NFKC", text[first:last])).strip("."))
    return out
