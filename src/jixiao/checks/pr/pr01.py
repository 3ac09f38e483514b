"""PR01: government procurement by category."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._parts import judge_parts, spent_of_budget
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Severity


@check(
    code="PR01",
    name="procurement-sum",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "procurement"),),
    absent="文中没有同时写明政府采购总额与货物、工程、服务各项，无从核对其合计。",
    basis="《中华人民共和国政府采购法》第二条",
)
def procurement_sum(ctx: Context) -> Iterator[Outcome]:
    """货物、工程、服务采购之和应等于政府采购总额。

    为什么：政府采购只分货物、工程、服务三类，合计不等必有一处写错。
    公式：货物＋工程＋服务＝政府采购总额；没有写出的类别视为零。
    不报的情形：只写一类的，只要求不超过总额；采购预算与采购支出不混加；含“约”“余”的，无法判断。
    已知漏报：把一类再拆成几个品目而不写该类合计的。
    """
    for relation in ctx.relations(PartsOfWhole):
        if spent_of_budget(ctx, relation):
            yield ctx.cannot_tell(
                relation.whole, "合计是预算数，各项是支出数，不相加核对", relation.parts
            )
        else:
            yield from judge_parts(ctx, relation)
