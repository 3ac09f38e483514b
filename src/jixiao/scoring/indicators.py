"""How one indicator is scored: by its sign, its target and what was reached.

Source: 财预〔2020〕10号 and the variants of 地方 practice collected in the packs; which variant
holds is said by ``indicator_rules`` of a pack.
"""

from decimal import Decimal
from typing import NamedTuple

from jixiao.model.evaluation import Indicator
from jixiao.model.record import column_of
from jixiao.model.score import Input
from jixiao.scoring import formulas
from jixiao.scoring.rules import IndicatorRules, Reverse, Satisfaction
from jixiao.scoring.working import HUNDRED, ZERO, Result, divide, lacking, plain
from jixiao.standards.scoring import Unevidenced
from jixiao.terms import Attainment, IndicatorGroup, Sign

_ASKED = ("target", "actual")
_ASKED_OF_INTERVALS = (*_ASKED, "target_high")
_INTERVAL, _EQUAL = Sign.INTERVAL, Sign.EQUAL
_MORE_IS_BETTER = (Sign.AT_LEAST, Sign.MORE_THAN, Sign.EQUAL)
_LESS_IS_BETTER = (Sign.AT_MOST, Sign.LESS_THAN)


def score_indicator(indicator: Indicator, points: Decimal, rules: IndicatorRules) -> Result:
    """Return what an indicator earns of ``points``, before rounding."""
    if rules.unevidenced is Unevidenced.ZERO and _unevidenced(indicator):
        rule = "应附佐证材料而没有的，不得分"
        return Result(value=ZERO, rule=rule, remarks=("未附佐证材料",))
    if indicator.sign is None:
        return lacking("", [_need(indicator, "sign")])
    if indicator.sign is Sign.QUALITATIVE:
        result = _qualitative(indicator, points, rules)
    elif (
        indicator.group is IndicatorGroup.SATISFACTION and rules.satisfaction is Satisfaction.LINEAR
    ):
        result = _linear(indicator, points, rules)
    else:
        result = _quantitative(indicator, points, rules)
    return result if result.value is None else _remarked(indicator, points, rules, result)


class _Given(NamedTuple):
    """What every way of scoring an indicator with numbers starts from."""

    points: Decimal
    rules: IndicatorRules
    inputs: tuple[Input, ...]
    formula: str

    def earned(
        self, value: Decimal, rule: str, steps: str = "", remarks: tuple[str, ...] = ()
    ) -> Result:
        """Return what the indicator earns, with what it was reckoned from."""
        return Result(value, rule, steps, "", self.formula, self.inputs, (), remarks)


def _quantitative(indicator: Indicator, points: Decimal, rules: IndicatorRules) -> Result:
    sign, target, actual = indicator.sign, indicator.target, indicator.actual
    asked = _ASKED_OF_INTERVALS if sign is _INTERVAL else _ASKED
    if target is None or actual is None or (sign is _INTERVAL and indicator.target_high is None):
        needs = [_need(indicator, name) for name in asked if getattr(indicator, name) is None]
        return lacking("", needs)
    inputs = _inputs(indicator, target, actual)
    given = _Given(points, rules, inputs, formulas.quantitative(indicator, rules))
    if sign is _INTERVAL:
        return _within(indicator, target, actual, given)
    if sign in _LESS_IS_BETTER:
        return _falling(target, actual, given)
    if not target and sign is _EQUAL:
        return _zero_target(actual, given)
    return _rising(target, actual, given)


def _within(indicator: Indicator, low: Decimal, actual: Decimal, given: _Given) -> Result:
    high = indicator.target_high
    assert high is not None  # noqa: S101 - _quantitative has asked for it
    if high < low:
        need = f"{_name(indicator)}的区间上限小于下限"
        return lacking("区间内得满分", [need], given.inputs)
    if actual > high:
        return _falling(high, actual, given)
    if actual < low:
        return _rising(low, actual, given)
    return given.earned(given.points, "在区间内得满分")


def _rising(target: Decimal, actual: Decimal, given: _Given) -> Result:
    points, rules = given.points, given.rules
    rule = "达到指标值得满分，未达到的按完成比例计分"
    if actual >= target:
        return _overshot(target, actual, given)
    if target <= 0:
        need = "指标值不大于0而未达到，完成比例无从计算，请按实际情况评定得分"
        return lacking(rule, [need], given.inputs)
    if actual <= 0:
        return given.earned(ZERO, rule, remarks=("未开展或没有成效",))
    if divide(actual, target) < rules.pass_share:
        return given.earned(ZERO, f"完成比例低于{plain(rules.pass_share * HUNDRED)}%的不得分")
    steps = f"{plain(actual)} ÷ {plain(target)} × {plain(points)}"
    return given.earned(divide(actual * points, target), rule, steps)


def _overshot(target: Decimal, actual: Decimal, given: _Given) -> Result:
    points = given.points
    if target > 0 and given.rules.overshoot:
        ratio = divide(actual, target)
        for degree in given.rules.overshoot:
            if ratio >= degree.over:
                lost = plain(degree.deduct * HUNDRED)
                rule = f"完成值达到指标值{plain(degree.over)}倍以上的，扣分值的{lost}%"
                steps = f"{plain(points)} × (1 - {plain(degree.deduct)})"
                return given.earned(points * (1 - degree.deduct), rule, steps)
    return given.earned(points, "达到指标值得满分，超过不加分")


