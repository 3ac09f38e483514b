"""PR02: the share of small and medium-sized enterprises in procurement."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._rates import judge_ratio
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.terms import Severity


@check(
    code="PR02",
    name="sme-share",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Ratio, "procurement_sme"),),
    absent="文中没有同时写明授予中小企业的占比、合同金额和采购总额，无从核对占比。",
    basis="财库〔2020〕46号",
)
def sme_share(ctx: Context) -> Iterator[Outcome]:
    """授予中小企业的占比应等于授予中小企业合同金额除以采购总额。

    为什么：中小企业占比反映采购政策效能，单独占分并随决算公开。
    公式：占比＝授予中小企业（小微企业）合同金额÷政府采购总额×100%。
    不报的情形：以合同金额、支出总额或授予中小企业金额为分母能够相合的，算相符，并写明口径；缺分子或分母的，无法判断。
    已知漏报：按合同份数计算的占比。
    """
    for ratio in ctx.relations(Ratio):
        bases = ctx.facts_of("procurement_total", "procurement_sme", "procurement_budget")
        yield from judge_ratio(
            ctx,
            ratio,
            name="授予中小企业占比",
            missing="写了授予中小企业的占比，但没有写明合同金额或采购总额，无法复算",
            others=[f for f in bases if f is not ratio.numerator],
            wanted=("procurement",),
        )
