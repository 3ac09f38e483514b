"""FND16: a low execution rate explained."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.dt._dates import about_the_whole_year
from jixiao.checks.fnd._facts import explained
from jixiao.checks.fnd._rates import of_income, within_the_year, yearly_rates
from jixiao.checks.registry import check
from jixiao.checks.sc._score import body
from jixiao.model.intervals import interval
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_REASON = pattern(
    r"原因|主要是|主要系|主要由于|由于|因为|因[\u4e00-\u9fff]|受[^,，。]{1,12}影响|系[\u4e00-\u9fff]|鉴于|导致|偏低|滞后|"
    r"未能?[^,，。]{0,8}(?:支付|实施|完成|执行|开展|达到|达标)|结转|收回|节约|质保金|尾款|疫情"
)
_OF_LEVEL = pattern(
    r"(?:中央|省级?|市级?|县级?|区级?|旗级?|地方|自筹|单位)(?:财政)?(?:资金|配套|补助|专项)[^,;。]{0,14}[,、]?[^,;。]{0,6}$"
)
_SLOW = pattern(
    r"执行率|支出率|支付率|支出进度|执行进度|支付进度|资金支付|资金支出|预算执行|结余|结转"
)
_CAUSE = pattern(
    r"原因|主要是|主要系|由于|因为|因[\u4e00-\u9fff]|受[^,。]{1,16}影响|系[\u4e00-\u9fff]|鉴于|导致|所致|致使|使得"
)
_LOW = Decimal(80)


@check(
    code="FND16",
    name="low-execution-explained",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有写全年预算执行率，无从判断是否偏低。",
    options={"floor": Decimal(90)},
)
def low_execution_explained(ctx: Context) -> Iterator[Outcome]:
    """全年预算执行率低于90%的，应说明原因。

    为什么：执行率偏低说明预算编制不准或项目推进不力，审核时必问原因。
    公式：全年预算执行率低于下限（默认90%），前后两句内应有原因；低于80%的着重提示。
    不报的情形：前后两句、同一比率别处或存在问题部分写有原因的；中央、省、市、县各级资金各自的比率；年中监控的进度、目标值、单个项目的执行率、收入完成预算的比例不判断；占年初预算的比例照样判断。
    已知漏报：原因写在存在问题以外的别的章节的会被提示。
    """
    if not about_the_whole_year(ctx):
        return
    floor = ctx.option("floor", Decimal)
    told = {ratio.rate.value for ratio in yearly_rates(ctx) if explained(ctx, ratio.rate, _REASON)}
    asked: set[int] = set()
    for ratio in yearly_rates(ctx):
        rate = ratio.rate
        if of_income(ctx, rate) or within_the_year(ctx, rate):
            continue
        if _OF_LEVEL.search(ctx.document.text[max(rate.clause - 16, 0) : rate.start]):
            continue  # 县级配套支出97.80万元,执行率88.91%: of one source of the money
        reach = interval(rate.amount)
        said = f"全年预算执行率 {ctx.number(rate)}"
        if reach.low >= floor:
            yield ctx.passed(rate, f"{said}，不低于 {floor}%")
        elif reach.high >= floor:
            yield ctx.cannot_tell(rate, f"{said}，按印出的位数无法判断是否低于 {floor}%")
        elif rate.value in told or _admitted(ctx):
            yield ctx.passed(rate, f"{said}，低于 {floor}%，文中已说明原因")
        elif rate.sentence not in asked:
            asked.add(rate.sentence)
            much = "明显偏低（低于80%）" if rate.amount.base < _LOW else f"低于 {floor}%"
            yield ctx.finding(
                rate, f"{said}，{much}，前后没有说明原因，请补充", stated=rate, expected=floor
            )


def _admitted(ctx: Context) -> bool:
    """Whether the problems told name slow spending and why it was slow."""
    text = ctx.document.text
    return any(
        _SLOW.search(text, sentence.start, sentence.end)
        and _CAUSE.search(text, sentence.start, sentence.end)
        for sentence in body(ctx.understanding, SectionKey.PROBLEMS)
    )
