"""FM17: spending crowded into December."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.intervals import half_up
from jixiao.model.measures import Missing, monthly_spending
from jixiao.model.outcome import RecordOutcome
from jixiao.standards import LimitName
from jixiao.terms import Severity

_DECEMBER = 12


@record_check(
    code="FM17",
    name="december-share",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填齐十二个月的支出，无从计算12月的比重。",
)
def december_share(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """12月支出占全年支出的比重过高的，应说明原因。

    为什么：年底集中支出影响资金效益，是审计和绩效监控关注的重点。
    公式：12月支出÷十二个月支出之和×100%超过标准中的提醒线（通行做法为30%）的，提示说明；
    与 FND25 对报告文字的核对同一道理。当地另有规定的，写在自编标准的 limits 中。
    不报的情形：十二个月没有填齐的；全年没有支出的；标准没有规定提醒线的。
    已知漏报：集中在11月的；发放年终奖金、支付尾款等正当的集中支付，本项看不出，说明即可。
    """
    months = monthly_spending(ctx.evaluation)
    limit = ctx.standards.limit(
        LimitName.DECEMBER_SHARE, ctx.evaluation.department.region, ctx.year
    )
    if isinstance(months, Missing) or limit is None:
        return
    december, total = months[_DECEMBER], sum(months.values(), Decimal(0))
    if total <= 0:
        return
    share = half_up(december * 100 / total, 2)
    said = f"12月支出{december:f}万元，占全年{total:f}万元的{bare(share)}%"
    at = next(row for row in ctx.evaluation.monthly if row.month == _DECEMBER)
    if december * 100 <= limit.value * total:
        yield ctx.passed(at, "project", f"{said}，不超过{limit.told}")
        return
    yield ctx.finding(
        at,
        "project",
        f"{said}，超过{limit.told}；请说明原因，避免年底突击花钱",
        stated=share,
        expected=limit.value,
    )
