"""What a pack says of indicators: ``indicator_rules``, and what holds where it says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from jixiao.scoring.working import ONE, ZERO
from jixiao.standards.nodes import Item
from jixiao.standards.scoring import Unevidenced
from jixiao.terms import Attainment


class Reverse(StrEnum):
    """The two known forms for indicators where less is better."""

    MIRRORED = "mirrored"  # 分值×（1－超出比例）
    QUOTIENT = "quotient"  # 分值×指标值÷完成值


class Satisfaction(StrEnum):
    """How satisfaction is scored."""

    PROPORTIONAL = "proportional"
    LINEAR = "linear"  # nothing at the floor, the full mark at the ceiling


@dataclass(frozen=True, slots=True)
class Overshoot:
    """A degree of overshoot and what it costs: ``deduct`` is a share of the points."""

    over: Decimal
    deduct: Decimal


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # one for a plan, known by identity
class IndicatorRules:
    """What a pack says of indicators.

    ``explain_from`` is the ratio of actual to target from which an overshoot wants a reason,
    ``explain_zero_from`` the actual from which it does where the target is zero;
    ``overshoot`` are degrees that cost points, highest first. ``pass_share`` is the share of the
    target below which nothing is given. ``bands`` are the shares of a qualitative indicator.
    """

    reverse: Reverse = Reverse.MIRRORED
    explain_from: Decimal | None = None
    explain_zero_from: Decimal | None = None
    overshoot: tuple[Overshoot, ...] = ()
    pass_share: Decimal = ZERO
    satisfaction: Satisfaction = Satisfaction.PROPORTIONAL
    satisfaction_floor: Decimal = Decimal(60)
    satisfaction_full: Decimal = Decimal(90)
    unevidenced: Unevidenced = Unevidenced.FLAG
    bands: Mapping[Attainment, tuple[Decimal, Decimal]]


_NATIONAL_BANDS = {
    Attainment.ATTAINED: (Decimal("0.8"), ONE),
    Attainment.PARTLY: (Decimal("0.6"), Decimal("0.8")),
    Attainment.MISSED: (ZERO, Decimal("0.6")),
}
KEYS = frozenset(
    {
        "reverse",
        "explain_from",
        "explain_zero_from",
        "overshoot",
        "pass_share",
        "satisfaction",
        "satisfaction_floor",
        "satisfaction_full",
        "unevidenced",
        "bands",
    }
)


def read_rules(given: Mapping[str, Item]) -> IndicatorRules:
    """Read ``indicator_rules`` of a pack; the rest is as in 财预〔2020〕10号."""
    for name, item in given.items():
        if name not in KEYS:
            item.refuse(f"不认识的指标计分规则“{name}”，可用：{'、'.join(sorted(KEYS))}")
    rules = IndicatorRules(bands=_NATIONAL_BANDS)
    found = IndicatorRules(
        reverse=given["reverse"].one_of(Reverse) if "reverse" in given else rules.reverse,
        explain_from=given["explain_from"].number() if "explain_from" in given else None,
        explain_zero_from=given["explain_zero_from"].number()
        if "explain_zero_from" in given
        else None,
        overshoot=_overshoot(given["overshoot"]) if "overshoot" in given else (),
        pass_share=given["pass_share"].number() if "pass_share" in given else rules.pass_share,
        satisfaction=given["satisfaction"].one_of(Satisfaction)
        if "satisfaction" in given
        else rules.satisfaction,
        satisfaction_floor=given["satisfaction_floor"].number()
        if "satisfaction_floor" in given
        else rules.satisfaction_floor,
        satisfaction_full=given["satisfaction_full"].number()
        if "satisfaction_full" in given
        else rules.satisfaction_full,
        unevidenced=given["unevidenced"].one_of(Unevidenced)
        if "unevidenced" in given
        else rules.unevidenced,
        bands=_bands(given["bands"]) if "bands" in given else _NATIONAL_BANDS,
    )
    if found.explain_from is not None and found.explain_from <= 1:
        given["explain_from"].refuse("explain_from 是完成值与指标值之比，应大于 1")
    if found.explain_zero_from is not None and found.explain_zero_from <= 0:
        given["explain_zero_from"].refuse("explain_zero_from 是指标值为0时的完成值，应大于 0")
    if not 0 <= found.pass_share <= 1:
        given["pass_share"].refuse("pass_share 应在 0 与 1 之间")
    if not 0 <= found.satisfaction_floor < found.satisfaction_full:
        wrong = "satisfaction_floor" if "satisfaction_floor" in given else "satisfaction_full"
        given[wrong].refuse("satisfaction_floor 应不小于 0 而小于 satisfaction_full")
    return found


def _overshoot(item: Item) -> tuple[Overshoot, ...]:
    degrees: list[Overshoot] = []
    for line in item.items():
        fields = line.fields(frozenset({"over", "deduct"}), frozenset())
        degree = Overshoot(fields["over"].number(), fields["deduct"].number())
        if degree.over <= 1 or not 0 <= degree.deduct <= 1:
            line.refuse("over 应大于 1，deduct 应在 0 与 1 之间")
        degrees.append(degree)
    degrees.sort(key=lambda one: one.over, reverse=True)
    if any(low.deduct > high.deduct or low.over == high.over for high, low in pairwise(degrees)):
        item.refuse("超得越多扣得应越多，同一界线只写一次")
    return tuple(degrees)


def _bands(item: Item) -> dict[Attainment, tuple[Decimal, Decimal]]:
    found: dict[Attainment, tuple[Decimal, Decimal]] = {}
    for name, value in item.pairs():
        ends = value.list_of(Item.number)
        if len(ends) != 2 or not 0 <= ends[0] <= ends[1] <= 1:
            value.refuse('应为下限、上限两个占分值的比例，如 ["0.8", "1"]')
        found[name.one_of(Attainment)] = (ends[0], ends[1])
    if len(found) != len(Attainment):
        item.refuse("三档都要写明：attained、partly、missed")
    return found
