"""Slips of the pen: whether two printed numbers differ as a typing slip makes them differ.

A slip is one digit replaced, one dropped or added, two neighbours swapped, a decimal point moved,
or a count off by one. That two numbers are one slip apart proves nothing; it turns “these differ”
into “one of these is probably mistyped”.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.model.quantity import Quantity

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


_FEWEST = 3  # digits: a slip of fewer reaches almost any number
_SHIFTS = (-8, -4, -3, -2, -1, 1, 2, 3, 4, 8)  # a point out of place, or 元, 万元, 亿元 mixed up
_WIDEST = Decimal("0.01")  # of a number: an interval as wide is reached by chance
_HUNDRED = Decimal(100)
_NEAR = Decimal("0.006")  # hundredths: a rate whose point has moved shows more decimals


def slip_reaches(printed: Quantity, low: Decimal, high: Decimal) -> bool:
    """Whether a number that one typing slip makes of a printed one lies between two bounds.

    The bounds are in the base unit. That a slip lands in a narrow interval by chance is rare: where
    it does, the printed number is probably the wrong one of a relation.
    """
    if not (printed.is_point and 0 < low <= high and high - low <= high * _WIDEST):
        return False
    value, factor, places = abs(printed.value), printed.unit.factor, printed.decimals
    slack = printed.half_unit()
    if slack > abs(printed.base) * _WIDEST:
        return False  # 1.2亿元 stands for as wide a range itself
    least, most = (low - slack) / factor, (high + slack) / factor
    if len(digits_of(value)) >= _FEWEST and any(
        least <= value.scaleb(shift) <= most for shift in _SHIFTS
    ):
        return True
    for decimals, written in _slipped(_at(value, places), places):
        if len(written.strip("0")) >= _FEWEST and (
            least <= Decimal(written).scaleb(-decimals) <= most
        ):
            return True
    return False


def _slipped(digits: str, places: int) -> Iterator[tuple[int, str]]:
    """Yield the decimals and the digits of the numbers that one slip makes of some digits."""
    whole = len(digits) - places
    for at, digit in enumerate(digits):
        before, after = digits[:at], digits[at + 1 :]
        for other in "0123456789":
            if other != digit:
                yield places, before + other + after
        if after and digit != after[0]:
            yield places, before + after[0] + digit + after[1:]
        if len(digits) > _LEAST_DIGITS:
            yield places - (at >= whole), before + after
    for at in range(len(digits) + 1):
        for other in "0123456789":
            longer = digits[:at] + other + digits[at:]
            if at <= whole:
                yield places, longer
            if at >= whole:
                yield places + 1, longer


def slip_mends_ratio(part: Quantity, whole: Quantity, rate: Quantity) -> bool:
    """Whether one mistyped number accounts for a rate that its part and its whole do not give."""
    near = rate.half_unit() / _HUNDRED
    share = abs(rate.base) / _HUNDRED
    if share <= near or whole.base <= 0 or part.base <= 0:
        return False
    return (
        slip_reaches(part, (share - near) * whole.base, (share + near) * whole.base)
        or slip_reaches(whole, part.base / (share + near), part.base / (share - near))
        or slip_reaches(rate, *_about(part.base / whole.base, rate))
    )


def _about(share: Decimal, rate: Quantity) -> tuple[Decimal, Decimal]:
    """Return the bounds in which a rate should have been printed."""
    near = max(rate.half_unit(), _NEAR)
    return share * _HUNDRED - near, share * _HUNDRED + near


def slip_mends_difference(more: Quantity, less: Quantity, gap: Quantity) -> bool:
    """Whether one mistyped number accounts for a difference that does not fit its amounts."""
    slack = more.half_unit() + less.half_unit() + gap.half_unit()
    meant = (
        (more, less.base + gap.base),
        (less, more.base - gap.base),
        (gap, abs(more.base - less.base)),
    )
    return any(slip_reaches(each, needed - slack, needed + slack) for each, needed in meant)


def slip_mends_sum(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether one mistyped number accounts for parts that do not add up to their whole."""
    slack = sum((each.half_unit() for each in (whole, *parts)), Decimal(0))
    total = sum((part.base for part in parts), Decimal(0))
    if slip_reaches(whole, total - slack, total + slack):
        return True
    meant = [(part, whole.base - total + part.base) for part in parts]
    return any(slip_reaches(part, needed - slack, needed + slack) for part, needed in meant)


def slip_mends_change_rate(this: Quantity, last: Quantity, rate: Quantity, sign: int) -> bool:
    """Whether one mistyped number accounts for a rate of change that does not fit its amounts.

    ``sign`` is 1 where the amount rose, and −1 where it fell.
    """
    near = rate.half_unit() / _HUNDRED
    moved = 1 + sign * abs(rate.base) / _HUNDRED
    if moved <= near or last.base <= 0 or this.base <= 0:
        return False
    then, now = last.half_unit(), this.half_unit()
    return (
        slip_reaches(this, (moved - near) * (last.base - then), (moved + near) * (last.base + then))
        or slip_reaches(
            last, (this.base - now) / (moved + near), (this.base + now) / (moved - near)
        )
        or slip_reaches(rate, *_about(abs(this.base / last.base - 1), rate))
    )
