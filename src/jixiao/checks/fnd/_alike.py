"""Shares told side by side without their whole: they must all be of one and the same."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import told
from jixiao.model.fact import Fact
from jixiao.model.intervals import HUNDRED, Interval, interval, quotients
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.patterns import pattern
from jixiao.terms import Severity

_LEAST = 3  # shares, so that two agree where one is wrong
_WIDEST = Decimal("0.02")  # of the whole that the others make out
_CUE = pattern(r"占(?:到|比)?[^,。;:、0-9]{0,12}$")
_ON = pattern(r"[、,和及与]{1,2}")
_INNER = pattern(r"其中|其余|中[,:]|里[,:]|\(|包括|含|上年|去年|同比|同口径")
_REACH = 18


class _Share(NamedTuple):
    """A share with its amount, and the whole that the two make out."""

    rate: Fact
    part: Fact
    cue: str
    whole: Interval


def alike(ctx: Context, shares: Sequence[Ratio]) -> Iterator[Outcome]:
    """Judge shares whose whole is printed nowhere near by the others of their list.

    Amount ÷ share is the whole. Where those of all others of a list agree and one does not, that
    one is mistyped, in its amount or in its share.
    """
    run: list[_Share] = []
    for share in shares:
        one = _read(ctx, share, run[-1] if run else None)
        if one is not None and run and _goes_on(ctx, run[-1], one):
            run.append(one)
            continue
        yield from _judge(ctx, run)
        run = [] if one is None else [one]
    yield from _judge(ctx, run)


def _read(ctx: Context, share: Ratio, before: _Share | None) -> _Share | None:
    rate, part = share.rate, share.numerator
    if part is None or share.denominator is not None:
        return None
    if rate.amount.unit.name != "%" or part.start > rate.start:
        return None
    if not (rate.amount.is_plain and part.amount.is_plain):
        return None
    whole = quotients(interval(part.amount), interval(rate.amount), HUNDRED)
    text = ctx.document.text
    said = _CUE.search(text, max(rate.start - _REACH, 0), rate.start)
    cue = said.group() if said is not None else ""
    if not cue and before is not None and _ON.fullmatch(text, before.rate.end, rate.start):
        cue = before.cue  # 分别占p、q和r
    return _Share(rate, part, cue, whole) if cue and whole is not None else None


def _goes_on(ctx: Context, last: _Share, one: _Share) -> bool:
    """Whether a share is the next of a list, told in the same words and on the same level."""
    document = ctx.document
    if document.block_at(last.rate.start) != document.block_at(one.rate.start):
        return False
    if last.cue != one.cue or last.part.quantity is None:
        return False
    if not last.part.amount.compatible(one.part.amount):
        return False
    start = max(last.part.end, min(last.rate.end, one.part.start))
    return _INNER.search(document.text, start, one.part.start) is None


def _judge(ctx: Context, run: Sequence[_Share]) -> Iterator[Outcome]:
    if len(run) < _LEAST or _common(run) is not None:
        return
    odd = [
        (one, whole)
        for at, one in enumerate(run)
        if (whole := _common([*run[:at], *run[at + 1 :]])) is not None
    ]
    if len(odd) != 1:
        return
    one, whole = odd[0]
    if whole.high - whole.low > _WIDEST * whole.low:
        return
    middle = (whole.low + whole.high) / 2
    expected = (interval(one.part.amount).low + interval(one.part.amount).high) / 2 / middle
    rounded = (expected * HUNDRED).quantize(Decimal(1).scaleb(-one.rate.amount.decimals))
    yield ctx.finding(
        one.rate,
        f"“{told(one.part)}” {ctx.number(one.part)}的占比写作 {ctx.number(one.rate)}，按同列其他"
        f"{len(run) - 1}项的金额和占比推算的总额，应为 {rounded}%，请核对金额和占比",
        stated=one.rate,
        expected=rounded,
        related=(one.part, *(other.part for other in run if other is not one)),
        severity=Severity.WARNING,
    )


def _common(run: Sequence[_Share]) -> Interval | None:
    """Return the wholes that all shares of a list can be of, None where there is none."""
    low = max(one.whole.low for one in run)
    high = min(one.whole.high for one in run)
    return Interval(low, high) if low <= high and low > 0 else None
