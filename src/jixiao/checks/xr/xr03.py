"""XR03: the indicators of the workbook in the written report."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.fm._indicators import RISING, measured
from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._figures import equals, printed
from jixiao.checks.xr._indicators import Pairs, Twin
from jixiao.checks.xr._owners import Owners
from jixiao.checks.xr._same import is_that_report, within_the_year
from jixiao.model.evaluation import Indicator
from jixiao.model.fact import Fact
from jixiao.model.intervals import half_up
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.quantity import Approximation
from jixiao.model.source import Span
from jixiao.terms import Severity

_CAPPED: Final = Decimal(100)


@source_check(
    code="XR03",
    name="indicators-of-the-workbook",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出工作簿和写有指标的指标值、完成值的文字。",
)
def indicators_of_the_workbook(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """报告中各项指标的指标值和完成值，应与工作簿一致。

    为什么：报告与自评表的完成值不同，复核的人不知以哪个为准；指标值与批复的不同，等于换了目标。
    公式：名称相同（不计标点和末尾的“数量”“个数”等）、单位相同的指标，指标值、完成值分别相等，
    越大越好的指标完成率＝完成值÷指标值（写作100%的除外），按报告印出的位数四舍五入，逐处核对。同一部门同一年度自评材料的表格里，名称只有一项指标用的，
    不相等是错误，其余只作警告。
    不报的情形：名称、单位对不上的；约数；部门和项目有同名指标而认不出是谁的，与其中一个相符即可；
    监控报告等年中材料的完成值。
    已知漏报：报告换了说法的指标。
    """
    found = ctx.evaluation()
    if found is None:
        return
    number, evaluation = found
    for source, text in ctx.texts():
        pairs = Pairs(evaluation, text, Owners(evaluation, text))
        fields = [("target", "指标值"), ("actual", "完成值")]
        if within_the_year(text):
            fields.pop()
        certain = is_that_report(text, evaluation)
        for twin in pairs:
            sure = certain and twin.told.tabular and len(twin.indicators) == 1
            for field, label in fields:
                judged = _judged(ctx, (number, source), twin, (field, label), sure=sure)
                if judged is not None:
                    yield judged
            if not within_the_year(text):
                yield from _rate(ctx, (number, source), twin)


def _judged(
    ctx: SourcesContext, sources: tuple[int, int], twin: Twin, what: tuple[str, str], *, sure: bool
) -> SourcesOutcome | None:
    field, label = what
    fact: Fact | None = getattr(twin.told, field)
    if fact is None or not _point(fact):
        return None
    pairs = [
        (each, value)
        for each in twin.indicators
        if (value := getattr(each, field)) is not None and fact.amount.unit.name == each.unit
    ]
    if not pairs or any(_interval(each) for each, _ in pairs):
        return None
    fits = next((one for one in pairs if equals(fact, one[1])), None)
    at, value = fits or pairs[0]
    spots = (
        Spot(sources[1], span=Span(fact.start, fact.end), label="报告"),
        Spot(sources[0], at, field, label="工作簿"),
    )
    said = f"指标“{at.name}”的{label}：工作簿为{measured(value, at)}，报告写作{printed(fact)}"
    if fits is not None:
        return ctx.passed(spots, f"{said}，相符")
    basis = ""
    if field == "target" and at.original_target is not None and equals(fact, at.original_target):
        basis = "报告写的是调整前的指标值"
    return ctx.finding(
        spots,
        f"{said}；请核对",
        severity=Severity.ERROR if sure and not basis else None,
        stated=fact.value,
        expected=value,
        basis=basis,
    )


def _rate(ctx: SourcesContext, sources: tuple[int, int], twin: Twin) -> Iterator[SourcesOutcome]:
    """Judge the rate of completion of an indicator that is the better the more there is."""
    fact = twin.told.rate
    rates = [
        (each, each.actual * 100 / each.target)
        for each in twin.indicators
        if each.sign in RISING
        and each.target
        and each.actual is not None
        and all(
            told is None or equals(told, value)
            for told, value in ((twin.told.target, each.target), (twin.told.actual, each.actual))
        )
    ]
    if fact is None or not _point(fact) or fact.amount.unit.name != "%" or not rates:
        return
    if fact.value == _CAPPED:
        return  # more than the target is told as 100% by many
    half = fact.amount.half_unit()
    fits = next((one for one in rates if abs(one[1] - fact.value) <= half), None)
    at, rate = fits or rates[0]
    rate = half_up(rate, 2)
    spots = (
        Spot(sources[1], span=Span(fact.start, fact.end), label="报告"),
        Spot(sources[0], at, "actual", label="工作簿"),
    )
    said = f"指标“{at.name}”的完成率：按工作簿为{bare(rate)}%，报告写作{printed(fact)}"
    if fits is not None:
        yield ctx.passed(spots, f"{said}，相符")
    else:
        yield ctx.finding(spots, f"{said}；请核对", stated=fact.value, expected=rate)


def _interval(indicator: Indicator) -> bool:
    return indicator.target_high is not None


def _point(fact: Fact) -> bool:
    """Whether a number is one number, apart from the sign of a target (≥40个)."""
    return fact.amount.upper is None and fact.amount.approximation is Approximation.EXACT
