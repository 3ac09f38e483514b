"""Slips of the pen: whether two printed numbers differ as a typing slip makes them differ.

A slip is one digit replaced, one dropped or added, two neighbours swapped, a decimal point moved,
or a count off by one. That two numbers are one slip apart proves nothing; it turns “these differ”
into “one of these is probably mistyped”.
"""

from collections.abc import Iterator
from decimal import Decimal

_LEAST_DIGITS = 2
_ABOUT = Decimal("1.5")


def digits_of(value: Decimal) -> str:
    """Return the digits of a number without point, sign, leading and closing zeros."""
    text = str(value)
    if not text.isdecimal():
        text = text.replace(".", "")
        if not text.isdecimal():  # with a sign, or an exponent
            text = format(abs(value), "f").replace(".", "")
    return text.strip("0") or "0"


def printed_digits(value: Decimal) -> str:
    """Return the digits of a number as printed, without its point."""
    return format(abs(value), "f").replace(".", "")


def one_slip_apart(first: Decimal, second: Decimal) -> bool:
    """Whether one typing slip turns one number into the other; equal numbers are not."""
    if first == second or (first < 0) is not (second < 0):
        return False
    if digits_of(first) == digits_of(second):
        return True  # the point moved
    if abs(first - second) == 1 and first == int(first) and second == int(second):
        return True
    places = max(_places(first), _places(second))
    return _one_edit(_at(first, places), _at(second, places)) or _one_edit(
        printed_digits(first), printed_digits(second)
    )


def may_be_mistyped(stated: Decimal, expected: Decimal) -> bool:
    """Whether a number may be another one mistyped: a slip apart, or of about the same size.

    Where the text does not bind the operands for certain, a number far from what comes out of
    them says that they do not belong to it.
    """
    if one_slip_apart(stated, expected):
        return True
    small, large = sorted((abs(stated), abs(expected)))
    return stated * expected > 0 and large <= small * _ABOUT


def deletion_keys(value: Decimal) -> Iterator[str]:
    """Yield the digits and the digits less one: numbers one slip apart share a key."""
    digits = digits_of(value)
    yield digits
    for at in range(len(digits)):
        yield digits[:at] + digits[at + 1 :]


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _at(value: Decimal, places: int) -> str:
    return format(abs(value), f".{places}f").replace(".", "")


def _one_edit(first: str, second: str) -> bool:
    """Whether one replacement, insertion, deletion or swap of neighbours makes them equal."""
    if abs(len(first) - len(second)) > 1 or min(len(first), len(second)) < _LEAST_DIGITS - 1:
        return False
    if len(first) > len(second):
        first, second = second, first
    at = 0
    while at < len(first) and first[at] == second[at]:
        at += 1
    if len(first) != len(second):
        return first[at:] == second[at + 1 :]
    if first[at + 1 :] == second[at + 1 :]:
        return True
    return first[at : at + 2] == second[at : at + 2][::-1] and first[at + 2 :] == second[at + 2 :]
