"""CNT09: shares of counts."""

from collections import Counter
from collections.abc import Iterator

from jixiao.checks.cnt._lists import name_of
from jixiao.checks.context import Context
from jixiao.checks.fnd._rates import in_one_sentence
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Result, Verdict, verify_ratio
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.model.slips import may_be_mistyped, one_slip_apart
from jixiao.terms import Severity

_AGREED = (Verdict.EXACT, Verdict.ROUNDING)
_ALL = 100  # per cent


@check(
    code="CNT09",
    name="share-of-counts",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Ratio, "share"),),
    absent="文中没有写明数量占比及其部分、总数，无从核对占比。",
)
def share_of_counts(ctx: Context) -> Iterator[Outcome]:
    """数量的占比应等于部分除以总数。

    为什么：部分、总数、占比三者同时写出就必须相互印证，占比也常是绩效指标的完成值。
    公式：占比 = 部分 ÷ 总数 × 100%，按写出的位数四舍五入。
    不报的情形：总数没有写出或者为约数的；同一句中另有一对数与占比相合的，算相符。
    已知漏报：部分与总数分在两段的占比；金额的占比由 FND05 核对。
    """
    missed: Counter[int] = Counter()
    judged: list[tuple[Ratio, Fact, Fact, Result]] = []
    for share in ctx.relations(Ratio):
        part, whole, rate = share.numerator, share.denominator, share.rate
        if part is None or whole is None:
            yield ctx.cannot_tell(rate, "写了占比，但文中没有写明它的部分或者总数，无法复算")
            continue
        result = verify_ratio(part.amount, whole.amount, rate.amount)
        if result.verdict is Verdict.FAIL:
            for a, b in _others(ctx, share, part, whole):
                fitting = verify_ratio(a.amount, b.amount, rate.amount)
                if fitting.verdict in _AGREED:
                    part, whole, result = a, b, fitting
                    break
        missed[whole.start] += result.verdict is Verdict.FAIL and not share.sure
        judged.append((share, part, whole, result))
    for share, part, whole, result in judged:
        # Shares of a series that all miss a whole told loosely are of another whole.
        series = not share.sure and missed[whole.start] > 1
        yield _judge(ctx, share, (part, whole), result, series=series)


def _judge(
    ctx: Context, share: Ratio, pair: tuple[Fact, Fact], result: Result, *, series: bool
) -> Outcome:
    part, whole = pair
    doubtful = result.verdict is Verdict.FAIL and _of_another_whole(share, result)
    told = in_one_sentence(share, part, whole) and part.amount.unit == whole.amount.unit
    loose = result.verdict is Verdict.FAIL and not share.sure
    if (doubtful and not told) or (loose and (series or not _may_be_mistyped(share, result))):
        return ctx.cannot_tell(
            share.rate,
            f"占比写作{ctx.number(share.rate)}，与“{name_of(part)}÷{name_of(whole)}”不合，"
            "但文中没有写明以何为总数，无法判断",
            (part, whole),
        )
    return ctx.judge(
        result,
        share.rate,
        f"占比写作 {{stated}}，按“{name_of(part)}÷{name_of(whole)}”"
        f"（{ctx.number(part)}÷{ctx.number(whole)}）应为 {{expected}}",
        related=(part, whole),
        severity=Severity.WARNING if doubtful or loose else None,
    )


def _may_be_mistyped(share: Ratio, result: Result) -> bool:
    """Whether a share is near enough to what comes out of a whole that is bound loosely."""
    expected = result.expected
    return expected is not None and may_be_mistyped(share.rate.amount.value, expected)


def _of_another_whole(share: Ratio, result: Result) -> bool:
    """Whether a share up to 100 % meets a base that is less than its part, by more than a slip."""
    rate, expected = share.rate.amount, result.expected
    if expected is None or rate.base > _ALL:
        return False
    return expected * rate.unit.factor > _ALL and not one_slip_apart(rate.value, expected)


def _others(ctx: Context, share: Ratio, part: Fact, whole: Fact) -> Iterator[tuple[Fact, Fact]]:
    """Yield other pairs that the share could be of: further bases, amounts of its sentence."""
    for other in share.alternatives:
        yield part, other
    rate = share.rate
    near = [
        fact
        for fact in ctx.understanding.facts
        if fact.sentence == rate.sentence and fact.quantity is not None and fact is not rate
    ]
    beside = [fact for fact in near if 0 <= part.start - fact.end <= 1]  # 100户、310人，占25%
    pairs = [(top, base) for top in (part, *beside) for base in near]
    pairs += [(fact, whole) for fact in near]
    yield from ((a, b) for a, b in pairs if a is not b and a.amount.compatible(b.amount))
