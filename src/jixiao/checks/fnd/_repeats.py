"""The same fact in several places: which mentions speak of one thing, and whether they agree."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import in_table, sentence_of, this_year, time_of
from jixiao.model.arithmetic import Verdict, verify_equal
from jixiao.model.fact import Basis, Fact, Scope
from jixiao.patterns import pattern

# Words that make a mention speak of another year, fund, unit, stage or period after all.
_DOUBT = pattern(
    r"上年|去年|年初|调整|追加|口径|本级|下属|所属|直属|二级|机关|累计|截[至止]|预计|[0-9]月|季度|上半年|监控|目标|计划|比|较|"
    r"增加|减少|增长|下降|标准|按[^,，。]{1,8}分"
)


class Group(NamedTuple):
    """Mentions of one thing; ``odd`` are those that differ from the first print."""

    facts: tuple[Fact, ...]
    odd: tuple[Fact, ...]


def groups(ctx: Context, facts: Iterable[Fact]) -> Iterator[Group]:
    """Yield the groups of at least two mentions that speak of one thing, in reading order."""
    found: dict[tuple[object, ...], list[Fact]] = {}
    document = ctx.document
    for fact in facts:
        if not fact.amount.is_point or not this_year(ctx, fact):
            continue
        if in_table(ctx, fact):
            continue
        found.setdefault(_key(ctx, fact), []).append(fact)
    for same in found.values():
        if len({document.block_at(fact.start) for fact in same}) > 1:
            yield Group(tuple(same), tuple(_odd(same)))


def _key(ctx: Context, fact: Fact) -> tuple[object, ...]:
    return fact.concept, fact.label, _scope(fact), time_of(ctx, fact.period)


def _scope(fact: Fact) -> Scope:
    """Return the scope; what is not said to be planned counts as final."""
    scope = fact.scope
    if scope.basis is Basis.FINAL:
        return Scope(scope.entity, scope.name, scope.fund, Basis.UNKNOWN)
    return scope


def _odd(same: Sequence[Fact]) -> list[Fact]:
    first = same[0]
    return [fact for fact in same[1:] if not agree(first, fact)]


def agree(first: Fact, second: Fact) -> bool:
    """Whether two prints can be of one number."""
    if first.quantity == second.quantity:
        return True  # printed alike, as most are
    if not first.amount.compatible(second.amount):
        return False
    return verify_equal(second.amount, first.amount).verdict is not Verdict.FAIL


def doubtful(ctx: Context, fact: Fact) -> bool:
    """Whether the sentence of a mention may narrow what it speaks of."""
    return _DOUBT.search(sentence_of(ctx, fact)) is not None
