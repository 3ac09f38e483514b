"""FND15: two different rates for one thing."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._rates import plain_rates
from jixiao.checks.fnd._repeats import agree
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.terms import Severity


@check(
    code="FND15",
    name="one-rate",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有两处以上写出全年预算执行率，无从相互核对。",
)
def one_rate(ctx: Context) -> Iterator[Outcome]:
    """同一口径、同一期间的预算执行率只能有一个数。

    为什么：执行率直接计分，前后写成两个数，评分就失去依据。
    公式：全年预算执行率（支出率、完成率）在各处相等；印出位数不同的，以较粗的一处为准。
    不报的情形：资金、年初或调整后预算等口径不同的，不同时点的，单个项目的，不比较；
        两处写明的分子、分母不同的不比较；有一处没有写明分子、分母的，按警告请说明口径。
    已知漏报：其中一处没有写明属于全部门的。
    """
    rates = plain_rates(ctx)
    if len(rates) < 2:
        return
    first, *rest = rates
    odd = [ratio for ratio in rest if not agree(first.rate, ratio.rate)]
    told_apart = False
    for other in odd:
        certain = _bound(first) and _bound(other)
        if certain and not _same_operands(first, other):
            continue
        told_apart = True
        advice = "" if certain else "；如口径不同，请写明口径"
        yield ctx.finding(
            other.rate,
            f"全年预算执行率前后不一：一处写作 {ctx.number(first.rate)}，"
            f"此处写作 {ctx.number(other.rate)}，请核对{advice}",
            stated=other.rate,
            expected=first.rate,
            related=(first.rate,),
            severity=None if certain else Severity.WARNING,
        )
        break
    same = [ratio for ratio in rest if agree(first.rate, ratio.rate)]
    if same and not told_apart:
        last = same[-1].rate
        yield ctx.passed(
            last,
            f"全年预算执行率 {ctx.number(last)}，在文中 {len(same) + 1} 处写出，一致",
            [ratio.rate for ratio in (first, *same[:-1])],
        )


def _bound(ratio: Ratio) -> bool:
    return ratio.numerator is not None and ratio.denominator is not None


def _same_operands(first: Ratio, second: Ratio) -> bool:
    pairs = ((first.numerator, second.numerator), (first.denominator, second.denominator))
    return all(_same(one, other) for one, other in pairs)


def _same(first: Fact | None, second: Fact | None) -> bool:
    return first is not None and second is not None and agree(first, second)