def _falling(target: Decimal, actual: Decimal, given: _Given) -> Result:
    points = given.points
    if actual <= target:
        return given.earned(points, "不超过指标值得满分")
    if target < 0:
        need = "指标值小于0而没有达到，超出比例无从计算，请按实际情况评定得分"
        return lacking("不超过指标值得满分", [need], given.inputs)
    if target == 0:
        return _zero_target(actual, given)
    if given.rules.reverse is Reverse.QUOTIENT:
        rule = "超过指标值的，按指标值与完成值之比计分"
        steps = f"{plain(target)} ÷ {plain(actual)} × {plain(points)}"
        return given.earned(divide(target * points, actual), rule, steps)
    rule = "超过指标值的，按超出比例扣分，超出一倍以上不得分"
    if actual >= 2 * target:
        return given.earned(ZERO, rule)
    steps = f"(1 - ({plain(actual)} - {plain(target)}) ÷ {plain(target)}) × {plain(points)}"
    return given.earned(divide((2 * target - actual) * points, target), rule, steps)


def _zero_target(actual: Decimal, given: _Given) -> Result:
    value = given.points if actual <= 0 else ZERO
    return given.earned(value, "指标值为0的，没有发生得满分，发生的不得分")


def _linear(indicator: Indicator, points: Decimal, rules: IndicatorRules) -> Result:
    floor, full = rules.satisfaction_floor, rules.satisfaction_full
    rule = f"满意度达到{plain(full)}%得满分，低于{plain(floor)}%不得分，其间按比例计分"
    actual = indicator.actual
    if actual is None:
        return lacking(rule, [_need(indicator, "actual")])
    inputs = (_actual(indicator, actual),)
    formula = formulas.linear(rules)
    if actual >= full:
        return Result(value=points, rule=rule, inputs=inputs, formula=formula)
    if actual <= floor:
        return Result(value=ZERO, rule=rule, inputs=inputs, formula=formula)
    steps = (
        f"({plain(actual)} - {plain(floor)}) ÷ ({plain(full)} - {plain(floor)}) × {plain(points)}"
    )
    value = divide((actual - floor) * points, full - floor)
    return Result(value=value, rule=rule, steps=steps, inputs=inputs, formula=formula)


def _qualitative(indicator: Indicator, points: Decimal, rules: IndicatorRules) -> Result:
    if indicator.attainment is None:
        return lacking("按完成情况分三档计分", [_need(indicator, "attainment")])
    low, high = (points * share for share in rules.bands[indicator.attainment])
    closed = indicator.attainment is Attainment.ATTAINED
    right = "]" if closed else ")"
    rule = f"“{indicator.attainment.label}”在 [{plain(low)}, {plain(high)}{right} 分之内评定"
    reached = Input("定性完成情况", indicator.attainment.label, "", indicator.origin)
    judged = indicator.judged_score
    if judged is None:
        return lacking(rule, [_need(indicator, "judged_score")], [reached])
    inputs = (reached, Input("定性指标自评得分", plain(judged), "分", indicator.origin, judged))
    if not low <= judged <= high or (judged == high > low and not closed):
        need = f"{_name(indicator)}的自评得分 {plain(judged)} 不在所选档次之内（{rule}）"
        return lacking(rule, [need], inputs)
    formula = formulas.qualitative(rules.bands[indicator.attainment], closed=closed)
    return Result(value=judged, rule=rule, inputs=inputs, judged=True, formula=formula)


def _remarked(
    indicator: Indicator, points: Decimal, rules: IndicatorRules, result: Result
) -> Result:
    remarks = list(result.remarks)
    if result.value is not None and result.value < points and not indicator.reason:
        remarks.append("未得满分，应说明偏差原因和改进措施")
    beyond = "" if indicator.reason else _far_beyond(indicator, rules)
    if beyond:
        remarks.append(f"{beyond}，应说明偏差原因")
    if _unevidenced(indicator):
        remarks.append("应附佐证材料而没有列出")
    return result._replace(remarks=tuple(remarks)) if remarks else result


def _far_beyond(indicator: Indicator, rules: IndicatorRules) -> str:
    """Say how an indicator went so far beyond its target that the pack demands a reason."""
    target, actual, ratio = indicator.target, indicator.actual, rules.explain_from
    if target is None or actual is None or indicator.sign not in _MORE_IS_BETTER:
        return ""
    if ratio is not None and 0 < target * ratio <= actual:
        return f"完成值达到指标值的{plain(ratio * HUNDRED)}%以上"
    least = rules.explain_zero_from
    if target == 0 and least is not None and actual >= least:
        return f"指标值为0而完成值达到{plain(least)}"
    return ""


def _unevidenced(indicator: Indicator) -> bool:
    return bool(indicator.evidence_asked) and not indicator.evidence


def _inputs(indicator: Indicator, target: Decimal, actual: Decimal) -> tuple[Input, ...]:
    unit, origin = indicator.unit, indicator.origin
    shown = plain(target)
    number: Decimal | None = target
    if indicator.sign is _INTERVAL and indicator.target_high is not None:
        shown, number = f"{shown}—{plain(indicator.target_high)}", None
    else:
        shown = f"{indicator.sign}{shown}"
    return (Input("指标值", shown, unit, origin, number), _actual(indicator, actual))


def _actual(indicator: Indicator, actual: Decimal) -> Input:
    return Input("完成值", plain(actual), indicator.unit, indicator.origin, actual)


def _need(indicator: Indicator, field: str) -> str:
    return f"{_name(indicator)}的“{column_of(Indicator, field).label}”未填"


def _name(indicator: Indicator) -> str:
    where = f"（{indicator.origin}）" if indicator.origin else ""
    return f"指标“{indicator.name or indicator.code}”{where}"
