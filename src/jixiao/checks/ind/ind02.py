"""IND02: one way to print the rates of indicators that were exceeded."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.ind._measure import DOWN, Measured, measured, whole_span
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.terms import Severity

_HUNDRED = Decimal(100)


@check(
    code="IND02",
    name="cap-convention",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有超额完成而写明完成率的指标，不涉及完成率封顶口径。",
)
def cap_convention(ctx: Context) -> Iterator[Outcome]:
    """超额完成的指标，完成率是否封顶为100%，全文应用同一口径。

    为什么：同一份报告里有的超额指标按实际比例列示、有的一律写100%，读者无法比较，
    也看不出目标值是否偏低。
    公式：完成值超过目标值的指标，完成率要么都按“完成值÷目标值”列示，要么都封顶为100%。
    不报的情形：百分率类指标（如满意度）封顶为100%是通行做法，口径与其他指标不一时只作提示；
    全文一律封顶或一律不封顶的不报。
    已知漏报：完成率与完成值、目标值不在同一处写明的指标不计入。
    """
    over = [one for one in measured(ctx.understanding) if _over(one)]
    if not over:
        return
    low = [one for one in over if one.capped]
    free = [one for one in over if not one.capped]
    if not low or not free:
        how = "封顶为100%" if low else "按实际比例列示"
        yield ctx.passed(
            whole_span(ctx.understanding, over[0].attainment),
            f"超额完成的{len(over)}项指标，完成率一律{how}，口径一致",
        )
        return
    counted = [one for one in low if not one.is_rate]
    if counted:
        yield _convention(ctx, over, low, free)
    for one in low:
        yield _one(ctx, one, free[0])


def _over(one: Measured) -> bool:
    rate, ratio = one.attainment.rate, one.ratio
    return (
        rate is not None
        and ratio is not None
        and ratio > 1
        and one.direction != DOWN
        and (one.capped or rate.value > _HUNDRED)
    )


def _convention(
    ctx: Context, over: list[Measured], low: list[Measured], free: list[Measured]
) -> Outcome:
    return ctx.finding(
        whole_span(ctx.understanding, over[0].attainment),
        f"超额完成的{len(over)}项指标中，{len(free)}项完成率按实际比例列示，"
        f"{len(low)}项封顶为100%，口径不一，请全文统一（按实际比例列示并说明偏差原因，或一律封顶）",
        related=[(one.attainment, f"封顶：{one.name}") for one in low],
    )


def _one(ctx: Context, one: Measured, free: Measured) -> Outcome:
    rate = one.attainment.rate
    ratio = one.ratio
    if rate is None or ratio is None:  # capped indicators have both
        message = "a capped indicator without rate or ratio"
        raise ValueError(message)
    places = rate.amount.decimals
    real = (ratio * 100).quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
    return ctx.finding(
        rate,
        f"“{one.name}”完成{ctx.number(one.outcome)}、目标{ctx.number(one.goal)}，"
        f"按公式完成率应为{real}%，却写作{ctx.number(rate)}，"
        f"与“{free.name}”等按实际比例列示的指标口径不一，请统一",
        stated=rate,
        expected=real,
        related=((one.goal, "目标值"), (one.outcome, "完成值")),
        severity=Severity.HINT if one.is_rate else None,
    )
