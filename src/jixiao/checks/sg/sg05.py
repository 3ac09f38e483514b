"""SG05: the direction word of a change of three public expenses."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.sg._changes import changes, moved, relative, weight
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Change
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction, Severity

_ROUGHLY = pattern(r"基本|大致|大体|总体")
_FLAT_WITHIN = 5  # per cent, for 基本持平


@check(
    code="SG05",
    name="three-public-direction",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有写“三公”经费较上年增加、减少或持平，无从核对方向。",
)
def three_public_direction(ctx: Context) -> Iterator[Outcome]:
    """“三公”经费增加、减少、持平的说法应与两年金额的大小一致。

    为什么：“三公”经费只减不增是公众关注的重点，方向写反会造成误解。
    公式：本年数＞上年数为增加，＜为减少，＝为持平；“基本持平”指相差不超过5%。
    不报的情形：“少增”“多减”“降幅收窄”等说法不核对；没有写本年数或上年数的、按印出位数分不出大小的，无法判断。
    已知漏报：只写增减率、没有写两年金额的。
    """
    for change in changes(ctx):
        span = change.direction_span
        if change.direction is None or span is None:
            continue
        this, last = change.this, change.last
        known = [fact for fact in (this, last) if fact is not None]
        if this is None or last is None:
            yield ctx.cannot_tell(
                span, f"写了“{ctx.text(span)}”，但没有写明两年的金额，无法核对方向", known
            )
            continue
        yield _judge(ctx, change, span, (this, last))


def _judge(ctx: Context, change: Change, span: Span, years: tuple[Fact, Fact]) -> Outcome:
    this, last = years
    text = ctx.document.text
    word = ctx.text(span)
    related = ((this, "本年数"), (last, "上年数"))
    amounts = f"本年 {ctx.number(this)}、上年 {ctx.number(last)}"
    actual = moved(this, last)
    said = _said(change)
    if said is Direction.FLAT and _ROUGHLY.search(text, max(0, span.start - 2), span.end):
        size = relative(this, last)
        if size is None:
            return ctx.cannot_tell(span, f"上年数为零，“基本{word}”无法核对", related)
        if size <= _FLAT_WITHIN:
            return ctx.passed(span, f"{amounts}，相差不超过{_FLAT_WITHIN}%，可称基本持平", related)
    if actual is None:
        return ctx.cannot_tell(
            span, f"{amounts}，按印出的位数分不出大小，无法核对“{word}”", related
        )
    if actual is said:
        return ctx.passed(span, f"{amounts}，写作“{word}”，方向相符", related)
    return ctx.finding(
        span,
        f"{amounts}，应为{actual.label}，写作“{word}”，方向不符",
        stated=word,
        expected=actual.label,
        related=related,
        severity=weight(change),
    )


def _said(change: Change) -> Direction | None:
    """Return the direction that is said, turned round by a negative number (增长-5%)."""
    printed = change.difference or change.rate
    if printed is None or printed.value >= 0 or change.direction is Direction.FLAT:
        return change.direction
    return Direction.DOWN if change.direction is Direction.UP else Direction.UP
