"""Shares of so many answers: which whole number of them gives a printed rate."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple


class Fit(NamedTuple):
    """Whether a whole number of answers gives the rate; else the two next to it with theirs."""

    exact: bool
    nearest: tuple[tuple[int, Decimal], ...]


def fitting(rate: Decimal, decimals: int, count: int, factor: Decimal = Decimal(1)) -> Fit:
    """Find the whole number of ``count`` answers that gives the rate, or the two next to it.

    ``rate`` is printed with so many ``decimals``, in units of ``factor`` per cent. A share cut off
    instead of rounded (94.35 for 94.354) tells the same answers.
    """
    step = Decimal(1).scaleb(-decimals)
    low = int(rate * factor * count / 100)
    found = []
    for answers in (low, low + 1):
        if answers > count:
            continue
        share = Decimal(100 * answers) / count / factor
        printed = {share.quantize(step, rounding=how) for how in (ROUND_HALF_UP, ROUND_DOWN)}
        if rate in printed:
            return Fit(exact=True, nearest=())
        found.append((answers, share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)))
    return Fit(exact=False, nearest=tuple(found))
