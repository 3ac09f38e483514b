"""FA02: the columns of the tables of final accounts."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fa._sums import judge_sum
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Severity


@check(
    code="FA02",
    name="columns-of-accounts",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "account_columns"),),
    absent="文中没有分列各项来源或支出的决算表，无从核对各列合计。",
)
def columns_of_accounts(ctx: Context) -> Iterator[Outcome]:
    """决算表每行的合计栏应等于各分栏之和。

    为什么：合计栏由分栏汇总，两者不等，必有一格填错或错列。
    公式：本年收入合计＝财政拨款＋上级补助＋事业＋经营＋附属单位上缴＋其他收入；本年支出合计＝基本＋项目＋上缴上级＋经营＋对附属单位补助支出；
        小计＝其下各栏；“三公”经费合计＝出国＋公务用车＋公务接待，公务用车＝购置＋运行。空白和“-”视为零，尾差按四舍五入处理。
    不报的情形：有不认识的分栏的、分栏一格都没有填的不核对；过半数的行都对不上的，说明各栏不是该合计的组成，不核对；“其中”栏不计入。
    已知漏报：合计栏与分栏同时写错且仍然相等的。
    """
    for relation in ctx.relations(PartsOfWhole):
        yield judge_sum(ctx, relation)
