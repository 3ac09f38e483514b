"""IND24: the cost of one unit of output."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_product, verify_quotient
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change, PartsOfWhole, UnitCost
from jixiao.patterns import pattern
from jixiao.terms import Severity

_ASKED = pattern(r"受理|申请|申报|报名|登记|咨询|征集|收到|接到|摸排|排查|计划|目标")


@check(
    code="IND24",
    name="unit-cost-of-output",
    severity=Severity.ERROR,
    since="0.1",
    claims=((UnitCost, "output"),),
    absent="文中没有同时写明支出、产出数量和单位成本的事项。",
)
def unit_cost_of_output(ctx: Context) -> Iterator[Outcome]:
    """产出的单位成本应等于支出除以产出数量。

    为什么：单位成本是成本指标的完成值，支出、数量、单价三者同时写出就必须相互印证。
    公式：单位成本 = 支出 ÷ 数量，换算单位后比较；每个数按写出的位数视为区间。
    写明补助标准、单价的，按金额 = 标准 × 数量核对；人均次数、班均人数等平均数同样核对。
    不报的情形：支出或数量为约数的，无法判断；办公面积、在职人员的单位成本由 AS04 核对。
    已知漏报：支出包含其他内容而文中没有说明的，会误以为不符，请在文中写明口径。
    """
    for each in ctx.relations(UnitCost):
        if each.priced:
            yield _priced(ctx, each)
            continue
        result = verify_quotient(each.cost.amount, each.base.amount, each.unit_cost.amount)
        ordered = max(each.cost.start, each.base.start) < each.unit_cost.start
        ordered = each.bound or (ordered and _side_by_side(ctx, each))
        if result.verdict is Verdict.FAIL and not (ordered and (each.sure or each.bound)):
            yield ctx.cannot_tell(
                each.unit_cost, "单位成本的支出或数量写在别处，是否同一口径文中没有写明，无法复算"
            )
            continue
        yield ctx.judge(
            result,
            each.unit_cost,
            f"{_name(each)}写作 {{stated}}，按“{ctx.number(each.cost)}÷{ctx.number(each.base)}”"
            "应为 {expected}",
            severity=None if each.sure and not _only_asked(ctx, each) else Severity.WARNING,
            related=((each.cost, "支出" if _is_money(each) else "总数"), (each.base, "数量")),
        )


def _priced(ctx: Context, each: UnitCost) -> Outcome:
    result = verify_product(each.unit_cost.amount, each.base.amount, each.cost.amount)
    return ctx.judge(
        result,
        each.cost,
        f"金额写作 {{stated}}，按“{ctx.number(each.unit_cost)}×{ctx.number(each.base)}”"
        "应为 {expected}",
        related=((each.unit_cost, "单价"), (each.base, "数量")),
    )


def _only_asked(ctx: Context, each: UnitCost) -> bool:
    """Whether the base counts what was asked for, of which not all may have cost anything."""
    return _ASKED.search(ctx.document.text, each.base.clause, each.base.start) is not None


def _is_money(each: UnitCost) -> bool:
    return each.cost.amount.unit.dimension is Dimension.MONEY


def _name(each: UnitCost) -> str:
    return "单位成本" if _is_money(each) else "平均数"


def _side_by_side(ctx: Context, each: UnitCost) -> bool:
    """Whether no other amount or number of the same things stands among the three figures."""
    first = min(each.cost.start, each.base.start)
    between = (f for f in ctx.understanding.facts if first <= f.start <= each.unit_cost.start)
    used = {each.cost, each.base, each.unit_cost}
    for one in ctx.understanding.all(PartsOfWhole):
        if one.whole in (each.cost, each.base):
            used.update(one.parts)
    used.update(one.difference for one in ctx.all(Change) if one.difference is not None)
    return not any(
        fact.amount.unit.dimension is each.cost.amount.unit.dimension
        or fact.amount.unit == each.base.amount.unit
        for fact in between
        if fact not in used
    )
