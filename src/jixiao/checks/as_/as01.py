"""AS01: the utilisation rate of fixed assets."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._rates import judge_ratio
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.terms import Severity


@check(
    code="AS01",
    name="fixed-assets-rate",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Ratio, "fixed_assets"),),
    absent="文中没有写固定资产利用率，无从核对。",
    basis="财预〔2013〕53号",
)
def fixed_assets_rate(ctx: Context) -> Iterator[Outcome]:
    """固定资产利用率应等于在用固定资产除以固定资产总额，并且不超过100%。

    为什么：在用固定资产是固定资产总额的一部分，利用率单独占分。
    公式：固定资产利用率＝实际在用固定资产总额÷所有固定资产总额×100%≤100%。
    不报的情形：只写利用率、没有写在用数和总额的，只看是否超过100%；含“约”“超过”的，无法判断。
    已知漏报：按件数计算的利用率。
    """
    for ratio in ctx.relations(Ratio):
        rate = ratio.rate.amount
        if rate.is_point and rate.base > 100:
            yield ctx.finding(
                ratio.rate,
                f"固定资产利用率写作 {ctx.number(rate)}，在用固定资产不会超过固定资产总额，请核对",
                stated=rate,
            )
            continue
        yield from judge_ratio(
            ctx,
            ratio,
            name="固定资产利用率",
            missing="写了固定资产利用率，但没有写明在用固定资产或固定资产总额，无法复算",
        )
