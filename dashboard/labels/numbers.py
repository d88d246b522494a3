"""How numbers are written: counts, rates with what they are made of, changes.

In:   numbers or None (also NaN and NA, which frames use for NULL).
Out:  text; None is always the dash of labels/zh/numbers.toml, never 0.
Promise: a rate is written only where its denominator is more than 0.
"""

import math

from dashboard.labels import say


def known(n) -> bool:
    """False for None, NaN and NA: the figure is not there."""
    if n is None:
        return False
    try:
        return not math.isnan(n)
    except TypeError:  # pandas NA refuses to become a float
        return False


def number(n, unit: str = "") -> str:
    """1,204; from 100,000 in 万, from 100 million in 亿 (for cards and sentences; tables use full())."""
    if not known(n):
        return say("numbers.none")
    for limit, size, key, digits in ((1e8, 1e8, "numbers.hundred_million", 2), (1e5, 1e4, "numbers.ten_thousand", 1)):
        if abs(n) >= limit:
            text = say(key, n=f"{float(n) / size:,.{digits}f}")
            break
    else:
        text = full(n)
    return f"{text} {unit}" if unit else text


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
