"""Shares levelled by hand: one moved by its last digit so that the list adds up to 100 %."""

from collections.abc import Iterable
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio

_ALL = Decimal(100)
_FEWEST = 3  # of two shares the second follows from the first


def levelled(shares: Iterable[Ratio]) -> frozenset[int]:
    """Return the starts of the shares that stand in a list whose sum is 100 % to the digit."""
    lists: dict[tuple[int, int], list[Ratio]] = {}
    for share in shares:
        whole = share.denominator
        if whole is not None and share.rate.amount.is_point:
            lists.setdefault((whole.start, share.rate.sentence), []).append(share)
    return frozenset(
        share.rate.start
        for found in lists.values()
        if len(found) >= _FEWEST and sum(share.rate.value for share in found) == _ALL
        for share in found
    )


def as_levelled(ctx: Context, share: Ratio) -> Outcome | None:
    """Return the outcome for a share less than one last digit off, as levelling leaves it."""
    part, whole, rate = share.numerator, share.denominator, share.rate
    if part is None or whole is None or not whole.amount.base:
        return None
    if not part.amount.compatible(whole.amount):
        return None
    exact = part.amount.base / whole.amount.base * _ALL
    if abs(rate.value - exact) >= 2 * rate.amount.half_unit():
        return None
    return ctx.rounding(
        rate,
        f"占比写作 {ctx.number(rate)}，按“{part.label}÷{whole.label}”应为 {exact:.4f}%；"
        "各项占比相加正好是100%，末位的差是调平尾数所致",
        stated=rate,
        related=(part, whole),
    )
