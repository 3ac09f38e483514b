"""XR11: sign and points of the indicators."""

from collections.abc import Iterator
from typing import Final

from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._indicators import Pairs, Twin
from jixiao.checks.xr._owners import Owners
from jixiao.checks.xr._same import is_that_report
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.quantity import Comparator
from jixiao.model.source import Span
from jixiao.terms import Severity, Sign

_SIGNS: Final = {
    Comparator.AT_LEAST: Sign.AT_LEAST,
    Comparator.MORE_THAN: Sign.MORE_THAN,
    Comparator.EQUAL: Sign.EQUAL,
    Comparator.LESS_THAN: Sign.LESS_THAN,
    Comparator.AT_MOST: Sign.AT_MOST,
}
_OPPOSED: Final = {Comparator.AT_LEAST, Comparator.MORE_THAN}, {Sign.AT_MOST, Sign.LESS_THAN}
_OPPOSED_TOO: Final = {Comparator.AT_MOST, Comparator.LESS_THAN}, {Sign.AT_LEAST, Sign.MORE_THAN}


@source_check(
    code="XR11",
    name="sign-and-points-of-indicators",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出工作簿和写有指标符号、分值的文字。",
)
def sign_and_points_of_indicators(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """报告和自评表中指标的符号（≥、≤等）和分值，应与工作簿一致。

    为什么：符号一反，完成与否就反过来；分值变了，总分也跟着变。
    公式：名称相同的指标，印出的符号、分值与工作簿相同。同一部门同一年度自评材料的表格里，
    名称只有一项指标用的，方向相反的符号和不同的分值是错误，其余只作警告。
    不报的情形：没有印出符号、分值的；用“不少于”“不低于”等文字写的与≥同看；定性、区间指标的符号。
    已知漏报：报告换了说法的指标。
    """
    found = ctx.evaluation()
    if found is None:
        return
    number, evaluation = found
    for source, text in ctx.texts():
        certain = is_that_report(text, evaluation)
        for twin in Pairs(evaluation, text, Owners(evaluation, text)):
            sure = certain and twin.told.tabular and len(twin.indicators) == 1
            yield from _sign(ctx, (number, source), twin, sure=sure)
            yield from _points(ctx, (number, source), twin, sure=sure)


def _sign(
    ctx: SourcesContext, sources: tuple[int, int], twin: Twin, *, sure: bool
) -> Iterator[SourcesOutcome]:
    told, target = twin.told.comparator, twin.told.target
    ours = [each for each in twin.indicators if each.sign in _SIGNS.values()]
    if told is None or target is None or not ours:
        return
    at = ours[0]
    spots = (
        Spot(sources[1], span=Span(target.start, target.end), label="报告"),
        Spot(sources[0], at, "sign", label="工作簿"),
    )
    sign = at.sign.label if at.sign else ""
    said = f"指标“{at.name}”的符号：工作簿为“{sign}”，报告写作“{told.value}”"
    if any(each.sign is _SIGNS[told] for each in ours):
        yield ctx.passed(spots, f"{said}，相符")
        return
    turned = any(told in here and at.sign in there for here, there in (_OPPOSED, _OPPOSED_TOO))
    severity = Severity.ERROR if sure and turned else None
    yield ctx.finding(spots, f"{said}；请核对", severity=severity, stated=told.value, expected=sign)


def _points(
    ctx: SourcesContext, sources: tuple[int, int], twin: Twin, *, sure: bool
) -> Iterator[SourcesOutcome]:
    fact = twin.told.points
    ours = [(each, each.points) for each in twin.indicators if each.points is not None]
    if fact is None or not ours:
        return
    at, points = ours[0]
    spots = (
        Spot(sources[1], span=Span(fact.start, fact.end), label="报告"),
        Spot(sources[0], at, "points", label="工作簿"),
    )
    said = f"指标“{at.name}”的分值：工作簿为{bare(points)}分，报告写作{bare(fact.value)}分"
    if any(value == fact.value for _, value in ours):
        yield ctx.passed(spots, f"{said}，相符")
        return
    yield ctx.finding(
        spots,
        f"{said}；请核对",
        severity=Severity.ERROR if sure else None,
        stated=fact.value,
        expected=points,
    )
