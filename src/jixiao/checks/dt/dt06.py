"""DT06: the label of a period and its cut-off day."""

from calendar import monthrange
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.dt._cutoffs import label_end
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Cutoff
from jixiao.terms import Severity


@check(
    code="DT06",
    name="period-and-cut-off",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Cutoff, "*"),),
    absent="文中没有同时写明监控期间和截止日，无从核对。",
)
def period_and_cut_off(ctx: Context) -> Iterator[Outcome]:
    """监控期间应当与截止日相符。

    为什么：期间写“1—6月”而截止日写成别的月份，读者无从判断数据取自哪一天。
    公式：截止日的月份 = 期间的末月，年份一致；截止日通常为当月最后一天。
    不报的情形：日历上没有的日期只按月份比较（日期本身由 DT01 报）；同月而不是月末的只作提示。
    已知漏报：期间与截止日不在同一轮监控的叙述中的。
    """
    for cutoff in ctx.relations(Cutoff):
        day, label = cutoff.day.instant, cutoff.label
        if day is None or day.month is None or label is None:
            continue
        printed, period = ctx.text(cutoff.day), ctx.text(label)
        end = label_end(label)
        if end is None or end.month is None or not end.valid:
            yield ctx.cannot_tell(cutoff.day, f"期间“{period}”没有写明末月，无法与{printed}核对")
            continue
        both = ((label, "期间"),)
        other_year = end.year is not None and day.year is not None and end.year != day.year
        if day.month != end.month or other_year:
            last = monthrange(day.year or 2000, end.month)[1]
            yield ctx.finding(
                cutoff.day,
                f"期间为“{period}”，截止日写作{printed}，按期间应为{end.month}月{last}日，"
                "请核实数据截止时间",
                stated=day,
                expected=day._replace(year=end.year or day.year, month=end.month, day=last),
                related=both,
            )
        elif (
            day.day is not None
            and day.valid
            and day.day < monthrange(day.year or 2000, day.month)[1]
        ):
            yield ctx.finding(
                cutoff.day,
                f"期间为“{period}”，截止日{printed}不是当月最后一天，请核实是否有意如此",
                stated=day,
                related=both,
                severity=Severity.HINT,
            )
        else:
            yield ctx.passed(cutoff.day, f"截止日{printed}与期间“{period}”相符", both)
