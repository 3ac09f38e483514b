"""FND03: income by source."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._parts import judge_parts
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Severity

_SPARE = ("income_use_of_surplus", "carryover_opening")


@check(
    code="FND03",
    name="income-by-source",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "income_by_source"),),
    absent="文中没有同时写明总收入及其各项来源，无从核对其合计。",
)
def income_by_source(ctx: Context) -> Iterator[Outcome]:
    """收入各来源之和应等于总收入。

    为什么：收入来源逐项写出时应当完整，合计不等说明漏列或写错。
    公式：财政拨款收入＋上级补助收入＋事业收入＋经营收入＋附属单位上缴收入＋其他收入＝总收入；
        财政拨款收入＝一般公共预算＋政府性基金＋国有资本经营预算财政拨款收入。
    不报的情形：使用非财政拨款结余、年初结转另起一处写出的，先加入再判断；财政拨款收入与其下的一般公共预算、
        政府性基金并列的，不重复相加；只列一项来源的，只要求不超过总数。
    已知漏报：来源写作当地专用名称的。
    """
    for relation in ctx.relations(PartsOfWhole):
        yield from judge_parts(ctx, relation, _SPARE)
