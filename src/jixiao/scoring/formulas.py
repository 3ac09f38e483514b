"""How a workbook reckons indicators: the rules of ``scoring.indicators`` as formulas.

``{1}`` and ``{2}`` stand for the inputs of a line in their order, ``{points}`` for its full mark.
"""

from decimal import Decimal
from functools import lru_cache

from jixiao.model.evaluation import Indicator
from jixiao.scoring.rules import IndicatorRules, Reverse
from jixiao.scoring.working import plain
from jixiao.terms import Sign

_TARGET, _ACTUAL, _POINTS = "{1}", "{2}", "{points}"
_ZERO_TARGET = f"IF({_ACTUAL}<=0,{_POINTS},0)"


def quantitative(indicator: Indicator, rules: IndicatorRules) -> str:
    """Return the formula of an indicator with numbers; the target comes first, then the actual."""
    if indicator.sign is Sign.INTERVAL and indicator.target_high is not None:
        low, high = plain(indicator.target or Decimal(0)), plain(indicator.target_high)
        below = f"IF({_ACTUAL}<{low},{_rising(low, rules)},{_POINTS})"
        return f"IF({_ACTUAL}>{high},{_falling(high, rules)},{below})"
    return _by_sign(indicator.sign, rules)


@lru_cache(maxsize=256)
def _by_sign(sign: Sign | None, rules: IndicatorRules) -> str:
    if sign in (Sign.AT_MOST, Sign.LESS_THAN):
        return _falling(_TARGET, rules)
    if sign is Sign.EQUAL:
        return f"IF({_TARGET}=0,{_ZERO_TARGET},{_rising(_TARGET, rules)})"
    return _rising(_TARGET, rules)


def linear(rules: IndicatorRules) -> str:
    """Return the formula of satisfaction between its floor and its ceiling."""
    floor, full = plain(rules.satisfaction_floor), plain(rules.satisfaction_full)
    between = f"({{1}}-{floor})*{_POINTS}/({full}-{floor})"
    return f"IF({{1}}>={full},{_POINTS},IF({{1}}<={floor},0,{between}))"


def qualitative(band: tuple[Decimal, Decimal], *, closed: bool) -> str:
    """Return the judged score where it lies in its band; ``closed`` bands hold their upper end."""
    low, high = (f"{_POINTS}*{plain(share)}" for share in band)
    upper = f"{{2}}<={high}" if closed or band[0] == band[1] else f"{{2}}<{high}"
    return f"IF(AND({{2}}>={low},{upper}),{{2}},NA())"


def _rising(target: str, rules: IndicatorRules) -> str:
    share = f"{_ACTUAL}/{target}"
    earned = f"{_ACTUAL}*{_POINTS}/{target}"
    if rules.pass_share:
        earned = f"IF({share}<{plain(rules.pass_share)},0,{earned})"
    reached = _POINTS
    for degree in reversed(rules.overshoot):  # the highest degree is asked for first
        kept = f"{_POINTS}*(1-{plain(degree.deduct)})"
        reached = f"IF({share}>={plain(degree.over)},{kept},{reached})"
    if rules.overshoot:
        reached = f"IF({target}>0,{reached},{_POINTS})"
    below = f"IF({target}<=0,NA(),IF({_ACTUAL}<=0,0,{earned}))"
    return f"IF({_ACTUAL}>={target},{reached},{below})"


def _falling(target: str, rules: IndicatorRules) -> str:
    if rules.reverse is Reverse.QUOTIENT:
        beyond = f"{target}*{_POINTS}/{_ACTUAL}"
    else:
        beyond = f"MAX(0,(2*{target}-{_ACTUAL})*{_POINTS}/{target})"
    unreached = f"IF({target}<0,NA(),IF({target}=0,{_ZERO_TARGET},{beyond}))"
    return f"IF({_ACTUAL}<={target},{_POINTS},{unreached})"
