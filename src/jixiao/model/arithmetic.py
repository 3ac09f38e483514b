"""The tolerance algebra: whether printed numbers agree, given that each of them was rounded.

A printed number stands for the interval of all numbers that round to it. An identity over printed
numbers holds exactly, or holds within these intervals (``ROUNDING``), or cannot hold (``FAIL``).
Words such as 约, 余, 近 open the interval; what they leave open is ``UNDECIDED``, never a failure.
Source of the rules: tolerance algebra, docs/explanation/intervals.md.

The intervals themselves are in ``intervals``.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Context, Decimal
from enum import StrEnum
from itertools import product
from typing import Final, NamedTuple

from jixiao.model.intervals import (
    DOWN,
    HUNDRED,
    NEAR,
    ONE,
    UP,
    ZERO,
    Ends,
    Interval,
    base_value,
    corners,
    divide,
    half_up,
    in_printed_unit,
    interval,
    minus,
    quotients,
    readable,
    shared_decimals,
)
from jixiao.model.quantity import Dimension, Quantity
from jixiao.terms import Direction


class Verdict(StrEnum):
    """How far printed numbers agree."""

    EXACT = "exact"  # recomputed and rounded half-up, the stated number comes out
    ROUNDING = "rounding"  # not so, but numbers that round to the printed ones can agree
    FAIL = "fail"  # no numbers that round to the printed ones agree
    UNDECIDED = "undecided"  # open operands, units that do not convert, a base that may be 0


class Result(NamedTuple):
    """A verdict; the numbers are in the printed unit of the stated number.

    ``expected`` is the recomputed value at the printed decimals, half-up; ``low`` and ``high``
    bound it, None where they are open.
    """

    verdict: Verdict
    expected: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


UNKNOWN: Final = Result(Verdict.UNDECIDED)


def _points(*quantities: Quantity) -> bool:
    return all(quantity.is_point for quantity in quantities)


class Computed(NamedTuple):
    """A recomputed value and what its operands leave possible, in base units."""

    value: Decimal
    bounds: Interval
    points: bool  # all operands are plain numbers

    def sized(self) -> "Computed":
        """Return the size of the value, whatever its sign."""
        if self.value >= 0:
            return self
        return Computed(self.value.copy_negate(), self.bounds.negated(), self.points)


def _judge(
    stated: Quantity, computed: Computed, *, decimals: int | None = None, unsigned: bool = False
) -> Result:
    """Compare ``stated`` with what was computed for it.

    Args:
        stated: The number as printed.
        computed: What was recomputed, in the base unit of ``stated``.
        decimals: The decimals that ``stated`` shares with its siblings; its own if None.
        unsigned: Compare sizes only, since a word carries the sign (减少3万元).
    """
    if unsigned:
        computed = computed.sized()
    value, bounds, points = computed
    factor = stated.unit.factor
    plain = value if factor == ONE else NEAR.divide(value, factor)
    expected = half_up(plain, max(stated.decimals, decimals or 0))
    low, high = in_printed_unit(bounds.low, factor, DOWN), in_printed_unit(bounds.high, factor, UP)
    if points and stated.is_point and expected == stated.value:
        return Result(Verdict.EXACT, expected, low, high)
    printed = interval(stated, decimals)
    possible = bounds.overlaps(printed) or (unsigned and bounds.negated().overlaps(printed))
    if not possible:
        return Result(Verdict.FAIL, expected, low, high)
    explained = points and stated.is_point
    return Result(Verdict.ROUNDING if explained else Verdict.UNDECIDED, expected, low, high)


def _unsigned(stated: Quantity) -> bool:
    """Whether a change is printed without a sign, so that a word carries it."""
    return stated.value >= 0


# --- sums ---------------------------------------------------------------------------------------


def verify_sum(
    parts: Sequence[Quantity], whole: Quantity, signs: Sequence[int] | None = None
) -> Result:
    """Judge ``parts`` adding up to ``whole``: |Σaᵢ − S| ≤ Σh(aᵢ) + h(S).

    Args:
        parts: The printed parts.
        whole: The stated number.
        signs: +1 or −1 for each part; all +1 if None or empty.
    """
    everything = (*parts, whole)
    if not parts or not readable(*everything):
        return UNKNOWN
    if not all(part.compatible(whole) for part in parts):
        return UNKNOWN
    decimals = {} if _in_whole_units(parts, whole) else shared_decimals(everything)
    total = low = high = ZERO
    for sign, part in zip(signs or [1] * len(parts), parts, strict=True):
        value, reach = base_value(part), interval(part, decimals.get(part.unit.name))
        if sign < 0:
            value, reach = value.copy_negate(), reach.negated()
        total = NEAR.add(total, value)
        low, high = DOWN.add(low, reach.low), UP.add(high, reach.high)
    computed = Computed(total, Interval(low, high), _points(*parts))
    return _judge(whole, computed, decimals=decimals.get(whole.unit.name))


def _in_whole_units(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether money was told in whole units though one part was not: 49376 + 279285.70 = 328661.

    A whole without decimals beside another such part was rounded, not printed with its zeros
    trimmed: a fraction among the parts would have to show in it.
    """
    if whole.unit.dimension is not Dimension.MONEY or not whole.value:
        return False
    plain = [part.significant_decimals == 0 for part in parts if part.value]
    return whole.significant_decimals == 0 and any(plain) and not all(plain)


