"""FM11: twelve months add up to the year, by basic and project expenditure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from jixiao.checks.fm._money import (
    FISCAL,
    UNITS_APART,
    handed_down,
    slack,
    units_apart,
    whole_is_partial,
)
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Funds
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import ExpenditureKind, Fund, Severity

_ZERO: Final = Decimal(0)
_MONTHS: Final = set(range(1, 13))
_PROJECT: Final = frozenset({ExpenditureKind.PROJECT})
_KINDS: Final = (
    ("basic", "基本支出", frozenset({ExpenditureKind.STAFF, ExpenditureKind.PUBLIC})),
    ("project", "项目支出", _PROJECT),
)
_SHARES: Final = (
    ("", None),
    ("，只计财政拨款", FISCAL),
    ("，只计一般公共预算", frozenset({Fund.GENERAL_PUBLIC_BUDGET})),
)


@record_check(
    code="FM11",
    name="months-add-up",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有填齐十二个月的支出，或没有填写全年执行数。",
)
def months_add_up(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """十二个月的支出之和应等于全年执行数，基本支出、项目支出分别相等。

    为什么：逐月支出用来看进度和年底突击花钱；合计对不上，进度也就不对，
    常见的是填了累计数，或两处资金范围不同。
    公式：各月基本支出之和＝人员经费＋公用经费的全年执行数；各月项目支出之和＝项目支出的全年执行数；
    按填写的位数（至多两位小数）的舍入留余地。逐月之和大于全年的，或填了累计数的，是错误；
    小于的只作警告，可能是逐月没有计入某种资金。
    不报的情形：十二个月没有填齐的；只计财政拨款或一般公共预算则相等的。
    只作警告的：部门支出没有填齐各种资金或支出类别的；有转移支付项目的项目支出；
    可能一处以元、一处以万元填写的。
    已知漏报：月份之间串了数的。
    """
    rows = ctx.evaluation.monthly
    if sorted(row.month for row in rows if row.month is not None) != sorted(_MONTHS):
        return
    for field, label, kinds in _KINDS:
        year = [row for row in ctx.evaluation.funds if row.kind in kinds]
        if not year or any(row.executed is None for row in year):
            continue
        values = [getattr(row, field) for row in rows]
        if None in values:
            at = rows[values.index(None)]
            yield ctx.cannot_tell(at, field, f"{at.month}月的{label}没有填写，无法合计")
        else:
            yield _judged(ctx, year, values, (field, label, kinds))


def _judged(
    ctx: RecordContext,
    year: Sequence[Funds],
    months: Sequence[Decimal],
    kind: tuple[str, str, frozenset[ExpenditureKind]],
) -> RecordOutcome:
    field, label, kinds = kind
    at = ctx.evaluation.monthly[0]
    total = sum(months, _ZERO)
    within = slack((*months, *(row.executed or _ZERO for row in year)))
    for share, funds in _SHARES:
        if abs(total - _executed(year, funds)) <= within:
            return ctx.passed(at, field, f"各月{label}之和与全年执行数相符{share}")
    whole = _executed(year, None)
    severity, advice = Severity.WARNING, "请核对逐月是否漏填，或两处资金范围不同"
    if _cumulative(ctx, field) and abs(max(months) - whole) <= within:
        severity, advice = Severity.ERROR, "看来各月填的是累计数，请改为当月数"
    elif units_apart(total, whole):
        advice = UNITS_APART
    elif total > whole:
        advice = "逐月之和大于全年，请核对是否填了累计数，或全年执行数漏填了一种资金"
        elsewhere = kinds == _PROJECT and handed_down(ctx.evaluation)
        if not elsewhere and not whole_is_partial(ctx.evaluation, kinds):
            severity = Severity.ERROR
    return ctx.finding(
        at,
        field,
        f"各月{label}合计{total:f}万元，部门支出中的全年执行数为{whole:f}万元，"
        f"相差{abs(total - whole):f}万元；{advice}",
        severity=severity,
        stated=total,
        expected=whole,
    )


def _executed(rows: Sequence[Funds], funds: frozenset[Fund] | None) -> Decimal:
    counted = (row.executed for row in rows if funds is None or row.fund in funds)
    return sum((each for each in counted if each is not None), _ZERO)


def _cumulative(ctx: RecordContext, field: str) -> bool:
    """Whether no month is less than the one before it."""
    rows = sorted(ctx.evaluation.monthly, key=lambda row: row.month or 0)
    values = [getattr(row, field) for row in rows]
    return values == sorted(values) and values[0] != values[-1]
