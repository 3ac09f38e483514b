"""Numbers rounded from true values are never called wrong."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from jixiao.model.arithmetic import (
    Verdict,
    verify_at_most,
    verify_change_amount,
    verify_change_rate,
    verify_change_rate_from_difference,
    verify_equal,
    verify_quotient,
    verify_ratio,
    verify_sum,
)
from jixiao.model.quantity import Dimension, Quantity, Unit
from jixiao.terms import Direction

MONEY = {
    "元": Unit("元", Dimension.MONEY),
    "万元": Unit("万元", Dimension.MONEY, Decimal(10_000)),
    "亿元": Unit("亿元", Dimension.MONEY, Decimal(100_000_000)),
}
PERCENT = Unit("%", Dimension.PERCENT)
AREA = Unit("㎡", Dimension.AREA)
UNIT_COST = Unit("元/㎡", Dimension.UNIT_COST, Decimal(1), "area")

exact = st.integers(1, 10**14).map(lambda number: Decimal(number).scaleb(-4))
decimals = st.integers(0, 4)


@st.composite
def styles(draw):
    """How one identity prints its money: each unit with its own decimals, kept throughout."""
    return {name: draw(st.integers(0, 2)) for name in MONEY}


def printed(true, unit, places, *, trim=False):
    """What a report prints for a true value given in base units; it may trim the last zeros."""
    value = (true / unit.factor).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if trim:
        while places and value == value.quantize(Decimal(1).scaleb(1 - places)):
            places -= 1
            value = value.quantize(Decimal(1).scaleb(-places))
    return Quantity(value, unit, places)


@st.composite
def money(draw, true, style):
    unit = draw(st.sampled_from(sorted(MONEY)))
    return printed(true, MONEY[unit], style[unit], trim=draw(st.booleans()))


def not_wrong(result):
    assert result.verdict is not Verdict.FAIL, result


@given(st.data(), styles(), st.lists(exact, min_size=1, max_size=6))
def test_sums(data, style, true):
    # Zeros may be trimmed, but one sibling of each unit shows the decimals of the style.
    siblings = [printed(part, MONEY["万元"], style["万元"]) for part in true]
    whole = printed(sum(true), MONEY["万元"], style["万元"])
    not_wrong(verify_sum(siblings, whole))
    units = [data.draw(st.sampled_from(sorted(MONEY))) for _ in true]
    mixed = [
        printed(part, MONEY[unit], style[unit]) for part, unit in zip(true, units, strict=True)
    ]
    not_wrong(verify_sum(mixed, data.draw(money(sum(true), style).filter(untrimmed(style)))))
    not_wrong(verify_at_most(siblings[0], whole))
    not_wrong(verify_at_most(mixed[0], printed(sum(true), MONEY["亿元"], style["亿元"])))


def untrimmed(style):
    return lambda quantity: quantity.decimals == style[quantity.unit.name]


@given(st.data(), styles(), exact, exact, decimals)
def test_ratios(data, style, a, b, places):
    unit_a, unit_b = (data.draw(st.sampled_from(sorted(MONEY))) for _ in "ab")
    above = printed(a, MONEY[unit_a], style[unit_a])
    below = printed(b, MONEY[unit_b], style[unit_b])
    not_wrong(verify_ratio(above, below, printed(100 * a / b, PERCENT, places, trim=True)))


@given(styles(), exact, exact, decimals)
def test_changes(style, this, last, places):
    unit = MONEY["万元"]
    now, then = (printed(true, unit, style["万元"]) for true in (this, last))
    difference = printed(abs(this - last), unit, style["万元"])
    signed = printed(this - last, unit, style["万元"])
    rate = printed(100 * abs(this - last) / last, PERCENT, places)
    direction = Direction.UP if this >= last else Direction.DOWN
    not_wrong(verify_change_amount(now, then, difference))
    not_wrong(verify_change_amount(now, then, signed))
    not_wrong(verify_change_rate(now, then, rate))
    not_wrong(verify_change_rate_from_difference(then, difference, rate))
    for known in (direction, None):
        result = verify_change_rate_from_difference(
            now, difference, rate, known_is_last=False, direction=known
        )
        not_wrong(result)


@given(exact, st.integers(1, 10**6), decimals, decimals)
def test_costs_of_one_unit(cost, area, places, of_the_quotient):
    total = printed(cost, MONEY["万元"], places)
    base = Quantity(Decimal(area), AREA)
    assume(total.value)
    not_wrong(verify_quotient(total, base, printed(cost / area, UNIT_COST, of_the_quotient)))


@given(exact, decimals, decimals, st.sampled_from(sorted(MONEY)), st.sampled_from(sorted(MONEY)))
def test_two_prints_of_one_number(true, first, second, unit, other):
    a, b = printed(true, MONEY[unit], first), printed(true, MONEY[other], second)
    not_wrong(verify_equal(a, b))
    not_wrong(verify_equal(b, a))


@given(exact, exact)
def test_the_printed_quotient_itself_is_exact(a, b):
    above, below = (Quantity(value, MONEY["元"], 4) for value in (a, b))
    rate = (100 * a / b).quantize(Decimal("0.01"), ROUND_HALF_UP)
    result = verify_ratio(above, below, Quantity(rate, PERCENT, 2))
    assert result.verdict is Verdict.EXACT
    assert result.expected == rate
