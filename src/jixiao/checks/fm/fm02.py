"""FM02: every indicator carries points."""

from collections.abc import Iterator

from jixiao.checks.fm._indicators import named
from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity


@record_check(
    code="FM02",
    name="points-above-zero",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有填写分值的绩效指标。",
)
def points_above_zero(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """每项三级指标的分值应大于0。

    为什么：分值为0的指标完成与否都不影响得分，等于没有设。
    公式：分值＞0。
    不报的情形：分值空着的，由待填清单列出。
    已知漏报：分值很小、形同虚设的。
    """
    for indicator in ctx.evaluation.indicators:
        points = indicator.points
        if points is None:
            continue
        if points > 0:
            yield ctx.passed(indicator, "points", f"{named(indicator)}的分值大于0")
        else:
            said = f"{named(indicator)}的分值为{bare(points)}，应大于0；不作考核的指标请删去"
            yield ctx.finding(indicator, "points", said, stated=points)