def verify_change_amount(this: Quantity, last: Quantity, difference: Quantity) -> Result:
    """Judge ``difference`` = ``this`` − ``last``; a difference without a sign by its size only."""
    everything = (this, last, difference)
    if not readable(*everything):
        return UNKNOWN
    if not (this.compatible(last) and _is_difference(this, difference)):
        return UNKNOWN
    decimals = shared_decimals(everything)
    now = interval(this, decimals[this.unit.name])
    then = interval(last, decimals[last.unit.name])
    bounds = minus(now, then)
    if bounds is None:
        return UNKNOWN
    change = NEAR.subtract(base_value(this), base_value(last))
    computed = Computed(change, bounds, _points(this, last))
    places = decimals[difference.unit.name]
    return _judge(difference, computed, decimals=places, unsigned=_unsigned(difference))


def _is_difference(this: Quantity, difference: Quantity) -> bool:
    """Whether ``difference`` can be one of two such quantities (two % differ by points)."""
    both = (this.unit.dimension, difference.unit.dimension)
    return this.compatible(difference) or both == (Dimension.PERCENT, Dimension.PERCENTAGE_POINT)


# --- comparisons --------------------------------------------------------------------------------


def verify_at_most(part: Quantity, whole: Quantity) -> Result:
    """Judge ``part`` ≤ ``whole``; ``expected`` is the whole in the printed unit of the part."""
    if not readable(part, whole) or not part.compatible(whole):
        return UNKNOWN
    decimals = shared_decimals((part, whole))
    inner = interval(part, decimals[part.unit.name])
    outer = interval(whole, decimals[whole.unit.name])
    factor = part.unit.factor
    places = max(part.decimals, decimals[part.unit.name])
    expected = half_up(NEAR.divide(base_value(whole), factor), places)
    low, high = in_printed_unit(outer.low, factor, DOWN), in_printed_unit(outer.high, factor, UP)
    points = _points(part, whole)
    if points and base_value(part) <= base_value(whole):
        verdict = Verdict.EXACT
    elif inner.low > outer.high:
        verdict = Verdict.FAIL
    elif points:
        verdict = Verdict.ROUNDING
    else:
        verdict = Verdict.EXACT if inner.high <= outer.low else Verdict.UNDECIDED
    return Result(verdict, expected, low, high)


def verify_equal(stated: Quantity, reference: Quantity) -> Result:
    """Judge two prints of one number: they may differ by half a unit of the coarser print.

    The finer print, rounded half-up to the decimals of the coarser, gives the coarser: exact.
    """
    if not readable(stated, reference) or not stated.compatible(reference):
        return UNKNOWN
    factor = stated.unit.factor
    expected = half_up(NEAR.divide(base_value(reference), factor), stated.decimals)
    outer = interval(reference)
    low, high = in_printed_unit(outer.low, factor, DOWN), in_printed_unit(outer.high, factor, UP)
    if not _points(stated, reference):
        possible = interval(stated).overlaps(outer)
        verdict = Verdict.UNDECIDED if possible else Verdict.FAIL
        return Result(verdict, expected, low, high)
    finer, coarser = sorted((stated, reference), key=lambda quantity: quantity.half_unit())
    slack = coarser.half_unit()
    if not _decimal_steps(finer.unit.factor, coarser.unit.factor):
        slack = NEAR.add(slack, finer.half_unit())
    rounded = half_up(
        NEAR.divide(base_value(finer), coarser.unit.factor), coarser.significant_decimals
    )
    difference = NEAR.subtract(base_value(stated), base_value(reference)).copy_abs()
    if difference == 0 or (slack and rounded == coarser.value):
        return Result(Verdict.EXACT, expected, low, high)
    verdict = Verdict.ROUNDING if difference <= slack else Verdict.FAIL
    return Result(verdict, expected, low, high)


