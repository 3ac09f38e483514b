"""FM25: rates that cannot exceed 100 % are not filled in above it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.fm._indicators import measured, named
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Indicator
from jixiao.model.outcome import RecordOutcome
from jixiao.patterns import pattern
from jixiao.terms import Severity

_BOUNDED = pattern(
    r"(?:满意度|满意率|合格率|达标率|及时率|办结率|优良率|通过率|知晓率|公开率|好评率|完好率|成活率|按期率"
    r"|签订率|可用率)$"
)
_MOST: Final = Decimal(100)
_FIELDS: Final = (("target", "指标值"), ("actual", "完成值"))


@record_check(
    code="FM25",
    name="bounded-rates",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有填写满意度、合格率、及时率一类上限为100%的指标。",
)
def bounded_rates(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """满意度、合格率、及时率等上限为100%的指标，指标值和完成值不应超过100%。

    为什么：部分不会大于整体，超过100%的合格率或满意度必是笔误，或把完成率填成了完成值。
    公式：计量单位为%、名称以满意度、合格率、达标率、及时率、办结率等结尾的（与 IND09 同），
    指标值、完成值≤100。
    不报的情形：完成率、增长率、执行率、参保率、毛入学率、覆盖率等可以超过100%的；单位不是%的。
    已知漏报：名称没有写明是哪一种比率的。
    """
    for each in ctx.evaluation.indicators:
        if each.unit not in ("%", "％") or not _BOUNDED.search(each.name.strip()):
            continue
        for field, label in _FIELDS:
            value = getattr(each, field)
            if value is not None:
                yield _judged(ctx, each, value, field, label)


def _judged(
    ctx: RecordContext, at: Indicator, value: Decimal, field: str, label: str
) -> RecordOutcome:
    said = f"{named(at)}的{label}为{measured(value, at)}"
    if value <= _MOST:
        return ctx.passed(at, field, f"{said}，没有超过100%")
    advice = "请核对是不是填成了完成率" if field == "actual" else "请核对"
    return ctx.finding(at, field, f"{said}，不应超过100%；{advice}", stated=value)
