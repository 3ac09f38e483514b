"""FM10: the projects add up to what the department spent on projects."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Evaluation, ProjectFunds
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import ExpenditureKind, Severity

_HALF: Final = Decimal("0.005")
_FIELDS: Final = (("adjusted", "全年预算数"), ("executed", "全年执行数"))


@record_check(
    code="FM10",
    name="projects-add-up",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时填写部门的项目支出和各项目的资金。",
)
def projects_add_up(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """各项目资金之和应等于部门的项目支出。

    为什么：两处来自同一套账；对不上，不是漏了项目，就是口径不同。
    公式：项目资金各行之和＝部门支出中各资金性质的项目支出之和，预算数、执行数分别核对，
    按两位小数的舍入留余地；
    一级项目的资金已含二级项目的，按不含下级项目的合计也算相符。
    不报的情形：有一行没有填写的；有项目没有资金行的。
    已知漏报：各项目之间串了数而合计不变的。
    """
    whole = [row for row in ctx.evaluation.funds if row.kind is ExpenditureKind.PROJECT]
    rows = ctx.evaluation.project_funds
    if not whole or not rows:
        return
    funded = {row.project for row in rows}
    left_out = [each.code for each in ctx.evaluation.projects if each.code not in funded]
    for field, label in _FIELDS:
        blank = next((row for row in (*whole, *rows) if getattr(row, field) is None), None)
        if blank is not None:
            yield ctx.cannot_tell(blank, field, f"有一行没有填写{label}，无法合计")
            continue
        stated = sum((getattr(row, field) for row in whole), Decimal(0))
        sums = _sums(ctx.evaluation, rows, field)
        if any(abs(each - stated) <= _HALF * (len(rows) + 1) for each in sums):
            yield ctx.passed(whole[0], field, f"各项目{label}之和与部门的项目支出相符")
        elif left_out:
            listed = "、".join(left_out[:5])
            said = f"项目{listed}没有填写资金，无法与部门项目支出的{label}核对"
            yield ctx.cannot_tell(whole[0], field, said)
        else:
            yield ctx.finding(
                whole[0],
                field,
                f"部门项目支出的{label}为{stated:f}万元，各项目合计{sums[0]:f}万元，"
                f"相差{abs(sums[0] - stated):f}万元；请核对是否漏填项目，或两处口径不同",
                stated=stated,
                expected=sums[0],
            )


def _sums(evaluation: Evaluation, rows: tuple[ProjectFunds, ...], field: str) -> list[Decimal]:
    """Return the sum of all rows, and that without projects that a listed one contains."""
    codes = {each.code for each in evaluation.projects}
    below = {each.code for each in evaluation.projects if each.parent in codes and each.parent}
    every = sum((getattr(row, field) for row in rows), Decimal(0))
    top = sum((getattr(row, field) for row in rows if row.project not in below), Decimal(0))
    return [every, top]
