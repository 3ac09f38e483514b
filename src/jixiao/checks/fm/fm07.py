"""FM07: every target is filled in with what can be held against it."""

from collections.abc import Iterator

from jixiao.checks.fm._indicators import RISING, measured, named
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Indicator
from jixiao.model.outcome import RecordOutcome
from jixiao.patterns import pattern
from jixiao.terms import Severity, Sign

_PLACEHOLDER = pattern(
    r"[*＊×]+|[xX]{2,}.*|.*(?:待定|待填|待补|暂无|另行确定|根据实际).*|[/／\-—–.。…]+|无|略"
)


@record_check(
    code="FM07",
    name="target-filled-in",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有写明指标符号的绩效指标，无从核对指标值。",
)
def target_filled_in(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """指标值应填写：定量指标填数，定性指标写明要达到什么，不能空着或写“待定”“*”。

    为什么：没有指标值就无从判断是否完成，自评也就没有依据。
    公式：定量指标的指标值是数，区间指标上下限齐全且上限不小于下限；
    定性指标的定性目标不空，也不是待定、XX、*、/ 一类的占位；“大于等于0”不成其为目标，作警告。
    不报的情形：“等于0”“不超过0”的指标；没有选指标符号的，由待填清单列出。
    已知漏报：写了文字而无法衡量的，见 FM15。
    """
    for indicator in ctx.evaluation.indicators:
        if indicator.sign is None:
            continue
        if indicator.sign is Sign.QUALITATIVE:
            yield _qualitative(ctx, indicator)
        else:
            yield _quantitative(ctx, indicator)


def _qualitative(ctx: RecordContext, indicator: Indicator) -> RecordOutcome:
    text, name = indicator.target_text.strip(), named(indicator)
    if not text and indicator.target is not None:
        said = f"{name}的指标符号是“定性”，却填了数值{measured(indicator.target, indicator)}"
        said += "；请改选 ≥、= 等符号，或改写成定性目标"
        return ctx.finding(indicator, "target", said, severity=Severity.WARNING)
    if not text:
        return ctx.finding(indicator, "target_text", f"{name}是定性指标，没有填写定性目标")
    if _PLACEHOLDER.fullmatch(text):
        said = f"{name}的定性目标写作“{text}”，请写明要达到什么"
        return ctx.finding(indicator, "target_text", said, stated=text)
    return ctx.passed(indicator, "target_text", f"{name}写明了定性目标")


def _quantitative(ctx: RecordContext, indicator: Indicator) -> RecordOutcome:
    name, target, high = named(indicator), indicator.target, indicator.target_high
    sign = indicator.sign.label if indicator.sign else ""
    if target is None:
        text = indicator.target_text.strip()
        if text:
            said = f"{name}是定量指标（{sign}），指标值应填数，却写作“{text}”"
            return ctx.finding(indicator, "target_text", said, stated=text)
        return ctx.finding(indicator, "target", f"{name}没有填写指标值")
    if indicator.sign is Sign.INTERVAL and (high is None or high < target):
        said = "没有填写区间上限" if high is None else "的区间上限小于下限"
        return ctx.finding(indicator, "target_high", f"{name}{said}")
    if target == 0 and indicator.sign is Sign.AT_LEAST:
        said = f"{name}的指标值为“大于等于0”，怎样都算完成，请重新设定"
        return ctx.finding(indicator, "target", said, severity=Severity.WARNING, stated=target)
    if target < 0 and indicator.sign in RISING:
        said = f"{name}的指标值为负数，请确认"
        return ctx.cannot_tell(indicator, "target", said)
    return ctx.passed(indicator, "target", f"{name}填写了指标值")
