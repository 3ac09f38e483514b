"""FND05: shares of expenditure."""

from collections.abc import Iterator, Sequence

from jixiao.checks.context import Context
from jixiao.checks.fnd._alike import alike
from jixiao.checks.fnd._levelled import as_levelled, levelled
from jixiao.checks.fnd._rates import judge_ratio
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.terms import Severity, Status


@check(
    code="FND05",
    name="share-of-expenditure",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Ratio, "expenditure_share"),),
    absent="文中没有写明支出占比及其部分、总额，无从核对占比。",
)
def share_of_expenditure(ctx: Context) -> Iterator[Outcome]:
    """支出占比应等于部分除以总额。

    为什么：占比是读者理解支出结构的依据，部分、总额、占比三者同时写出就必须相互印证。
    公式：占比 = 部分 ÷ 总额 × 100%；每个数按其写出的位数视为区间，区间有交集即不算不符。
        没有写明总额的，并列三项以上的部分÷占比应得出同一个总额，只有一项不合时提示。
    不报的情形：总额写作“约”“余”的，无法判断；同一总额之下两项以上的部分都大于它的，说的是另一个总额，也无法判断；总额另有口径（如财政拨款支出）且与占比相合的，算相符，并写明口径；
        并列三项以上的占比之和正好是100%、其中一项只差末位一个数的，是调平尾数，不算不符。
    已知漏报：部分与总额不在同一句、又没有“占……的比重”这类字样的占比，不核对。
    """
    level = levelled(ctx.relations(Ratio))
    strangers = _strangers(ctx.relations(Ratio))
    for share in ctx.relations(Ratio):
        if share.denominator is not None and share.denominator.start in strangers:
            yield ctx.cannot_tell(share.rate, "文中没有写明占比的总额，无法复算")
            continue
        for outcome in judge_ratio(
            ctx,
            share,
            name="占比",
            missing="写了占比，但文中没有写明它的部分或总额，无法复算",
        ):
            wrong = outcome.status is Status.FINDING and share.rate.start in level
            yield (as_levelled(ctx, share) if wrong else None) or outcome
    yield from alike(ctx, ctx.relations(Ratio))


def _strangers(shares: Sequence[Ratio]) -> set[int]:
    """Return where amounts stand that are no whole: two parts or more are larger than they are."""
    larger: dict[int, int] = {}
    for share in shares:
        part, whole = share.numerator, share.denominator
        if part is not None and whole is not None and part.value > whole.value:
            larger[whole.start] = larger.get(whole.start, 0) + 1
    return {start for start, parts in larger.items() if parts > 1}
