"""The comparisons of three public expenses, and what their amounts say of the direction."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import is_budget, is_money
from jixiao.model.arithmetic import Verdict, verify_change_amount, verify_change_rate
from jixiao.model.fact import Fact
from jixiao.model.intervals import interval
from jixiao.model.relation import Change
from jixiao.model.slips import slip_mends_change_rate, slip_mends_difference
from jixiao.terms import Direction, Severity

_TOPIC = "three_public_expenses"
_CONCEPTS = ("three_public", "overseas", "vehicles", "official_receptions")
_REACH = 3  # sentences
_LOOSE = 3  # times: beyond that another amount is meant


def changes(ctx: Context) -> Iterator[Change]:
    """Yield the comparisons that speak of three public expenses.

    After a list (其中……) a comparison may speak of the whole or of the last part: where the bound
    amount does not fit, the one nearby that fits is meant.
    """
    for change in ctx.all(Change):
        if change.topic == _TOPIC:
            yield change if _fits(change, change.this) else _settled(ctx, change)


def _fits(change: Change, this: Fact | None) -> bool:
    """Whether the printed change can be the one of ``this`` against last year."""
    last = change.last
    if last is None:
        return True
    if this is None:
        return False
    if change.difference is not None:
        result = verify_change_amount(this.amount, last.amount, change.difference.amount)
    elif change.rate is not None:
        result = verify_change_rate(this.amount, last.amount, change.rate.amount)
    else:
        return True
    return result.verdict is not Verdict.FAIL


def _settled(ctx: Context, change: Change) -> Change:
    """Return the change with the amount that fits; a budget does not stand for what was spent."""
    settled = _resettled(ctx, change)
    this, last = settled.this, settled.last
    if this is None or last is None or not (is_budget(this) or this.label.endswith("预算")):
        return settled
    if "预算" in ctx.document.text[last.clause : last.start]:
        return settled
    return settled if _fits(settled, this) else replace(settled, this=None)


def _resettled(ctx: Context, change: Change) -> Change:
    last = change.last
    if last is None or (change.difference is None and change.rate is None):
        return change
    for fact in reversed(ctx.understanding.facts):
        if fact.start >= last.start or fact is change.this:
            continue
        if fact.sentence < last.sentence - _REACH:
            break
        if is_money(fact) and fact.concept.startswith(_CONCEPTS) and _fits(change, fact):
            same = fact.concept == last.concept and change.difference is not None
            return replace(change, this=fact, sure=change.sure or same)
    return change


def weight(change: Change) -> Severity | None:
    """Return the severity of a mismatch: no more than a warning where the text does not bind."""
    return None if change.sure else Severity.WARNING


def farthest(change: Change) -> int | None:
    """Return how many times off a mismatch may be where the text does not bind; None: any."""
    return None if change.sure or _mistyped(change) else _LOOSE


def _mistyped(change: Change) -> bool:
    """Whether one mistyped number accounts for a change that does not fit its amounts."""
    this, last, difference, rate = change.this, change.last, change.difference, change.rate
    if this is None or last is None:
        return False
    up = change.direction is not Direction.DOWN
    more, less = (this, last) if up else (last, this)
    if difference is not None and slip_mends_difference(
        more.amount, less.amount, difference.amount
    ):
        return True
    sign = 1 if up else -1
    return rate is not None and slip_mends_change_rate(this.amount, last.amount, rate.amount, sign)


def moved(this: Fact, last: Fact) -> Direction | None:
    """Return whether an amount rose or fell, or None where its print does not tell."""
    if not this.amount.compatible(last.amount):
        return None
    now, then = interval(this.amount), interval(last.amount)
    if now.low > then.high:
        return Direction.UP
    if now.high < then.low:
        return Direction.DOWN
    if this.amount.is_point and last.amount.is_point and this.amount.base == last.amount.base:
        return Direction.FLAT
    return None


def relative(this: Fact, last: Fact) -> Decimal | None:
    """Return the size of a change in hundredths of last year, or None without a base."""
    base = last.amount.base
    return None if base == 0 else abs(this.amount.base - base) * 100 / abs(base)
