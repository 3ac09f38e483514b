"""PR04: the execution rate of procurement."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import near
from jixiao.checks.fnd._rates import judge_ratio, lifted
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.terms import Severity

_PARTS = frozenset({"procurement_goods", "procurement_works", "procurement_services"})


@check(
    code="PR04",
    name="procurement-rate",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Ratio, "procurement_execution"),),
    absent="文中没有同时写明政府采购执行率、实际采购金额和采购预算，无从核对。",
    basis="财预〔2013〕53号",
)
def procurement_rate(ctx: Context) -> Iterator[Outcome]:
    """政府采购执行率应等于实际采购金额除以采购预算。

    为什么：政府采购执行率单独占分，三个数同时写出就必须相互印证。
    公式：政府采购执行率＝实际采购金额÷政府采购预算数×100%。
    不报的情形：以文中另一个采购预算口径能够相合的，算相符；缺实际金额或预算的，无法判断。
    已知漏报：三个数不在同一段的。
    """
    for ratio in ctx.relations(Ratio):
        totals = list(near(ctx, ratio.rate, "procurement_total"))
        yield from judge_ratio(
            ctx,
            lifted(ratio, _PARTS, totals),
            name="政府采购执行率",
            missing="写了政府采购执行率，但没有写明实际采购金额或采购预算，无法复算",
            tops=totals,
        )
