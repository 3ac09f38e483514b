"""Slips that account for a relation that does not hold."""

from decimal import Decimal

import pytest

from jixiao.model.quantity import Dimension, Quantity, Unit
from jixiao.model.slips import (
    slip_mends_change_rate,
    slip_mends_difference,
    slip_mends_ratio,
    slip_reaches,
)

_WAN = Unit("万元", Dimension.MONEY, Decimal(10000))
_PERCENT = Unit("%", Dimension.PERCENT)


def quantity(printed, unit=_WAN):
    """Make a quantity of what is printed."""
    return Quantity(Decimal(printed), unit, len(printed.partition(".")[2]))


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [
        ("984.05", "1036.40", "64.95"),  # one digit replaced
        ("948.05", "1036.40", "94.95"),  # two digits swapped
        ("984.05", "1036.40", "4.95"),  # one digit dropped
        ("984.05", "1036.4", "9.495"),  # the point moved
        ("98.405", "1036.40", "94.95"),
        ("984.05", "136.40", "94.95"),
    ],
)
def test_one_slip_accounts_for_a_rate(part, whole, rate):
    assert slip_mends_ratio(quantity(part), quantity(whole), quantity(rate, _PERCENT))


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [
        ("612.50", "1036.40", "94.95"),  # other amounts
        ("984.05", "1036.40", "90"),  # too coarse to tell
        ("0.00", "1036.40", "94.95"),
    ],
)
def test_other_operands_are_no_slip(part, whole, rate):
    assert not slip_mends_ratio(quantity(part), quantity(whole), quantity(rate, _PERCENT))


def test_one_slip_accounts_for_a_difference():
    assert slip_mends_difference(quantity("980.00"), quantity("853.06"), quantity("126.40"))
    assert slip_mends_difference(quantity("980.00"), quantity("853.60"), quantity("26.40"))
    assert not slip_mends_difference(quantity("980.00"), quantity("612.50"), quantity("126.40"))


def test_one_slip_accounts_for_a_rate_of_change():
    rate = quantity("10.54", _PERCENT)
    assert slip_mends_change_rate(quantity("1.44"), quantity("9.61"), rate, -1)
    assert slip_mends_change_rate(quantity("0.144"), quantity("1.61"), rate, -1)
    assert not slip_mends_change_rate(quantity("7.45"), quantity("1.61"), rate, -1)


def test_a_wide_interval_is_reached_by_chance():
    assert not slip_reaches(quantity("852.30"), Decimal(8_000_000), Decimal(9_000_000))
