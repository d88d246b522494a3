"""A stated whole with its stated parts: 收到申请20件，其中网上申请15件，信函申请5件.

In:   a paragraph, tight, with its lists spelled out (spread.py).
Out:  breakdowns(), each a whole with its parts, in order.
Promise: precision before recall. The parts have the unit of the whole and follow it without a gap; they are of one kind
([[breakdown.kind]] of phrases.toml), or one of them takes in the rest. Parts of parts, round numbers, parts that may be
counted twice (channels of publication) and lists of one give no breakdown. Where the first few parts add up to the
whole, what follows is another matter.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from loaders.form.numerals import parse
from loaders.form.phrases import pattern, words
from loaders.report import Part

_ENDS = re.compile(r"[。;]|$")


class Breakdown(NamedTuple):
    """`label`: the words before the whole's number. `is_exhaustive`: no part can have been left out."""

    label: str
    value: Decimal
    unit: str
    parts: tuple[Part, ...]
    is_exhaustive: bool


def breakdowns(text: str) -> Iterator[Breakdown]:
    """Every whole of the text that is followed by its parts."""
    if "其中" not in text and "包括" not in text:
        return
    said = words()["breakdown"]
    for match in pattern(said["whole"]).finditer(text):
        value, (parts, is_whole) = parse(match["value"]), _listed(text[match.end():], match["unit"])
        if value is None or len(parts) < 2 or pattern(said["change"]).search(match["label"]):
            continue
        if any(pattern(said["overlapping"]).search(part.label) for part in parts):
            continue
        kind = next((k for k in said["kind"] if pattern(k["labels"]).search(parts[0].label)), None)
        rest = pattern(said["rest"])
        if kind and (alike := _alike(parts, kind, rest)):
            is_all = bool(kind["all_of"]) and all(
                any(pattern(word).search(part.label) for part in alike) for word in kind["all_of"])
            parts = alike
        elif is_whole and any(rest.search(part.label) for part in parts):
            is_all = False
        else:
            continue
        # 行政复议0件,其中维持0件,纠正0件,其他结果2件,尚未审结0件: where each kind is named once, all of them count.
        is_each = is_all and len(parts) == len(kind["all_of"])
        is_all = is_all or any(rest.search(part.label) for part in parts)
        yield Breakdown(match["label"], value, match["unit"], parts if is_each else _up_to(value, parts), is_all)


def _listed(text: str, unit: str) -> tuple[tuple[Part, ...], bool]:
    """(the parts of a list, whether it ends with its sentence); none where the last one has parts of its own."""
    said, found, at = words()["breakdown"], [], 0
    one, stops = pattern(said["part"]), pattern(said["stops"])
    while match := one.match(text, at):
        value = parse(match["value"])
        if value is None or stops.search(match["label"]) or match["more"] or match["unit"] != unit:
            break
        found.append(Part(match["label"], value))
        at = match.end()
    if pattern(said["goes_on"]).match(text, at):
        return (), False
    return tuple(found), bool(_ENDS.match(text, at))


def _alike(parts: tuple[Part, ...], kind: dict, rest: re.Pattern) -> tuple[Part, ...]:
    """The parts of one kind that a list begins with; none when there is but one."""
    labels = pattern(kind["labels"])
    alike = tuple(takewhile(lambda part: labels.search(part.label) or rest.search(part.label), parts))
    return alike if len(alike) > 1 else ()


def _up_to(value: Decimal, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts up to where they add up to the whole; all of them where they nowhere do."""
    return next((parts[:n] for n in range(2, len(parts) + 1) if sum(p.value for p in parts[:n]) == value), parts)
