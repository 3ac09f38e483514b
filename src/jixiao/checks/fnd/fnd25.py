"""FND25: spending crowded into December."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import explained
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.intervals import interval
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio, RatioKind
from jixiao.patterns import pattern
from jixiao.standards import Limit, LimitName
from jixiao.terms import Severity

_DECEMBER = pattern(
    r"(?<![0-9一至—–-])(?:12|十二)月(?:份|当月)?[^,，。;；]{0,8}(?:支出|支付|执行|拨付)"
)
_EXEMPT = pattern(
    r"工资|津补贴|津贴|绩效奖|年终|奖金|社保|养老|公积金|质保金|尾款|进度款|验收|结算|上级|下达|追加|按合同|合同约定"
)


@check(
    code="FND25",
    name="december-spending",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有写12月份支出占全年支出的比重，无从判断是否年底突击花钱。",
)
def december_spending(ctx: Context) -> Iterator[Outcome]:
    """12月份支出占全年支出的比重过高的，应说明原因。

    为什么：年底集中支出影响资金效益，是审计和绩效监控关注的重点。
    公式：12月份支出÷全年支出×100%超过标准中的提醒线（通行做法为30%）的，提示说明；
        当地另有规定的，写在自编标准的 limits 中。
    不报的情形：写明发放工资奖金、支付质保金和工程尾款、上级年底下达资金的；不写12月支出的无从判断。
    已知漏报：只写四季度支出的；没有写占比的。
    """
    meta = ctx.metadata
    limit = ctx.standards.limit(LimitName.DECEMBER_SHARE, meta.region, meta.fiscal_year)
    if limit is None:
        return
    for ratio in ctx.all(Ratio):
        if ratio.kind is RatioKind.SHARE and _of_december(ctx, ratio):
            yield _judge(ctx, ratio.rate, limit)


def _of_december(ctx: Context, ratio: Ratio) -> bool:
    first = ratio.numerator if ratio.numerator is not None else ratio.rate
    start = max(first.clause, first.start - 30)
    words = ctx.document.text[start : ratio.rate.end]
    return _DECEMBER.search(words) is not None and "支出" in words


def _judge(ctx: Context, rate: Fact, limit: Limit) -> Outcome:
    reach = interval(rate.amount)
    said = f"12月份支出占全年支出的 {ctx.number(rate)}"
    if reach.high <= limit.value:
        return ctx.passed(rate, f"{said}，不超过 {limit.told}")
    if reach.low <= limit.value:
        return ctx.cannot_tell(rate, f"{said}，按印出的位数无法判断是否超过 {limit.told}")
    if explained(ctx, rate, _EXEMPT):
        return ctx.passed(rate, f"{said}，超过 {limit.told}，文中已说明用于工资、尾款等")
    return ctx.finding(
        rate,
        f"{said}，超过 {limit.told}，请说明原因，避免年底突击花钱",
        stated=rate,
        expected=limit.value,
    )
