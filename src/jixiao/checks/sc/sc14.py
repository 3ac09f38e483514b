"""SC14: how much of its full mark a score is."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.terms import Severity

_HUNDRED = Decimal(100)
_SHOWN = Decimal("0.01")


@check(
    code="SC14",
    name="score-rate",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Ratio, "score_rate"),),
    absent="文中没有同时写明得分、满分（权重）和得分率，无从核对。",
)
def score_rate(ctx: Context) -> Iterator[Outcome]:
    """得分率应等于得分除以满分。

    为什么：得分率说明失分在哪里，得分改过而得分率没有跟着改，结论就对不上。
    公式：得分率＝得分÷满分（分值、权重）×100%，按写出的位数四舍五入，截去余数的也算相符；整数的得分按写出的数计算，
        有小数的得分可能舍入过，相差在舍入范围内的只作舍入差。
    不报的情形：没有写明满分的；“其中”某一部分的得分率。
    已知漏报：得分率与得分不在同一段的。
    """
    for ratio in ctx.relations(Ratio):
        score, full, rate = ratio.numerator, ratio.denominator, ratio.rate
        if score is None or full is None or not full.value or not rate.amount.is_point:
            yield ctx.cannot_tell(rate, "写了得分率，但得分、满分没有写明或者为约数，无法复算")
            continue
        expected = _HUNDRED * score.value / full.value
        rates = rate.amount
        step = Decimal(1).scaleb(-rates.decimals)
        printed = {expected.quantize(step, way) for way in (ROUND_HALF_UP, ROUND_DOWN)}
        related = ((score, "得分"), (full, "满分"))
        said = (
            f"得分率写作{ctx.number(rate)}，按“得分÷满分”（{ctx.number(score)}÷{ctx.number(full)}）"
        )
        shown = expected.quantize(max(step, _SHOWN) if rates.decimals else _SHOWN)
        if rate.value in printed:
            yield ctx.passed(rate, f"{said}，相符", related)
        elif abs(rate.value - expected) <= _unrounded(score, full) + step / 2:
            yield ctx.rounding(
                rate,
                f"{said}应为{shown.normalize():f}%，相差在四舍五入范围内",
                stated=rate,
                expected=shown,
                related=related,
            )
        else:
            yield ctx.finding(
                rate,
                f"{said}应为{shown.normalize():f}%，不符",
                stated=rate,
                expected=shown,
                related=related,
            )


def _unrounded(score: Fact, full: Fact) -> Decimal:
    """Return how far a rate may be off that was worked out before its score was rounded."""
    decimals = score.amount.decimals
    return _HUNDRED * Decimal(5).scaleb(-decimals - 1) / full.value if decimals else Decimal(0)
