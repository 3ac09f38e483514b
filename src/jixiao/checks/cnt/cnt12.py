"""CNT12: a number one slip from what the numbers beside it give."""

from collections.abc import Iterator

from jixiao.checks.cnt._beside import Told, Way, asks, fits, rounded, slipped, ways
from jixiao.checks.context import Context, plain
from jixiao.checks.registry import check
from jixiao.extraction.mentions import is_prose
from jixiao.extraction.tokens import Kind, Token
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension, Quantity
from jixiao.model.relation import (
    Adjustment,
    Attainment,
    Change,
    PartsOfWhole,
    Ratio,
    Remainder,
    Sampling,
    UnitCost,
)
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_ASKED = pattern(r"满意|目标|计划|不低于|不少于|达到?$")  # not worked out, but asked or set
_MARK = pattern(r"[,;。:\n(、]")
_WINDOW = 6  # numbers before one
_REACH = 160  # characters before one
_LEAD = 16
_FEWEST_DIGITS = 3
_TELLING = frozenset(
    {Dimension.MONEY, Dimension.COUNT, Dimension.PERCENT, Dimension.AREA, Dimension.LENGTH,
     Dimension.MASS, Dimension.UNIT_COST}
)  # fmt: skip


@check(
    code="CNT12",
    name="one-slip-from-its-neighbours",
    severity=Severity.WARNING,
    since="0.1",
    clean="没有由旁边的数算得出而只差一个笔误的数。",
)
def one_slip_from_its_neighbours(ctx: Context) -> Iterator[Outcome]:
    """由旁边的数算得出的数，不应只差一个笔误。

    为什么：占比、增幅、差额、平均数、合计的写法很多，认不出是哪两个数算来的，也能看出它与旁边的数算出的结果只差一位。
    公式：前文紧邻的数相除、相减、相加、相乘的结果，与写出的数只有一位数字不同，或者相邻两位颠倒；
        有一种算法正好算得出的，就算相符。
    不报的情形：位数少、可试的算法多而可能巧合的；已由其他核对复算过的；约数；表格。
    已知漏报：差错不止一位的；有效数字不足三位的。
    """
    known: set[int] | None = None
    tokens = ctx.understanding.tokens
    for sentence in ctx.understanding.sentences:
        if sentence.first_token == sentence.last_token:
            continue
        if not is_prose(ctx.document, sentence.block):
            continue
        for at in range(sentence.first_token, sentence.last_token):
            amount = _told(tokens[at])
            if amount is None or not _telling(amount):
                continue
            known = _judged(ctx) if known is None else known
            if tokens[at].start in known:
                continue
            told = _with_lead(ctx.document.text, tokens[at], amount)
            if not asks(told) or _ASKED.search(told.lead):
                continue
            found = _slip(told, _before(ctx, at, sentence.block))
            if found is not None:
                yield _asked(ctx, tokens[at], amount, found)


def _slip(told: Told, before: list[Told]) -> Way | None:
    """Return the way to work out a number that one slip of it has hidden; None where one fits.

    The nearer its operands, the sooner a way is meant: the first is not one of many.
    """
    tried = sorted(ways(told, before), key=_nearness) if len(before) > 1 else []
    if any(fits(told.amount, way) for way in tried):
        return None
    return next((way for n, way in enumerate(tried, 1) if slipped(told.amount, way, n)), None)


def _nearness(way: Way) -> int:
    """Return how far back the farthest operand of a way stands, the nearest first."""
    return -min(one.start for one in way.operands)


def _told(token: Token) -> Quantity | None:
    value = token.value
    if token.kind is not Kind.QUANTITY or not isinstance(value, Quantity):
        return None
    return value if value.is_plain else None


def _telling(amount: Quantity) -> bool:
    """Whether a number has digits enough, and measures something."""
    printed = str(amount.value)
    if len(printed) < _FEWEST_DIGITS or amount.unit.dimension not in _TELLING:
        return False
    return len(printed.replace(".", "").lstrip("0-")) >= _FEWEST_DIGITS


def _with_lead(text: str, token: Token, amount: Quantity) -> Told:
    lead = _MARK.split(text[max(0, token.start - _LEAD) : token.start])[-1]
    return Told(token.start, amount, lead, listed=text[token.start - len(lead) - 1] == "、")


def _before(ctx: Context, at: int, block: int) -> list[Told]:
    """Return the numbers told before one in its paragraph, the nearest last."""
    text, tokens = ctx.document.text, ctx.understanding.tokens
    start = max(ctx.document.blocks[block].start, tokens[at].start - _REACH)
    found: list[Told] = []
    for token in reversed(tokens[max(0, at - 2 * _WINDOW) : at]):
        if token.start < start or len(found) == _WINDOW:
            break
        amount = _told(token)
        if amount is not None:
            found.insert(0, _with_lead(text, token, amount))
    return found


def _judged(ctx: Context) -> set[int]:
    """Return the starts of the numbers that other checks work out again."""
    facts: list[Fact | None] = []
    for ratio in ctx.all(Ratio):
        facts += _all_told(ratio.numerator, ratio.denominator, beside=(ratio.rate,))
    for change in ctx.all(Change):
        facts += _all_told(change.this, change.last, beside=(change.difference, change.rate))
    for goal in ctx.all(Attainment):
        facts += _all_told(goal.target, goal.actual, beside=(goal.rate,))
    for cost in ctx.all(UnitCost):
        facts += (cost.cost, cost.base, cost.unit_cost) if cost.bound else ()
    for rest in ctx.all(Remainder):
        facts += (rest.budget, rest.spent, rest.left)
    for parts in ctx.all(PartsOfWhole):
        facts += (parts.whole, *parts.parts) if parts.exhaustive else ()
    facts += (each.adjusted for each in ctx.all(Adjustment))
    facts += (each.rate for each in ctx.all(Sampling))
    return {fact.start for fact in facts if fact is not None}


def _all_told(*operands: Fact | None, beside: tuple[Fact | None, ...]) -> tuple[Fact | None, ...]:
    """Return the numbers of a relation whose operands the text tells, else none."""
    return () if None in operands else (*operands, *beside)


def _asked(ctx: Context, token: Token, amount: Quantity, way: Way) -> Outcome:
    names = [ctx.number(one.amount) for one in way.operands]
    expected = rounded(amount, way.value)
    return ctx.finding(
        Span(token.start, token.end),
        f"此处写作{ctx.number(amount)}，按前文的“{way.formula.format(*names)}”应为"
        f"{plain(expected)}{amount.unit.name}，只差一个笔误，请核对",
        stated=amount,
        expected=expected,
        related=[
            (Span(one.start, one.start + len(one.amount.printed)), name)
            for one, name in zip(way.operands, names, strict=True)
        ],
    )
