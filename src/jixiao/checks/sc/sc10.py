"""SC10: a high score needs numbers to stand on."""

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.ind._forms import forms
from jixiao.checks.ind.ind06 import announced
from jixiao.checks.registry import check
from jixiao.checks.sc._score import SELF_EVALUATIONS, total_place
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_RESULTS = (
    SectionKey.MISSION_EFFECTIVENESS,
    SectionKey.INDICATOR_ANALYSIS,
    SectionKey.EVALUATION,
    SectionKey.CONCLUSION,
    SectionKey.EXPERIENCE,
    SectionKey.PLAN,
)
_TOLD = frozenset({SectionKey.MISSION_EFFECTIVENESS, SectionKey.INDICATOR_ANALYSIS})
_LEADING = (SectionKey.FUNCTIONS, SectionKey.OVERVIEW)
_RESULT_OF = frozenset({"other", "satisfaction", "completion_rate"})
_MEASURES = frozenset(
    {
        Dimension.COUNT,
        Dimension.PERCENT,
        Dimension.AREA,
        Dimension.LENGTH,
        Dimension.MASS,
        Dimension.MONEY,
        Dimension.DURATION,
        Dimension.MULTIPLE,
    }
)
_BUDGET = pattern(r"预算|支出|收入|执行|决算|经费|结转")
_ANNEX = pattern(r"(?:详见|见|另附|随)[^。;]{0,14}(?:附件|附表|自评表|评分表|得分表|另册)")


@check(
    code="SC10",
    name="score-without-numbers",
    severity=Severity.WARNING,
    since="0.1",
    options={"high": Decimal(95), "fewest": 3},
    absent="文中没有总分或总分不高，不核对得分是否有数据支撑。",
)
def score_without_numbers(ctx: Context) -> Iterator[Outcome]:
    """高分应有可核实的绩效数据支撑。

    为什么：95分以上而通篇几乎没有产出、效果的数字，得分无从核实。
    公式：总分≥95（可配置），而自评结果、任务完成等部分的数量、比率少于3个（预算收支的数不算），
    即报。
    不报的情形：附有指标得分表的；写明见附表的，无法判断；已由 IND06 指出没有列明指标的，不重复报。
    已知漏报：数字很多而与绩效无关的。
    """
    total, place = ctx.metadata.total_score, total_place(ctx.understanding)
    if total is None or place is None or total < ctx.option("high", Decimal):
        return
    if ctx.metadata.report_kind not in SELF_EVALUATIONS:
        return
    rows = sum(len(form.leaves) for form in forms(ctx.understanding))
    numbers = _numbers(ctx) + rows
    if numbers >= ctx.option("fewest", int):
        yield ctx.passed(place, f"总分{total}分，文中有绩效数据{numbers}处")
    elif _ANNEX.search(ctx.document.text) or announced(ctx) is not None:
        yield ctx.cannot_tell(place, "绩效数据可能在附表中，或已另行指出没有列明指标（IND06）")
    elif not any(section.key in _RESULTS for section in ctx.understanding.sections):
        yield ctx.cannot_tell(place, "文中没有认出自评结果、任务完成一类的部分")
    else:
        yield ctx.finding(
            place,
            f"总分{total}分，而文中产出、效果的数据只有{numbers}处，得分缺少支撑，请补充主要指标的目标值和完成值",
            stated=total,
        )


def _numbers(ctx: Context) -> int:
    facts = ctx.understanding.facts
    found: set[int] = set()
    keys = {section.key for section in ctx.understanding.sections}
    if keys.isdisjoint(_TOLD):  # told under a heading of its own: all but the beginning counts
        start = next((s.end for s in ctx.understanding.sections if s.key in _LEADING), 0)
        found = {fact.start for fact in facts if fact.start >= start and _is_result(fact)}
    for span in ctx.understanding.section_text(*_RESULTS):
        first = bisect_left(facts, span.start, key=lambda fact: fact.start)
        last = bisect_left(facts, span.end, key=lambda fact: fact.start)
        found.update(fact.start for fact in facts[first:last] if _is_result(fact))
    return len(found)


def _is_result(fact: Fact) -> bool:
    if fact.concept not in _RESULT_OF:
        return False
    quantity = fact.quantity
    if quantity is None or quantity.unit.dimension not in _MEASURES:
        return False
    return not _BUDGET.search(fact.label)
