"""Printed numbers as intervals: what each of them, having been rounded, can stand for.

A printed number stands for all numbers that round to it; words such as 约, 余, 近 and bounds open
the interval. Everything is decimal. Bounds are rounded outward and points half-up, so that no digit
cut off on the way can turn a match into a mismatch.
Source of the rules: tolerance algebra, docs/explanation/intervals.md.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from itertools import product
from typing import Final, NamedTuple

from jixiao.model.quantity import Approximation, Comparator, Quantity

PRECISION: Final = 100
DOWN: Final = Context(prec=PRECISION, rounding=ROUND_FLOOR)
UP: Final = Context(prec=PRECISION, rounding=ROUND_CEILING)
NEAR: Final = Context(prec=PRECISION, rounding=ROUND_HALF_EVEN)
_HALF_UP: Final = Context(prec=PRECISION, rounding=ROUND_HALF_UP)

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)
INFINITY: Final = Decimal("Infinity")
LARGEST_EXPONENT: Final = 40  # beyond it a number is noise, not print


class Interval(NamedTuple):
    """All numbers from ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    def overlaps(self, other: "Interval") -> bool:
        """Whether the two have a number in common."""
        return self.low <= other.high and other.low <= self.high

    def negated(self) -> "Interval":
        """Return the interval mirrored at zero."""
        return Interval(self.high.copy_negate(), self.low.copy_negate())


Ends = tuple[Decimal, Decimal]
"""One end of each of two intervals."""


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Return ``value`` with so many decimals, ties away from zero."""
    return value.quantize(ONE.scaleb(-decimals), context=_HALF_UP)


def shared_decimals(siblings: Sequence[Quantity]) -> dict[str, int]:
    """Return, for each printed unit, the finest decimals that one of ``siblings`` carries.

    Within one identity all amounts of one unit were kept alike, so 100.2 next to 5541.39 is
    100.20 with its zero trimmed.
    """
    finest: dict[str, int] = {}
    for quantity in siblings:
        name = quantity.unit.name
        finest[name] = max(finest.get(name, 0), quantity.significant_decimals)
    return finest


def interval(quantity: Quantity, decimals: int | None = None) -> Interval:
    """Return what a printed number stands for, in its base unit.

    An approximate number or a bound is open on its open side; a number that is not negative stays
    so there.
    """
    half = quantity.half_unit(decimals)
    value = NEAR.multiply(quantity.value, quantity.unit.factor)
    if quantity.is_plain:
        return Interval(NEAR.subtract(value, half), NEAR.add(value, half))
    top = value
    if quantity.upper is not None:
        top = NEAR.multiply(quantity.upper, quantity.unit.factor)
    low, high = NEAR.subtract(value, half), NEAR.add(top, half)
    floor = ZERO if value >= 0 else INFINITY.copy_negate()
    match quantity.approximation:
        case Approximation.ABOUT:
            return Interval(floor, INFINITY)
        case Approximation.OVER:
            high = INFINITY
        case Approximation.UNDER:
            low = floor
        case Approximation.EXACT:
            pass
    match quantity.comparator:
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            high = INFINITY
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            low = floor
        case Comparator.EQUAL | None:
            pass
    return Interval(low, high)


def base_value(quantity: Quantity) -> Decimal:
    """Return the printed value in the base unit of its dimension."""
    return NEAR.multiply(quantity.value, quantity.unit.factor)


def readable(*quantities: Quantity) -> bool:
    """Whether all values are numbers of a size that anybody prints."""
    for quantity in quantities:
        for number in (quantity.value, quantity.upper):
            if number is not None and not (
                number.is_finite() and abs(number.adjusted()) <= LARGEST_EXPONENT
            ):
                return False
    return True


def in_printed_unit(bound: Decimal, factor: Decimal, context: Context) -> Decimal | None:
    """Return a bound in the printed unit, or None where it is open."""
    if not bound.is_finite():
        return None
    return bound if factor == ONE else context.divide(bound, factor)


def minus(left: Interval, right: Interval) -> Interval | None:
    """Return what ``left`` − ``right`` can be; None where both are open on the same side."""
    if not left.high.is_finite() and not right.high.is_finite():
        return None
    mirrored = right.negated()
    return Interval(DOWN.add(left.low, mirrored.low), UP.add(left.high, mirrored.high))


def divide(above: Decimal, below: Decimal, factor: Decimal, context: Context) -> Decimal:
    """Return ``factor`` · ``above`` ÷ ``below``, rounded once; an open ``below`` gives 0."""
    if not below.is_finite():
        return ZERO
    return context.divide(NEAR.multiply(factor, above), below)


def quotients(above: Interval, below: Interval, factor: Decimal) -> Interval | None:
    """Return the least and greatest ``factor`` · ``above`` ÷ ``below``, as ``corners`` does."""
    if above.low >= 0 and below.low > 0:
        return Interval(
            divide(above.low, below.high, factor, DOWN), divide(above.high, below.low, factor, UP)
        )
    return corners((above, below), lambda at, context: divide(*at, factor, context))


def corners(
    operands: tuple[Interval, Interval],
    quotient: Callable[[Ends, Context], Decimal],
) -> Interval | None:
    """Return the least and greatest quotient; None where the denominator may be 0.

    The quotient is monotone in both operands, so its extremes lie at their ends.
    """
    above, below = operands
    if below.low <= 0 <= below.high or not below.low.is_finite():
        return None
    if not above.low.is_finite():
        return None
    ends = list(product(above, below))
    return Interval(min(quotient(at, DOWN) for at in ends), max(quotient(at, UP) for at in ends))
