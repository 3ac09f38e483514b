"""What the checks on money ask of facts: their kind, scope, period, and the words around them."""

import re
from collections.abc import Iterable, Iterator

from jixiao.checks.context import Context
from jixiao.model.document import BlockKind
from jixiao.model.fact import Basis, Entity, Fact
from jixiao.model.period import Period
from jixiao.model.quantity import Comparator, Dimension
from jixiao.terms import Direction, Fund

_MONEY = Dimension.MONEY
_BUDGETED = frozenset({Basis.INITIAL_BUDGET, Basis.ADJUSTED_BUDGET})
_FISCAL = frozenset(
    {Fund.GENERAL_PUBLIC_BUDGET, Fund.GOVERNMENT_FUNDS_BUDGET, Fund.STATE_CAPITAL_BUDGET}
)


def is_money(fact: Fact) -> bool:
    """Whether a fact is an amount of money."""
    return fact.quantity is not None and fact.quantity.unit.dimension is _MONEY


def is_percent(fact: Fact) -> bool:
    """Whether a fact is a percentage."""
    return fact.quantity is not None and fact.quantity.unit.dimension is Dimension.PERCENT


def is_limit(fact: Fact) -> bool:
    """Whether a number is a limit or a range (不低于90%, 3—5%) rather than a statement."""
    amount = fact.amount
    return amount.upper is not None or amount.comparator not in (None, Comparator.EQUAL)


def in_table(ctx: Context, fact: Fact) -> bool:
    """Whether a fact stands in a table."""
    document = ctx.document
    return document.blocks[document.block_at(fact.start)].kind is BlockKind.ROW


def is_budget(fact: Fact) -> bool:
    """Whether a fact is planned money rather than money received or spent."""
    return (
        fact.concept.startswith("budget")
        or fact.concept.endswith("_budget")
        or (fact.scope.basis in _BUDGETED)
    )


def is_fiscal(fund: Fund) -> bool:
    """Whether a fund is one of the budgets that fiscal appropriations come from."""
    return fund in _FISCAL


def told(fact: Fact) -> str:
    """Return how a fact is called in messages, with its fund where its label does not say it."""
    fund = fact.scope.fund
    label = fact.label or "该项"
    if fund is Fund.ALL or fund.label[:4] in label:
        return label
    return f"{fund.label}{label}"


def partial_year(period: Period | None) -> bool:
    """Whether a period is a part of a year (monitoring, a month, a cut-off day)."""
    if period is None or (period.first.month is None and period.last.month is None):
        return False
    return not (period.first.month == 1 and period.last.month == 12)


def same_time(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether two facts speak of one period; None means the fiscal year."""
    return time_of(ctx, first.period) == time_of(ctx, second.period)


def time_of(ctx: Context, period: Period | None) -> Period | None:
    """Return a period, None for the fiscal year."""
    year = ctx.metadata.fiscal_year
    if period is None or (year is not None and period == Period.of_year(year)):
        return None
    return period


def this_year(ctx: Context, fact: Fact) -> bool:
    """Whether a fact speaks of the whole of the fiscal year."""
    if time_of(ctx, fact.period) is None:
        return True
    year = ctx.metadata.fiscal_year
    return (
        not partial_year(fact.period)
        and fact.period is not None
        and (year is None or fact.period.year == year)
    )


def of_department(fact: Fact) -> bool:
    """Whether a fact speaks of the department as a whole."""
    return fact.scope.entity is Entity.DEPARTMENT and not fact.scope.name


def around(ctx: Context, fact: Fact, reach: int = 2) -> str:
    """Return the text from ``reach`` sentences before a fact to as many after it, in its section.

    Headings are no barrier; other blocks further than one away are.
    """
    sentences = ctx.understanding.sentences
    at = fact.sentence
    if not 0 <= at < len(sentences):
        return ""
    first, last = max(0, at - reach), min(len(sentences) - 1, at + reach)
    return ctx.document.text[sentences[first].start : sentences[last].end]


def sentence_of(ctx: Context, fact: Fact) -> str:
    """Return the sentence of a fact."""
    return around(ctx, fact, 0)


def before(ctx: Context, fact: Fact) -> str:
    """Return the words of its sentence before a fact, back to a semicolon."""
    sentences = ctx.understanding.sentences
    if not 0 <= fact.sentence < len(sentences):
        return ""
    text = ctx.document.text
    start = sentences[fact.sentence].start
    return text[max(start, text.rfind(";", start, fact.start) + 1) : fact.start]


def called(ctx: Context, fact: Fact) -> str:
    """Return the words of its clause that lead to a number: 2023年度本年支出合计."""
    return ctx.document.text[max(fact.clause, fact.start - 20) : fact.start]


def paragraph_before(ctx: Context, fact: Fact) -> str:
    """Return the words of its paragraph before a fact."""
    document = ctx.document
    return document.text[document.blocks[document.block_at(fact.start)].start : fact.start]


def explained(ctx: Context, fact: Fact, pattern: re.Pattern[str], reach: int = 2) -> bool:
    """Whether words of ``pattern`` stand within ``reach`` sentences of a fact."""
    return pattern.search(around(ctx, fact, reach)) is not None


def near(ctx: Context, fact: Fact, *concepts: str, reach: int = 2) -> Iterator[Fact]:
    """Yield the amounts of some concepts in the sentences before a fact and in its own."""
    for other in ctx.facts_of(*concepts):
        if is_money(other) and 0 <= fact.sentence - other.sentence <= reach:
            yield other


def first_of(facts: Iterable[Fact]) -> Fact | None:
    """Return the first fact, or None."""
    return next(iter(facts), None)


def rose_from_nothing(
    this: Fact | None, difference: Fact | None, direction: Direction | None
) -> bool:
    """Whether an amount rose by all of itself, so that there was none before: 3万元，增加3万元."""
    return (
        this is not None
        and difference is not None
        and direction is Direction.UP
        and this.amount.is_point
        and difference.amount.is_point
        and this.amount.compatible(difference.amount)
        and this.amount.base == difference.amount.base != 0
    )
