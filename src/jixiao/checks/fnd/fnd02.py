"""FND02: expenditure by source."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._parts import judge_parts
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Severity


@check(
    code="FND02",
    name="expenditure-by-source",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "expenditure_by_source"),),
    absent="文中没有按资金来源列出支出，无从核对其合计。",
)
def expenditure_by_source(ctx: Context) -> Iterator[Outcome]:
    """各来源支出之和应等于总支出。

    为什么：按资金来源划分的支出是封闭的，合计不等说明漏列来源或数字有误。
    公式：一般公共预算支出＋政府性基金支出＋国有资本经营预算支出＋财政专户管理资金支出＋其他资金支出＝总支出。
    不报的情形：总数是财政拨款支出的，不含其他资金；只列一种来源的，只要求不超过总数；
        总数只能推断的，按警告提示。
    已知漏报：来源的名称不在常用名称之内的。
    """
    for relation in ctx.relations(PartsOfWhole):
        yield from judge_parts(ctx, relation)
