"""The text of one cell -> what it says: a number, nothing, a dash or words.

In:   a cell's text as printed, and the kind of its address (flow | stock | signed | money).
Out:  Reading: state, value, unit, note.
Promise: a value only where one number stands legibly in the cell; 0 is 0, a blank is blank, a lone dash is a dash and
never a minus. What could be read in two ways is doubtful, and the note says which. Nothing is rounded or repaired.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from loaders.form.labels import cell_words
from loaders.report import BLANK, DASH, DOUBTFUL, NUMBER, TEXT

# Only the full-width twins: NFKC would also turn a footnote mark such as ② into the digit 2.
_WIDE = str.maketrans("０１２３４５６７８９，．＋－−／（）　", "0123456789,.+--/() ")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]|&nbsp;|&#160;")
_TURNED = re.compile(r"[\u202d\u202e\u2066-\u2068].*\d|\d.*[\u202d\u202e\u2066-\u2068]", re.S)
_UNNAMED = re.compile("[\ufffd\ue000-\uf8ff]")  # glyphs that a file names no character for
_PADDED = re.compile(r"[+-]?0\d")
_SPACE = re.compile(r"[\s\u00a0\u3000]+")
_DASH = re.compile(r"[-/\\—–―─_]+|[-—–―─]+( [-—–―─]+)*")
_NUMBER = re.compile(r"([+-]?) ?(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(\.\d+)?")
_SPACED = re.compile(r"(\d{1,3})((?: \d{3})+)")
_SPLIT = re.compile(r"\d+(?:[ ,.、]+\d+)+")
_NUMBERED = re.compile(r"\s*\d{1,2}\s*[.．、)）]\s*[\u4e00-\u9fff]")
_STRUCK = re.compile(r"~~(.*?)~~")  # as the readers mark what is struck out, and what is raised
_RAISED = re.compile(r"\d\s*\^")
_REMARK = re.compile(r"\(([^()]+)\)")
_MAX_DIGITS, _MAX_DECIMALS = 15, 6


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says. `unit` only where the cell prints one; `note` in Chinese where the reading is not plain."""

    state: str
    value: Decimal | None = None
    unit: str | None = None
    note: str | None = None


@lru_cache(maxsize=65536)
def read_cell(text: str, kind: str = "flow") -> Reading:
    """One cell. `kind` decides what is plausible: decimals in money, a sign in signed items."""
    plain = _SPACE.sub(" ", _INVISIBLE.sub("", text).translate(_WIDE)).strip()
    if not plain:
        return Reading(BLANK)
    if _TURNED.search(text):
        return Reading(DOUBTFUL, note=f"格内有改变文字方向的控制符，看到的与存的可能不同（存为“{plain}”）")
    if _UNNAMED.search(plain):
        return Reading(DOUBTFUL, note=f"格内有的字形在文件里没有对应的文字，只读到“{plain}”，请看原件")
    if _PADDED.match(plain):
        return Reading(DOUBTFUL, note=f"印作“{plain}”：数不以 0 开头，可能是两格连在一起")
    if plain.isascii() and plain.isdigit() and len(plain) <= _MAX_DIGITS:
        return Reading(NUMBER, Decimal(plain))
    if struck := _STRUCK.findall(plain):
        return _beside_struck(_STRUCK.sub("", plain), "、".join(struck), kind)
    if _RAISED.search(plain):
        return Reading(DOUBTFUL, note=f"印作“{plain}”：右上角的数可能是注号，也可能不是")
    if _DASH.fullmatch(plain):
        return Reading(DASH)
    head = _NUMBER.match(plain)
    if head and (reading := _with_tail(head, plain[head.end():].strip(), kind)):
        return reading
    if spaced := _SPACED.fullmatch(plain):
        joined, parts = plain.replace(" ", ""), len(spaced.group(2).split()) + 1
        return Reading(DOUBTFUL, note=f"印作“{plain}”：可能是 {joined}，也可能是 {parts} 个数")
    if _SPLIT.fullmatch(plain):
        joined = re.sub("[^0-9]", "", plain)
        return Reading(DOUBTFUL, note=f"印作“{plain}”：数字中间隔开，可能是 {joined}，也可能不是一个数")
    if head and len(plain) - head.end() <= 2 and not plain.endswith("%"):
        return Reading(DOUBTFUL, note=f"印作“{plain}”：可能是 {head.group()}，后面的字不明")
    if re.fullmatch(r"\([+-]?\d[\d,.]*\)|[—–―]+ ?\d[\d,.]*", plain):
        return Reading(DOUBTFUL, note=f"印作“{plain}”：可能是负数，也可能不是")
    return Reading(TEXT)


def _beside_struck(rest: str, struck: str, kind: str) -> Reading:
    """What stands beside a number that is struck out."""
    if not rest.strip():
        return Reading(DOUBTFUL, note=f"格内只有划去的“{struck}”")
    read = read_cell(rest, kind)
    return replace(read, note="；".join(filter(None, (f"原文划去“{struck}”", read.note))))


def _with_tail(head: re.Match, tail: str, kind: str) -> Reading | None:
    """A number followed by nothing, a unit, a remark in brackets, or both; None when the tail is something else."""
    sign, whole, decimals = head.group(1), head.group(2), head.group(3) or ""
    unit = max((u for u in cell_words("units") if tail.startswith(u)), key=len, default=None)
    rest = tail.removeprefix(unit or "").strip()
    remark = _REMARK.fullmatch(rest)
    if rest and not remark:
        return None
    printed = head.group()
    if sign and printed[1] == " " and kind != "signed":
        return Reading(DOUBTFUL, unit=unit, note=f"印作“{printed}”：可能是负数，也可能是横线后面一个数")
    if len(whole.replace(",", "")) > _MAX_DIGITS or len(decimals) - 1 > _MAX_DECIMALS:
        return Reading(DOUBTFUL, unit=unit, note=f"印作“{printed}”：位数过多，未采用")
    if kind != "money" and len(decimals) == 4:
        grouped = whole + decimals[1:]
        return Reading(DOUBTFUL, unit=unit, note=f"印作“{printed}”：点若为千位分隔即 {grouped}，也可能是小数")
    value = Decimal(sign + whole.replace(",", "") + decimals)
    if value == value.to_integral_value():
        value = Decimal(int(value))
    return Reading(NUMBER, value, unit, f"原文附注：{remark.group(1)}" if remark else None)


def holds_several(text: str) -> bool:
    """Whether a cell holds several numbers or dashes and nothing else: 0 0, or -4 below 33."""
    parts = _INVISIBLE.sub("", text).translate(_WIDE).split()
    return len(parts) > 1 and all(read_cell(part, "signed").state in (NUMBER, DASH) for part in parts)


def is_value(text: str) -> bool:
    """Whether a loose piece of text can be the content of a number cell: a number, a dash or a word for none. A list
    number before a word (3.危, torn from 及“三安全一稳定”) is the beginning of a label."""
    if _NUMBERED.match(text):
        return False
    reading = read_cell(text, "signed")
    return reading.state in (NUMBER, DASH, DOUBTFUL) or text.strip() in cell_words("none")
