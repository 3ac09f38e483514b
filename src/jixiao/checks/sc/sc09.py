"""SC09: the score of the monitoring is not the final score."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.sc._score import HUNDRED, last_year, monitoring, total_place
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.terms import Severity


@check(
    code="SC09",
    name="same-score-twice",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有年中监控或上年度的得分，不涉及与年末总分相同。",
)
def same_score_twice(ctx: Context) -> Iterator[Outcome]:
    """年中监控得分、上年度得分一般不会与年末自评总分完全相同。

    为什么：年中不可能知道全年支出率的失分，两个得分分毫不差多半是照抄或误填。
    公式：写明为监控（年中、上半年）或上年度的得分 ≠ 本次自评总分。
    不报的情形：两次都是100分的。
    已知漏报：监控得分没有写明“监控”“年中”字样的。
    """
    total, place = ctx.metadata.total_score, total_place(ctx.understanding)
    if total is None or place is None:
        return
    for fact in ctx.understanding.facts:
        quantity = fact.quantity
        if quantity is None or quantity.unit.dimension is not Dimension.SCORE:
            continue
        if fact.start == place.start or quantity.value < 20:
            continue
        when = _when(ctx, fact)
        if not when:
            continue
        if quantity.value != total or total == HUNDRED:
            yield ctx.passed(fact, f"{when}得分{ctx.number(fact)}，与年末总分{total}分不同")
            continue
        yield ctx.finding(
            fact,
            f"{when}得分{ctx.number(fact)}与年末自评总分完全相同，疑为误填，请核对",
            stated=fact,
            related=((place, "年末总分"),),
        )


def _when(ctx: Context, fact: Fact) -> str:
    """Return of which earlier time a score is, in words; empty where it is of none."""
    if fact.concept not in ("total_score", "part_score") and "得分" not in fact.label:
        return ""
    if monitoring(ctx.understanding, fact.start):
        return "监控"
    return "上年度" if last_year(ctx.understanding, fact.start) else ""
