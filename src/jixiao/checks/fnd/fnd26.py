"""FND26: other named rates."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._rates import judge_ratio, reckoned_otherwise
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio, RatioKind, Sampling
from jixiao.terms import Severity


@check(
    code="FND26",
    name="named-rate",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Ratio, "*"),),
    absent="文中没有同时写明结转结余率、资金到位率等比率及其分子、分母，无从核对。",
    basis="财预〔2013〕53号",
)
def named_rate(ctx: Context) -> Iterator[Outcome]:
    """结转结余率、资金到位率等比率应等于分子除以分母。

    为什么：这些比率按固定公式计算并据以评分，分子、分母、比率同时写出就必须相互印证。
    公式：结转结余率＝结转结余总额÷支出预算数；资金到位率＝到位资金÷预算资金；其余按文中写明的分子、分母。
    不报的情形：分母另有口径（如支出决算数）且与比率相合的，算相符；缺分子或分母的，无法判断；
        写作100%而随后说明几个因故不计的，写明加权、折算的，至多按警告请核实。
    已知漏报：分子、分母与比率不在同一段的。
    """
    sampled = {each.rate.start for each in ctx.all(Sampling) if each.positive is not None}
    for ratio in ctx.relations(Ratio):
        if ratio.kind is RatioKind.SHARE or (not ratio.sure and ratio.rate.start in sampled):
            continue  # a satisfaction rate of the valid answers is judged by IND23
        label = ratio.rate.label or "比率"
        further = ("expenditure_total", "income_total", "budget_total")
        yield from judge_ratio(
            ctx,
            ratio,
            name=label,
            missing=f"写了{label}，但没有写明它的分子或分母，无法复算",
            others=ctx.facts_of(*further),
            firm=not reckoned_otherwise(ctx, ratio.rate),
        )
