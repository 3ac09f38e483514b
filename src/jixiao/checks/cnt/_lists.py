"""Counts and amounts that are parts of others: what a list of parts proves about its whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple
from weakref import WeakKeyDictionary

from jixiao.checks.context import Context
from jixiao.extraction.understanding import Understanding
from jixiao.model.arithmetic import Result, Verdict, verify_sum
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension, Quantity
from jixiao.model.relation import PartsOfWhole

AGREED = (Verdict.EXACT, Verdict.ROUNDING)
OF_WHICH = "of_which"
# Marks that one thing can bear together with others: lists of them overlap.
_OVERLAPPING = (
    "党员", "女", "男", "族", "以上", "以下", "以内", "年轻", "青年", "老年", "老人", "残疾",
    "低保", "脱贫", "高级", "中级", "职称", "学历", "本科", "硕士", "博士", "研究生", "退役", "重点",
    "特困", "优秀", "先进", "专业", "流动", "外出", "新增", "骨干", "双师", "完成", "达标", "合格",
    "满意", "跨", "涉",
)  # fmt: skip
_PREFIXES = ("其中", "包括", "包含", "分别为", "分别是", "主要是", "含", "为", "有", "由")
_MEASURED = frozenset(
    {Dimension.MONEY, Dimension.COUNT, Dimension.AREA, Dimension.LENGTH, Dimension.MASS}
)
_FEWEST_DIGITS = 4


class Partition(NamedTuple):
    """The parts that make up a whole, or should, and how far they do.

    ``closed``: one part of the list excludes the other, so that their sum may not exceed the whole.
    """

    parts: tuple[Fact, ...]
    result: Result
    closed: bool


def is_measured(relation: PartsOfWhole) -> bool:
    """Whether whole and parts are amounts of things, not scores, ages or marks of a scale."""
    whole = relation.whole
    if whole.amount.unit.dimension not in _MEASURED or not whole.amount.unit.name:
        return False
    return any("\u4e00" <= sign <= "\u9fff" for sign in whole.label)


def name_of(fact: Fact) -> str:
    """Return the name of a part or whole without the words that bind it."""
    name = fact.label.strip("“”、,:;() ")
    for prefix in _PREFIXES:
        if name.startswith(prefix) and len(name) > len(prefix) + 1:
            return name[len(prefix) :].strip(":、,")
    return name


def like(part: Quantity, whole: Quantity) -> Quantity:
    """Return a count in the classifier of its whole: 次 for 人次 is a slip of wording."""
    both = {part.unit.dimension, whole.unit.dimension}
    if both == {Dimension.COUNT} and part.unit.factor == whole.unit.factor:
        return replace(part, unit=whole.unit)
    return part


def sum_of(whole: Fact, parts: Sequence[Fact], signs: Sequence[int] = ()) -> Result:
    """Judge the sum of parts, each in the classifier of the whole."""
    return verify_sum([like(part.amount, whole.amount) for part in parts], whole.amount, signs)


_known: WeakKeyDictionary[Understanding, dict[int, Partition | None]] = WeakKeyDictionary()


def partition_of(ctx: Context, relation: PartsOfWhole) -> Partition | None:
    """Return the partition that an open list (其中…) turns out to be, None where it is none."""
    known = _known.setdefault(ctx.understanding, {})
    key = id(relation)
    if key not in known:
        known[key] = _partition(ctx.document.text, relation)
    return known[key]


def _partition(text: str, relation: PartsOfWhole) -> Partition | None:
    whole, parts = relation.whole, relation.parts
    numbers = [whole.amount, *(part.amount for part in parts)]
    if not is_measured(relation) or len(parts) < 2 or parts[0].start < whole.end:
        return None
    if not all(number.is_point for number in numbers):
        return None
    exact = _adding_up(whole, parts)
    if exact is not None:
        return exact
    return _nearly_adding_up(text, whole, parts) if relation.sure else None


def _adding_up(whole: Fact, parts: tuple[Fact, ...]) -> Partition | None:
    """Return the first parts of a list that add up to the whole."""
    for size in range(len(parts), 1, -1):
        result = sum_of(whole, parts[:size])
        if result.verdict is Verdict.EXACT:
            return Partition(parts[:size], result, closed=True)
    result = sum_of(whole, parts)
    if result.verdict is Verdict.ROUNDING and len(parts) > 2:
        return Partition(parts, result, closed=True)
    return None


def _nearly_adding_up(text: str, whole: Fact, parts: tuple[Fact, ...]) -> Partition | None:
    """Return the parts whose sum is beyond the whole, or suspiciously near it."""
    alike = _alike(text, parts)
    if len(alike) < 2:
        alike = parts
    closed = len(alike) > 1 and _excluding(alike)
    result = sum_of(whole, alike)
    if result.verdict is not Verdict.FAIL:
        return Partition(alike, result, closed=True) if result.verdict in AGREED else None
    over = result.low is not None and result.low > whole.value
    if over and closed:
        return Partition(alike, result, closed=True)
    if len(alike) > 2 and nearly(whole, alike, result.expected):
        return Partition(alike, result, closed=False)
    return None


def _alike(text: str, parts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the parts up to a new clause (;) or to another kind of name."""
    found = [parts[0]]
    for part in parts[1:]:
        stretch = text[found[-1].end : part.start]
        if ";" in stretch and _tail(name_of(part)) != _tail(name_of(parts[0])):
            break
        found.append(part)
    ends = {_tail(name_of(part)) for part in found}
    if len(ends) > 1:
        first = _tail(name_of(parts[0]))
        same: list[Fact] = []
        for part in found:
            if _tail(name_of(part)) != first:
                break
            same.append(part)
        if len(same) > 2:
            return tuple(same)
    return tuple(found)


