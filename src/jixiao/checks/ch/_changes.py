"""Comparisons with another year, with their operands confirmed by their own arithmetic.

The words of a comparison name its difference and rate beyond doubt, but which amount of this year
is compared is often said only sentences before. An amount counts as confirmed where difference or
rate, whichever is printed, fits it: what then does not fit is wrong beyond doubt.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from weakref import WeakKeyDictionary

from jixiao.checks.context import Context
from jixiao.extraction.understanding import Understanding
from jixiao.model.arithmetic import (
    Result,
    Verdict,
    verify_change_amount,
    verify_change_rate,
    verify_change_rate_from_difference,
)
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change, PartsOfWhole
from jixiao.model.slips import digits_of, one_slip_apart, slip_mends_difference
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction

AGREED = (Verdict.EXACT, Verdict.ROUNDING)
_OTHER_BASE = pattern(
    r"年均|平均增|平均每年|环比|同口径|可比口径|可比价|不变价|扣除(?![0-9])|剔除|折算|[两三]年[间来平]|近[两三]年|复合|翻番"
)
_WORD = pattern(
    r"(增加|增长|上升|提高|提升|[增升涨])|(减少|下降|降低|压减|压缩|压降|缩短|节约|节支|[减降跌])"
)
_NEXT = pattern(
    r"[,(、]?(?:同比)?(?:较|比|与)(?:上一?年度?|去年|20\d\d年度?|上年度?同期|同期)[^,;。]{0,6}"
)
_THEN_COMPARED = pattern(
    r",(?:总数|总量)?(?:同比|[较比](?:上一?年度?|去年|20\d\d年度?)(?:同期)?)(?:净|共|略|实际)?"
)
_COMPARED_WITH = pattern(r"[较比与同由从基]|上一?年|去年|前年|20\d\d|期|原|前")
_TARGET_BEHIND = pattern(r"的?(?:年度|年初|全年|预期|既定)?(?:目标|指标|控制数|任务)")
_TARGET_BEFORE = pattern(r"(?:目标|指标|任务|计划)(?:值|数)?(?:为|是|的)?(?:不[低高]于|≥|≤)?$")
_ADJACENT = 8
# 2021年支出80万元，2022年比上年增加: nothing but the years stands between
_YEARS_ONLY = pattern(
    r"[,(]?(?:20\d\d年度?|上一?年度?|去年|本年度?|今年|当年|同期|同比|相比|[较比与的,均共净各]|实际)*"
)
_TELLING_DIGITS = 3  # fewer digits are one slip apart by chance
_UP, _DOWN = Direction.UP, Direction.DOWN


class Comparison(NamedTuple):
    """A change with its operands.

    ``confirmed``: difference or rate fits this and last year's amounts. ``firm``: nothing else
    could be meant by the amount of this year; ``next``: the comparison follows it at once
    (92.5%，比上年的90.1%…), though the grammar is not sure. ``rate_word`` is the direction word
    of the rate where the rate has its own.
    """

    change: Change
    this: Fact | None
    last: Fact | None
    difference: Fact | None
    rate: Fact | None
    confirmed: bool
    firm: bool
    next: bool
    rate_direction: Direction | None
    rate_word: Span | None
    by_amounts: Result | None  # the difference, by the amounts of both years
    rate_by_amounts: Result | None  # the rate, by the amounts of both years


_known: WeakKeyDictionary[Understanding, list[Comparison]] = WeakKeyDictionary()


def comparisons(ctx: Context) -> list[Comparison]:
    """Return the comparisons of a document that are not about the three public expenses."""
    understanding = ctx.understanding
    found = _known.get(understanding)
    if found is None:
        changes = [c for c in ctx.all(Change) if c.topic not in ("three_public_expenses", "saving")]
        found = list(_read(understanding, changes)) if changes else []
        _known[understanding] = found
    return found


def amount_of(this: Fact | None, last: Fact | None, difference: Fact | None) -> Result | None:
    """Judge the printed difference, None where an operand is missing."""
    if this is None or last is None or difference is None:
        return None
    return verify_change_amount(this.amount, last.amount, difference.amount)


def rate_of(this: Fact | None, last: Fact | None, rate: Fact | None) -> Result | None:
    """Judge the printed rate by the amounts of both years, None where an operand is missing."""
    if this is None or last is None or rate is None:
        return None
    return verify_change_rate(this.amount, last.amount, rate.amount)


def rate_of_difference(
    known: Fact | None,
    difference: Fact | None,
    rate: Fact | None,
    direction: Direction | None,
    *,
    known_is_last: bool,
) -> Result | None:
    """Judge the printed rate by the difference and the amount of one year."""
    if known is None or difference is None or rate is None:
        return None
    return verify_change_rate_from_difference(
        known.amount,
        difference.amount,
        rate.amount,
        known_is_last=known_is_last,
        direction=None if direction is Direction.FLAT else direction,
    )


def agrees(result: Result | None) -> bool:
    """Whether there is a verdict, and a good one."""
    return result is not None and result.verdict in AGREED


def fails(result: Result | None) -> bool:
    """Whether there is a verdict, and a bad one."""
    return result is not None and result.verdict is Verdict.FAIL


def named(fact: Fact) -> str:
    """Return what a fact is called in messages."""
    return fact.label.strip("“”、,:()比较与由从") or "本期数"


def operands(
    comparison: Comparison, this: Fact, last: Fact
) -> tuple[tuple[Fact, str], tuple[Fact, str]]:
    """Return both figures of a comparison with what messages call them."""
    if comparison.change.yearly:
        return (this, "本年数"), (last, "上年数")
    return (this, "实际数"), (last, "所比之数")


def _read(understanding: Understanding, changes: list[Change]) -> Iterator[Comparison]:
    text = understanding.document.text
    starts = [fact.start for fact in understanding.facts]
    parts = {id(part) for group in understanding.all(PartsOfWhole) for part in group.parts}
    for change in changes:
        if any(
            fact is not None and fact.quantity is None
            for fact in (change.this, change.last, change.difference, change.rate)
        ):
            continue
        word = change.direction_span
        low = max(change.start, word.start - 40) if word is not None else change.start
        base = _OTHER_BASE.search(text, max(0, low - 8), change.end)
        if base is not None and not (change.close and base.group() == "环比"):
            continue
        yield _compare(understanding, change, starts, parts)


def _compare(
    understanding: Understanding, change: Change, starts: list[int], parts: set[int]
) -> Comparison:
    this, last = change.this, _as_set(understanding.document.text, change)
    difference, rate = change.difference, change.rate
    direction, word = _rate_direction(understanding.document.text, change)
    if (
        last is None
        and not _told_of_this_year(understanding.document.text, this, change)
        and agrees(rate_of_difference(this, difference, rate, change.direction, known_is_last=True))
        and not agrees(
            rate_of_difference(this, difference, rate, change.direction, known_is_last=False)
        )
    ):
        this, last = None, this  # 与上年支出100万元相比: the amount before is that of last year
    by_amounts = amount_of(this, last, difference)
    by_rate = rate_of(this, last, rate)
    confirmed = agrees(by_amounts) or agrees(by_rate)
    if not confirmed and last is None:
        confirmed = _confirmed(this, last, change)
    if not confirmed:
        for other in _candidates(understanding, change, last, starts):
            if _possible(other, last, change) and _confirmed(other, last, change):
                this, confirmed = other, True
                by_amounts, by_rate = amount_of(this, last, difference), rate_of(this, last, rate)
                break
    firm = (
        this is not None
        and change.sure
        and (
            change.close
            or (id(this) not in parts and _nothing_between(understanding, this, change, starts))
        )
    )
    return Comparison(
        change,
        this,
        last,
        difference,
        rate,
        confirmed,
        firm,
        this is not None and last is not None and _follows(understanding, this, last),
        direction,
        word,
        by_amounts,
        by_rate,
    )


def _as_set(text: str, change: Change) -> Fact | None:
    """Return what is compared with; a rate that was set is exact: 85% are 85.00%, no 84.6%."""
    this, last, difference = change.this, change.last, change.difference
    if this is None or last is None or difference is None or change.yearly:
        return last
    if last.amount.unit.dimension is not Dimension.PERCENT:
        return last
    behind = _TARGET_BEHIND.match(text, last.end) is not None
    if not (behind or _TARGET_BEFORE.search(text, last.clause, last.start)):
        return last
    decimals = min(this.amount.decimals, difference.amount.decimals)
    if decimals <= last.amount.decimals:
        return last
    return replace(last, quantity=replace(last.amount, decimals=decimals))


def _told_of_this_year(text: str, this: Fact | None, change: Change) -> bool:
    """Whether an amount can be no other than this year's: 接待2358人次，比上年减少."""
    word = change.direction_span
    if this is None or word is None:
        return False
    return (
        _THEN_COMPARED.fullmatch(text, this.end, word.start) is not None
        and _COMPARED_WITH.search(text, this.clause, this.start) is None
    )


