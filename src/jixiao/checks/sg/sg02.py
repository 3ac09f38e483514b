"""SG02: the execution rate of the three public expenses."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import near
from jixiao.checks.fnd._rates import judge_ratio, lifted
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.terms import Severity

_PARTS = frozenset(
    {
        "overseas_trips",
        "vehicles_total",
        "vehicles_purchase",
        "vehicles_operation",
        "official_receptions",
    }
)


@check(
    code="SG02",
    name="three-public-rate",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Ratio, "three_public_execution"),),
    absent="文中没有同时写明“三公”经费执行率（控制率）及其支出数、预算数，无从核对。",
    basis="财预〔2013〕53号",
)
def three_public_rate(ctx: Context) -> Iterator[Outcome]:
    """“三公”经费执行率（控制率）应等于支出数除以预算数。

    为什么：“三公”经费控制率单独占分，也是公开数据，三个数同时写出就必须相互印证。
    公式：“三公”经费执行率＝实际支出数÷预算安排数×100%。
    不报的情形：以文中另一个预算口径（年初预算、全年预算）能够相合的，算相符，并写明口径；缺支出数或预算数的，无法判断。
    已知漏报：支出数、预算数与执行率不在同一段的。
    """
    for ratio in ctx.relations(Ratio):
        totals = list(near(ctx, ratio.rate, "three_public_total"))
        base = ratio.denominator
        whole = base is not None and base.concept == "three_public_budget"
        yield from judge_ratio(
            ctx,
            lifted(ratio, _PARTS, totals) if whole else ratio,
            name="“三公”经费执行率",
            missing="写了“三公”经费执行率，但没有写明支出数或预算数，无法复算",
            tops=totals,
        )
