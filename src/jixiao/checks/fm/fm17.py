"""FM17: spending crowded into December."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import MonthlySpending
from jixiao.model.intervals import half_up
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity

_MONTHS = 12


@record_check(
    code="FM17",
    name="december-share",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填齐十二个月的支出，无从计算12月的比重。",
    options={"limit": Decimal(30)},
)
def december_share(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """12月支出占全年支出的比重过高的，应说明原因。

    为什么：年底集中支出影响资金效益，是审计和绩效监控关注的重点。
    公式：12月支出÷十二个月支出之和×100%超过上限（默认30%，可按当地标准设定）的，提示说明；
    与 FND25 对报告文字的核对同一道理。
    不报的情形：十二个月没有填齐的；全年没有支出的。
    已知漏报：集中在11月的；发放年终奖金、支付尾款等正当的集中支付，本项看不出，说明即可。
    """
    months = {row.month: row for row in ctx.evaluation.monthly}
    amounts = {month: _spent(row) for month, row in months.items()}
    if sorted(month for month in months if month) != list(range(1, _MONTHS + 1)):
        return
    known = [each for each in amounts.values() if each is not None]
    december = amounts[_MONTHS]
    total = sum(known, Decimal(0))
    if len(known) < len(months) or december is None or total <= 0:
        return
    limit = ctx.option("limit", Decimal)
    share = half_up(december * 100 / total, 2)
    said = f"12月支出{december:f}万元，占全年{total:f}万元的{bare(share)}%"
    at = months[_MONTHS]
    if december * 100 <= limit * total:
        yield ctx.passed(at, "project", f"{said}，不超过{bare(limit)}%")
        return
    yield ctx.finding(
        at,
        "project",
        f"{said}，超过{bare(limit)}%；请说明原因，避免年底突击花钱",
        stated=share,
        expected=limit,
    )


def _spent(row: MonthlySpending) -> Decimal | None:
    return None if row.basic is None or row.project is None else row.basic + row.project
