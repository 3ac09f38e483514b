"""FND01: expenditure by nature."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._parts import judge_parts
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Severity

_SPARE = ("expenditure_operating", "expenditure_superior", "expenditure_affiliate_subsidy")


@check(
    code="FND01",
    name="expenditure-by-nature",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "expenditure_by_nature"), (PartsOfWhole, "budget_by_nature")),
    absent="文中没有同时写明总支出与基本支出、项目支出，无从核对其合计。",
)
def expenditure_by_nature(ctx: Context) -> Iterator[Outcome]:
    """基本支出、项目支出等各类支出之和应等于总支出。

    为什么：支出按性质划分是封闭的，合计对不上，说明某一项写错或漏写。
    公式：基本支出＋项目支出（＋经营支出＋上缴上级支出＋对附属单位补助支出）＝总支出；预算数同理。
    不报的情形：只列出其中一项的，只要求不超过总数；文中别处写有经营支出等其他类别的，先加入再判断；
        总数不在同一句、只能推断的，按警告提示；含“约”“余”的，无法判断。
    已知漏报：几个数同时写错而合计恰好相等的；总支出与各部分相隔太远、文字没有联系的。
    """
    for relation in ctx.relations(PartsOfWhole):
        planned = relation.topic == "budget_by_nature"
        yield from judge_parts(ctx, relation, () if planned else _SPARE)
