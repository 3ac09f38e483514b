"""FM04: points lost are explained."""

from collections.abc import Iterator

from jixiao.checks.fm._indicators import measured, named, reached
from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Indicator
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Attainment, Severity, Sign

_PERCENT = frozenset({"%", "％"})


@record_check(
    code="FM04",
    name="reason-for-missed-target",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有同时填写指标值和完成值的指标，无从判断是否需要说明偏差原因。",
    basis="财预〔2020〕10号",
)
def reason_for_missed_target(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """没有达到指标值的指标，应填写偏差原因和改进措施。

    为什么：自评表要求逐项填写偏差原因分析及改进措施；只扣分不说明，问题得不到改进。
    公式：完成值按指标符号未达到指标值，或定性指标没有评为“达成年度指标”、没有得满分的，
    偏差原因分析不空；只写了原因没有写措施的作警告。
    不报的情形：达到指标值的；完成值或档次还没有填写的，由待填清单列出。
    已知漏报：写了原因而答非所问的。
    """
    for indicator in ctx.evaluation.indicators:
        missed = _missed(indicator)
        if missed is not None:
            yield _judged(ctx, indicator, missed)


def _missed(indicator: Indicator) -> str | None:
    """Say how the target was missed; an empty text where it was reached, None if unknown."""
    if indicator.sign is Sign.QUALITATIVE:
        band, score = indicator.attainment, indicator.judged_score
        if band is None:
            return None
        if band is not Attainment.ATTAINED:
            return f"评为“{band.label}”"
        full = score is None or indicator.points is None or score >= indicator.points
        return "" if full else "没有得满分"
    met = reached(indicator)
    if met is None:
        return None
    return "" if met else _told(indicator)


def _told(indicator: Indicator) -> str:
    """Say how a number missed its target."""
    assert indicator.target is not None  # noqa: S101 - else nobody knows whether it was reached
    assert indicator.actual is not None  # noqa: S101 - as above
    actual, target = measured(indicator.actual, indicator), measured(indicator.target, indicator)
    if indicator.sign is Sign.INTERVAL and indicator.target_high is not None:
        high = measured(indicator.target_high, indicator)
        return f"完成值{actual}，不在指标值{target}至{high}之内"
    return f"完成值{actual}，没有达到指标值{target}{_in_percent(indicator)}"


def _in_percent(indicator: Indicator) -> str:
    """Ask whether 1 stands for 100%: what Excel keeps where a percent was typed."""
    target, actual = indicator.target, indicator.actual
    if indicator.unit.strip() not in _PERCENT or target is None or actual is None:
        return ""
    if not 0 < actual <= 1 < target:
        return ""
    return f"；如果实际是{bare(actual * 100)}%，完成值应填{bare(actual * 100)}"


def _judged(ctx: RecordContext, indicator: Indicator, missed: str) -> RecordOutcome:
    name = named(indicator)
    if not missed:
        return ctx.passed(indicator, "actual", f"{name}达到指标值")
    if not indicator.reason:
        said = f"{name}{missed}，没有填写偏差原因分析，请如实说明"
        weight = Severity.WARNING if indicator.sign is Sign.QUALITATIVE else None
        return ctx.finding(indicator, "reason", said, severity=weight)
    if not indicator.measure:
        said = f"{name}{missed}，写了偏差原因，没有写改进措施"
        return ctx.finding(indicator, "measure", said, severity=Severity.WARNING)
    return ctx.passed(indicator, "reason", f"{name}{missed}，已说明原因和措施")
