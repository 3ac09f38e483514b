"""FM01: the points of a project's indicators add up to what the form has for them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.fm._indicators import Owner, projects
from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity

_HUNDRED: Final = Decimal(100)
_USUAL: Final = Decimal(90)  # what most forms have, also where the standard differs


@record_check(
    code="FM01",
    name="points-of-a-project",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有填写项目的绩效指标，无从核对分值合计。",
    basis="财预〔2020〕10号",
    options={"execution_points": Decimal(10)},
)
def points_of_a_project(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """一个项目各项指标的分值，应与预算执行率的分值合为100分：通常是90分和10分。

    为什么：分值合计不对，得出的总分就不是百分制的得分，项目之间也无法比较。
    公式：同一项目各三级指标分值之和＝100－预算执行率的分值；所用的标准定为20分的，按20分算。
    不报的情形：有指标还没有填写分值的；合计100分、不把预算执行率算作评分项的，提请人工确认；
    部门整体的指标分值由所用的标准规定，本项不核对。
    已知漏报：合计正确而各级之间分配不合理的。
    """
    execution = ctx.option("execution_points", Decimal)
    for owner in projects(ctx.evaluation):
        yield _judged(ctx, owner, execution)


def _judged(ctx: RecordContext, owner: Owner, execution: Decimal) -> RecordOutcome:
    first = owner.indicators[0]
    points = [each.points for each in owner.indicators if each.points is not None]
    if len(points) < len(owner.indicators):
        blank = next(each for each in owner.indicators if each.points is None)
        return ctx.cannot_tell(blank, "points", f"{owner.name}有指标没有填写分值，无法合计")
    total = sum(points, Decimal(0))
    full = _HUNDRED - execution
    if total == full:
        return ctx.passed(first, "points", f"{owner.name}各项指标的分值合计{bare(full)}分")
    if total == _HUNDRED:
        said = (
            f"{owner.name}各项指标的分值合计100分；预算执行率另计{bare(execution)}分的，"
            f"指标应合计{bare(full)}分，请确认"
        )
        return ctx.cannot_tell(first, "points", said)
    gap = total - full
    word = "多" if gap > 0 else "少"
    return ctx.finding(
        first,
        "points",
        f"{owner.name}的{len(points)}项指标分值合计{bare(total)}分，"
        f"应为{bare(full)}分（另有预算执行率{bare(execution)}分），{word}{bare(abs(gap))}分",
        severity=Severity.WARNING if total == _USUAL else None,
        stated=total,
        expected=full,
        related=[(each, "points", f"{bare(each.points or total)}分") for each in owner.indicators],
    )
