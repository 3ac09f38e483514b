"""Counts and amounts that are parts of others: what a list of parts proves about its whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple
from weakref import WeakKeyDictionary

from jixiao.checks.cnt._kinds import complete, excluding, tail, usual
from jixiao.checks.context import Context
from jixiao.extraction.understanding import Understanding
from jixiao.model.arithmetic import Result, Verdict, verify_sum
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension, Quantity
from jixiao.model.relation import PartsOfWhole
from jixiao.model.slips import digits_of, one_slip_apart
from jixiao.patterns import pattern

AGREED = (Verdict.EXACT, Verdict.ROUNDING)
OF_WHICH = "of_which"
_PREFIXES = ("其中", "包括", "包含", "分别为", "分别是", "主要是", "含", "为", "有", "由")
# What stands before the name of a part: 在编人员中公务员, 分布为平坝村, 个村、大石镇.
_HEAD = pattern(
    r"^[\u4e00-\u9fff]{0,12}[员生位目标户村业]当?中(?=[\u4e00-\u9fff“])"
    r"|^[\u4e00-\u9fff]{0,12}分布(?:为|如下)|^即|^[\u4e00-\u9fff]{1,3}、(?=[\u4e00-\u9fff])"
)
_AVERAGED = pattern(r"[人户亩日月年场次]均|平均")
_MEASURED = frozenset(
    {Dimension.MONEY, Dimension.COUNT, Dimension.AREA, Dimension.LENGTH, Dimension.MASS}
)
_NOTHING = Decimal(0)
_FEWEST_DIGITS = 4
_TELLING = 4
# 线上8期、线下6期(2期为线上线下结合): counted in both
_OVERLAP = pattern(r"[^。\n]{0,30}?(?:结合|重复|交叉|重叠|兼|同时|既)")
_BEHIND = 40  # characters
_SHIFTS = (1, -1, 2, -2, 3, -3, 4, -4)


class Partition(NamedTuple):
    """The parts that make up a whole, or should, and how far they do.

    ``closed``: one part of the list excludes the other, so that their sum may not exceed the whole.
    ``telling``: a number of many digits is one slip from what would make the list add up, which is
    hardly ever by chance.
    ``culprit``: the number whose decimal point alone is out of place, with what it should be.
    """

    parts: tuple[Fact, ...]
    result: Result
    closed: bool
    culprit: tuple[Fact, Decimal] | None = None
    telling: bool = False


def is_measured(relation: PartsOfWhole) -> bool:
    """Whether whole and parts are amounts of things, not scores, ages or marks of a scale."""
    whole = relation.whole
    unit = whole.amount.unit
    if (unit.dimension not in _MEASURED and unit.kind != "volume") or not unit.name:
        return False
    return any("\u4e00" <= sign <= "\u9fff" for sign in whole.label)


def name_of(fact: Fact) -> str:
    """Return the name of a part or whole without the words that bind it."""
    name = _HEAD.sub("", fact.label).strip("“”、,:;() ")
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
    if _AVERAGED.search(whole.label):
        return None  # 人均收入, 其中城镇…、农村…: averages make up no sum
    if not all(number.is_point for number in numbers):
        return None
    exact = _adding_up(text, whole, parts)
    if exact is not None:
        return exact
    made_of = complete(name_of(whole), [name_of(part) for part in parts]) if parts[1:] else 0
    nearly = _nearly_adding_up(text, whole, parts)
    if relation.sure or made_of or nearly is None:
        return nearly
    # The text does not say for certain that the whole is theirs: a slip of a long number does.
    money = whole.amount.unit.dimension is Dimension.MONEY
    return nearly._replace(closed=False) if nearly.telling and money else None


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
    if shifted is not None or _OVERLAP.match(text, parts[-1].end, parts[-1].end + _BEHIND):
        return shifted
    alike = _alike(text, parts)
    if len(alike) < 2:
        alike = parts
    names = [name_of(part) for part in alike]
    size = complete(name_of(whole), names)
    if size:
        first = alike[:size]
        return Partition(first, sum_of(whole, first), closed=True)
    closed = (
        excluding(names) and _OVERLAP.match(text, alike[-1].end, alike[-1].end + _BEHIND) is None
    )
    result = sum_of(whole, alike)
    if result.verdict is not Verdict.FAIL:
        return Partition(alike, result, closed=True) if result.verdict in AGREED else None
    over = result.low is not None and result.low > whole.value
    if over and closed:
        return Partition(alike, result, closed=True)
    if usual(names) or _one_slip_off(whole, alike):
        telling = _one_slip_off(whole, alike, _TELLING)
        return Partition(alike, result, closed=False, telling=telling)
    return None


def _one_slip_off(whole: Fact, parts: Sequence[Fact], least: int = 1) -> bool:
    """Whether one mistyped number accounts for the whole mismatch.

    Of two parts only numbers of two digits and more speak: any digit is one slip from another.
    Where two are more than the whole they may overlap, and only numbers of three digits speak.
    ``least`` asks for more digits.
    """
    numbers = [like(part.amount, whole.amount).base for part in parts]
    total = sum(numbers, _NOTHING)
    fewest = max(least, 1 if len(parts) > 2 else 2 if total < whole.amount.base else 3)
    meant = [total, *(whole.amount.base - total + number for number in numbers)]
    return any(
        needed > 0
        and len(digits_of(fact.value)) >= fewest
        and any(one_slip_apart(fact.value, value) for value in _about(fact, needed, len(parts)))
        for fact, needed in zip((whole, *parts), meant, strict=True)
    )


def _about(fact: Fact, needed: Decimal, size: int) -> Iterator[Decimal]:
    """Yield what a number should be, give or take what rounding makes of a long sum."""
    value = needed / fact.amount.unit.factor
    yield value
    if size > 2 and fact.amount.decimals and len(digits_of(fact.value)) > 2:
        yield value + fact.amount.half_unit() * 2 / fact.amount.unit.factor
        yield value - fact.amount.half_unit() * 2 / fact.amount.unit.factor


def _alike(text: str, parts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the parts up to a new clause (;) or to another kind of name.

    After parts that commas divide, a semicolon leads to another matter.
    """
    found = [parts[0]]
    for part in parts[1:]:
        stretch = text[found[-1].end : part.start]
        if ";" in stretch and (len(found) > 1 or tail(name_of(part)) != tail(name_of(parts[0]))):
            if len(found) == 1 or ";" not in text[found[0].end : found[-1].start]:
                break
            if tail(name_of(part)) != tail(name_of(parts[0])):
                break
        found.append(part)
    names = [name_of(part) for part in found]
    if len({tail(name) for name in names}) > 1 and not excluding(names):
        first = tail(name_of(parts[0]))
        same: list[Fact] = []
        for part in found:
            if tail(name_of(part)) != first:
                break
            same.append(part)
        if len(same) > 2:
            return tuple(same)
    return tuple(found)


