"""FM09: executed amounts stay within the budget of the whole year."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.fm._indicators import total
from jixiao.checks.fm._money import FISCAL, UNITS_APART, slack, units_apart
from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Evaluation, Funds, ProjectFunds
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import ProjectFunding, Severity


@record_check(
    code="FM09",
    name="executed-within-budget",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时填写全年预算数和全年执行数的资金。",
)
def executed_within_budget(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """全年执行数不应超过全年预算数。

    为什么：支出受预算指标控制；执行数大于预算数，多半是预算数没有填调整后的数，或填错了行。
    公式：各行全年执行数≤全年预算数。财政资金填了上年结转、全年预算数也已调整过，
    连同结转仍然不够支出的，是错误；单位资金等非财政资金只作提示；其余只作警告。
    不报的情形：缺一个数的。只作警告的：全年预算数与年初预算数相同的（可能没有填调整后的数）；
    没有填上年结转的；项目各来源合计没有超过的；转移支付；可能一处以元、一处以万元填写的。
    已知漏报：两个数同时填错的。
    """
    rows: list[Funds | ProjectFunds] = [*ctx.evaluation.funds, *ctx.evaluation.project_funds]
    for row in rows:
        if row.adjusted is None or row.executed is None:
            continue
        if row.executed <= row.adjusted:
            yield ctx.passed(row, "executed", f"{_named(row)}的全年执行数没有超过全年预算数")
        else:
            yield _over(ctx, row, row.adjusted, row.executed)


def _over(
    ctx: RecordContext, row: Funds | ProjectFunds, adjusted: Decimal, executed: Decimal
) -> RecordOutcome:
    said = (
        f"{_named(row)}的全年执行数{executed:f}万元，超过全年预算数{adjusted:f}万元"
        f"（多{bare(executed - adjusted)}万元）"
    )
    changed = row.initial is not None and row.initial != adjusted
    if units_apart(executed, adjusted):
        severity, advice = Severity.WARNING, UNITS_APART
    elif changed and _beyond(ctx.evaluation, row, executed):
        severity, advice = Severity.ERROR, "连同上年结转也不够支出，必有一处填错"
    elif _own_money(row):
        severity, advice = Severity.HINT, "收入多于预算的，请说明"
    else:
        severity, advice = Severity.WARNING, "请核对预算数是否为调整后的数，结转有没有计入"
    return ctx.finding(
        row,
        "executed",
        f"{said}；{advice}",
        severity=severity,
        stated=executed,
        related=[(row, "adjusted", "全年预算数")],
    )


def _own_money(row: Funds | ProjectFunds) -> bool:
    """Whether the money is not of the budget, so that more may come in and be spent."""
    if isinstance(row, Funds):
        return row.fund is not None and row.fund not in FISCAL
    return row.source is ProjectFunding.OTHER


def _beyond(evaluation: Evaluation, row: Funds | ProjectFunds, executed: Decimal) -> bool:
    """Whether all the money that is told of could not have paid for it."""
    if isinstance(row, Funds):
        money = (row.adjusted, row.carried_in)
        if row.fund not in FISCAL or None in money:
            return False
        known = [each for each in money if each is not None]
        return executed - sum(known, Decimal(0)) > slack((executed, *known))
    rows = evaluation.funds_of(row.project)
    if ProjectFunding.CARRIED_OVER not in {each.source for each in rows}:
        return False
    budget, spent = total(rows, "adjusted"), total(rows, "executed")
    if budget is None or spent is None or _handed_down(evaluation, row.project):
        return False
    return spent - budget > slack(each.executed or Decimal(0) for each in rows)


def _handed_down(evaluation: Evaluation, code: str) -> bool:
    return any(each.code == code and each.transfer for each in evaluation.projects)


def _named(row: Funds | ProjectFunds) -> str:
    if isinstance(row, ProjectFunds):
        return f"项目{row.project}{row.source.label if row.source else ''}"
    return f"{row.fund.label if row.fund else ''}{row.kind.label if row.kind else ''}"
