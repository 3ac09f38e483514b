"""FM08: every indicator says what was reached."""

from collections.abc import Iterator

from jixiao.checks.fm._indicators import named
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity, Sign


@record_check(
    code="FM08",
    name="actual-filled-in",
    severity=Severity.WARNING,
    since="0.1",
    absent="还没有一项指标填写完成情况，看来自评尚未开始。",
)
def actual_filled_in(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """每项指标应填写完成值；定性指标应选完成档次。

    为什么：没有完成值的指标不能计分，程序不会把空白当作0，也不会当作完成。
    公式：定量指标的完成值不空，定性指标的完成档次不空。
    不报的情形：一项都没有填的，是还没有开始自评；没有选指标符号的。
    已知漏报：完成值填错的，由佐证核对（EV02）比对。
    """
    listed = [each for each in ctx.evaluation.indicators if each.sign is not None]
    if all(each.actual is None and each.attainment is None for each in listed):
        return
    for indicator in listed:
        qualitative = indicator.sign is Sign.QUALITATIVE
        field = "attainment" if qualitative else "actual"
        if getattr(indicator, field) is not None:
            yield ctx.passed(indicator, field, f"{named(indicator)}填写了完成情况")
        else:
            what = "完成档次" if qualitative else "完成值"
            said = f"{named(indicator)}没有填写{what}，不能计分"
            yield ctx.finding(indicator, field, said)
