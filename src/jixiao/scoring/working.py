"""Working on paper: decimals that round half-up, and how a step is written down."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from jixiao.model.score import Input
from jixiao.terms import ScoreStatus

# Enough digits that no quotient of amounts lies between a tie and its image.
EXACT: Final = Context(prec=50, rounding=ROUND_HALF_EVEN)
_HALF_UP: Final = Context(prec=50, rounding=ROUND_HALF_UP)
_DOWN: Final = Context(prec=50, rounding=ROUND_DOWN)
_UNITS: Final = tuple(Decimal(1).scaleb(-places) for places in range(7))
_SHOWN_PLACES: Final = 6
ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)
UNSCORED: Final = ScoreStatus.NOT_SCORED.label


class Result(NamedTuple):
    """What a method made of a line, before rounding.

    ``value`` is None where something is missing; ``steps`` is the expression whose value it is,
    ``told`` a sentence that leads to it, both empty where the rule gives the points outright.
    ``judged`` marks a score that a person gave. ``formula`` is the whole rule as a workbook
    reckons it, before rounding, as in ``ScoreLine.formula``.
    """

    value: Decimal | None
    rule: str
    steps: str = ""
    told: str = ""
    formula: str = ""
    inputs: tuple[Input, ...] = ()
    needs: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    judged: bool = False


def divide(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Return the quotient to fifty digits."""
    return EXACT.divide(dividend, divisor)


def half_up(value: Decimal, places: int) -> Decimal:
    """Return ``value`` with so many decimals, ties away from zero."""
    return _HALF_UP.quantize(value, _UNITS[places])


def plain(value: Decimal) -> str:
    """Return a number as a person writes it: no exponent, no idle zeros."""
    text = str(value)
    if "E" in text:
        text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(result: Result, value: Decimal, rounded: Decimal) -> str:
    """Return the whole working: ``80 ÷ 100 × 10 = 8.00``, with what was cut off where it was."""
    # A score has as many decimals as its pack says, and never an exponent.
    if result.told:
        return f"{result.told}，得 {rounded} 分"
    if not result.steps:
        return str(rounded)
    if value == rounded:
        return f"{result.steps} = {rounded}"
    return f"{result.steps} = {shown(value)} ≈ {rounded}"


def shown(value: Decimal) -> str:
    """Return a number to six decimals, with … where more follow."""
    text = plain(value)
    if len(text.partition(".")[2]) <= _SHOWN_PLACES:
        return text
    cut = EXACT.plus(value).quantize(_UNITS[_SHOWN_PLACES], context=_DOWN)
    return f"{cut:f}…"


@lru_cache(maxsize=1024)
def rounded_formula(formula: str, inputs: int, places: int) -> str:
    """Return the formula of a score: rounded, and 未计分 where an input is blank or none fits."""
    blank = ",".join(f'{{{number}}}=""' for number in range(1, inputs + 1))
    whole = f"IF(OR({blank}),NA(),{formula})" if blank else formula
    return f'IFERROR(ROUND({whole},{places}),"{UNSCORED}")'


def lacking(rule: str, needs: Sequence[str], inputs: Sequence[Input] = ()) -> Result:
    """Return that nothing could be scored, and what is missing."""
    return Result(value=None, rule=rule, needs=tuple(needs), inputs=tuple(inputs))
