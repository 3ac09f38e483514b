"""FM26: parts of contracts and assets within their wholes, unit costs what they are made of."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.fm._money import UNITS_APART, slack, units_apart
from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Asset, Contract, UnitCost
from jixiao.model.intervals import half_up
from jixiao.model.outcome import RecordOutcome
from jixiao.model.record import Record
from jixiao.terms import Severity

_PARTS: Final = (
    ("sme_amount", "授予中小企业金额", "amount", "合同金额"),
    ("micro_amount", "授予小微企业金额", "sme_amount", "授予中小企业金额"),
)
_YUAN: Final = Decimal(10000)
_HALF: Final = Decimal("0.5")


@record_check(
    code="FM26",
    name="parts-and-unit-costs",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有填写合同的中小企业金额、在用资产或单位成本。",
)
def parts_and_unit_costs(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """合同、资产的一部分不应大于全部，单位成本应等于金额除以基数。

    为什么：小微企业是中小企业的一部分，在用资产是全部资产的一部分；单位成本填错，成本排名就没有意义。
    公式：授予小微企业金额≤授予中小企业金额≤合同金额；在用资产原值≤资产原值；
    单位成本（元/…或万元/…）＝支出金额÷计算基数，金额、单位成本按填写的位数舍入留余地；单位成本的不符只作警告。
    不报的情形：缺一个数的；成本单位不是元、万元开头的；基数为0的；
    可能一处以元、一处以万元填写的，只作警告。
    已知漏报：两个数同时填错的。
    """
    for contract in ctx.evaluation.contracts:
        for part, label, whole, name in _PARTS:
            yield from _within(ctx, contract, (part, label), (whole, name))
    for asset in ctx.evaluation.assets:
        yield from _within(ctx, asset, ("value_in_use", "在用资产原值"), ("value", "资产原值"))
    for cost in ctx.evaluation.unit_costs:
        yield from _quotient(ctx, cost)


def _named(record: Record) -> str:
    if isinstance(record, Contract):
        return f"合同{record.number}“{record.name}”"
    return f"资产“{record.category}”" if isinstance(record, Asset) else ""


def _within(
    ctx: RecordContext, record: Record, part: tuple[str, str], whole: tuple[str, str]
) -> Iterator[RecordOutcome]:
    less, most = getattr(record, part[0]), getattr(record, whole[0])
    if less is None or most is None:
        return
    said = f"{_named(record)}的{part[1]}{bare(less)}万元，{whole[1]}{bare(most)}万元"
    if less <= most:
        yield ctx.passed(record, part[0], f"{said}，没有超过")
        return
    apart = units_apart(less, most)
    yield ctx.finding(
        record,
        part[0],
        f"{said}，一部分大于全部；{UNITS_APART if apart else '请核对'}",
        severity=Severity.WARNING if apart else None,
        stated=less,
        related=[(record, whole[0], whole[1])],
    )


def _quotient(ctx: RecordContext, cost: UnitCost) -> Iterator[RecordOutcome]:
    amount, base, stated = cost.amount, cost.base, cost.unit_cost
    if amount is None or stated is None or not base or not cost.unit:
        return
    if cost.unit.startswith("万元"):
        factor = Decimal(1)
    elif cost.unit.startswith("元"):
        factor = _YUAN
    else:
        return
    expected = amount * factor / base
    exponent = stated.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    reach = _HALF.scaleb(-decimals) + slack((amount,)) * factor / base
    said = (
        f"“{cost.name}”的单位成本填{bare(stated)}{cost.unit}，按{bare(amount)}万元÷"
        f"{bare(base)}{cost.base_unit}为{bare(half_up(expected, max(2, decimals)))}{cost.unit}"
    )
    if abs(expected - stated) <= reach:
        yield ctx.passed(cost, "unit_cost", f"{said}，相符")
        return
    yield ctx.finding(
        cost,
        "unit_cost",
        f"{said}；请核对金额、基数的单位和期间",
        severity=Severity.WARNING,
        stated=stated,
        expected=half_up(expected, max(2, decimals)),
        related=[(cost, "amount", "支出金额"), (cost, "base", "计算基数")],
    )
