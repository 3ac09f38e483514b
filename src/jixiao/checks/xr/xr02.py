"""XR02: the rate of execution by the budget of the whole year."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._figures import RATE, SUMMED, agrees, printed, rates, told
from jixiao.model.fact import Fact
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.source import Span
from jixiao.terms import Severity

_ADJUSTED, _INITIAL = "全年预算数", "年初预算数"


@source_check(
    code="XR02",
    name="rate-of-execution",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出工作簿的部门支出和写有预算执行率的文字。",
)
def rate_of_execution(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """报告中部门的预算执行率，应等于工作簿的全年执行数÷全年预算数。

    为什么：用年初预算作分母，执行率会偏高或偏低，评分时以全年预算数（调整后）为准。
    公式：执行率＝全年执行数÷全年预算数×100%，按报告印出的位数四舍五入；
    与年初预算数算得的相同的，指出是分母不同。
    不报的情形：项目的、年中的、上年的执行率；报告另有一处相符的。
    已知漏报：报告只写“支出进度”而认不出是执行率的。
    """
    found = ctx.evaluation()
    if found is None:
        return
    number, evaluation = found
    known = rates(evaluation)
    if _ADJUSTED not in known:
        return
    ours = Spot(number, evaluation.funds[0], "executed", label=SUMMED)
    for source, text in ctx.texts():
        facts = told(text, ("execution_rate",), evaluation.department.year)
        if facts:
            yield _judged(ctx, source, facts, known, ours)


def _judged(
    ctx: SourcesContext, source: int, facts: list[Fact], known: dict[str, Decimal], ours: Spot
) -> SourcesOutcome:
    fits = next((one for one in facts if _same(one, known[_ADJUSTED])), None)
    fact = fits or facts[0]
    theirs = Spot(source, span=Span(fact.start, fact.end), label="报告")
    said = f"预算执行率：按工作簿的全年预算数为{bare(known[_ADJUSTED])}%，报告写作{printed(fact)}"
    if fits is not None:
        return ctx.passed((theirs, ours), f"{said}，相符")
    initial = known.get(_INITIAL)
    basis = ""
    if initial is not None and _same(fact, initial):
        basis = "按年初预算数作分母则相符；评分以全年预算数（调整后）为准"
    return ctx.finding(
        (theirs, ours),
        f"{said}；请核对分母是哪一个预算数",
        stated=fact.value,
        expected=known[_ADJUSTED],
        basis=basis,
    )


def _same(fact: Fact, rate: Decimal) -> bool:
    return fact.amount.unit.name == RATE and (
        agrees(fact, rate, RATE) or abs(fact.value - rate) <= Decimal("0.01")
    )
