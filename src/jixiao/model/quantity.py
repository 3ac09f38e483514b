"""Printed numbers: a decimal, its unit and the decimals that were printed.

A printed number stands for an interval as wide as its rounding; see ``Quantity.half_unit``.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)
HALF = Decimal("0.5")
_HALVES = tuple(HALF.scaleb(-places) for places in range(5))
_STEPS = (Decimal(1), Decimal("0.1"), Decimal("0.01"))  # no, one and two decimals


class Dimension(StrEnum):
    """What a unit measures; only quantities of one dimension can be added or compared."""

    MONEY = "money"  # base unit: 元
    PERCENT = "percent"  # base unit: %
    PERCENTAGE_POINT = "percentage_point"  # base unit: 个百分点
    MULTIPLE = "multiple"  # 倍
    COUNT = "count"  # base unit: one of the classifier
    SCORE = "score"  # 分
    AREA = "area"  # base unit: 平方米
    LENGTH = "length"  # base unit: 米
    DURATION = "duration"  # 天, 小时, 个月, 年
    UNIT_COST = "unit_cost"  # 元/平方米, 万元/人
    MASS = "mass"
    OTHER = "other"
    NONE = "none"  # a bare number


class Approximation(StrEnum):
    """What an approximate word makes of a printed number."""

    EXACT = "exact"
    ABOUT = "about"  # 约, 左右: open on both sides
    OVER = "over"  # 余, 多, 超过: at least the printed value
    UNDER = "under"  # 近, 不足: at most the printed value


class Comparator(StrEnum):
    """The sign of a target or limit."""

    AT_LEAST = "≥"
    MORE_THAN = ">"
    EQUAL = "="
    LESS_THAN = "<"
    AT_MOST = "≤"


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit.

    ``factor`` converts to the base unit of ``dimension``; ``kind`` tells apart units of one
    dimension that do not convert into each other (the classifier of a count, the denominator of
    a unit cost).
    """

    name: str
    dimension: Dimension
    factor: Decimal = Decimal(1)
    kind: str = ""


# Looked at for every number, many times: a member of an enumeration costs more to ask for.
_EXACT = Approximation.EXACT
_EQUAL = Comparator.EQUAL


@dataclass(slots=True, unsafe_hash=True)
class Quantity:
    """A printed number with its unit; ``value`` is as printed, in the printed unit.

    ``upper`` is the end of a printed range (3—5天), else None. ``stored`` is the number that a
    workbook holds behind a cell that shows fewer digits, in the printed unit. Nobody changes a
    quantity; it is not frozen because there are many, and a frozen one takes three times as long
    to make.
    """

    value: Decimal
    unit: Unit
    decimals: int = 0
    approximation: Approximation = Approximation.EXACT
    comparator: Comparator | None = None
    upper: Decimal | None = None
    stored: Decimal | None = None

    @property
    def base(self) -> Decimal:
        """The value in the base unit of its dimension."""
        return self.value * self.unit.factor

    @property
    def printed(self) -> str:
        """The value with all its printed decimals, without exponent."""
        if self.decimals < len(_STEPS) and self.value.same_quantum(_STEPS[self.decimals]):
            return str(self.value)  # the digits are as they were read
        return f"{self.value:.{self.decimals}f}"

    @property
    def is_point(self) -> bool:
        """Whether the print states one value (up to rounding), not a bound or a range."""
        return (
            self.approximation is _EXACT
            and self.upper is None
            and (self.comparator is None or self.comparator is _EQUAL)
        )

    @property
    def is_plain(self) -> bool:
        """Whether the number is printed without any word or sign that opens it, and no range."""
        return self.approximation is _EXACT and self.upper is None and self.comparator is None

    @property
    def significant_decimals(self) -> int:
        """Decimals that carry meaning: zeros past the second decimal are decoration.

        Money is kept to the cent of its unit, so 501.00 means two decimals and 5541.390 means
        two as well.
        """
        if self.decimals <= 2 and self.value.same_quantum(_STEPS[self.decimals]):
            return self.decimals  # nothing is printed past the second decimal
        exponent = self.value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent <= self.decimals <= 2:
            return self.decimals
        exponent = self.value.normalize().as_tuple().exponent
        significant = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return max(significant, min(self.decimals, 2))

    def half_unit(self, decimals: int | None = None) -> Decimal:
        """Half of the last printed digit, in the base unit; zero for a whole count.

        ``decimals`` overrides the printed decimals (siblings of one identity share the finest).
        What is stored behind a printed number is always within: 97 shown for 97.4 reaches to it,
        whatever decimals its siblings carry.
        """
        if self.stored is not None:
            known = abs(self.stored - self.value) * self.unit.factor
            return max(known, replace(self, stored=None).half_unit(decimals))
        if self.unit.dimension is Dimension.COUNT and self.decimals == 0 and self.unit.factor == 1:
            return ZERO
        places = self.significant_decimals if decimals is None else decimals
        half = _HALVES[places] if 0 <= places < len(_HALVES) else HALF.scaleb(-places)
        return half * self.unit.factor

    def compatible(self, other: "Quantity") -> bool:
        """Whether the two can be added or compared after conversion."""
        return self.unit.dimension is other.unit.dimension and self.unit.kind == other.unit.kind
