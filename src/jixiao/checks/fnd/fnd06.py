"""FND06: the shares of a complete list add up to 100 %."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_sum
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Quantity
from jixiao.model.relation import PartsOfWhole, Ratio, RatioKind
from jixiao.model.source import Span
from jixiao.terms import Severity


@check(
    code="FND06",
    name="shares-add-up",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有对一个总额的全部组成部分逐项写出占比，无从核对占比合计。",
)
def shares_add_up(ctx: Context) -> Iterator[Outcome]:
    """完整列出的各项占比之和应为100%。

    为什么：各项占比合计不是100%，说明有一项占比写错或分母不一致。
    公式：各项占比相加，与100%相差不超过各项末位误差之和。
    不报的情形：只列出部分项目的不核对；有一项没有写占比且金额不为零的不核对；占比写作“约”的，无法判断。
    已知漏报：没有写出总额与各部分金额、只写占比的。
    """
    shares = {
        id(ratio.numerator): ratio
        for ratio in ctx.all(Ratio)
        if ratio.kind is RatioKind.SHARE and ratio.numerator is not None
    }
    if not shares:
        return
    for relation in ctx.all(PartsOfWhole):
        if not relation.exhaustive or not relation.sure or len(relation.parts) < 2:
            continue
        told = [shares[id(part)] for part in relation.parts if id(part) in shares]
        if any(_of_another(ratio, relation.whole) for ratio in told):
            continue
        rates = [ratio.rate for ratio in told]
        blank = [part for part in relation.parts if id(part) not in shares and part.value]
        if len(rates) > 1 and not blank and len({rate.amount.unit.name for rate in rates}) == 1:
            yield _judge(ctx, relation, rates)


def _of_another(ratio: Ratio, whole: Fact) -> bool:
    """Whether a share is of another amount than the whole of its list, such as that of the year."""
    return ratio.denominator is not None and ratio.denominator.value != whole.value


def _judge(ctx: Context, relation: PartsOfWhole, rates: Sequence[Fact]) -> Outcome:
    finest = max(rate.amount.decimals for rate in rates)
    whole = Quantity(Decimal(100), rates[0].amount.unit, finest)
    result = verify_sum([rate.amount for rate in rates], whole)
    place = Span(rates[0].start, rates[-1].end)
    listed = "＋".join(ctx.number(rate) for rate in rates)
    label = relation.whole.label
    if result.verdict is Verdict.FAIL:
        return ctx.finding(
            place,
            f"“{label}”各部分的占比相加（{listed}）为 {result.expected}%，不是100%，请核对各项占比",
            stated=result.expected,
            expected=Decimal(100),
            related=rates,
        )
    if result.verdict is Verdict.ROUNDING:
        return ctx.rounding(
            place,
            f"“{label}”各部分的占比相加（{listed}）为 {result.expected}%，"
            "与100%的差在四舍五入范围内",
            stated=result.expected,
            expected=Decimal(100),
            related=rates,
        )
    if result.verdict is Verdict.UNDECIDED:
        return ctx.cannot_tell(place, f"“{label}”的占比含有约数，无法核对合计", rates)
    return ctx.passed(place, f"“{label}”各部分的占比相加（{listed}）为100%", rates)
