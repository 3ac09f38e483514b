"""FM20: targets that were exceeded by far without a word of explanation."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.fm._indicators import DEMAND, RISING, measured, named
from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Indicator
from jixiao.model.intervals import half_up
from jixiao.model.outcome import RecordOutcome
from jixiao.patterns import pattern
from jixiao.terms import Severity

_GROWTH = pattern(r"增长|增幅|提升|下降|降幅|增加")


@record_check(
    code="FM20",
    name="overshoot-explained",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时填写指标值和完成值、越大越好的指标。",
    options={"explain": Decimal("1.3"), "low": Decimal("1.5"), "reset": Decimal(2)},
)
def overshoot_explained(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """完成值大幅超过指标值的，应说明偏差原因。

    为什么：大幅超额往往说明指标值定得过低，会使得分虚高；
    多地系统把达到指标值130%定为必须填写偏差原因的界限。
    公式：完成值÷指标值达到130%须说明原因，达到150%视为指标值偏低，达到200%应重设（与 IND03 同）。
    不报的情形：填写了偏差原因的；只比指标值多1的整数；随需求变动的数；增长、下降类指标；
    越小越好的指标。
    已知漏报：写了原因而答非所问的。
    """
    for each in ctx.evaluation.indicators:
        target, actual = each.target, each.actual
        if each.sign in RISING and target is not None and actual is not None and target > 0:
            yield _judged(ctx, each, target, actual)


def _judged(ctx: RecordContext, at: Indicator, target: Decimal, actual: Decimal) -> RecordOutcome:
    name, limit = named(at), ctx.option("explain", Decimal)
    if actual < target * limit:
        return ctx.passed(at, "actual", f"{name}的完成值没有大幅超过指标值")
    if at.reason:
        return ctx.passed(at, "reason", f"{name}的完成值大幅超过指标值，已说明原因")
    whole = actual == actual.to_integral_value() and at.unit not in ("%", "％")
    if (whole and actual - target <= 1) or DEMAND.search(at.name) or _GROWTH.search(at.name):
        return ctx.cannot_tell(at, "actual", f"{name}的超额不足以说明指标值偏低")
    ratio = actual / target
    if ratio >= ctx.option("reset", Decimal):
        advice = "已达指标值的两倍以上，请说明原因，并重新设定指标值"
    elif ratio >= ctx.option("low", Decimal):
        advice = "指标值明显偏低，请说明原因，下年度合理设定"
    else:
        advice = "请说明偏差原因"
    return ctx.finding(
        at,
        "reason",
        f"{name}的完成值{measured(actual, at)}，为指标值{measured(target, at)}的"
        f"{bare(half_up(ratio * 100, 2))}%，没有说明原因；{advice}",
        stated=actual,
        related=[(at, "target", "指标值"), (at, "actual", "完成值")],
    )
