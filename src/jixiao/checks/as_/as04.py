"""AS04: unit costs."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import told
from jixiao.checks.registry import check
from jixiao.model.arithmetic import verify_quotient
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import UnitCost
from jixiao.terms import Severity


@check(
    code="AS04",
    name="unit-cost",
    severity=Severity.ERROR,
    since="0.1",
    claims=((UnitCost, "*"),),
    absent="文中没有同时写明单位成本、金额和面积（人数），无从复算。",
)
def unit_cost(ctx: Context) -> Iterator[Outcome]:
    """单位成本应等于金额除以面积、人数等基数。

    为什么：能耗、物业、公用经费等单位成本用于横向比较，金额、基数、单位成本同时写出就必须相互印证。
    公式：单位成本＝金额÷面积（人数、车辆数）。
    不报的情形：写明年平均人数、平均面积而没有写出该基数的，无法判断；含“约”“余”的，无法判断。
    已知漏报：金额或基数写在其他章节的。
    """
    for cost in ctx.relations(UnitCost):
        yield ctx.judge(
            verify_quotient(cost.cost.amount, cost.base.amount, cost.unit_cost.amount),
            cost.unit_cost,
            f"单位成本写作 {{stated}}，按“{told(cost.cost)}÷{_called(cost.base)}”"
            f"（{ctx.number(cost.cost)}÷{ctx.number(cost.base)}）应为 {{expected}}",
            related=(cost.cost, cost.base),
            severity=None if cost.sure else Severity.WARNING,
        )


def _called(base: Fact) -> str:
    """Return what a base is called; the words before one without a name may be 按 or 计算."""
    return "基数" if base.concept == "other" else base.label
