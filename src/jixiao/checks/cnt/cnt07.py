"""CNT07: rates of change beyond belief."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change
from jixiao.patterns import pattern
from jixiao.terms import Direction, Severity

_LOW_BASE = pattern(
    r"基数|低基|起步|首年|首次|新增|恢复|疫情|从无到有|大幅|主要是|原因|由于|因为|受益"
)
_CAN_BE_NEGATIVE = pattern(r"利润|盈|亏|净|结余|差额|逆差|顺差|收益")
_STRANGE = Decimal(1000)
_HIGH = Decimal(300)
_ALL = Decimal(100)


@check(
    code="CNT07",
    name="rate-beyond-belief",
    severity=Severity.HINT,
    since="0.1",
    absent="文中没有没写出上年数、幅度又异常的增减率。",
)
def rate_beyond_belief(ctx: Context) -> Iterator[Outcome]:
    """没有写出上年数的增减率，倒推的基数应当合理。

    为什么：增减率小数点错位时，只要没有写上年数就无法复算，只能从幅度看出异常。
    公式：上年数 = 本年数 ÷（1 ± 增减率）；增幅超过 300% 请核实基数；降幅超过 100% 不可能。
    不报的情形：已写出上年数的由 CH02 核对；说明了基数低、恢复性增长等原因的；增幅在 300% 至
    1000% 之间的只列出倒推的基数，不作判断；利润等可以为负的数不适用降幅的上限。
    已知漏报：幅度不大的错误。
    """
    for change in ctx.all(Change):
        rate = change.rate
        if rate is None or change.last is not None or change.difference is not None:
            continue
        if rate.amount.unit.dimension is not Dimension.PERCENT:
            continue
        if change.topic != "three_public_expenses":
            yield from _judge(ctx, change, rate)


def _judge(ctx: Context, change: Change, rate: Fact) -> Iterator[Outcome]:
    percent = rate.amount.base
    name = change.this.label if change.this is not None else ""
    if change.direction is Direction.DOWN:
        if percent > _ALL and not _CAN_BE_NEGATIVE.search(name):
            yield ctx.finding(
                rate,
                f"降幅写作{ctx.number(rate)}，数量、金额的降幅不会超过100%，请核实",
                stated=rate,
                severity=Severity.WARNING,
            )
        return
    if change.direction is not Direction.UP:
        return
    base = _base(ctx, change.this, percent)
    if percent <= _HIGH:
        if base and change.this is not None and percent > 0:
            yield ctx.passed(rate, f"增幅{ctx.number(rate)}{base}，幅度没有异常")
        return
    sentence = ctx.understanding.sentences[rate.sentence]
    if percent < _STRANGE or _LOW_BASE.search(ctx.document.text, sentence.start, sentence.end):
        yield ctx.cannot_tell(rate, f"增幅{ctx.number(rate)}{base}，基数是否属实须查上年资料")
    else:
        yield ctx.finding(
            rate,
            f"增幅写作{ctx.number(rate)}{base}，又没有说明原因，请核实小数点，并写出上年数",
            stated=rate,
        )


def _base(ctx: Context, this: Fact | None, percent: Decimal) -> str:
    if this is None or not this.amount.is_point:
        return ""
    last = (this.value / (1 + percent / 100)).quantize(Decimal("0.01"))
    return f"，由本年{ctx.number(this)}倒推上年约{last}{this.amount.unit.name}"
