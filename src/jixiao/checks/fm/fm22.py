"""FM22: sign and unit that suit the indicator, one thing measured at a time."""

from collections.abc import Iterator

from jixiao.checks.fm._indicators import RISING, named
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Indicator
from jixiao.model.outcome import RecordOutcome
from jixiao.patterns import pattern
from jixiao.terms import IndicatorClass, IndicatorGroup, Severity, Sign

_SAVING = pattern(r"节约|降低|节省|压减|下降|减少")
# 及时, 65岁及以上 and 参与 join nothing.
_COMPOUND = pattern(
    r".+(?:、|(?<![普涉参波危顾触])[及和与](?!时|以上|以下|其他|谐|平|睦|会)).+"
    r"(?:数量|数|率|次数|人数|金额)$|.+或.+"
)
_COSTS = frozenset(
    {
        IndicatorClass.COST,
        IndicatorClass.ECONOMIC_COST,
        IndicatorClass.SOCIAL_COST,
        IndicatorClass.ECOLOGICAL_COST,
    }
)


@record_check(
    code="FM22",
    name="sign-and-unit",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填写指标值的定量指标。",
)
def sign_and_unit(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """定量指标应写明计量单位，成本指标不用“大于等于”，一项指标只考核一件事。

    为什么：没有单位的数看不出是什么；成本越高越好不合常理；两件事合成一项，完成了一半就没法评。
    公式：定量指标的计量单位不空；成本指标的符号不是≥、>（节约、降低类除外）；
    名称中并列两件事的只作提示。
    不报的情形：定性指标；没有指标值的。
    已知漏报：单位写错的。
    """
    for each in ctx.evaluation.indicators:
        if each.target is None or each.sign in (None, Sign.QUALITATIVE):
            continue
        found = list(_problems(ctx, each))
        yield from found or [ctx.passed(each, "sign", f"{named(each)}的符号和单位相宜")]


def _problems(ctx: RecordContext, at: Indicator) -> Iterator[RecordOutcome]:
    name = named(at)
    if not at.unit:
        yield ctx.finding(at, "unit", f"{name}没有填写计量单位")
    cost = at.group is IndicatorGroup.COST or at.kind in _COSTS
    if cost and at.sign in RISING and not _SAVING.search(at.name):
        said = f"{name}是成本指标，符号却是“{at.sign.label if at.sign else ''}”，请核对是否应为 ≤"
        yield ctx.finding(at, "sign", said)
    if _COMPOUND.fullmatch(at.name):
        said = f"{name}把几件事合成一项指标，建议分开设定"
        yield ctx.finding(at, "name", said, severity=Severity.HINT)
