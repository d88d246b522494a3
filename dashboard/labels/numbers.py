"""How numbers are written: counts, rates with what they are made of, changes.

In:   numbers or None (also NaN and NA, which frames use for NULL); how a language shortens them: labels/*/numbers.toml.
Out:  text; None is always the dash of that file, never 0.
Promise: a rate is written only where its denominator is more than 0.
"""

import math
from collections.abc import Sequence

from dashboard.labels import listed, say


def known(n) -> bool:
    """False for None, NaN and NA: the figure is not there."""
    if n is None:
        return False
    try:
        return not math.isnan(n)
    except TypeError:  # pandas NA refuses to become a float
        return False


def number(n, unit: str = "") -> str:
    """1,204; large ones shortened as the language does: 12.3 万, 1.23 亿, 1.2M (for cards and sentences; tables use
    full()). A unit that has another form for one takes it."""
    if not known(n):
        return say("numbers.none")
    for step in listed("numbers.short").values():
        if abs(n) >= step["from"]:
            text = step["text"].format(n=f"{float(n) / step['size']:,.{step['digits']}f}")
            break
    else:
        text = full(n)
    return f"{text} {unit_of(n, unit)}" if unit else text


def unit_of(n, unit: str) -> str:
    """The unit as it is written after that number: 1 case, 2 cases."""
    return listed("numbers.one").get(unit, unit) if known(n) and abs(n) == 1 else unit


def full(n, digits: int = 0) -> str:
    """Every digit, with commas; decimals only as far as they are there (money) and at most `digits` or 2."""
    if not known(n):
        return say("numbers.none")
    value = float(n)
    return f"{value:,.{digits or 2}f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"


def rate(numerator, denominator, digits: int = 1) -> str:
    """numerator ÷ denominator in percent; a dash when either is missing or the denominator is 0."""
    if not known(numerator) or not known(denominator) or not denominator:
        return say("numbers.none")
    return f"{100 * float(numerator) / float(denominator):.{digits}f}%"


def percent(share, digits: int = 1) -> str:
    return f"{100 * float(share):.{digits}f}%" if known(share) else say("numbers.none")


def of(numerator, denominator) -> str:
    """n/N in full numbers."""
    return f"{full(numerator)}/{full(denominator)}" if known(denominator) else say("numbers.none")


def change(now, before) -> str:
    """The relative change as a signed percentage; a dash when there is nothing to compare with."""
    if not known(now) or not known(before) or not before:
        return say("numbers.none")
    return f"{100 * (float(now) / float(before) - 1):+.1f}%"


def span(first, last) -> str:
    """2018–2024, or the one year."""
    return str(first) if first == last else f"{first}–{last}"


def points_said(values: Sequence[float | None], ticks: Sequence[str]) -> str:
    """The points of a shape in words, where they have names."""
    gap = say("components.gap")
    return say("components.joiner").join(
        say("components.spoken_point", at=at, value=gap if v is None else f"{v:,.4g}") for at, v in zip(ticks, values))
