"""FA04: one item in two tables of final accounts."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fa._sums import judge_same, judge_sum
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole, Restatement
from jixiao.terms import Severity


@check(
    code="FA04",
    name="tables-of-accounts",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Restatement, "account_tables"), (PartsOfWhole, "account_tables")),
    absent="文中没有两张可以互相核对的决算表。",
)
def tables_of_accounts(ctx: Context) -> Iterator[Outcome]:
    """同一项目在各张决算表中的数应当相等。

    为什么：各表出自同一套账，同一资金、同一年度、同一项目在两张表中不等，必有一张填错。
    公式：收入支出决算总表的本年收入合计＝收入决算表合计，本年支出合计＝支出决算表合计，各类支出、各项收入逐项相等；
        财政拨款收入支出决算总表的收入＝收入决算表的财政拨款收入，分资金的支出＝一般公共预算、政府性基金、国有资本经营各表的合计，各类逐项相等；
        一般公共预算支出表的基本支出＝基本支出明细表的人员经费＋公用经费；
        基本支出明细表的出国费、接待费、公务用车购置和运行维护费，不大于“三公”经费表的同一项。单位不同的先换算。
    不报的情形：一张表中同类的表有两张的、没有写明单位的、两处都为空的不核对；以万元为单位、只差末位一两个数的，是汇总时的尾差。
    已知漏报：没有科目编码的表，按类逐项的数。
    """
    for relation in ctx.relations(Restatement):
        yield judge_same(ctx, relation)
    for total in ctx.relations(PartsOfWhole):
        yield judge_sum(ctx, total)
