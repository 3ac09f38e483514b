"""Lights of monitoring: how far money and indicators are, held against the time that has passed.

100 × (reached ÷ planned) ÷ (months ÷ 12): below 60 red, below 80 yellow, from there on green. What
does not grow with the months (rates, limits, intervals) is held against its target alone.
"""

from decimal import Decimal
from enum import Enum

from jixiao.model.evaluation import Indicator, MonitoredIndicator
from jixiao.model.intervals import half_up
from jixiao.terms import Attainment, Sign

_RED_BELOW, _GREEN_FROM = Decimal(60), Decimal(80)
_HUNDRED = Decimal(100)
_YEAR = 12
_RISING = (Sign.AT_LEAST, Sign.MORE_THAN, Sign.EQUAL)
_RATES = ("%", "％", "‰", "百分点", "个百分点")


class Light(Enum):
    """The colour of a light; its value is what forms print."""

    GREEN = "绿灯"
    YELLOW = "黄灯"
    RED = "红灯"


_BANDS = {
    Attainment.ATTAINED: Light.GREEN,
    Attainment.PARTLY: Light.YELLOW,
    Attainment.MISSED: Light.RED,
}


def progress(reached: Decimal, planned: Decimal, months: int = _YEAR) -> Decimal:
    """Return the progress in percent of what the months passed call for, with two decimals."""
    return half_up(_HUNDRED * reached * _YEAR / (planned * months), 2)


def light_of(share: Decimal) -> Light:
    """Return the light of a progress in percent."""
    if share < _RED_BELOW:
        return Light.RED
    return Light.YELLOW if share < _GREEN_FROM else Light.GREEN


def money_light(executed: Decimal | None, budget: Decimal | None, months: int) -> Light | None:
    """Return the light of spending; None where it cannot be told."""
    if executed is None or budget is None or budget <= 0:
        return None
    return light_of(progress(executed, budget, months))


def indicator_light(
    indicator: Indicator, monitored: MonitoredIndicator, months: int
) -> Light | None:
    """Return the light of an indicator; None where it cannot be told."""
    if indicator.sign is Sign.QUALITATIVE:
        return None if monitored.attainment is None else _BANDS[monitored.attainment]
    reached, target = monitored.progress, indicator.target
    if reached is None or target is None or indicator.sign is None:
        return None
    if indicator.sign is Sign.INTERVAL:
        return _within(reached, target, indicator.target_high)
    if target == 0:
        return Light.GREEN if reached == 0 else Light.RED
    if indicator.sign not in _RISING:
        return _below(reached, target)
    return _above(reached, target, _YEAR if indicator.unit in _RATES else months)


def _within(reached: Decimal, low: Decimal, high: Decimal | None) -> Light | None:
    if high is None:
        return None
    return _above(reached, low, _YEAR) if reached < low else _below(reached, high)


def _below(reached: Decimal, limit: Decimal) -> Light:
    """Return the light of what should stay below a limit: yellow up to two fifths beyond it."""
    if reached <= limit:
        return Light.GREEN
    near = limit > 0 and progress(2 * limit - reached, limit) >= _RED_BELOW
    return Light.YELLOW if near else Light.RED


def _above(reached: Decimal, target: Decimal, months: int) -> Light | None:
    return light_of(progress(reached, target, months)) if target > 0 else None
