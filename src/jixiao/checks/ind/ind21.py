"""IND21: all indicators are exactly 100 %."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Attainment
from jixiao.terms import Severity

_HUNDRED = Decimal(100)


@check(
    code="IND21",
    name="all-exactly-100",
    severity=Severity.HINT,
    since="0.1",
    options={"fewest": 6},
    absent="文中写明完成率的指标不多，不判断是否一律为100%。",
)
def all_exactly_100(ctx: Context) -> Iterator[Outcome]:
    """各项指标的完成率不宜一律恰为100%。

    为什么：指标一律恰好完成，往往是照目标值填完成值，或目标值是事后补写的，值得核实。
    公式：写明完成率的指标达到6项（可配置）以上且全部等于100%，即提示。
    不报的情形：指标较少的；有一项不是100%的。
    已知漏报：完成值照抄目标值而没有写完成率的，不计入。
    """
    rates = [
        each.rate for each in ctx.all(Attainment) if each.rate is not None and each.rate.quantity
    ]
    if len(rates) < ctx.option("fewest", int):
        return
    other = next((rate for rate in rates if rate.value != _HUNDRED), None)
    if other is not None:
        yield ctx.passed(other, f"{len(rates)}项指标的完成率不全是100%")
        return
    yield ctx.finding(
        rates[0],
        f"{len(rates)}项指标的完成率一律为100%，请核实完成值是否据实填写、目标值是否偏低",
        related=[(rate, "100%") for rate in rates[1:]],
    )
