"""CH01: the amount of a change."""

from collections.abc import Iterator

from jixiao.checks.ch._changes import (
    Comparison,
    agrees,
    comparisons,
    fails,
    named,
    operands,
    rate_of_difference,
    slipped,
)
from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.terms import Severity


@check(
    code="CH01",
    name="amount-of-change",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有写明与上年（上期）相比的增减额，无从核对。",
)
def amount_of_change(ctx: Context) -> Iterator[Outcome]:
    """增减额应等于本年数减去上年数。

    为什么：增减额是评价变化的起点，本年数、上年数、增减额同时写出就必须相符。
    公式：增减额 = 本年数 − 上年数（两个百分率之差以百分点计）；位数按同一式中最细的一个。
    与目标值、计划数、平均数、时间进度相比的差额同样复算。
    不报的情形：三公经费由 SG03 核对；“年均”“同口径”“扣除……后”另有基数的不核对；
    几个数不连着写，增减率与增减额、上年数相合而与所认的本年数不合的，说明比较的是别的数，无法判断。
    已知漏报：本年数写在别的段落的。
    """
    for comparison in comparisons(ctx):
        difference = comparison.difference
        if difference is None:
            continue
        this, last = comparison.this, comparison.last
        result = comparison.by_amounts
        if this is None or last is None or result is None:
            yield ctx.cannot_tell(
                difference,
                f"增减额写作{ctx.number(difference)}，本年数或者上年数没有一并写明，无法复算",
            )
            continue
        if (
            fails(result)
            and not agrees(comparison.rate_by_amounts)
            and not slipped(comparison)
            and (not _tied(comparison) or _fits_last(comparison))
        ):
            yield ctx.cannot_tell(
                difference,
                f"增减额写作{ctx.number(difference)}，上年数为{ctx.number(last)}，"
                "与之比较的本年数在文中不能确定，无法复算",
                (last,),
            )
            continue
        yearly = comparison.change.yearly
        told, formula = ("增减额", "本年数减上年数") if yearly else ("差额", "减所比之数")
        yield ctx.judge(
            result,
            difference,
            f"{told}写作 {{stated}}，按“{named(this)}”{formula}"
            f"（{ctx.number(this)}－{ctx.number(last)}）应为 {{expected}}",
            related=operands(comparison, this, last),
            severity=None if comparison.firm or comparison.confirmed else Severity.WARNING,
        )


def _tied(comparison: Comparison) -> bool:
    """Whether the amounts belong together by their place, or by name (close, though not sure)."""
    return comparison.firm or comparison.next or comparison.change.close


def _fits_last(comparison: Comparison) -> bool:
    """Whether rate and difference agree with last year, so that another amount is compared."""
    if comparison.change.close:
        return False  # no other amount can be
    direction = comparison.change.direction
    return agrees(
        rate_of_difference(
            comparison.last,
            comparison.difference,
            comparison.rate,
            direction,
            known_is_last=True,
        )
    )
