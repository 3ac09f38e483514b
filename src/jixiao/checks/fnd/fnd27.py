"""FND27: figures of one name that are one typing slip apart."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, combinations
from weakref import WeakKeyDictionary

from jixiao.checks.context import Context
from jixiao.checks.fnd._contrast import EMPTY, lead, rounds, set_apart
from jixiao.checks.fnd._facts import in_table, partial_year, sentence_of
from jixiao.checks.fnd._repeats import agree
from jixiao.checks.fnd._same_name import planned, reached_places, same_named, stage
from jixiao.checks.near import share_stretch
from jixiao.checks.registry import check
from jixiao.extraction.understanding import Understanding
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
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
     "three_public_rate", "satisfaction"}
)  # fmt: skip
_FEWEST_DIGITS = 3  # fewer digits are one slip apart by chance
_ENOUGH_DIGITS = 4
_MANY_DIGITS = 5  # as many are hardly ever one slip apart by chance
_COMMON = 4  # characters that two names share
_MORE_IN_COMMON = 5  # characters, where the numbers have three digits only
_LESS_IN_COMMON = 2  # characters, where the numbers have many digits
_MOST_IN_BUCKET = 6
_WHOLE = 100  # per cent
# Names of the whole, which a name of a part may stand for: 项目支出 … 支出合计 of the projects.
_WHOLES = frozenset({"budget_total", "fund_total", "expenditure_total", "executed_amount"})
# What many things have: it tells nothing where the things are not in the vocabulary.
_KINDS = pattern(
    r"支出|收入|预算|决算|执行|资金|项目|经费|费用|金额|投入|安排|完成|实际|下达|建设|工程|使用|用于|[费款]"
)
# A formula of a change takes figures of two years, which are often close.
_COMPARED = pattern(r"上年|去年|上一年|20[0-9]{2}年|变动|增减|增长|较|比|目标|计划|[-－+]")
_INSERTED = pattern(r"[=÷/×]\(?$")


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
        而只差一位数字、相邻两位颠倒、多少一位或者小数点移位；有效数字五位以上的，名称有相同的词即可；
        代入公式的数与文中写过的数也这样核对；名称完全相同的，表格与正文之间有两位有效数字即可；
        预算执行率，表中合计行（或者某一资金的行）与正文核对。
    不报的情形：两数在同一句里，或者文中已写明二者是比较、占比、分项关系的；
        年度、资金口径、预算阶段不同的；名称中各有对方没有的字词的（城镇低保、农村低保；合同金额、支付金额；
        第一轮、第二轮）；两数之差在文中另有写出的；近似数。
    已知漏报：名称不同的；有效数字不足三位的。
    """
    bound: set[tuple[int, int]] | None = None
    seen: set[int] = set()
    for first, second in chain(_pairs(ctx), same_named(ctx)):
        if second.start in seen:
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


# What final accounts tell of one item after another.
_OF_EACH_ITEM = frozenset(
    {"年初预算", "年初预算数", "完成年初预算", "完成预算", "支出决算", "决算", "决算数", "预算数"}
)


def _pairs(ctx: Context) -> Iterator[tuple[Fact, Fact]]:
    """Yield the pairs of figures alike by name that have digits enough, each pair once."""
    buckets: dict[str, list[Fact]] = {}
    for fact in ctx.understanding.facts:
        if _telling(fact):
            for key in dict.fromkeys(deletion_keys(fact.amount.base)):
                buckets.setdefault(key, []).append(fact)
    asked: set[tuple[int, int]] = set()  # numbers of the same digits share all their keys
    for group in buckets.values():
        if 1 < len(group) <= _MOST_IN_BUCKET:
            for first, second in combinations(group, 2):
                pair = (first.start, second.start)
                if pair not in asked:
                    asked.add(pair)
                    if _alike(ctx, first, second):
                        yield first, second


def _telling(fact: Fact) -> bool:
    amount = fact.quantity
    return (
        amount is not None
        and fact.concept not in _DERIVED
        and amount.unit.dimension in _MEASURED
        and amount.is_point
        and len(digits_of(amount.value)) >= _FEWEST_DIGITS
    )