def _possible(this: Fact, last: Fact | None, change: Change) -> bool:
    """Whether an amount is near enough to be the one compared; cheaper than to judge it."""
    if last is None:
        return True
    gap = abs(this.amount.base - last.amount.base)
    slack = this.amount.half_unit() + last.amount.half_unit()
    difference, rate = change.difference, change.rate
    if difference is not None and abs(gap - abs(difference.amount.base)) <= (
        slack + difference.amount.half_unit()
    ):
        return True
    if rate is None or rate.amount.unit.dimension is not Dimension.PERCENT:
        return rate is not None
    wanted = abs(rate.amount.base) * abs(last.amount.base) / 100
    return abs(gap - wanted) <= slack * 2 + abs(last.amount.base) * rate.amount.half_unit() / 50


def _confirmed(this: Fact | None, last: Fact | None, change: Change) -> bool:
    if this is None:
        return False
    if last is not None:
        return agrees(amount_of(this, last, change.difference)) or agrees(
            rate_of(this, last, change.rate)
        )
    return agrees(
        rate_of_difference(
            this, change.difference, change.rate, change.direction, known_is_last=False
        )
    )


def _candidates(
    understanding: Understanding, change: Change, last: Fact | None, starts: list[int]
) -> Iterator[Fact]:
    """Yield the amounts before a comparison, the nearest first, back to two sentences before."""
    like = last or change.difference
    if like is None:
        return
    own = (change.last, change.difference, change.rate, last)
    block = understanding.sentences[like.sentence].block
    for position in range(bisect_left(starts, change.end) - 1, -1, -1):
        fact = understanding.facts[position]
        if (
            fact.sentence < like.sentence - 2
            or understanding.sentences[fact.sentence].block != block
        ):
            return
        if fact in own or fact.quantity is None or fact.concept in ("difference", "change_rate"):
            continue
        if fact.label.endswith("目标值"):
            continue  # what another indicator was to reach
        if fact.quantity.is_point and fact.quantity.compatible(like.amount):
            yield fact


