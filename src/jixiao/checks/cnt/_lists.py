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
from jixiao.model.slips import digits_of, one_slip_apart

AGREED = (Verdict.EXACT, Verdict.ROUNDING)
OF_WHICH = "of_which"
# Marks of which a thing bears one only.
_EXCLUSIVE = (
    ("线上", "线下"),
    ("城市", "城镇", "农村"),
    ("国内", "国外", "境外"),
    ("新建", "改建", "扩建", "续建", "改扩建"),
    ("一等", "二等", "三等", "特等"),
    ("行政", "参公", "事业", "工勤"),
    ("货物", "工程", "服务"),
)
# Levels: of these nouns only; an honour of the nation may be one of the province as well.
_LEVELS = ("国家", "中央", "省部", "省", "自治区", "市", "州", "县", "区", "乡", "镇", "村")
_OF_LEVELS = ("领导", "河长", "单位", "部门", "资金", "补助", "人员")
# Things that stand in one place and are of one kind.
_SITES = (
    "样点",
    "站点",
    "点位",
    "断面",
    "驿站",
    "泵站",
    "水库",
    "泊位",
    "床位",
    "车位",
    "堤防",
    "桥梁",
)
_PREFIXES = ("其中", "包括", "包含", "分别为", "分别是", "主要是", "含", "为", "有", "由")
_MEASURED = frozenset(
    {Dimension.MONEY, Dimension.COUNT, Dimension.AREA, Dimension.LENGTH, Dimension.MASS}
)
_NOTHING = Decimal(0)
_FEWEST_DIGITS = 4
_SHIFTS = (1, -1, 2, -2, 3, -3, 4, -4)
# Kinds that leave nothing over: where all of them are listed, the list is complete.
_WHOLE_SETS = (
    frozenset({"一季度", "二季度", "三季度", "四季度"}),
    frozenset({"第一季度", "第二季度", "第三季度", "第四季度"}),
    frozenset({"上半年", "下半年"}),
)
# Kinds that nearly always leave nothing over.
_USUAL_SETS = (
    frozenset({"行政", "公务员", "参公", "参照公务员", "事业", "工勤", "机关工人"}),
    frozenset({"产出", "效益", "满意度", "成本"}),
    frozenset({"特定目标类", "运转类", "人员类"}),
)
_HEADS = ("人员", "指标", "编制", "项目", "支出", "管理")


class Partition(NamedTuple):
    """The parts that make up a whole, or should, and how far they do.

    ``closed``: one part of the list excludes the other, so that their sum may not exceed the whole.
    ``culprit``: the number whose decimal point alone is out of place, with what it should be.
    """

    parts: tuple[Fact, ...]
    result: Result
    closed: bool
    culprit: tuple[Fact, Decimal] | None = None


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
    total = whole.amount
    amounts = [like(part.amount, total) for part in parts]
    if not signs and all(
        amount.unit is total.unit or amount.unit == total.unit for amount in amounts
    ):
        added = sum((amount.value for amount in amounts), _NOTHING)
        points = total.is_point and all(amount.is_point for amount in amounts)
        if added == total.value and points:
            return Result(Verdict.EXACT, total.value)  # as verify_sum, only sooner
    return verify_sum(amounts, total, signs)


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
    exact = _adding_up(text, whole, parts)
    if exact is not None:
        return exact
    return _nearly_adding_up(text, whole, parts) if relation.sure else None


def _adding_up(text: str, whole: Fact, parts: tuple[Fact, ...]) -> Partition | None:
    """Return the first parts of a list that add up to the whole."""
    bases = [like(part.amount, whole.amount).base for part in parts]
    for size in range(len(parts), 1, -1):
        if size < len(parts) and ";" not in text[parts[size - 1].end : parts[size].start]:
            continue  # the list goes on: what follows cannot be left out to make it fit
        if sum(bases[:size], _NOTHING) == whole.amount.base:
            result = sum_of(whole, parts[:size])
            if result.verdict is Verdict.EXACT:
                return Partition(parts[:size], result, closed=True)
    if abs(sum(bases, _NOTHING) - whole.amount.base) > whole.amount.half_unit() * 2 * len(parts):
        return None
    result = sum_of(whole, parts)
    if result.verdict is Verdict.ROUNDING and len(parts) > 2:
        return Partition(parts, result, closed=True)
    return None


