"""XR02: the rate of execution by the budget of the whole year."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._figures import RATE, SUMMED, agrees, printed, rates, told
from jixiao.checks.xr._owners import Owners
from jixiao.checks.xr._same import spoken_otherwise
from jixiao.extraction.understanding import Understanding
from jixiao.model.fact import Fact
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.source import Span
from jixiao.terms import Fund, Severity

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
    不报的情形：项目和任务的、年中的、上年的、某一种资金的执行率；已有一处相符，而这一句说的是一部分或某一时点的。
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
        owners = Owners(evaluation, text)
        facts = [
            fact
            for fact in told(text, ("execution_rate",), evaluation.department.year, owners)
            if fact.scope.fund is Fund.ALL
        ]
        if facts:
            yield from _judged(ctx, (source, text), facts, known, ours)


def _judged(
    ctx: SourcesContext,
    where: tuple[int, Understanding],
    facts: list[Fact],
    known: dict[str, Decimal],
    ours: Spot,
) -> Iterator[SourcesOutcome]:
    source, text = where
    fits = [one for one in facts if _same(one, known[_ADJUSTED])]
    unlike = [one for one in facts if one not in fits]
    for fact in fits[:1]:
        theirs = Spot(source, span=Span(fact.start, fact.end), label="报告")
        yield ctx.passed((theirs, ours), f"{_said(known, fact)}，相符")
    if fits:
        unlike = [one for one in unlike if not spoken_otherwise(text, one)]
    for fact in unlike if fits else unlike[:1]:
        initial = known.get(_INITIAL)
        basis = ""
        if initial is not None and _same(fact, initial):
            basis = "按年初预算数作分母则相符；评分以全年预算数（调整后）为准"
        yield ctx.finding(
            (Spot(source, span=Span(fact.start, fact.end), label="报告"), ours),
            f"{_said(known, fact)}；请核对分母是哪一个预算数",
            stated=fact.value,
            expected=known[_ADJUSTED],
            basis=basis,
        )


def _said(known: dict[str, Decimal], fact: Fact) -> str:
    rate = bare(known[_ADJUSTED])
    return f"预算执行率：按工作簿的全年预算数为{rate}%，报告写作{printed(fact)}"


def _same(fact: Fact, rate: Decimal) -> bool:
    return fact.amount.unit.name == RATE and (
        agrees(fact, rate, RATE) or abs(fact.value - rate) <= Decimal("0.01")
    )
