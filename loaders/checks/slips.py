"""How a person at a keyboard may have come from one number to another.

In:   the number printed, the number it should be.
Out:  slip(), plain().
Promise: only what the digits themselves show. A number of one digit shows nothing, nor does an amount with decimals.
"""

from decimal import Decimal

NOUGHT, SWAPPED, DIGIT, OTHER_DIGIT = "nought", "swapped", "digit", "other_digit"


def plain(value: Decimal | int) -> str:
    """A number as a person writes it: no trailing zeros, no exponent."""
    value = Decimal(value)
    return format(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize(), "f")


def slip(printed: Decimal | int, right: Decimal | int) -> str | None:
    """nought: left at 0; swapped: digits in another order; digit: one too many or too few; other_digit: one is another;
    None for none of these."""
    if printed == right:
        return None
    if printed == 0:
        return NOUGHT
    a, b = plain(printed), plain(right)
    if "." in a + b:
        return None
    if sorted(a) == sorted(b):
        return SWAPPED
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) == 1 and any(long[:i] + long[i + 1:] == short for i in range(len(long))):
        return DIGIT
    if len(a) == len(b) > 1 and sum(x != y for x, y in zip(a, b)) == 1:
        return OTHER_DIGIT
    return None
