"""FA05: the amounts that the narrative repeats from the tables."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fa._sums import judge_sum, same, where
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole, Restatement
from jixiao.terms import Severity


@check(
    code="FA05",
    name="narrative-of-accounts",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Restatement, "account_narrative"), (PartsOfWhole, "account_narrative")),
    absent="文中没有可与决算表核对的情况说明。",
)
def narrative_of_accounts(ctx: Context) -> Iterator[Outcome]:
    """情况说明中的数应与决算表一致。

    为什么：情况说明是对决算表的文字说明，两者不一致，读者无从判断以哪个为准。
    公式：说明中的金额＝决算表同一项目、同一资金、同一年度的数，单位不同的先换算，按写出的位数四舍五入后比较。
    不报的情形：名称与表中项目不完全相同的、上年数、增减额、表中没有对应栏目的（如没有年初预算栏）不核对；
        与所指的表不符、却与另一张表同名项目相等的，可能另有口径，无法判断；名称不够确切的只作提示。
    已知漏报：名称写得与表中不同的项目。
    """
    for relation in ctx.relations(Restatement):
        stated, reference = relation.stated, relation.reference
        result = same(stated, reference)
        other = next(
            (o for o in relation.others if same(stated, o).verdict is not Verdict.FAIL), None
        )
        if result.verdict is Verdict.FAIL and other is not None:
            yield ctx.cannot_tell(
                stated,
                f"“{stated.label}”写作 {ctx.number(stated)}，与{where(reference)}"
                f" {ctx.number(reference)}不同，而与{where(other)}相等，口径无法判断",
                (reference, other),
            )
            continue
        yield ctx.judge(
            result,
            stated,
            f"“{stated.label}”写作 {{stated}}，{where(reference)}为 {ctx.number(reference)}，"
            "应为 {expected}",
            related=(reference,),
            severity=None if relation.sure else Severity.WARNING,
        )
    for total in ctx.relations(PartsOfWhole):
        yield judge_sum(ctx, total)
