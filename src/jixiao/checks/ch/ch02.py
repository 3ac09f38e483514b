"""CH02: the rate of a change."""

from collections.abc import Iterator

from jixiao.checks.ch._changes import (
    Comparison,
    adjoining,
    agrees,
    comparisons,
    fails,
    in_percent,
    named,
    rate_of_difference,
)
from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import rose_from_nothing
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Result
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.terms import Severity


@check(
    code="CH02",
    name="rate-of-change",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有写明与上年（上期）相比的增减率，无从核对。",
)
def rate_of_change(ctx: Context) -> Iterator[Outcome]:
    """增减率应等于增减额除以上年数，上年数为零时不可比。

    为什么：增减率最常见的错误是以本年数为分母、小数点错位、把百分点写成百分之几。
    公式：增减率 =（本年数 − 上年数）÷ 上年数 × 100%，或增减额 ÷ 上年数 × 100%；
    上年数为 0 应写“不可比”。
    不报的情形：三公经费由 SG04 核对；“年均”“同口径”另有基数的不核对；
    以任何一组操作数算得相符即算相符。
    已知漏报：上年数与增减额都没有写出的增减率。
    """
    for comparison in comparisons(ctx):
        if comparison.rate is not None:
            yield _judge(ctx, comparison, comparison.rate)


def _judge(ctx: Context, comparison: Comparison, rate: Fact) -> Outcome:
    this, last, difference = comparison.this, comparison.last, comparison.difference
    if (
        last is not None
        and last.amount.is_point
        and last.value == 0
        and adjoining(ctx.document.text, comparison)
    ):
        return ctx.finding(
            rate,
            f"上年数为0，增减率不可比，写作{ctx.number(rate)}，请改为“基数为0，不可比”",
            stated=rate,
            related=((last, "上年数"),),
        )
    direction = comparison.change.direction
    if last is None and rose_from_nothing(this, difference, direction):
        return ctx.finding(
            rate,
            f"增加额等于本年数，上年数为0，增减率不可比，写作{ctx.number(rate)}，请改为“基数为0，不可比”",
            stated=rate,
            related=[fact for fact in (this, difference) if fact is not None],
            severity=Severity.WARNING,
        )
    results: list[tuple[Result | None, str, tuple[Fact | None, ...]]] = [
        (comparison.rate_by_amounts, "（本年数－上年数）÷上年数", (this, last))
    ]
    if not agrees(comparison.rate_by_amounts):
        fitting = rate_of_difference(last, difference, rate, direction, known_is_last=True)
        results.append((fitting, "增减额÷上年数", (difference, last)))
    if last is None:
        fitting = rate_of_difference(this, difference, rate, direction, known_is_last=False)
        results.append((fitting, "增减额÷（本年数与增减额倒推的上年数）", (difference, this)))
    good = next((each for each in results if agrees(each[0])), None)
    bad = next((each for each in results if fails(each[0])), None)
    chosen = good or bad or next((each for each in results if each[0] is not None), None)
    result = chosen[0] if chosen is not None else None
    if chosen is None or result is None:
        return ctx.cannot_tell(
            rate, f"增减率写作{ctx.number(rate)}，上年数和增减额没有一并写明，无法复算"
        )
    severity = None
    if good is None and bad is not None:
        doubt = _doubt(ctx, comparison, rate)
        if doubt is None and not _bound(ctx, comparison):
            severity = Severity.WARNING
            doubt = None if _told_once(ctx, comparison) else _unbound(ctx, rate)
        if doubt is not None:
            return doubt
    _, formula, operands = chosen
    used = [fact for fact in operands if fact is not None]
    subject = f"“{named(this)}”" if this is not None else ""
    numbers = "、".join(ctx.number(fact) for fact in used)
    return ctx.judge(
        result,
        rate,
        f"{subject}增减率写作 {{stated}}，按“{formula}”（{numbers}）应为 {{expected}}",
        related=used,
        severity=severity,
    )


def _doubt(ctx: Context, comparison: Comparison, rate: Fact) -> Outcome | None:
    """Say what else a rate could be that fits none of its formulas, None where nothing else."""
    this, last = comparison.this, comparison.last
    if in_percent(this) and in_percent(last) and this is not None and last is not None:
        if abs(this.value - last.value) == abs(rate.value):
            return ctx.finding(
                rate,
                f"两个百分率之差写作{ctx.number(rate)}，应写“{ctx.number(rate.value.copy_abs())}个百分点”",
                stated=rate,
                related=(this, last),
                severity=Severity.HINT,
            )
        return ctx.cannot_tell(rate, "百分率的增减既可写比率也可写百分点，无法判断", (this, last))
    if rate.amount.unit.dimension is Dimension.MULTIPLE:
        return ctx.cannot_tell(rate, "“倍”有“增长了”和“增长到”两种读法，无法判断")
    return None


def _bound(ctx: Context, comparison: Comparison) -> bool:
    """Whether the amounts that the rate is of are beyond doubt."""
    last, difference = comparison.last, comparison.difference
    if agrees(comparison.by_amounts):
        return True
    if last is None or difference is None:
        return comparison.firm
    return adjoining(ctx.document.text, comparison)


def _told_once(ctx: Context, comparison: Comparison) -> bool:
    """Whether the amount of this year is named, and the text gives that name to no other."""
    this = comparison.this
    if this is None or this.concept == "other" or comparison.last is not None:
        return False
    return all(
        fact.amount.base == this.amount.base
        for fact in ctx.facts_of(this.concept)
        if fact.scope == this.scope and fact.period in (this.period, None)
    )


def _unbound(ctx: Context, rate: Fact) -> Outcome:
    return ctx.cannot_tell(
        rate, f"增减率写作{ctx.number(rate)}，与之比较的本年数、上年数在文中不能确定，无法复算"
    )
