"""FM19: targets below what was reached in each of three years."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.fm._indicators import DEMAND, FALLING, RISING, measured, named
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Indicator, PastResult
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity

_YEARS: Final = 3
_NEAR: Final = Decimal("0.9")


@record_check(
    code="FM19",
    name="target-below-history",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填写前三年完成值的定量指标，无从与历史比较。",
)
def target_below_history(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """指标值不应低于前三年每一年都已达到的水平。

    为什么：三年年年都超过的数，再拿来作目标，完成率就没有意义。
    公式：越大越好的指标，指标值＜前三年完成值的最低数即报（越小越好的，＞最高数即报）；
    建议的区间从三年中最差的一年到居中的一年，不取最好的一年，不要求逐年加码；
    与最差一年相差不到一成的只作提示。
    不报的情形：前三年不全的；受理、诉求、诊疗等随需求变动的数；“等于”和区间、定性指标；
    年中经批复调低的。
    已知漏报：今年任务确有变化而没有填写的，请在指标值依据中说明。
    """
    past = ctx.evaluation.past_results
    for each in ctx.evaluation.indicators:
        rows = _last_years(each, past, ctx.year)
        if each.target is not None and len(rows) == _YEARS and each.sign in RISING | FALLING:
            values = sorted(row.actual for row in rows if row.actual is not None)
            yield _judged(ctx, each, each.target, rows, values)


def _last_years(at: Indicator, past: tuple[PastResult, ...], year: int | None) -> list[PastResult]:
    if year is None:
        return []
    wanted = range(year - _YEARS, year)
    found = {
        row.year: row
        for row in past
        if row.indicator == at.code and row.year in wanted and row.actual is not None
    }
    return [found[each] for each in wanted if each in found]


def _judged(
    ctx: RecordContext,
    at: Indicator,
    target: Decimal,
    rows: list[PastResult],
    values: list[Decimal],
) -> RecordOutcome:
    name, rising = named(at), at.sign in RISING
    worst, middle = (values[0], values[1]) if rising else (values[-1], values[1])
    if (target >= worst) if rising else (target <= worst):
        return ctx.passed(at, "target", f"{name}的指标值不低于前三年都达到的水平")
    if DEMAND.search(at.name) or at.approval:
        return ctx.cannot_tell(at, "target", f"{name}随需求变动或经批复调整，不与历史比较")
    low, high = sorted((worst, middle))
    listed = "、".join(f"{row.year}年{measured(row.actual or target, at)}" for row in rows)
    word = "低于" if rising else "高于"
    near = target >= worst * _NEAR if rising else worst >= target * _NEAR
    span = measured(low, at) if low == high else f"{measured(low, at)}至{measured(high, at)}"
    return ctx.finding(
        at,
        "target",
        f"{name}的指标值{measured(target, at)}，{word}前三年每一年的完成值（{listed}）；"
        f"可在{span}之间设定（三年中最差的一年到居中的一年），任务有变化的请在指标值依据中说明",
        severity=Severity.HINT if near else None,
        stated=target,
        related=[(row, "actual", f"{row.year}年") for row in rows],
    )
