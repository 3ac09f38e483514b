"""How many points an indicator earns by the usual rules, in the kindest reading."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from jixiao.checks.ind._measure import DOWN, UP
from jixiao.checks.near import holds
from jixiao.model.quantity import Comparator, Dimension, Quantity
from jixiao.patterns import pattern

_CENT: Final = Decimal("0.01")
_ZERO: Final = Decimal(0)
_HUNDRED: Final = Decimal(100)
_RULE_TEXT = pattern(
    r"(?:按|以|实际|完成)[^。;]{0,20}比例[^。;]{0,6}(?:计分|计算|得分|计得|赋分)|按完成比例|按比例"
)
_PRODUCT = pattern(r"分值 ?[×*]|[×*] ?分值")


class Earned(NamedTuple):
    """What a rule gives: the points and the rule in words."""

    points: Decimal
    rule: str


def states_rule(text: str) -> bool:
    """Whether the text says that points are given in proportion."""
    return (
        "之比乘以分值" in text
        or holds(_RULE_TEXT, text, ("比例",), 22, 10)
        or holds(_PRODUCT, text, ("分值",), 2, 4)
    )


def earned(full: Decimal, target: Quantity, actual: Quantity, direction: int) -> Iterator[Earned]:
    """Yield the points by every usual rule, the national rule first."""
    if direction == DOWN:
        yield from _falling(full, target.base, actual.base)
    elif direction == UP:
        yield from _rising(full, target.base, actual.base)
        if actual.unit.dimension is Dimension.PERCENT and actual.base >= 0:
            yield Earned(_round(full * min(actual.base, _HUNDRED) / _HUNDRED), "分值×完成值")


def _rising(full: Decimal, target: Decimal, actual: Decimal) -> Iterator[Earned]:
    if actual >= target:
        yield Earned(full, "达到指标值得满分")
    elif target > 0:
        yield Earned(_round(full * max(actual, _ZERO) / target), "分值×完成值÷指标值")


def _falling(full: Decimal, target: Decimal, actual: Decimal) -> Iterator[Earned]:
    if actual <= target:
        yield Earned(full, "达到指标值得满分")
    elif target > 0:
        over = (actual - target) / target
        yield Earned(_round(full * max(1 - over, _ZERO)), "分值×（1－超出比例）")
        yield Earned(_round(full * target / actual), "分值×指标值÷完成值")
    else:
        yield Earned(_ZERO, "指标值为0而发生的，不得分")


def _round(value: Decimal) -> Decimal:
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)


def way(target: Quantity, name: str, names_down: re.Pattern[str]) -> int:
    """Return whether more or less is better, by the sign of the target, else by the name."""
    sign = target.comparator
    if sign in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return DOWN
    if sign in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return UP
    if names_down.search(name) or target.value == 0:
        return DOWN
    if sign is Comparator.EQUAL:
        return UP
    if target.unit.dimension is Dimension.PERCENT:
        return UP
    return UP if target.unit.dimension is Dimension.COUNT else 0
