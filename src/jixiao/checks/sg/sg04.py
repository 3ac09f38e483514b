"""SG04: the rate of change of three public expenses."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import rose_from_nothing
from jixiao.checks.registry import check
from jixiao.checks.sg._changes import changes, farthest, weight
from jixiao.model.arithmetic import (
    Result,
    verify_change_rate,
    verify_change_rate_from_difference,
)
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Change
from jixiao.terms import Severity


@check(
    code="SG04",
    name="three-public-change-rate",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有写“三公”经费较上年增减的幅度，无从核对。",
)
def three_public_change_rate(ctx: Context) -> Iterator[Outcome]:
    """“三公”经费的增减率应等于增减额除以上年数；上年数为零时不可比。

    为什么：常见的错误是误以本年数为分母，或在上年为零时写“增长100%”。
    公式：增减率＝（本年数－上年数）÷上年数×100%；上年数为零的，应写“基数为零，不可比”。
    不报的情形：没有写上年数但写了增减额的，用本年数推算上年数；都没有的，无法判断；上年数只能推断的，按警告提示。
    已知漏报：本年数与上年数不在同一段的。
    """
    for change in changes(ctx):
        rate = change.rate
        if rate is None:
            continue
        if change.last is not None and change.last.amount.is_point and change.last.value == 0:
            yield ctx.finding(
                rate,
                f"上年数为 {ctx.number(change.last)}，增减率没有基数，不应写作 {ctx.number(rate)}，"
                "应写“基数为零，不可比”",
                stated=rate,
                related=((change.last, "上年数"),),
                severity=weight(change),
            )
            continue
        if change.last is None and rose_from_nothing(
            change.this, change.difference, change.direction
        ):
            yield ctx.finding(
                rate,
                f"增加额等于本年数，上年数为零，增减率没有基数，不应写作 {ctx.number(rate)}，"
                "应写“基数为零，不可比”",
                stated=rate,
                related=[fact for fact in (change.this, change.difference) if fact is not None],
                severity=weight(change),
            )
            continue
        result, formula, used = _computed(ctx, change, rate)
        if result is None:
            yield ctx.cannot_tell(rate, "写了增减率，但没有写明本年数和上年数，无法复算", used)
            continue
        yield ctx.judge(
            result,
            rate,
            f"增减率写作 {{stated}}，按“{formula}”应为 {{expected}}",
            related=used,
            severity=weight(change),
            farthest=farthest(change),
        )


def _computed(
    ctx: Context, change: Change, rate: Fact
) -> tuple[Result | None, str, tuple[Fact, ...]]:
    this, last, difference = change.this, change.last, change.difference
    number = ctx.number
    if this is not None and last is not None:
        result = verify_change_rate(this.amount, last.amount, rate.amount)
        return result, f"（{number(this)}－{number(last)}）÷{number(last)}", (this, last)
    if last is not None and difference is not None:
        result = verify_change_rate_from_difference(last.amount, difference.amount, rate.amount)
        return result, f"{number(difference)}÷{number(last)}", (last, difference)
    if this is not None and difference is not None:
        result = verify_change_rate_from_difference(
            this.amount,
            difference.amount,
            rate.amount,
            known_is_last=False,
            direction=change.direction,
        )
        return (
            result,
            f"{number(difference)}÷上年数（由本年{number(this)}推算）",
            (this, difference),
        )
    return None, "", tuple(fact for fact in (this, last) if fact is not None)
