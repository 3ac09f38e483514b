"""FM12: a satisfaction rate comes from a whole number of its sample."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.fm._indicators import measured, named
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.checks.shares import fitting
from jixiao.model.evaluation import Indicator
from jixiao.model.outcome import RecordOutcome
from jixiao.patterns import pattern
from jixiao.terms import Severity

_WEIGHTED = pattern(r"加权|平均|量表|评分|五分制|百分制|打分|赋分|赋值|指数|折算|维度|测评分")
_LARGEST = 10**7


@record_check(
    code="FM12",
    name="possible-satisfaction",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时填写完成值和有效样本数的满意度指标。",
)
def possible_satisfaction(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """满意度应能由有效样本数中的整数份得出。

    为什么：9份问卷得不出95%的满意度；凑不出整数份，说明满意度或样本数填错了。
    公式：存在整数 k，使 k÷有效样本数×100% 按填写的位数四舍五入后等于满意度（与 IND23 同法）。
    不报的情形：完成情况说明写明加权、评分、量表得出的；计量单位不是%的。
    已知漏报：样本数很大时几乎任何比率都凑得出。
    """
    for indicator in ctx.evaluation.indicators:
        if indicator.sample is not None and indicator.actual is not None:
            yield _judged(ctx, indicator, indicator.actual, indicator.sample)


def _judged(ctx: RecordContext, at: Indicator, rate: Decimal, count: int) -> RecordOutcome:
    name = named(at)
    if at.unit not in ("%", "％") or not 0 < count <= _LARGEST or not 0 <= rate <= 100:
        return ctx.cannot_tell(at, "sample", f"{name}不是按份数计算的百分比，不核对样本数")
    fit = fitting(rate, _decimals(rate), count)
    shown = measured(rate, at)
    if fit.exact:
        return ctx.passed(at, "sample", f"{name}：{count}份中有整数份能得出{shown}")
    if _WEIGHTED.search(at.actual_text) or _WEIGHTED.search(at.name):
        return ctx.cannot_tell(at, "sample", f"{name}由评分或加权得出，不按份数核对")
    near = "，".join(f"{k}份为{share}%" for k, share in fit.nearest)
    return ctx.finding(
        at,
        "sample",
        f"{name}：有效样本数{count}，没有任何整数份能得出{shown}（{near}），"
        "请核对满意度或样本数；由评分或加权得出的请在完成情况说明中写明",
        stated=rate,
        related=[(at, "actual", "完成值")],
    )


def _decimals(rate: Decimal) -> int:
    exponent = rate.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