def _nothing_between(
    understanding: Understanding, this: Fact, change: Change, starts: list[int]
) -> bool:
    """Whether no other amount of its kind stands between this year's amount and the comparison."""
    word = change.direction_span
    if word is None:
        return False
    first, last = bisect_left(starts, this.end), bisect_left(starts, word.start)
    own = (change.last, change.difference, change.rate)
    between = (understanding.facts[i] for i in range(first, last))
    if any(
        fact not in own and fact.quantity is not None and fact.quantity.compatible(this.amount)
        for fact in between
    ):
        return False
    stretch = understanding.document.text[this.end : word.start]
    return "相比" not in stretch[:3] and "。" not in stretch and ";" not in stretch


def slipped(comparison: Comparison) -> bool:
    """Whether one mistyped number accounts for a difference that does not fit."""
    this, last, difference = comparison.this, comparison.last, comparison.difference
    if this is None or last is None or difference is None:
        return False
    more, less = sorted((this.amount, last.amount), key=lambda amount: amount.base, reverse=True)
    if slip_mends_difference(more, less, difference.amount):
        return True
    now, then, gap = (fact.amount.base for fact in (this, last, difference))
    meant = ((difference, abs(now - then)), (this, then + gap), (this, then - gap),
             (last, now + gap), (last, now - gap))  # fmt: skip
    return any(
        needed > 0
        and len(digits_of(fact.value)) >= _TELLING_DIGITS
        and one_slip_apart(fact.value, needed / fact.amount.unit.factor)
        for fact, needed in meant
    )


def _follows(understanding: Understanding, this: Fact, last: Fact) -> bool:
    """Whether nothing but 比上年的 stands between the amounts of both years."""
    text = understanding.document.text
    return this.end <= last.start and _NEXT.fullmatch(text, this.end, last.start) is not None


def adjoining(text: str, comparison: Comparison) -> bool:
    """Whether last year's amount stands right before the direction word (上年80万元增加)."""
    word, last = comparison.change.direction_span, comparison.last
    if word is None or last is None or word.start < last.end:
        return False
    return (
        word.start - last.end <= _ADJACENT
        or _YEARS_ONLY.fullmatch(text, last.end, word.start) is not None
    )


def _rate_direction(text: str, change: Change) -> tuple[Direction | None, Span | None]:
    """Return the direction word between the difference and the rate."""
    difference, rate = change.difference, change.rate
    if difference is None or rate is None or rate.start < difference.end:
        return None, None
    words = list(_WORD.finditer(text, difference.end, rate.start))
    match = words[-1] if words else None
    if match is None or rate.start - match.end() > 3:
        return None, None
    return (_UP if match[1] else _DOWN), Span(*match.span())


def in_percent(fact: Fact | None) -> bool:
    """Whether a fact is a percentage."""
    return fact is not None and fact.amount.unit.dimension is Dimension.PERCENT
