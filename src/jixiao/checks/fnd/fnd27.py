"""FND27: figures of one name that are one typing slip apart."""

from collections.abc import Iterator
from itertools import combinations

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension, Quantity
from jixiao.model.relation import Change, PartsOfWhole, Ratio, Relation
from jixiao.model.slips import deletion_keys, digits_of, one_slip_apart
from jixiao.patterns import pattern
from jixiao.terms import Severity

_MEASURED = frozenset(
    {Dimension.MONEY, Dimension.COUNT, Dimension.PERCENT, Dimension.AREA, Dimension.LENGTH,
     Dimension.MASS}
)  # fmt: skip
# Derived figures share a name without being the same figure.
_DERIVED = frozenset(
    {"share", "change_rate", "difference", "completion_rate", "execution_rate",
     "three_public_rate"}
)  # fmt: skip
_FEWEST_DIGITS = 3  # fewer digits are one slip apart by chance
_ENOUGH_DIGITS = 4
_COMMON = 4  # characters that two names share
_MORE_IN_COMMON = 5  # characters, where the numbers have three digits only
_MOST_IN_BUCKET = 6
_TELLING = 3  # characters that the heads of two names share
_GENERIC_END = pattern(
    r"(?:实际|计划|累计|全年|年度|合同|采购|中标|预算|支出|决算|到位|投资|执行|完成|资金|经费|金额|价款?|单价|数量?|面积|"
    r"总[额数量价]|[总合共]计)+$"
)


@check(
    code="FND27",
    name="one-slip-apart",
    severity=Severity.WARNING,
    since="0.1",
    clean="同名的数字没有只差一位、疑似笔误的。",
)
def one_slip_off(ctx: Context) -> Iterator[Outcome]:
    """同名的两个数不应只差一个笔误。

    为什么：同一个数抄到另一处时，换错一位、颠倒相邻两位、漏掉一位、点错小数点，是最常见的笔误。
    公式：两处名称相同（或含有相同的四个字以上）、单位相同、有效数字不少于三位（三位的须有五个字以上相同），
        而只差一位数字、相邻两位颠倒、多少一位或者小数点移位。
    不报的情形：两数在同一句里，或者文中已写明二者是比较、占比、分项关系的；
        年度、资金口径、预算阶段不同的；近似数。
    已知漏报：名称不同的；有效数字不足三位的。
    """
    buckets: dict[str, list[Fact]] = {}
    for fact in ctx.understanding.facts:
        if _telling(fact):
            for key in dict.fromkeys(deletion_keys(fact.amount.base)):
                buckets.setdefault(key, []).append(fact)
    bound: set[tuple[int, int]] | None = None
    seen: set[int] = set()
    for group in buckets.values():
        if not 1 < len(group) <= _MOST_IN_BUCKET:
            continue
        for first, second in combinations(group, 2):
            if second.start in seen or not _alike(first, second):
                continue
            if bound is None:
                bound = _bound(ctx)
            if (first.start, second.start) in bound:
                continue
            seen.add(second.start)
            yield ctx.finding(
                second,
                f"“{second.label}”写作{ctx.number(second)}，另一处“{first.label}”"
                f"写作{ctx.number(first)}，只差一个笔误，请核对是否同一个数；不是同一个数的请写明口径",
                stated=second,
                related=((first, "另一处"),),
            )


def _telling(fact: Fact) -> bool:
    amount = fact.quantity
    return (
        amount is not None
        and amount.is_point
        and amount.unit.dimension in _MEASURED
        and fact.concept not in _DERIVED
        and len(digits_of(amount.value)) >= _FEWEST_DIGITS
    )


def _alike(first: Fact, second: Fact) -> bool:
    if first.sentence == second.sentence or first.scope.fund is not second.scope.fund:
        return False
    if not _comparable(first.amount, second.amount) or first.scope.basis is not second.scope.basis:
        return False
    years = {fact.period.year for fact in (first, second) if fact.period is not None}
    if len(years - {None}) > 1:
        return False
    if not one_slip_apart(first.amount.base, second.amount.base):
        return False
    short = min(len(digits_of(fact.amount.value)) for fact in (first, second)) < _ENOUGH_DIGITS
    if first.concept != "other" or second.concept != "other":
        same = first.concept == second.concept and first.scope.name == second.scope.name
        return same and not short
    return not _named_apart(first.label, second.label) and _share(
        first.label, second.label, _MORE_IN_COMMON if short else _COMMON
    )


def _comparable(first: Quantity, second: Quantity) -> bool:
    return first.compatible(second) and first.comparator is second.comparator


def _named_apart(first: str, second: str) -> bool:
    """Whether two names end alike but say of different things: 甲设备合同金额, 乙工程合同金额."""
    heads = (_GENERIC_END.sub("", first), _GENERIC_END.sub("", second))
    return all(heads) and not _share(*heads, min(_TELLING, *map(len, heads)))


def _share(first: str, second: str, length: int) -> bool:
    """Whether two names have a stretch of characters in common that is long enough to tell."""
    if len(first) > len(second):
        first, second = second, first
    return any(first[at : at + length] in second for at in range(len(first) - length + 1))


def _bound(ctx: Context) -> set[tuple[int, int]]:
    """Return the pairs that a relation sets side by side: those may well be close."""
    pairs: set[tuple[int, int]] = set()
    for kind in (Change, Ratio, PartsOfWhole):
        for relation in ctx.all(kind):
            places = sorted(fact.start for fact in _operands(relation))
            pairs.update(combinations(places, 2))
    return pairs


def _operands(relation: Relation) -> Iterator[Fact]:
    for name in relation.__dataclass_fields__:
        value = getattr(relation, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Fact):
                yield item
