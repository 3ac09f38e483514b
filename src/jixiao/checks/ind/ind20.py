"""IND20: satisfaction with sample and method."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Sampling
from jixiao.patterns import pattern
from jixiao.terms import Severity

_METHOD = pattern(
    r"问卷|抽样|样本|调查|回访|访谈|走访|入户|电话|测评|评价器|评议|随机|填“满意”|表示满意|第三方|评价系统|好差评"
)
_TARGET = pattern(r"目标值?$|指标值$|不低于$|不少于$|[≥>]$|达到$")


@check(
    code="IND20",
    name="satisfaction-method",
    severity=Severity.HINT,
    since="0.1",
    absent="文中没有写明满意度的数值。",
)
def satisfaction_method(ctx: Context) -> Iterator[Outcome]:
    """写明满意度的，应说明调查方法和样本数。

    为什么：没有样本和方法的满意度无法核实，也说明不了服务对象是谁。
    公式：写有满意度数值的报告，文中提到问卷、抽样、回访、测评等任一方法，或写明样本数。
    不报的情形：只写满意度目标值的；一处说明方法即可。
    已知漏报：方法写得过于笼统的，不判断是否可靠。
    """
    facts = [
        fact
        for fact in ctx.facts_of("satisfaction")
        if fact.amount.unit.dimension is Dimension.PERCENT
        and not _TARGET.search(ctx.document.text[max(0, fact.start - 5) : fact.start])
        and fact.amount.comparator is None
        and not fact.label.endswith("目标值")
    ]
    if not facts:
        return
    if ctx.all(Sampling) or any(_told(ctx, fact.start) for fact in facts):
        yield ctx.passed(facts[0], "满意度写明了调查方法或样本")
        return
    yield ctx.finding(
        facts[0],
        f"满意度{ctx.number(facts[0])}没有说明调查方法和样本数，请写明（如发放、收回问卷份数）",
    )


def _told(ctx: Context, offset: int) -> bool:
    document = ctx.document
    block = document.blocks[document.block_at(offset)]
    return (
        _METHOD.search(document.text, block.start, block.end) is not None
        or "份" in (document.text[max(block.start, offset - 60) : offset + 60])
    )
