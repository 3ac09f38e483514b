"""Sums of money in a workbook: how near they must come, and what else may keep them apart.

A workbook holds the numbers themselves, so that a sum that does not hold is a contradiction,
unless the two sides may speak of different money.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from jixiao.model.evaluation import Evaluation
from jixiao.terms import ExpenditureKind, Fund

FISCAL: Final = frozenset(
    {
        Fund.FISCAL_APPROPRIATION,
        Fund.GENERAL_PUBLIC_BUDGET,
        Fund.GOVERNMENT_FUNDS_BUDGET,
        Fund.STATE_CAPITAL_BUDGET,
    }
)
"""Money that is spent by budget quota alone; of other money more may come in than was planned."""

_HALF: Final = Decimal("0.5")
_CENTS: Final = 2
_UNITS_APART: Final = 100


def slack(values: Iterable[Decimal]) -> Decimal:
    """Return how far a sum of such numbers may be off by rounding alone, in 万元.

    All of one sum are kept to the same decimals, two at most: finer ones need not be kept up.
    """
    listed = list(values)
    decimals = min(_CENTS, max((_decimals(each) for each in listed), default=0))
    return len(listed) * _HALF.scaleb(-decimals)


def units_apart(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts of one sign are so far apart that one is likely in 元, one in 万元."""
    small, large = sorted((abs(one), abs(other)))
    return one * other > 0 and large >= small * _UNITS_APART


UNITS_APART: Final = "相差悬殊，可能一处以元、一处以万元填写"


def handed_down(evaluation: Evaluation) -> bool:
    """Whether a project is a transfer payment, which others may spend and account for."""
    return any(each.transfer for each in evaluation.projects)


def whole_is_partial(evaluation: Evaluation, kinds: frozenset[ExpenditureKind]) -> bool:
    """Whether expenditure of these kinds lacks a fund that came in, or one of the kinds."""
    told = {row.fund for row in evaluation.funds if row.kind in kinds}
    came = {row.fund for row in evaluation.income if row.final}
    present = {row.kind for row in evaluation.funds}
    return bool(came - told) or not present.issuperset(kinds)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
