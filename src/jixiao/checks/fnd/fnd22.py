"""FND22: basic expenditure by kind."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._parts import judge_parts
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Severity


@check(
    code="FND22",
    name="basic-expenditure-by-kind",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "basic_by_kind"),),
    absent="文中没有同时写明基本支出与人员经费、公用经费，无从核对其合计。",
)
def basic_expenditure_by_kind(ctx: Context) -> Iterator[Outcome]:
    """人员经费与公用经费之和应等于基本支出。

    为什么：基本支出只由人员经费和公用经费组成，人均公用经费等指标也以此为据。
    公式：人员经费＋公用经费＝基本支出；预算数同理。
    不报的情形：只写出其中一项的，只要求不超过基本支出；含“约”“余”的，无法判断。
    已知漏报：把人员经费再分成工资福利支出和对个人和家庭的补助支出、不写人员经费合计的。
    """
    for relation in ctx.relations(PartsOfWhole):
        yield from judge_parts(ctx, relation)
