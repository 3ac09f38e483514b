"""FA03: the balance of final accounts."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fa._sums import judge_sum
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Severity


@check(
    code="FA03",
    name="balance-of-accounts",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "account_balance"),),
    absent="文中没有收入支出决算总表或含结转结余的决算表，无从核对收支平衡。",
)
def balance_of_accounts(ctx: Context) -> Iterator[Outcome]:
    """决算总表的收支应当平衡，结转结余应当衔接。

    为什么：总表是全部决算表的总纲，收支不平衡说明有项目漏列或填错。
    公式：各项收入之和＝本年收入合计，各项支出之和＝本年支出合计；本年收入合计＋使用非财政拨款结余＋年初结转和结余＝总计；
        本年支出合计＋结余分配＋年末结转和结余＝总计；收入总计＝支出总计；分资金的各栏同理；
        政府性基金等表：年初结转和结余＋本年收入－本年支出＝年末结转和结余。
    不报的情形：“其中”项不重复相加；总计栏没有填写的不核对；有不认识的项目夹在其中的只作提示；预算栏不符的只作提示。
    已知漏报：没有印出总计的总表。
    """
    for relation in ctx.relations(PartsOfWhole):
        yield judge_sum(ctx, relation)
