"""FM10: the projects add up to what the department spent on projects."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations
from typing import Final

from jixiao.checks.fm._money import UNITS_APART, slack, units_apart, whole_is_partial
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Evaluation, Funds, ProjectFunds
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import ExpenditureKind, ProjectFunding, Severity

_FIELDS: Final = (("adjusted", "全年预算数"), ("executed", "全年执行数"))
_KINDS: Final = frozenset({ExpenditureKind.PROJECT})
_ZERO: Final = Decimal(0)
_PER_TEN_THOUSAND: Final = Decimal(10_000)


@record_check(
    code="FM10",
    name="projects-add-up",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有同时填写部门的项目支出和各项目的资金。",
)
def projects_add_up(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """各项目资金之和应等于部门的项目支出。

    为什么：两处来自同一套账；对不上，不是漏了项目，就是口径不同。
    公式：项目资金各行之和＝部门支出中各资金性质的项目支出之和，预算数、执行数分别核对，
    按填写的位数（至多两位小数）的舍入留余地；各项目之和大于部门项目支出的是错误，小于的只作警告，
    可能是有的项目没有列出。
    不报的情形：有一行没有填写的；有项目没有资金行而合计偏小的；不计已含在一级项目中的二级项目、
    转移支付项目、上年结转、其他资金之后相等的，算作相符。
    只作警告的：不计这些之后不再超过的；部门支出没有填齐各种资金的；可能一处以元、一处以万元填写的。
    已知漏报：各项目之间串了数而合计不变的。
    """
    whole = [row for row in ctx.evaluation.funds if row.kind is ExpenditureKind.PROJECT]
    rows = ctx.evaluation.project_funds
    if not whole or not rows:
        return
    for field, label in _FIELDS:
        blank = next((row for row in (*whole, *rows) if getattr(row, field) is None), None)
        if blank is not None:
            yield ctx.cannot_tell(blank, field, f"有一行没有填写{label}，无法合计")
        else:
            yield _judged(ctx, whole, field, label)


def _judged(ctx: RecordContext, whole: list[Funds], field: str, label: str) -> RecordOutcome:
    rows, at = ctx.evaluation.project_funds, whole[0]
    stated = sum((getattr(row, field) for row in whole), _ZERO)
    within = slack(getattr(row, field) for row in (*whole, *rows))
    sums = list(_sums(ctx.evaluation, field))
    fits = next((less for less, each in sums if abs(each - stated) <= within), None)
    if fits is not None:
        less = f"（不计{'、'.join(fits)}）" if fits else ""
        return ctx.passed(at, field, f"各项目{label}之和{less}与部门的项目支出相符")
    every = sums[0][1]
    funded = {row.project for row in rows}
    left_out = [each.code for each in ctx.evaluation.projects if each.code not in funded]
    if every < stated and left_out:
        said = f"项目{'、'.join(left_out[:5])}没有填写资金，无法与部门项目支出的{label}核对"
        return ctx.cannot_tell(at, field, said)
    severity, advice = Severity.WARNING, "请核对是否漏填项目，或两处口径不同"
    slip = next(
        (code for code, less in _in_yuan(rows, field) if abs(every - less - stated) <= within), ""
    )
    if slip:
        advice = f"项目{slip}的数按元折成万元后正好相符，请核对这个项目是否以元填写"
    elif units_apart(every, stated):
        advice = UNITS_APART
    elif min(each for _, each in sums) - stated > within:
        if not whole_is_partial(ctx.evaluation, _KINDS):
            severity = Severity.ERROR
        advice = "各项目之和大于部门的项目支出，请核对是否重复填列，或部门支出漏填了一种资金"
    return ctx.finding(
        at,
        field,
        f"部门项目支出的{label}为{stated:f}万元，各项目合计{every:f}万元，"
        f"相差{abs(every - stated):f}万元；{advice}",
        severity=severity,
        stated=stated,
        expected=every,
    )


def _in_yuan(rows: Sequence[ProjectFunds], field: str) -> Iterator[tuple[str, Decimal]]:
    """Yield the projects, and by how much the sum is too large if they were filled in in 元."""
    for code in dict.fromkeys(row.project for row in rows):
        amount = sum((getattr(row, field) for row in rows if row.project == code), _ZERO)
        if amount:
            yield code, amount - amount / _PER_TEN_THOUSAND


def _sums(evaluation: Evaluation, field: str) -> Iterator[tuple[tuple[str, ...], Decimal]]:
    """Yield the sum of all rows, then those without what the department may not count as its own.

    Each comes with the names of what is left out.
    """
    codes = {each.code for each in evaluation.projects}
    below = {each.code for each in evaluation.projects if each.parent and each.parent in codes}
    handed = {each.code for each in evaluation.projects if each.transfer}

    def groups(row: ProjectFunds) -> Iterator[str]:
        if row.project in below:
            yield "二级项目"
        if row.project in handed:
            yield "转移支付项目"
        if row.source is ProjectFunding.CARRIED_OVER:
            yield "上年结转资金"
        if row.source is ProjectFunding.OTHER:
            yield "其他资金"

    sorted_rows = [(set(groups(row)), getattr(row, field)) for row in evaluation.project_funds]
    names = dict.fromkeys(chain.from_iterable(sorted(group) for group, _ in sorted_rows))
    for count in range(len(names) + 1):
        for less in combinations(names, count):
            kept = (amount for group, amount in sorted_rows if not group.intersection(less))
            yield less, sum(kept, _ZERO)