def _decimal_steps(finer: Decimal, coarser: Decimal) -> bool:
    """Whether one unit is a power of ten of the other, so that their grids of digits fit."""
    return NEAR.divide(coarser, finer).normalize().as_tuple().digits == (1,)


# --- quotients ----------------------------------------------------------------------------------


def verify_ratio(
    numerator: Quantity, denominator: Quantity, rate: Quantity, scale: int = 100
) -> Result:
    """Judge ``rate`` = ``numerator`` ÷ ``denominator``.

    Exact: the quotient of the printed numbers, rounded half-up to the decimals of the rate, is the
    rate. Rounding: [s·(a−h)/(b+h), s·(a+h)/(b−h)] meets [p−h, p+h].

    Args:
        numerator: The part.
        denominator: The whole; an interval that holds 0 leaves the ratio undecided.
        rate: The stated rate in %, ‰, 成 or 倍, or a bare number.
        scale: What a bare number is printed in: 100 for hundredths, 1 for a plain quotient.
    """
    factor = _scale(rate, scale)
    if factor is None or not readable(numerator, denominator, rate):
        return UNKNOWN
    if not numerator.compatible(denominator):
        return UNKNOWN
    decimals = shared_decimals((numerator, denominator))
    above = interval(numerator, decimals[numerator.unit.name])
    below = interval(denominator, decimals[denominator.unit.name])
    bounds = quotients(above, below, factor)
    if bounds is None or base_value(denominator) == 0:
        return UNKNOWN
    value = divide(base_value(numerator), base_value(denominator), factor, NEAR)
    return _judge(rate, Computed(value, bounds, _points(numerator, denominator)))


def verify_change_rate(this: Quantity, last: Quantity, rate: Quantity) -> Result:
    """Judge ``rate`` = (``this`` − ``last``) ÷ ``last``; a rate without a sign by its size only."""
    factor = _scale(rate, 100)
    if factor is None or not readable(this, last, rate) or not this.compatible(last):
        return UNKNOWN
    decimals = shared_decimals((this, last))
    now = interval(this, decimals[this.unit.name])
    then = interval(last, decimals[last.unit.name])
    quotient = quotients(now, then, factor)
    if quotient is None or base_value(last) == 0:
        return UNKNOWN
    bounds = Interval(DOWN.subtract(quotient.low, factor), UP.subtract(quotient.high, factor))
    change = NEAR.subtract(base_value(this), base_value(last))
    computed = Computed(divide(change, base_value(last), factor, NEAR), bounds, _points(this, last))
    return _judge(rate, computed, unsigned=_unsigned(rate))


def verify_change_rate_from_difference(
    known: Quantity,
    difference: Quantity,
    rate: Quantity,
    *,
    known_is_last: bool = True,
    direction: Direction | None = None,
) -> Result:
    """Judge ``rate`` where the text prints the change and only one of the two years.

    Args:
        known: The amount of last year, or of this year where ``known_is_last`` is False.
        difference: The printed change.
        rate: The printed rate of change.
        known_is_last: Which year ``known`` belongs to.
        direction: Up or down, needed to find last year from this year; if None, whichever of both
            fits better is taken.
    """
    if known_is_last:
        sizes = [_rate_of_change(known, difference, rate, ZERO)]
    elif direction is Direction.UP or (direction is None and difference.value < 0):
        sizes = [_rate_of_change(known, difference, rate, -ONE)]
    elif direction is Direction.DOWN:
        sizes = [_rate_of_change(known, difference, rate, ONE)]
    else:
        sizes = [_rate_of_change(known, difference, rate, sign) for sign in (-ONE, ONE)]
    order = (Verdict.EXACT, Verdict.ROUNDING, Verdict.UNDECIDED, Verdict.FAIL)
    return min(sizes, key=lambda result: order.index(result.verdict))


