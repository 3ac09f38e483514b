"""XR07: one fact in several written documents."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._figures import printed, told
from jixiao.extraction.understanding import Understanding
from jixiao.model.fact import Fact
from jixiao.model.intervals import interval
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.source import Span
from jixiao.terms import Severity

_CONCEPTS: Final = (
    "income_total", "income_fiscal", "expenditure_total", "expenditure_fiscal",
    "expenditure_basic", "expenditure_project", "expenditure_staff", "expenditure_public",
    "carryover_opening", "carryover_closing", "three_public_total", "overseas_trips",
    "vehicles_purchase", "vehicles_operation", "official_receptions", "procurement_total",
    "posts", "staff", "total_score",
)  # fmt: skip


@source_check(
    code="XR07",
    name="fact-in-several-documents",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有两份文字写到部门的同一个总数。",
)
def fact_in_several_documents(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """同一部门同一年的同一个总数，在报告、决算、监控报告等材料中应当一致。

    为什么：各份材料由不同的人写，公开后一比就看得出。
    公式：名称、资金性质、预算阶段、年度相同的部门总数，换算单位后在印出位数的舍入范围内相等；
    一份材料里写到几次的，有一次相等即可。
    不报的情形：资金性质、预算阶段不同的；约数、上年数、年中数、项目的数；两份材料年度不同的。
    已知漏报：名称不同而其实是一回事的。不相符的只问口径。
    """
    for (number, first), (other, second) in combinations(ctx.texts(), 2):
        if not _comparable(first, second):
            continue
        for concept in _CONCEPTS:
            yield from _judged(ctx, (number, first), (other, second), concept)


def _comparable(first: Understanding, second: Understanding) -> bool:
    years = {first.metadata.fiscal_year, second.metadata.fiscal_year} - {None}
    names = {first.metadata.department, second.metadata.department} - {None}
    return len(years) <= 1 and len(names) <= 1


def _judged(
    ctx: SourcesContext,
    one: tuple[int, Understanding],
    two: tuple[int, Understanding],
    concept: str,
) -> Iterator[SourcesOutcome]:
    year = one[1].metadata.fiscal_year or two[1].metadata.fiscal_year
    for fact in told(one[1], (concept,), year)[:1]:
        mine = [each for each in told(one[1], (concept,), year) if _scope(each) == _scope(fact)]
        theirs = [each for each in told(two[1], (concept,), year) if _scope(each) == _scope(fact)]
        if not theirs:
            continue
        pairs = [(a, b) for a in mine for b in theirs]
        fits = next((pair for pair in pairs if _equal(*pair)), None)
        here, there = fits or pairs[0]
        spots = (
            Spot(one[0], span=Span(here.start, here.end), label="一处"),
            Spot(two[0], span=Span(there.start, there.end), label="另一处"),
        )
        said = f"{here.label}：一处写作{printed(here)}，另一份材料写作{printed(there)}"
        if fits is not None:
            yield ctx.passed(spots, f"{said}，相符")
        else:
            yield ctx.finding(
                spots,
                f"{said}；请核对，或说明两处的口径",
                stated=here.value,
                expected=there.value,
            )


def _scope(fact: Fact) -> tuple[object, ...]:
    return fact.scope.fund, fact.scope.basis, fact.amount.unit.dimension, fact.amount.unit.kind


def _equal(one: Fact, other: Fact) -> bool:
    return interval(one.amount).overlaps(interval(other.amount))
