"""FA01: totals, classes and divisions of the tables of final accounts."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fa._sums import judge_sum
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Severity


@check(
    code="FA01",
    name="rows-of-accounts",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "account_rows"),),
    absent="文中没有带科目编码的决算表，无从核对合计与各级科目。",
)
def rows_of_accounts(ctx: Context) -> Iterator[Outcome]:
    """决算表的合计、类、款应等于其下各科目之和。

    为什么：各级科目逐级汇总，合计、类、款与下级不等，必有一处填错或漏列。
    公式：合计＝各类之和，类＝其下各款之和，款＝其下各项之和，逐列核对；经济分类同理，人员经费合计、公用经费合计等于所含各类之和。
        按写出的位数取区间，以万元为单位的表由四舍五入造成的尾差不算不符；空白和“-”视为零。
    不报的情形：没有科目编码的行、最上一级编码位数不一的表、同一编码重复出现的表不核对；
        同一科目各列都对不上的，可能是少列了一行，只作提示；年初预算等列不符的也只作提示。
    已知漏报：上下级同时写错且仍然相等的。
    """
    for relation in ctx.relations(PartsOfWhole):
        yield judge_sum(ctx, relation)
