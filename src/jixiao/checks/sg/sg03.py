"""SG03: the amount of a change of three public expenses."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.sg._changes import changes, farthest, weight
from jixiao.model.arithmetic import verify_change_amount
from jixiao.model.outcome import Outcome
from jixiao.terms import Severity


@check(
    code="SG03",
    name="three-public-change-amount",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有写“三公”经费较上年增减的金额，无从核对。",
)
def three_public_change_amount(ctx: Context) -> Iterator[Outcome]:
    """“三公”经费的增减额应等于本年数减上年数。

    为什么：“三公”经费逐年对比公开，本年数、上年数、增减额同时写出就必须相互印证。
    公式：增减额＝本年数－上年数；只比较大小，方向见 SG05。
    不报的情形：预算与预算比、决算与决算比都可以；没有写本年数或上年数的，无法判断；上年数只能推断的，按警告提示。
    已知漏报：本年数与上年数不在同一段的。
    """
    for change in changes(ctx):
        difference = change.difference
        if difference is None:
            continue
        this, last = change.this, change.last
        known = [fact for fact in (this, last) if fact is not None]
        if this is None or last is None:
            missing = "上年数" if last is None else "本年数"
            yield ctx.cannot_tell(difference, f"写了增减额，但没有写明{missing}，无法复算", known)
            continue
        yield ctx.judge(
            verify_change_amount(this.amount, last.amount, difference.amount),
            difference,
            f"增减额写作 {{stated}}，按“{ctx.number(this)}－{ctx.number(last)}”应为 {{expected}}",
            related=((this, "本年数"), (last, "上年数")),
            severity=weight(change),
            farthest=farthest(change),
        )
