"""IND01: the completion rate of an indicator."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.ind._measure import DOWN, UP, Measured, measured
from jixiao.checks.ind._told import told_of_forms
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Result, Verdict, verify_equal, verify_ratio
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension, Quantity
from jixiao.patterns import pattern
from jixiao.terms import Severity

_HUNDRED = Decimal(100)
_GOOD = (Verdict.EXACT, Verdict.ROUNDING)
_LEAD = 16  # characters before the target that may say that it is of several years
_PARTIAL = pattern(r"累计|截至|上年|去年|三年|分年")


@check(
    code="IND01",
    name="completion-rate",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有同时写明目标值、完成值和完成率的指标，无从复算完成率。",
)
def completion_rate(ctx: Context) -> Iterator[Outcome]:
    """指标完成率应等于完成值除以目标值。

    为什么：完成率直接决定指标得分，三个数同时写出就必须相互印证，是审核人员最先复算的数。
    公式：正向指标 完成率 = 完成值 ÷ 目标值 × 100%；
    反向指标（≤、不超过）按“完成值÷目标值”“2－完成值÷目标值”
    “目标值÷完成值”或完成即记100%中任一种相符即可。每个数按写出的位数视为区间，个数按整数。
    不报的情形：超额完成而写作100%的，属封顶写法，由 IND02 核对；目标值或完成值是约数、范围的，
    以及单位不同又不相合的，无法判断。
    正文只写完成率、目标值和完成值列在表中同名指标一行的，不符只作警告。
    已知漏报：目标值、完成值与完成率不在同一处写明、名称又不相同的，不核对（见 IND22）。
    """
    for one in measured(ctx.understanding):
        rate = one.attainment.rate
        if rate is None:
            continue
        yield from _judged(ctx, one, rate, rate.amount)
    for one in told_of_forms(ctx.understanding):
        rate = one.attainment.rate
        if rate is not None:
            yield from _judged(ctx, one, rate, rate.amount, apart=True)


def _judged(
    ctx: Context, one: Measured, rate: Fact, printed: Quantity, *, apart: bool = False
) -> Iterator[Outcome]:
    if one.capped:
        return
    result = _result(one, printed)
    related = ((one.goal, "目标值"), (one.outcome, "完成值"))
    name = one.name or "指标"
    doubtful = not one.same_unit or not one.points or not _plain_rate(printed)
    if result.verdict is Verdict.FAIL and doubtful:
        yield ctx.cannot_tell(
            rate,
            f"“{name}”的完成率写作{ctx.number(rate)}，目标值与完成值的单位不同、"
            "为约数或为范围，无法复算",
            related,
        )
        return
    lead = ctx.document.text[max(one.goal.clause, one.goal.start - _LEAD) : one.goal.start]
    partial = _PARTIAL.search(name + lead) is not None
    yield ctx.judge(
        result,
        rate,
        f"“{name}”的完成率写作 {{stated}}，按“完成值÷目标值”"
        f"（{ctx.number(one.outcome)}÷{ctx.number(one.goal)}）应为 {{expected}}",
        related=related,
        severity=Severity.WARNING if partial or apart else None,
    )


def _plain_rate(rate: Quantity) -> bool:
    return rate.unit.dimension is Dimension.PERCENT and rate.is_point


def _result(one: Measured, rate: Quantity) -> Result:
    """Judge the rate; of an indicator of which less is better, by the kindest convention."""
    direct = verify_ratio(one.actual, one.target, rate)
    if direct.verdict in _GOOD or one.direction == UP:
        return direct
    inverse = verify_ratio(one.target, one.actual, rate)
    if one.direction != DOWN:
        unclear = inverse.verdict in _GOOD
        return Result(Verdict.UNDECIDED, direct.expected) if unclear else direct
    if one.met.verdict in _GOOD and rate.value >= _HUNDRED:
        return Result(Verdict.EXACT, rate.value)
    fitting = (each for each in (inverse, _mirrored(direct, rate)) if each.verdict in _GOOD)
    return next(fitting, direct)


def _mirrored(direct: Result, rate: Quantity) -> Result:
    """Judge the rate against 2 − actual ÷ target."""
    if direct.expected is None:
        return direct
    value = max(Decimal(0), 2 * _HUNDRED - direct.expected)
    return verify_equal(rate, replace(rate, value=value))
