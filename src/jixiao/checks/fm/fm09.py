"""FM09: executed amounts stay within the budget of the whole year."""

from collections.abc import Iterator

from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Funds, ProjectFunds
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity


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
    公式：各行全年执行数≤全年预算数。
    不报的情形：缺一个数的。
    已知漏报：两个数同时填错的。
    """
    rows: list[Funds | ProjectFunds] = [*ctx.evaluation.funds, *ctx.evaluation.project_funds]
    for row in rows:
        if row.adjusted is None or row.executed is None:
            continue
        if row.executed <= row.adjusted:
            yield ctx.passed(row, "executed", f"{_named(row)}的全年执行数没有超过全年预算数")
            continue
        over = bare(row.executed - row.adjusted)
        yield ctx.finding(
            row,
            "executed",
            f"{_named(row)}的全年执行数{row.executed:f}万元，超过全年预算数{row.adjusted:f}万元"
            f"（多{over}万元）；请核对预算数是否为调整后的数",
            stated=row.executed,
            related=[(row, "adjusted", "全年预算数")],
        )


def _named(row: Funds | ProjectFunds) -> str:
    if isinstance(row, ProjectFunds):
        return f"项目{row.project}{row.source.label if row.source else ''}"
    return f"{row.fund.label if row.fund else ''}{row.kind.label if row.kind else ''}"