def _tail(name: str) -> str:
    return name[-2:]


def _excluding(parts: Sequence[Fact]) -> bool:
    """Whether no thing can be in two of the parts: kinds of one noun, by one mark (…样点)."""
    names = [name_of(part) for part in parts]
    if len(set(names)) != len(names) or any(len(name) < 3 for name in names):
        return False
    if len({_tail(name) for name in names}) > 1:
        return False
    return not any(word in name for name in names for word in _OVERLAPPING)


def nearly(whole: Fact, parts: Sequence[Fact], total: Decimal | None) -> bool:
    """Whether the sum misses the whole by one in the last place, or by one changed digit."""
    amount = whole.amount
    if total is None:
        return False
    places = max([amount.decimals, *(part.amount.decimals for part in parts)])
    unit = Decimal(1).scaleb(-places)
    gap = abs(total - amount.value)
    if gap == unit and amount.value >= 10 * unit:
        return True
    digits = gap.scaleb(places).normalize().as_tuple()
    if len(digits.digits) != 1 or not isinstance(digits.exponent, int) or digits.exponent < 0:
        return False
    if len(str(int(amount.value.scaleb(places)))) < _FEWEST_DIGITS:
        return False
    return any(
        _one_digit(fact.amount.value, total - amount.value, sign, places)
        for fact, sign in ((whole, 1), *((part, -1) for part in parts))
    )


def _one_digit(value: Decimal, gap: Decimal, sign: int, places: int) -> bool:
    """Whether changing one digit of a number closes the gap."""
    other = value + sign * gap
    if other <= 0:
        return False
    first, second = (str(int(number.scaleb(places))) for number in (value, other))
    if len(first) != len(second):
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1


def siblings(ctx: Context, relation: PartsOfWhole) -> Iterator[PartsOfWhole]:
    """Yield the relations that count the same parts in another unit."""
    for other in ctx.all(PartsOfWhole):
        if (
            other is not relation
            and other.topic == "several_units"
            and other.whole.sentence == relation.whole.sentence
            and len(other.parts) == len(relation.parts)
            and abs(other.whole.start - relation.whole.start) <= 20
        ):
            yield other