def _shifted(whole: Fact, parts: tuple[Fact, ...]) -> Partition | None:
    """Return the list where one decimal point out of place accounts for the whole mismatch.

    What rounding makes of a long sum may remain.
    """
    if len(parts) < 3:
        return None
    slack = whole.amount.half_unit() * (len(parts) + 1)
    numbers = [whole.amount.base, *(like(part.amount, whole.amount).base for part in parts)]
    gap = numbers[0] - sum(numbers[1:], Decimal(0))
    signs = (-1, *(1 for _ in parts))
    for fact, number, sign in zip((whole, *parts), numbers, signs, strict=True):
        digits = len(number.normalize().as_tuple().digits)
        if digits < _FEWEST_DIGITS:
            continue
        for shift in _SHIFTS:
            if abs(number.scaleb(shift) - number - sign * gap) <= slack < abs(gap):
                meant = fact.value.scaleb(shift)
                return Partition(parts, sum_of(whole, parts), closed=True, culprit=(fact, meant))
    return None


def another_whole(ctx: Context, relation: PartsOfWhole, total: Decimal | None) -> Fact | None:
    """Return an amount before the parts that they add up to, where the bound one is not.

    It stands in the paragraph of the parts; where a sum follows them, anywhere before.
    """
    whole = relation.whole
    paragraph = 0
    if whole.start < relation.parts[0].start:
        paragraph = ctx.document.text.rfind("\n", 0, relation.parts[0].start)
    if total is None or len(str(total).replace(".", "").strip("0")) < _FEWEST_DIGITS - 1:
        return None
    for fact in ctx.understanding.facts:
        if fact.start >= relation.parts[0].start:
            break
        if fact is whole or fact in relation.parts or fact.quantity is None:
            continue
        if fact.start < paragraph:
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
