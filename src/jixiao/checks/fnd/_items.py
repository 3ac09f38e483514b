"""Items of the functional classification told with their amount, and once more with the budget.

…（项）84.86万元，主要用于…。年初预算为60万元，支出决算为84.86万元: the item is named once and its
amount stands twice in one paragraph.
"""

from bisect import bisect_left
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import is_money
from jixiao.model.fact import Fact
from jixiao.patterns import pattern

_ITEM = pattern(r"\(项\)[”\"]?(?:支出)?(?=[0-9])")
_SPENT = pattern(r"(?:支出)?决算数?为?(?=[0-9])")


def items_told_twice(ctx: Context) -> Iterator[tuple[Fact, Fact]]:
    """Yield the amount of an item and its 支出决算, where a paragraph tells each once."""
    text = ctx.document.text
    facts = ctx.understanding.facts
    starts = [fact.start for fact in facts]
    for block in ctx.document.blocks:
        named = [match.end() for match in _ITEM.finditer(text, block.start, block.end)]
        spent = [match.end() for match in _SPENT.finditer(text, block.start, block.end)]
        if len(named) != 1 or len(spent) != 1 or spent[0] < named[0]:
            continue
        first, second = (bisect_left(starts, at) for at in (named[0], spent[0]))
        if max(first, second) >= len(facts):
            continue
        if (starts[first], starts[second]) != (named[0], spent[0]):
            continue
        pair = facts[first], facts[second]
        if all(is_money(fact) and fact.amount.is_point for fact in pair):
            yield pair
