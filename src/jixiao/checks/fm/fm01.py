"""FM01: the points of a project's indicators add up to what the form has for them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.fm._indicators import Owner, projects
from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity

_FULL: Final = Decimal(90)  # beside the 10 points of budget execution
_WITHOUT_EXECUTION: Final = Decimal(100)


@record_check(
    code="FM01",
    name="points-of-a-project",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有填写项目的绩效指标，无从核对分值合计。",
    basis="财预〔2020〕10号",
)
def points_of_a_project(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """一个项目各项指标的分值应合计90分，与预算执行率的10分合为100分。

    为什么：分值合计不对，得出的总分就不是百分制的得分，项目之间也无法比较。
    公式：同一项目各三级指标分值之和＝90。
    不报的情形：有指标还没有填写分值的；合计100分、不把预算执行率算作评分项的，提请人工确认；
    部门整体的指标分值由所用的标准规定，本项不核对。
    已知漏报：合计正确而各级之间分配不合理的。
    """
    for owner in projects(ctx.evaluation):
        yield _judged(ctx, owner)


def _judged(ctx: RecordContext, owner: Owner) -> RecordOutcome:
    first = owner.indicators[0]
    points = [each.points for each in owner.indicators if each.points is not None]
    if len(points) < len(owner.indicators):
        blank = next(each for each in owner.indicators if each.points is None)
        return ctx.cannot_tell(blank, "points", f"{owner.name}有指标没有填写分值，无法合计")
    total = sum(points, Decimal(0))
    if total == _FULL:
        return ctx.passed(first, "points", f"{owner.name}各项指标的分值合计90分")
    if total == _WITHOUT_EXECUTION:
        said = f"{owner.name}各项指标的分值合计100分；预算执行率另计10分的，指标应合计90分，请确认"
        return ctx.cannot_tell(first, "points", said)
    gap = total - _FULL
    word = "多" if gap > 0 else "少"
    return ctx.finding(
        first,
        "points",
        f"{owner.name}的{len(points)}项指标分值合计{bare(total)}分，"
        f"应为90分（另有预算执行率10分），{word}{bare(abs(gap))}分",
        stated=total,
        expected=_FULL,
        related=[(each, "points", f"{bare(each.points or total)}分") for each in owner.indicators],
    )
