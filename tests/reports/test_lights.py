"""Lights of monitoring, at the thresholds and by sign."""

from decimal import Decimal

import pytest

from jixiao.model.evaluation import Indicator, MonitoredIndicator
from jixiao.reports.lights import Light, indicator_light, money_light
from jixiao.terms import Attainment, Sign

GREEN, YELLOW, RED = Light.GREEN, Light.YELLOW, Light.RED


@pytest.mark.parametrize(
    ("executed", "budget", "months", "light"),
    [
        ("40", "100", 6, GREEN),  # 80 of 100
        ("39.99", "100", 6, YELLOW),
        ("30", "100", 6, YELLOW),  # 60 of 100
        ("29.99", "100", 6, RED),
        ("79.99", "100", 12, YELLOW),
        ("0", "100", 1, RED),
        (None, "100", 6, None),
        ("5", None, 6, None),
        ("5", "0", 6, None),
        ("-5", "-10", 6, None),
    ],
)
def test_spending_is_held_against_the_months_that_have_passed(executed, budget, months, light):
    amounts = [None if each is None else Decimal(each) for each in (executed, budget)]
    assert money_light(*amounts, months) is light


@pytest.mark.parametrize(
    ("sign", "target", "reached", "unit", "light"),
    [
        (Sign.AT_LEAST, "100", "40", "件", GREEN),
        (Sign.AT_LEAST, "100", "35", "件", YELLOW),
        (Sign.AT_LEAST, "100", "29", "件", RED),
        (Sign.AT_LEAST, "90", "50", "%", RED),  # a rate does not grow with the months
        (Sign.AT_LEAST, "90", "72", "%", GREEN),
        (Sign.AT_MOST, "10", "10", "天", GREEN),
        (Sign.AT_MOST, "10", "14", "天", YELLOW),
        (Sign.AT_MOST, "10", "14.1", "天", RED),
        (Sign.EQUAL, "0", "0", "起", GREEN),
        (Sign.EQUAL, "0", "1", "起", RED),
        (Sign.AT_MOST, "0", "1", "起", RED),
        (Sign.AT_LEAST, "100", None, "件", None),
    ],
)
def test_an_indicator_is_held_against_its_target_by_its_sign(sign, target, reached, unit, light):
    indicator = Indicator(sign=sign, target=Decimal(target), unit=unit)
    progress = None if reached is None else Decimal(reached)
    assert indicator_light(indicator, MonitoredIndicator(progress=progress), 6) is light


@pytest.mark.parametrize(
    ("reached", "light"), [("3", GREEN), ("5", GREEN), ("7", YELLOW), ("8", RED), ("1", RED)]
)
def test_an_interval_is_left_on_either_side(reached, light):
    indicator = Indicator(sign=Sign.INTERVAL, target=Decimal(3), target_high=Decimal(5))
    assert indicator_light(indicator, MonitoredIndicator(progress=Decimal(reached)), 6) is light


@pytest.mark.parametrize(
    ("attainment", "light"),
    [
        (Attainment.ATTAINED, GREEN),
        (Attainment.PARTLY, YELLOW),
        (Attainment.MISSED, RED),
        (None, None),
    ],
)
def test_a_qualitative_indicator_has_the_light_of_its_band(attainment, light):
    indicator = Indicator(sign=Sign.QUALITATIVE)
    assert indicator_light(indicator, MonitoredIndicator(attainment=attainment), 6) is light
