"""FM21: income and carry-over against expenditure and carry-over, fund by fund."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.fm._money import FISCAL, UNITS_APART, slack, units_apart
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Funds, Income
from jixiao.model.outcome import RecordOutcome
from jixiao.patterns import pattern
from jixiao.terms import Fund, Severity

_ZERO: Final = Decimal(0)
_TOLD = pattern(r"收回|上缴|结余分配|盘活|弥补|动用|调整年初|年初调整|核销|冲减|退回")


@record_check(
    code="FM21",
    name="funds-balance",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有填齐同一资金性质的收入、支出和结转。",
)
def funds_balance(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """同一资金性质的收入加上年结转，应等于支出加结转下年。

    为什么：收支结转对不上，不是漏填，就是有收回、结余分配而没有交代。
    公式：收入决算数＋上年结转＝全年执行数＋结转下年，按资金性质分别核对，
    按填写的位数（至多两位小数）的舍入留余地。财政资金支出加结转多于收入加上年结转的，是错误；
    少的只作警告，可能有财政收回。
    不报的情形：四类数没有填齐的。
    只作警告的：非财政资金（可以动用历年结余）；文字中写有收回、结余分配、年初调整等的；
    可能一处以元、一处以万元填写的。
    已知漏报：一进一出同时填错的。
    """
    for fund in dict.fromkeys(row.fund for row in ctx.evaluation.income if row.fund):
        incomes = [row for row in ctx.evaluation.income if row.fund is fund]
        rows = [row for row in ctx.evaluation.funds if row.fund is fund]
        if rows and all(row.final is not None for row in incomes):
            yield _judged(ctx, fund, incomes, rows)


def _judged(
    ctx: RecordContext, fund: Fund, incomes: list[Income], rows: list[Funds]
) -> RecordOutcome:
    name, at = fund.label, incomes[0]
    for field, label in (
        ("carried_in", "上年结转"),
        ("executed", "全年执行数"),
        ("carried_out", "结转下年"),
    ):
        blank = next((row for row in rows if getattr(row, field) is None), None)
        if blank is not None:
            said = f"{name}有一行没有填写{label}，无法核对收支"
            return ctx.cannot_tell(blank, field, said)
    came = [row.final or _ZERO for row in incomes] + [row.carried_in or _ZERO for row in rows]
    went = [each or _ZERO for row in rows for each in (row.executed, row.carried_out)]
    inflow, outflow = sum(came, _ZERO), sum(went, _ZERO)
    if abs(inflow - outflow) <= slack((*came, *went)):
        return ctx.passed(at, "final", f"{name}的收支和结转相符")
    severity, advice = Severity.WARNING, "有财政收回、结余分配的请说明，否则请核对"
    if units_apart(inflow, outflow):
        advice = UNITS_APART
    elif outflow > inflow:
        advice = "用出去的多于可用的，请核对收入、上年结转是否漏填"
        if fund in FISCAL and not _explained(ctx):
            severity = Severity.ERROR
    return ctx.finding(
        at,
        "final",
        f"{name}的收入加上年结转为{inflow:f}万元，支出加结转下年为{outflow:f}万元，"
        f"相差{abs(inflow - outflow):f}万元；{advice}",
        severity=severity,
        stated=inflow,
        expected=outflow,
        related=[(rows[0], "executed", "支出")],
    )


def _explained(ctx: RecordContext) -> bool:
    """Whether somebody wrote of what moves money beside income and expenditure."""
    evaluation = ctx.evaluation
    texts = [each.text for each in evaluation.narratives]
    texts += [each.text for each in evaluation.problems]
    texts += [each.note for each in evaluation.management]
    texts += [each.note for each in evaluation.projects]
    return any(_TOLD.search(text) for text in texts)
