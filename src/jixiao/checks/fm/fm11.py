"""FM11: twelve months add up to the year, by basic and project expenditure."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Evaluation
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import ExpenditureKind, Severity

_HALF: Final = Decimal("0.005")
_MONTHS: Final = set(range(1, 13))
_KINDS: Final = (
    ("basic", "基本支出", {ExpenditureKind.STAFF, ExpenditureKind.PUBLIC}),
    ("project", "项目支出", {ExpenditureKind.PROJECT}),
)


@record_check(
    code="FM11",
    name="months-add-up",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填齐十二个月的支出，或没有填写全年执行数。",
)
def months_add_up(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """十二个月的支出之和应等于全年执行数，基本支出、项目支出分别相等。

    为什么：逐月支出用来看进度和年底突击花钱；合计对不上，进度也就不对，
    常见的是填了累计数，或两处资金范围不同。
    公式：各月基本支出之和＝人员经费＋公用经费的全年执行数；各月项目支出之和＝项目支出的全年执行数。
    不报的情形：十二个月没有填齐的；两处相差在两位小数的舍入之内的。
    已知漏报：月份之间串了数的。
    """
    rows = ctx.evaluation.monthly
    if sorted(row.month for row in rows if row.month is not None) != sorted(_MONTHS):
        return
    for field, label, kinds in _KINDS:
        year = _year(ctx.evaluation, kinds)
        if year is None:
            continue
        values = [getattr(row, field) for row in rows]
        if None in values:
            at = rows[values.index(None)]
            yield ctx.cannot_tell(at, field, f"{at.month}月的{label}没有填写，无法合计")
            continue
        total = sum(values, Decimal(0))
        if abs(total - year) <= _HALF * (len(rows) + 2):
            yield ctx.passed(rows[0], field, f"各月{label}之和与全年执行数相符")
            continue
        yield ctx.finding(
            rows[0],
            field,
            f"各月{label}合计{total:f}万元，部门支出中的全年执行数为{year:f}万元，"
            f"相差{abs(total - year):f}万元；请核对是否填了累计数，或两处资金范围不同",
            stated=total,
            expected=year,
        )


def _year(evaluation: Evaluation, kinds: set[ExpenditureKind]) -> Decimal | None:
    found = [row.executed for row in evaluation.funds if row.kind in kinds]
    known = [each for each in found if each is not None]
    return sum(known, Decimal(0)) if found and len(known) == len(found) else None
