"""FA06: what is told of in the narrative is in the tables, what is denied is not."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fa._sums import where
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Presence
from jixiao.terms import Severity


@check(
    code="FA06",
    name="blanks-of-accounts",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Presence, ""),),
    absent="情况说明中没有可与决算表空白核对的内容。",
)
def blanks_of_accounts(ctx: Context) -> Iterator[Outcome]:
    """说明中写有金额的项目，表中不应空白；写明没有的，表中应为空白或零。

    为什么：说明写有支出而表中空白，或者说明写没有而表中有数，必有一处漏改。
    公式：说明中金额大于零⇒表中同一项目不为空、不为零；说明写“没有……收入（支出）”⇒表中为空或零。
    不报的情形：没有决算表的、上年的、名称不能确定的不核对；表中没有这一行的，可能是科目名称有出入，只作提示。
    已知漏报：用别的说法表示没有的。
    """
    for relation in ctx.relations(Presence):
        cell, told = relation.cell, relation.told
        if told is not None and cell is None:
            yield ctx.finding(
                told,
                f"“{relation.name}”写有 {ctx.number(told)}，《{relation.table}》中没有这一科目，"
                "请核对科目名称或补列",
                stated=told,
                severity=Severity.WARNING,
            )
        elif told is not None and cell is not None:
            yield ctx.finding(
                told,
                f"“{relation.name}”写有 {ctx.number(told)}，{where(cell)}却是空白或零，不符",
                stated=told,
                expected=0,
                related=(cell,),
            )
        elif cell is not None and cell.value:
            yield ctx.finding(
                relation.words,
                f"写明没有“{relation.name}”，{where(cell)}却有 {ctx.number(cell)}，不符",
                expected=cell,
                related=(cell,),
            )
        elif cell is not None:
            yield ctx.passed(
                relation.words, f"写明没有“{relation.name}”，{where(cell)}为空或零", (cell,)
            )
