"""PR05: a share of small and medium-sized enterprises below the floor."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import explained
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_ratio
from jixiao.model.fact import Fact
from jixiao.model.intervals import interval
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.patterns import pattern
from jixiao.terms import Severity

_REASON = pattern(
    r"原因|主要是|由于|因为|因[\u4e00-\u9fff]|预留|不适宜|不宜|未达到|不符合|单一来源|大型企业|框架协议|豁免|涉密|面向"
)


@check(
    code="PR05",
    name="sme-share-floor",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有写明授予中小企业合同金额占采购总额的比重，无从判断是否达到政策要求。",
    basis="财库〔2020〕46号、财库〔2022〕19号",
    options={"floor": Decimal(30)},
)
def sme_share_floor(ctx: Context) -> Iterator[Outcome]:
    """授予中小企业的占比低于政策下限的，应说明原因。

    为什么：适宜由中小企业提供的采购须按规定预留份额，占比偏低时审核会要求说明。
    公式：授予中小企业合同金额占采购总额的比重低于下限（默认30%），且前后两句没有说明的，提示补充。
    不报的情形：写明单一来源、涉密、不适宜预留等原因的；小微企业占中小企业的比重不判断；占比是约数的，无法判断。
    已知漏报：工程、货物、服务分类计算才低于下限的；没有写占比的。
    """
    floor = ctx.option("floor", Decimal)
    for ratio in ctx.all(Ratio):
        part = ratio.numerator
        if ratio.topic != "procurement_sme" or part is None or part.concept != "procurement_sme":
            continue
        if _share_of_contracts(part):
            continue
        yield _judge(ctx, ratio, floor)


def _share_of_contracts(part: Fact) -> bool:
    return part.amount.unit.kind != ""


def _judge(ctx: Context, ratio: Ratio, floor: Decimal) -> Outcome:
    rate = ratio.rate
    reach = interval(rate.amount)
    said = f"授予中小企业的占比为 {ctx.number(rate)}"
    if reach.low >= floor:
        return ctx.passed(rate, f"{said}，不低于 {floor}%")
    if reach.high >= floor:
        return ctx.cannot_tell(rate, f"{said}，按印出的位数无法判断是否低于 {floor}%")
    if _misprinted(ratio):
        return ctx.cannot_tell(rate, f"{said}，与金额不符（见 PR02），改正后再判断")
    if explained(ctx, rate, _REASON):
        return ctx.passed(rate, f"{said}，低于 {floor}%，文中已说明")
    return ctx.finding(
        rate,
        f"{said}，低于 {floor}%，请说明未预留或未授予中小企业的原因",
        stated=rate,
        expected=floor,
    )


def _misprinted(ratio: Ratio) -> bool:
    part, whole = ratio.numerator, ratio.denominator
    if part is None or whole is None:
        return False
    return verify_ratio(part.amount, whole.amount, ratio.rate.amount).verdict is Verdict.FAIL