def _rate_of_change(known: Quantity, difference: Quantity, rate: Quantity, sign: Decimal) -> Result:
    """Judge ``rate`` = d ÷ (k + ``sign``·d), where k + ``sign``·d is the amount of last year."""
    factor = _scale(rate, 100)
    if factor is None or not readable(known, difference, rate):
        return UNKNOWN
    if not known.compatible(difference):
        return UNKNOWN
    decimals = shared_decimals((known, difference))
    reach = interval(difference, decimals[difference.unit.name])
    base = interval(known, decimals[known.unit.name])
    if sign and not all(bound.is_finite() for bound in (*reach, *base)):
        return UNKNOWN
    last = NEAR.fma(base_value(difference), sign, base_value(known))
    # The quotient is monotone in either operand as long as last year's amount keeps its sign.
    ends = {NEAR.fma(d, sign, k) for d, k in product(reach, base)} if sign else {ONE}
    if min(ends) <= 0 <= max(ends) or last == 0:
        return UNKNOWN

    def quotient(at: Ends, context: Context) -> Decimal:
        below = NEAR.fma(at[0], sign, at[1]) if sign else at[1]
        return divide(at[0], below, factor, context)

    bounds = corners((reach, base), quotient)
    if bounds is None:
        return UNKNOWN
    value = divide(base_value(difference), last, factor, NEAR)
    computed = Computed(value, bounds, _points(known, difference))
    return _judge(rate, computed, unsigned=_unsigned(rate))


_MULTIPLES = (
    ("百万", Decimal(10**6)),
    ("千万", Decimal(10**7)),
    ("万", Decimal(10**4)),
    ("亿", Decimal(10**8)),
)


def verify_quotient(cost: Quantity, base: Quantity, unit_cost: Quantity) -> Result:
    """Judge ``unit_cost`` = ``cost`` ÷ ``base`` (万元 ÷ 平方米 = 元/平方米)."""
    if not readable(cost, base, unit_cost) or not _is_unit_cost(cost, base, unit_cost):
        return UNKNOWN
    if unit_cost.unit.dimension is not Dimension.UNIT_COST:
        # 每公里58.8万元: per unit as printed, not per metre
        base = replace(base, unit=replace(base.unit, factor=_multiple(base.unit.name)))
    bounds = quotients(interval(cost), interval(base), ONE)
    if bounds is None or base_value(base) == 0:
        return UNKNOWN
    value = divide(base_value(cost), base_value(base), ONE, NEAR)
    return _judge(unit_cost, Computed(value, bounds, _points(cost, base)))


def verify_product(price: Quantity, base: Quantity, total: Quantity) -> Result:
    """Judge ``total`` = ``price`` × ``base``; a price is set, not rounded."""
    if not readable(price, base, total) or not _is_unit_cost(total, base, price):
        return UNKNOWN
    if price.unit.dimension is not Dimension.UNIT_COST:
        base = replace(base, unit=replace(base.unit, factor=_multiple(base.unit.name)))
    low, high = interval(base)
    if not (low.is_finite() and high.is_finite() and price.is_point):
        return UNKNOWN
    each = base_value(price)
    bounds = Interval(DOWN.multiply(each, low), UP.multiply(each, high))
    value = NEAR.multiply(each, base_value(base))
    return _judge(total, Computed(value, bounds, _points(price, base)))


def _multiple(name: str) -> Decimal:
    """Return what the leading 万, 亿 … of a unit multiply by; 千 of 千米 is part of the unit."""
    return next((factor for word, factor in _MULTIPLES if name.startswith(word)), ONE)


def _is_unit_cost(cost: Quantity, base: Quantity, unit_cost: Quantity) -> bool:
    """Whether the units fit: money ÷ 人 = 元/人, or the unit of the whole where 人均 is said."""
    if unit_cost.unit.dimension is not Dimension.UNIT_COST:
        return unit_cost.compatible(cost)
    if cost.unit.dimension is not Dimension.MONEY:
        return False
    kind = base.unit.kind or base.unit.dimension.value
    wanted = f"{cost.unit.kind}/{kind}" if cost.unit.kind else kind
    return unit_cost.unit.dimension is Dimension.UNIT_COST and unit_cost.unit.kind == wanted


def _scale(rate: Quantity, scale: int) -> Decimal | None:
    """Return what a plain quotient is multiplied with to be in the base unit of ``rate``."""
    match rate.unit.dimension:
        case Dimension.PERCENT:
            return HUNDRED
        case Dimension.MULTIPLE:
            return ONE
        case Dimension.NONE:
            return Decimal(scale)
        case _:
            return None
