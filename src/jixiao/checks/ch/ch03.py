"""CH03: the direction word of a change."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.ch._changes import (
    Comparison,
    agrees,
    comparisons,
    named,
    operands,
)
from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction, Severity

_WORD = pattern(
    r"增加|增长|上升|提高|提升|减少|下降|降低|持平|一致|压减|节约|高于|低于|[增减升降多少高低快慢]"
)
# 水质由4类提升至3类, 资质由3级升为2级: the better a class, the smaller its number may be
_CLASSES = frozenset({"类", "级", "等", "档"})
_BETTER = pattern(r"提升|提高|上升|升|降|下降|降低")
_ROUGHLY = pattern(r"(?:基本|大致|总体|大体|略)[与同和相]?$")
_SAME = Decimal("0.01")
_SAME_ROUGHLY = Decimal("0.05")
_MOVED = Decimal("0.10")
_SHOULD_BE = {Direction.UP: "增加（上升）", Direction.DOWN: "减少（下降）", Direction.FLAT: "持平"}


@check(
    code="CH03",
    name="direction-of-change",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有写明与上年（上期）相比的增减方向，无从核对。",
)
def direction_of_change(ctx: Context) -> Iterator[Outcome]:
    """增减的方向词应当与数字的大小相符。

    为什么：“增加”写成“减少”会把结论说反，多是沿用上年文字只换数字造成的。
    公式：本年数大于上年数写增加、上升，小于写减少、下降，相等写持平；增减额与增减率的方向词一致；
    “持平”以相差 1% 以内、“基本持平”以相差 5% 以内为相符，超过 10% 为不符。
    不报的情形：三公经费由 SG05 核对；类别、等级的升降（水质由四类升至三类）；
    本年数不能确定的；“增长−5%”按负增长理解。
    已知漏报：没有数字的方向词。
    """
    for comparison in comparisons(ctx):
        change = comparison.change
        if change.direction is None or change.direction_span is None:
            continue
        if change.direction is Direction.FLAT:
            yield _flat(ctx, comparison, change.direction_span)
        else:
            yield _moved(ctx, comparison, change.direction, change.direction_span)


def _flat(ctx: Context, comparison: Comparison, word: Span) -> Outcome:
    this, last = comparison.this, comparison.last
    if this is None or last is None or not (this.amount.is_point and last.amount.is_point):
        return ctx.cannot_tell(word, "写作持平，本年数或者上年数没有确切写出，无法判断")
    both = ((this, "本年数"), (last, "上年数"))
    words = f"“{named(this)}”本年{ctx.number(this)}、上年{ctx.number(last)}"
    gap = abs(this.amount.base - last.amount.base)
    base = abs(last.amount.base)
    roughly = _ROUGHLY.search(ctx.document.text[max(0, word.start - 4) : word.start])
    if gap <= base * (_SAME_ROUGHLY if roughly else _SAME):
        return ctx.passed(word, f"{words}，写作持平，相符", both)
    if gap <= base * _MOVED or not comparison.firm:
        return ctx.cannot_tell(word, f"{words}，相差是否算作持平，由审核人判断", both)
    up = this.amount.base > last.amount.base
    wanted = _SHOULD_BE[Direction.UP if up else Direction.DOWN]
    return ctx.finding(
        word,
        f"{words}，相差超过一成，写作“{_said(ctx, word)}”，应为{wanted}",
        stated=_said(ctx, word),
        related=both,
    )


def _moved(ctx: Context, comparison: Comparison, direction: Direction, word: Span) -> Outcome:
    change = comparison.change
    said = _effective(direction, change.difference or change.rate)
    sign = _sign(comparison)
    rate = comparison.rate
    own = _effective(comparison.rate_direction, rate)
    if said is None:
        return ctx.cannot_tell(word, "方向词和负数并用，意思不定，无法判断")
    if rate is not None and own is not None and own is not said and comparison.rate_word:
        return _contradiction(ctx, comparison, rate, (said, own, sign))
    this, last = comparison.this, comparison.last
    if sign is None or this is None or last is None:
        return ctx.cannot_tell(
            word, f"写作“{_said(ctx, word)}”，本年数或者上年数没有一并写明，无法判断方向"
        )
    both = operands(comparison, this, last)
    now, then = ("本年", "上年") if change.yearly else ("", "所比之数")
    words = f"“{named(this)}”{now}{ctx.number(this)}、{then}{ctx.number(last)}"
    if sign is said:
        return ctx.passed(word, f"{words}，写作“{_said(ctx, word)}”，相符", both)
    if this.amount.unit.name in _CLASSES and _BETTER.search(ctx.text(word)):
        return ctx.cannot_tell(word, f"{words}，类别、等级的高低不按数的大小判断", both)
    return ctx.finding(
        _with_number(word, change.difference or change.rate),
        f"{words}，写作“{_said(ctx, word)}”，应为{_SHOULD_BE[sign]}，请改正方向词或者核实数字",
        stated=_said(ctx, word),
        related=both,
    )


def _contradiction(
    ctx: Context,
    comparison: Comparison,
    rate: Fact,
    directions: tuple[Direction, Direction, Direction | None],
) -> Outcome:
    """Report a difference and a rate with opposite words, at the one the numbers speak against."""
    _, own, sign = directions
    change = comparison.change
    first, second = change.direction_span, comparison.rate_word
    if first is None or second is None:
        return ctx.cannot_tell(rate, "方向词不能确定，无法判断")
    wrong_is_first = sign is own
    wrong = _with_number(first, change.difference) if wrong_is_first else _with_number(second, rate)
    right = second if wrong_is_first else first
    numbers = ""
    if sign is not None and comparison.this is not None and comparison.last is not None:
        numbers = (
            f"本年{ctx.number(comparison.this)}、上年{ctx.number(comparison.last)}，"
            f"应为{_SHOULD_BE[sign]}，"
        )
    return ctx.finding(
        wrong,
        f"增减额写“{_said(ctx, first)}”、增减率写“{_said(ctx, second)}”，方向相反，"
        f"{numbers}请核实改正",
        stated=_said(ctx, first if wrong_is_first else second),
        related=((right, "另一个方向词"),),
    )


def _effective(direction: Direction | None, number: Fact | None) -> Direction | None:
    """Return the direction that a word and the sign of its number mean together."""
    if direction is None or number is None or number.value >= 0:
        return direction
    return Direction.DOWN if direction is Direction.UP else None


def _sign(comparison: Comparison) -> Direction | None:
    """Return the direction of the numbers, None where they are not beyond doubt."""
    this, last = comparison.this, comparison.last
    if this is None or last is None or not (this.amount.is_point and last.amount.is_point):
        return None
    fits = agrees(comparison.by_amounts) or agrees(comparison.rate_by_amounts)
    unsupported = comparison.difference is None and comparison.rate is None
    against = _size_by_rate(comparison)
    if not (fits or against or (unsupported and comparison.firm)):
        return None
    gap = this.amount.base - last.amount.base
    if abs(gap) <= this.amount.half_unit() + last.amount.half_unit() and not fits:
        return None
    if gap == 0:
        return None
    return Direction.UP if gap > 0 else Direction.DOWN


def _size_by_rate(comparison: Comparison) -> bool:
    """Whether the size of the rate or of the difference fits, whatever its sign."""
    this, last, difference = comparison.this, comparison.last, comparison.difference
    if this is None or last is None or difference is None:
        return False
    gap = abs(this.amount.base - last.amount.base)
    return gap == abs(difference.amount.base) and gap != 0


def _said(ctx: Context, word: Span) -> str:
    """Return the direction word itself of a span that may hold all of 较上年80万元增加."""
    text = ctx.text(word)
    found = _WORD.findall(text)
    return found[-1] if found else text


def _with_number(word: Span, number: Fact | None) -> Span:
    return Span(word.start, number.end if number is not None else word.end)
