"""AS06: costs per head within the public funds per head."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_at_most, verify_sum
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension, Quantity
from jixiao.terms import Severity

_PARTS = ("unit_cost_administration", "unit_cost_business", "unit_cost_field")


@check(
    code="AS06",
    name="costs-per-head",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有同时写明人均行政、业务活动、外勤支出和人均公用经费，无从比较。",
)
def costs_per_head(ctx: Context) -> Iterator[Outcome]:
    """人均行政支出、业务活动支出、外勤支出之和一般不超过人均公用经费。

    为什么：这三项都在公用经费中开支，合计大于人均公用经费，多为计算口径或人数不一致。
    公式：人均行政支出＋人均业务活动支出＋人均外勤支出≤人均公用经费支出。
    不报的情形：三项定义有重叠、前后文说明口径的可以不理；单位不同、缺任何一项的不比较；含“约”的，无法判断。
    已知漏报：只写总额、没有写人均数的。
    """
    parts = [_first(ctx, concept) for concept in _PARTS]
    whole = _first(ctx, "unit_cost_public")
    known = [part for part in parts if part is not None]
    if whole is None or len(known) < len(_PARTS):
        return
    total = verify_sum([part.amount for part in known], whole.amount).expected
    listed = "＋".join(ctx.number(part) for part in known)
    said = f"人均行政、业务活动、外勤支出之和（{listed}），人均公用经费 {ctx.number(whole)}"
    if total is None:
        yield ctx.cannot_tell(whole, f"{said}，单位不同或含约数，无法比较", known)
        return
    amount = Quantity(total, whole.amount.unit, whole.amount.decimals)
    verdict = verify_at_most(amount, whole.amount).verdict
    if verdict is Verdict.FAIL and all(part.amount.is_point for part in known):
        yield ctx.finding(
            whole,
            f"{said}，三项之和 {total} 大于人均公用经费，请核对人数和口径",
            stated=whole,
            expected=total,
            related=known,
        )
    elif verdict is Verdict.FAIL or not all(part.amount.is_point for part in (*known, whole)):
        yield ctx.cannot_tell(whole, f"{said}，含有约数，无法比较", known)
    else:
        yield ctx.passed(whole, f"{said}，未超过", known)


def _first(ctx: Context, concept: str) -> Fact | None:
    return next(
        (
            fact
            for fact in ctx.facts_of(concept)
            if fact.amount.unit.dimension is Dimension.UNIT_COST
        ),
        None,
    )
