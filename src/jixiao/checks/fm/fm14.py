"""FM14: a target changed during the year was approved."""

from collections.abc import Iterator
from datetime import date

from jixiao.checks.fm._indicators import measured, named
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity


@record_check(
    code="FM14",
    name="adjustment-approved",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填写调整前指标值的指标，即没有年中调整过的指标值。",
    basis="财预〔2019〕136号",
)
def adjustment_approved(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """年中调整过的指标值，应有批复文号，调整日期应在评价年度之内。

    为什么：绩效目标批复后一般不予调整，确需调整的按原程序报批；
    事后调低指标值，完成率就失去意义。
    公式：调整前指标值与指标值不同的，调整批复文号不空；调整日期不晚于评价年度12月31日。
    不报的情形：调整前后相同的；没有填写评价年度的只核对文号。
    已知漏报：调整过而没有填写调整前指标值的，与年初批复的目标表比对才看得出。
    """
    for each in ctx.evaluation.indicators:
        before, now = each.original_target, each.target
        if before is None or now is None:
            continue
        name = named(each)
        if before == now:
            yield ctx.passed(each, "original_target", f"{name}的指标值调整前后相同")
            continue
        change = f"指标值由{measured(before, each)}调为{measured(now, each)}"
        if not each.approval:
            said = f"{name}的{change}，没有填写调整批复文号；没有批复的应按原指标值自评"
            yield ctx.finding(each, "approval", said, related=[(each, "original_target", "调整前")])
        elif ctx.year and each.adjusted_on and each.adjusted_on > date(ctx.year, 12, 31):
            said = f"{name}的{change}，调整日期{each.adjusted_on}在评价年度之后，请核对"
            yield ctx.finding(each, "adjusted_on", said, stated=each.adjusted_on.isoformat())
        else:
            yield ctx.passed(each, "approval", f"{name}的{change}，有批复文号")