def _nearly_adding_up(text: str, whole: Fact, parts: tuple[Fact, ...]) -> Partition | None:
    """Return the parts whose sum is beyond the whole, or suspiciously near it."""
    shifted = _shifted(whole, parts)
    if shifted is not None:
        return shifted
    named = {name_of(part).removesuffix("支出").removesuffix("完成") for part in parts}
    for complete in _WHOLE_SETS:
        if complete <= named:
            first = parts[: len(complete)]
            return Partition(first, sum_of(whole, first), closed=True)
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
    if _usual(alike) or _one_slip_off(whole, alike):
        return Partition(alike, result, closed=False)
    return None


def _one_slip_off(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether one mistyped number accounts for the whole mismatch.

    Of two parts only numbers of two digits and more speak: any digit is one slip from another.
    """
    numbers = [like(part.amount, whole.amount).base for part in parts]
    total = sum(numbers, _NOTHING)
    if len(parts) == 2 and total > whole.amount.base:  # two kinds may overlap
        return False
    meant = [total, *(whole.amount.base - total + number for number in numbers)]
    return any(
        needed > 0
        and (len(parts) > 2 or len(digits_of(fact.value)) > 1)
        and one_slip_apart(fact.value, needed / fact.amount.unit.factor)
        for fact, needed in zip((whole, *parts), meant, strict=True)
    )


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


def _shifted(whole: Fact, parts: tuple[Fact, ...]) -> Partition | None:
    """Return the list where one decimal point out of place accounts for the whole mismatch."""
    if len(parts) < 3:
        return None
    numbers = [whole.amount.base, *(like(part.amount, whole.amount).base for part in parts)]
    gap = numbers[0] - sum(numbers[1:], Decimal(0))
    signs = (-1, *(1 for _ in parts))
    for fact, number, sign in zip((whole, *parts), numbers, signs, strict=True):
        digits = len(number.normalize().as_tuple().digits)
        if digits < _FEWEST_DIGITS:
            continue
        for shift in _SHIFTS:
            if number.scaleb(shift) - number == sign * gap:
                meant = fact.value.scaleb(shift)
                return Partition(parts, sum_of(whole, parts), closed=True, culprit=(fact, meant))
    return None


def _usual(parts: Sequence[Fact]) -> bool:
    """Whether the parts are kinds of staff or indicators that usually leave nothing over."""
    kinds = set()
    for part in parts:
        name = name_of(part)
        for head in _HEADS:
            name = name.removesuffix(head)
        kinds.add(name)
    return len(kinds) == len(parts) and any(kinds <= usual for usual in _USUAL_SETS)


def _tail(name: str) -> str:
    return name[-2:]


def _excluding(parts: Sequence[Fact]) -> bool:
    """Whether no thing can be in two of the parts: kinds of one noun, by one mark (…样点)."""
    names = [name_of(part) for part in parts]
    tail = _tail(names[0])
    if len(set(names)) != len(names) or any(_tail(name) != tail for name in names):
        return False
    if tail in _SITES and all(len(name) > len(tail) for name in names):
        return True
    if any(_by_one_of(names, marks) for marks in _EXCLUSIVE):
        return True
    return tail in _OF_LEVELS and _by_one_of(names, _LEVELS)


def _by_one_of(names: Sequence[str], marks: Sequence[str]) -> bool:
    """Whether each name begins with a mark of its own."""
    own = [
        max((mark for mark in marks if name.startswith(mark)), key=len, default="")
        for name in names
    ]
    return all(own) and len(set(own)) == len(own)


def another_whole(ctx: Context, relation: PartsOfWhole, total: Decimal | None) -> Fact | None:
    """Return an amount before the parts that they add up to, where the bound one is not."""
    whole = relation.whole
    if total is None or len(str(total).replace(".", "").strip("0")) < _FEWEST_DIGITS - 1:
        return None
    for fact in ctx.understanding.facts:
        if fact.start >= relation.parts[0].start:
            break
        if fact is whole or fact in relation.parts or fact.quantity is None:
            continue
        amount = fact.quantity
        if amount.compatible(whole.amount) and amount.base == total * whole.amount.unit.factor:
            return fact
    return None


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
