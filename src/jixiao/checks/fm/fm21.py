"""FM21: income and carry-over against expenditure and carry-over, fund by fund."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Funds, Income
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity

_HALF: Final = Decimal("0.005")


@record_check(
    code="FM21",
    name="funds-balance",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填齐同一资金性质的收入、支出和结转。",
)
def funds_balance(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """同一资金性质的收入加上年结转，应等于支出加结转下年。

    为什么：收支结转对不上，不是漏填，就是有收回、结余分配而没有交代。
    公式：收入决算数＋上年结转＝全年执行数＋结转下年，按资金性质分别核对，按两位小数的舍入留余地。
    不报的情形：四类数没有填齐的。
    已知漏报：一进一出同时填错的。
    """
    for income in ctx.evaluation.income:
        rows = [row for row in ctx.evaluation.funds if row.fund is income.fund]
        if income.fund is not None and income.final is not None and rows:
            yield _judged(ctx, income, income.final, rows)


def _judged(ctx: RecordContext, income: Income, final: Decimal, rows: list[Funds]) -> RecordOutcome:
    name = income.fund.label if income.fund else ""
    for field, label in (
        ("carried_in", "上年结转"),
        ("executed", "全年执行数"),
        ("carried_out", "结转下年"),
    ):
        blank = next((row for row in rows if getattr(row, field) is None), None)
        if blank is not None:
            said = f"{name}有一行没有填写{label}，无法核对收支"
            return ctx.cannot_tell(blank, field, said)
    inflow = final + sum((row.carried_in or Decimal(0) for row in rows), Decimal(0))
    spent = sum((row.executed or Decimal(0) for row in rows), Decimal(0))
    left = sum((row.carried_out or Decimal(0) for row in rows), Decimal(0))
    if abs(inflow - spent - left) <= _HALF * (3 * len(rows) + 1):
        return ctx.passed(income, "final", f"{name}的收支和结转相符")
    return ctx.finding(
        income,
        "final",
        f"{name}的收入加上年结转为{inflow:f}万元，支出加结转下年为{spent + left:f}万元，"
        f"相差{abs(inflow - spent - left):f}万元；有财政收回、结余分配的请说明，否则请核对",
        stated=inflow,
        expected=spent + left,
        related=[(rows[0], "executed", "支出")],
    )