def _alike(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether two figures may be one figure, and are one slip apart."""
    if ctx.understanding.accounts and {first.label, second.label} & _OF_EACH_ITEM:
        return False
    if first.scope.fund is not second.scope.fund or not first.amount.compatible(second.amount):
        return False
    if not one_slip_apart(first.amount.base, second.amount.base):
        return False
    inserted = _inserted(ctx, first), _inserted(ctx, second)
    if any(inserted):
        return not all(inserted) and not agree(first, second) and _formula(ctx, first, second)
    return (
        _comparable(first, second)
        and first.sentence != second.sentence
        and _named_alike(ctx, first, second)
        and not agree(first, second)
        and not set_apart(ctx, first, second)
        and not _parted(ctx, first, second)
        and not _plan_and_result(ctx, first, second)
        and not _of_two_forms(ctx, first, second)
        and not _of_two_rows(ctx, first, second)
    )


def _of_two_forms(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether two rows bear one name, as the same indicator of two projects does."""
    return (
        first.concept == second.concept == "other"
        and first.label == second.label
        and in_table(ctx, first)
        and in_table(ctx, second)
    )


def _of_two_rows(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether two rates stand in one table under names of their own: rates of rows are close."""
    document = ctx.document
    blocks = [document.blocks[document.block_at(fact.start)] for fact in (first, second)]
    return (
        blocks[0].table is not None
        and blocks[0].table == blocks[1].table
        and first.label != second.label
        and first.amount.unit.dimension is Dimension.PERCENT
    )


def _plan_and_result(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether one figure is of a section of plans and the other is what was reached."""
    plans = [planned(ctx, fact) for fact in (first, second)]
    if plans[0] is plans[1]:
        return False
    return (second if plans[0] else first).start in reached_places(ctx)


def _comparable(first: Fact, second: Fact) -> bool:
    """Whether sign, stage of the budget and year are no bar."""
    if first.amount.comparator is not second.amount.comparator:
        return False
    if stage(first) is not stage(second):
        return False
    periods = [fact.period for fact in (first, second) if fact.period is not None]
    if any(partial_year(period) for period in periods) and len(set(periods)) > 1:
        return False
    return len({period.year for period in periods} - {None}) <= 1


def _named_alike(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether the names have as much in common as numbers of so many digits ask for."""
    digits = sorted(len(digits_of(fact.amount.value)) for fact in (first, second))
    known = {first.concept, second.concept} - {"other"}
    if len(known) < 2 and "other" not in (first.concept, second.concept):
        if first.scope.name == second.scope.name and digits[0] >= _ENOUGH_DIGITS:
            return True
    elif not known:
        length = _MORE_IN_COMMON if digits[0] < _ENOUGH_DIGITS else _COMMON
        if share_stretch(first.label, second.label, length):
            return True
    if digits[0] < _ENOUGH_DIGITS or digits[1] < _MANY_DIGITS:
        return False
    if len(known) > 1 and not known & _WHOLES:
        return False
    if not _once(ctx, first, second):
        return False
    names = [_words(ctx, fact) for fact in (first, second)]
    if "other" in (first.concept, second.concept):
        names = [_KINDS.sub(" ", name) for name in names]
    return share_stretch(names[0], names[1], _LESS_IN_COMMON)


def _words(ctx: Context, fact: Fact) -> str:
    """Return the name of a figure with the words that lead to it, without the empty ones."""
    return EMPTY.sub(" ", f"{fact.label} {lead(ctx, fact)}")


def _inserted(ctx: Context, fact: Fact) -> bool:
    """Whether a figure is put into a formula: =121人÷128名."""
    text = ctx.document.text
    return (
        text.startswith("÷", fact.end)
        or _INSERTED.search(text, max(0, fact.start - 2), fact.start) is not None
    )


def _formula(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether a figure of a formula is meant to be the other, and is printed nowhere else."""
    inside, told = (first, second) if _inserted(ctx, first) else (second, first)
    if _times(ctx, inside) > 1:
        return False
    if rounds(ctx, inside) != rounds(ctx, told) or _COMPARED.search(sentence_of(ctx, inside)):
        return False
    years = {fact.period.year for fact in (first, second) if fact.period is not None}
    if len(years - {None}) > 1 or _COMPARED.search(lead(ctx, told)):
        return False
    if inside.concept != "other":
        return inside.concept == told.concept and inside.scope.name == told.scope.name
    return len(digits_of(told.amount.value)) >= _ENOUGH_DIGITS and not any(
        _inserted(ctx, fact) for fact in _same_amounts(ctx, told)
    )


def _once(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether one of two figures stands alone: a slip is hardly made twice."""
    return min(_times(ctx, first), _times(ctx, second)) == 1


def _parted(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether a figure is printed that is what the two are apart."""
    apart = abs(first.amount.base - second.amount.base)
    if first.amount.unit.dimension is not Dimension.MONEY and len(digits_of(apart)) == 1:
        return False  # any small count is printed somewhere
    return any(fact.amount.compatible(first.amount) for fact in _printing(ctx, apart))


def _times(ctx: Context, fact: Fact) -> int:
    """Return how often the amount of a fact is printed."""
    return sum(1 for _ in _same_amounts(ctx, fact))


def _same_amounts(ctx: Context, fact: Fact) -> Iterator[Fact]:
    """Yield the figures that print the amount of a fact, itself among them."""
    for other in _printing(ctx, fact.amount.base):
        if other.amount.compatible(fact.amount):
            yield other


_by_base: "WeakKeyDictionary[Understanding, dict[Decimal, list[Fact]]]" = WeakKeyDictionary()


def _printing(ctx: Context, base: Decimal) -> list[Fact]:
    """Return the figures of a value in its base unit, whatever they measure."""
    found = _by_base.get(ctx.understanding)
    if found is None:
        found = _by_base[ctx.understanding] = {}
        for fact in ctx.understanding.facts:
            if fact.quantity is not None:
                found.setdefault(fact.quantity.base, []).append(fact)
    return found.get(base, [])


def _bound(ctx: Context) -> set[tuple[int, int]]:
    """Return the pairs that a relation sets side by side: those may well be close."""
    pairs: set[tuple[int, int]] = set()
    for kind in (Change, Ratio, PartsOfWhole):
        for relation in ctx.all(kind):
            places = sorted(fact.start for fact in _operands(relation))
            pairs.update(combinations(places, 2))
    return pairs


def _operands(relation: Relation) -> Iterator[Fact]:
    if isinstance(relation, Ratio):
        parts = relation.numerator, relation.denominator
        if relation.rate.value == _WHOLE and len({p.concept for p in parts if p}) == 1:
            return  # 占项目支出总额的100%: one thing
    for name in relation.__dataclass_fields__:
        if name == "alternatives":
            continue  # what else a rate could be of is not set beside it
        value = getattr(relation, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Fact):
                yield item
