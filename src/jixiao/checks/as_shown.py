"""Findings on numbers that a workbook shows rounded: what the cells hold may explain them."""

from bisect import bisect_left
from decimal import Decimal
from operator import attrgetter

from jixiao.extraction.understanding import Understanding
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Quantity
from jixiao.model.source import Span
from jixiao.terms import Severity, Status

_START = attrgetter("start")


def unless_stored(understanding: Understanding, found: Outcome) -> Outcome:
    """Return a finding as it is, or as a matter of rounding where the stored numbers explain it.

    They do where what is stated and what is expected differ by no more than the cells that the
    finding names hold behind what they show, all together.
    """
    if not understanding.document.stored or found.stated is None or found.expected is None:
        return found
    try:
        difference = abs(Decimal(found.stated) - Decimal(found.expected))
    except ArithmeticError:
        return found  # dates, grades
    spans = [found.span, *(one.span for one in found.related)]
    if not difference or difference > sum(_hidden(understanding, span) for span in spans):
        return found
    return found._replace(
        status=Status.ROUNDING,
        severity=Severity.HINT,
        message=f"显示为{found.stated}，按显示的数计算为{found.expected}；"
        "单元格里所存的数比显示的位数多，相差由显示时的舍入而来",
    )


def _hidden(understanding: Understanding, span: Span) -> Decimal:
    """Return by how much a number that is shown differs from the one that is stored."""
    tokens = understanding.tokens
    at = bisect_left(tokens, span.start, key=_START)
    shown = tokens[at].value if at < len(tokens) and tokens[at].start < span.end else None
    if not isinstance(shown, Quantity) or shown.stored is None:
        return Decimal(0)
    return abs(shown.stored - shown.value)
