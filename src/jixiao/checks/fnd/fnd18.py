"""FND18: project funds by source."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._parts import judge_parts
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Severity


@check(
    code="FND18",
    name="project-funds-by-source",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "fund_by_source"),),
    absent="文中没有同时写明资金总额及其来源，无从核对其合计。",
    basis="财预〔2020〕10号 项目支出绩效自评表",
)
def project_funds_by_source(ctx: Context) -> Iterator[Outcome]:
    """资金总额应等于当年财政拨款、上年结转资金与其他资金之和。

    为什么：自评表的资金栏按来源填列，合计不等则预算数或执行数失实，执行率也随之出错。
    公式：当年财政拨款＋上年结转资金＋其他资金＝资金总额；按中央、省、市、县资金列示的同理。
    不报的情形：只列出部分来源的（其中……），只要求不超过总额；总额只能推断的，按警告提示。
    已知漏报：表格中没有写明总额的。
    """
    for relation in ctx.relations(PartsOfWhole):
        yield from judge_parts(ctx, relation)
