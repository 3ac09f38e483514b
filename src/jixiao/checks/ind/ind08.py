"""IND08: target and actual value in one unit."""

from collections.abc import Iterator
from typing import Final

from jixiao.checks.context import Context
from jixiao.checks.ind._measure import measured
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension, Quantity
from jixiao.model.relation import Attainment
from jixiao.terms import Severity

_FAMILIES: Final = tuple(
    frozenset(names.split())
    for names in (
        "场 次 场次 期 批 批次 班 班次 轮 期次",
        "个 家 处 座 所 项 件 篇 份 条 宗 起 台 套 台套 台(套) 户 间 部 本 册 例 种 类 棵",
        "人 名 位 员",
        "人次 人次数 人·次",
    )
)


@check(
    code="IND08",
    name="unit-of-target",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有同时写明目标值和完成值及其单位的指标。",
)
def unit_of_target(ctx: Context) -> Iterator[Outcome]:
    """目标值与完成值应使用同一单位。

    为什么：目标按“人”、完成按“人次”，两数就不能比较，完成率也就没有意义。
    公式：同一指标的目标值与完成值单位属于同一类（人次与人、户与人不同类，
    场、次、期之间以及个、家、处之间视为同类）。
    不报的情形：一方没有写单位；可以换算的单位（如万元与元）；
    “60批次或200人次”一类的并列目标（见 IND13）。
    已知漏报：单位写得相同而含义不同的，查不出。
    """
    seen = False
    for one in measured(ctx.understanding):
        target, actual = one.goal.amount, one.outcome.amount
        if Dimension.NONE in (target.unit.dimension, actual.unit.dimension):
            continue
        attainment = one.attainment
        if not (attainment.indicator or attainment.tabular or attainment.rate):
            continue
        if target.compatible(actual) or not _differ(target, actual):
            if not seen:
                yield ctx.passed(one.outcome, "目标值与完成值的单位一致")
            seen = True
            continue
        if _compound(ctx, attainment):
            yield ctx.cannot_tell(one.outcome, "目标值并列了两个单位，完成值按其中一个填报")
            continue
        yield ctx.finding(
            one.outcome,
            f"“{one.name}”的目标值以“{target.unit.name}”计、完成值以“{actual.unit.name}”计，"
            "两者不能比较，请统一单位",
            related=((one.goal, "目标值"),),
        )


def _differ(target: Quantity, actual: Quantity) -> bool:
    """Whether two classifiers count different things."""
    first, second = _family(target.unit.name), _family(actual.unit.name)
    return first is not None and second is not None and first != second


def _family(unit: str) -> int | None:
    bare = unit.removeprefix("万").removeprefix("亿").removeprefix("千").removeprefix("百")
    return next((n for n, family in enumerate(_FAMILIES) if bare in family), None)


def _compound(ctx: Context, attainment: Attainment) -> bool:
    target = attainment.target
    return target is not None and ctx.document.text[target.end : target.end + 1] in (
        "或",
        "和",
        "、",
        "/",
    )
