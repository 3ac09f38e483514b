"""FM18: rounds of monitoring in their order."""

from collections.abc import Iterator

from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import MonitoringRound
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity


@record_check(
    code="FM18",
    name="order-of-monitoring",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填写绩效运行监控的截止日期。",
    basis="财预〔2019〕136号",
)
def order_of_monitoring(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """监控截止日期应在评价年度之内，监控报告不应早于截止日期，累计执行数应逐轮不减。

    为什么：报告早于数据的截止日期，说明有一个日期填错，或数据不是实际数。
    公式：截止日期的年份＝评价年度；报告日期≥截止日期；后一轮累计执行数≥前一轮。
    不报的情形：没有填写报告日期、累计执行数的。
    已知漏报：两个日期一起填错的。
    """
    before: MonitoringRound | None = None
    dated = [each for each in ctx.evaluation.rounds if each.cut_off is not None]
    for each in sorted(dated, key=lambda one: str(one.cut_off)):
        found = list(_problems(ctx, each, before))
        yield from found or [ctx.passed(each, "cut_off", f"监控{each.code}的日期和累计数先后相符")]
        before = each


def _problems(
    ctx: RecordContext, at: MonitoringRound, before: MonitoringRound | None
) -> Iterator[RecordOutcome]:
    name, cut_off, reported = f"监控{at.code}", at.cut_off, at.reported_on
    if cut_off is None:
        return
    if ctx.year is not None and cut_off.year != ctx.year:
        said = f"{name}的截止日期{cut_off}不在评价年度{ctx.year}年之内，请核对"
        yield ctx.finding(at, "cut_off", said, stated=cut_off.isoformat())
    if reported is not None and reported < cut_off:
        said = f"{name}的报告日期{reported}早于数据截止日期{cut_off}，请核对"
        related = [(at, "cut_off", "截止日期")]
        yield ctx.finding(at, "reported_on", said, stated=reported.isoformat(), related=related)
    if before is None or before.executed is None or at.executed is None:
        return
    if at.executed < before.executed:
        said = (
            f"{name}的累计执行数{bare(at.executed)}万元，少于上一轮{before.code}的"
            f"{bare(before.executed)}万元；累计数不应减少，有冲减的请说明"
        )
        related = [(before, "executed", "上一轮")]
        yield ctx.finding(at, "executed", said, stated=at.executed, related=related)
