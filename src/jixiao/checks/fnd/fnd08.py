"""FND08: execution rates between 0 and 100 %."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import explained, sentence_of
from jixiao.checks.fnd._rates import of_income, within_the_year, yearly_rates
from jixiao.checks.registry import check
from jixiao.model.fact import Basis
from jixiao.model.intervals import interval
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.patterns import pattern
from jixiao.terms import Severity

_REASON = pattern(
    r"原因|主要是|主要系|由于|因为|因[\u4e00-\u9fff]|系[\u4e00-\u9fff]|追加|上年结转|年初结转|使用[^,，。]{0,6}结转|结余资金|"
    r"中央|上级|增加安排|非财政拨款结余|事业基金"
)


@check(
    code="FND08",
    name="execution-rate-range",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有写全年预算执行率，无从判断其范围。",
)
def execution_rate_range(ctx: Context) -> Iterator[Outcome]:
    """预算执行率应在0至100%之间，超过100%的应说明原因。

    为什么：全年预算数是支出的上限，超过100%多为分母用了年初预算或数字写错。
    公式：0≤执行率≤100%；大于100%时，分母应为年初预算，或前后两句写有原因（追加、使用上年结转等）。
    不报的情形：写明占年初预算、完成年初预算的；写明追加、结转等原因的；
        执行数与全年预算数都已写明的，由 FND19 判断；
        年中监控的进度、目标值、收入完成预算的比例不判断。
    已知漏报：原因写在别处的会被提示；项目分项的执行率不判断。
    """
    for ratio in yearly_rates(ctx):
        rate = ratio.rate
        if of_income(ctx, rate) or within_the_year(ctx, rate):
            continue
        reach = interval(rate.amount)
        said = f"预算执行率写作 {ctx.number(rate)}"
        if rate.value < 0:
            yield ctx.finding(rate, f"{said}，执行率不应为负数，请核对", stated=rate)
        elif reach.low > 100:
            yield from _judge_excess(ctx, ratio, said)
        elif rate.amount.is_point:
            yield ctx.passed(rate, f"{said}，在0至100%之间")
        else:
            yield ctx.cannot_tell(rate, f"{said}，是约数，无法判断是否超过100%")


def _judge_excess(ctx: Context, ratio: Ratio, said: str) -> Iterator[Outcome]:
    rate, base, part = ratio.rate, ratio.denominator, ratio.numerator
    initial = base is not None and base.scope.basis is Basis.INITIAL_BUDGET
    if initial or "年初" in rate.label or "年初预算" in sentence_of(ctx, rate):
        yield ctx.passed(rate, f"{said}，以年初预算为分母，可以超过100%")
    elif base is not None and part is not None and base.scope.basis is Basis.ADJUSTED_BUDGET:
        return
    elif explained(ctx, rate, _REASON):
        yield ctx.passed(rate, f"{said}，超过100%，文中已说明原因")
    else:
        yield ctx.finding(
            rate,
            f"{said}，超过100%，请核对分母是否为全年预算数，或说明原因",
            stated=rate,
            expected=100,
        )
