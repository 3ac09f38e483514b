"""Findings on numbers that a workbook shows rounded: what the cells hold may explain them."""

from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter

from jixiao.extraction.understanding import Understanding
from jixiao.model.arithmetic import Result, Verdict, verify_change_rate, verify_ratio
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Quantity
from jixiao.model.relation import Change, Ratio
from jixiao.model.source import Span
from jixiao.terms import Severity, Status

_START = attrgetter("start")


def unless_stored(understanding: Understanding, found: Outcome) -> Outcome:
    """Return a finding as it is, or as a matter of rounding where the stored numbers explain it.

    A rate is worked out again from what the cells of its operands hold. Other numbers are
    explained where what is stated and what is expected differ by no more than the cells of the
    same unit that the finding names hold behind what they show, all together: what an amount
    hides says nothing of how far a percentage may be off.
    """
    if not understanding.document.stored or found.stated is None or found.expected is None:
        return found
    try:
        difference = abs(Decimal(found.stated) - Decimal(found.expected))
    except ArithmeticError:
        return found  # dates, grades
    stated = _shown(understanding, found.span)
    spans = [found.span, *(one.span for one in found.related)]
    numbers = [_shown(understanding, span) for span in spans]
    again = _again(understanding, found.span)
    if again is not None:
        explained = again.verdict in (Verdict.EXACT, Verdict.ROUNDING)
    else:
        hidden = sum((_hidden(number, stated) for number in numbers), Decimal(0))
        explained = bool(difference) and difference <= hidden
    if not explained:
        return found
    return found._replace(
        status=Status.ROUNDING,
        severity=Severity.HINT,
        message=f"显示为{found.stated}，按显示的数计算为{found.expected}；"
        "单元格里所存的数比显示的位数多，相差由显示时的舍入而来",
    )


def _again(understanding: Understanding, at: Span) -> Result | None:
    """Return how the rate at a place fits what is stored of its operands; None if none is bound."""
    for ratio in understanding.all(Ratio):
        if ratio.rate.start == at.start and ratio.numerator and ratio.denominator:
            return verify_ratio(
                _held(ratio.numerator.amount), _held(ratio.denominator.amount), ratio.rate.amount
            )
    for change in understanding.all(Change):
        rate = change.rate
        if rate is not None and rate.start == at.start and change.this and change.last:
            return verify_change_rate(
                _held(change.this.amount), _held(change.last.amount), rate.amount
            )
    return None


def _held(shown: Quantity) -> Quantity:
    """Return a number as its cell holds it."""
    if shown.stored is None:
        return shown
    exponent = shown.stored.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return replace(shown, value=shown.stored, decimals=decimals, stored=None)


def _shown(understanding: Understanding, span: Span) -> Quantity | None:
    """Return the number that is shown at a place."""
    tokens = understanding.tokens
    at = bisect_left(tokens, span.start, key=_START)
    shown = tokens[at].value if at < len(tokens) and tokens[at].start < span.end else None
    return shown if isinstance(shown, Quantity) else None


def _hidden(number: Quantity | None, stated: Quantity | None) -> Decimal:
    """Return by how much a number differs from the one stored, in the unit of what is stated."""
    if number is None or number.stored is None or stated is None or not number.compatible(stated):
        return Decimal(0)
    return abs(number.stored - number.value) * number.unit.factor / stated.unit.factor
