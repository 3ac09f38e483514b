"""What the numbers told right before a number give: shares, changes, differences, averages.

Nothing here says that a number is made of others; that one digit keeps it from being what they
give is hardly ever by chance, if it has digits enough for the number of ways that were tried.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, permutations
from typing import NamedTuple

from jixiao.model.quantity import Dimension, Quantity
from jixiao.patterns import pattern

_RISEN = pattern(r"[增升涨]|提高|[高多快]出?(?:了|近)?$")
_FALLEN = pattern(r"[降减缩压跌]|节[约支省]|[低少慢](?:了|近)?$")
_APART = pattern(
    r"[增升降减缩压差短缺余超少多]|提高|节[约支省]|未|尚|高出|低于|高于|净|相差|提升|退回|收回"
)
_AVERAGED = pattern(
    r"[人户生亩班床车日月年件次案场期台辆吨公里处平批组村家校卷页]均|[每单]|平均|均[价费额]|成本$|折合"
)
_PRICED = pattern(r"每|单价|标准|均|元/|/")
_BORNE = pattern(r"按|利率|费率|年息|比例|分红")
_MADE = pattern(
    r"共|计|需|应|支[出付]|结算|金额|补[助贴]|发放|兑|总|分红|成本|造价|费|投入|[多少]结"
)
_SUMMED = pattern(r"共|合计|总|累计|计$|总[计和]")
_MONEY, _PERCENT = Dimension.MONEY, Dimension.PERCENT
_BASES = frozenset({Dimension.COUNT, Dimension.AREA, Dimension.LENGTH, Dimension.MASS})
_NOTHING = Decimal(0)
_HUNDRED = Decimal(100)
_MULTIPLES = ("万", "千", "亿", "百")
_FEWEST = 3  # digits
_MOST_SUMMED = 6
_FINE = Decimal(50)  # yuan: half of the last digit of 10.96万元
_COARSE = Decimal("0.02")  # of a value: a way as loose gives almost anything
_ODDS = Decimal("0.015")


class Told(NamedTuple):
    """A number and the words before it."""

    start: int
    amount: Quantity
    lead: str
    listed: bool = False  # one of several that 、 parts


class Way(NamedTuple):
    """One way in which numbers told before give a value, in the unit of what is printed."""

    value: Decimal
    formula: str  # with {0}, {1} for the operands
    operands: tuple[Told, ...]
    slack: Decimal  # how far the rounding of the operands may move the value


def asks(told: Told) -> bool:
    """Whether a number may be worked out of others, by its unit or the words before it."""
    dimension = told.amount.unit.dimension
    if dimension in (_PERCENT, Dimension.UNIT_COST):
        return True
    return any(form.search(told.lead) for form in (_SUMMED, _APART, _AVERAGED, _MADE))


def ways(told: Told, before: Sequence[Told]) -> Iterator[Way]:
    """Yield what the numbers before one give that its words may ask for."""
    if told.amount.unit.dimension is _PERCENT:
        yield from _rates(told, before)
        return
    alike = [one for one in before if one.amount.compatible(told.amount)]
    if _SUMMED.search(told.lead):
        for size in range(2, min(len(alike), _MOST_SUMMED) + 1):
            total = sum((one.amount.base for one in alike[-size:]), _NOTHING)
            yield _added(told, total, "＋".join(f"{{{n}}}" for n in range(size)), *alike[-size:])
    if _APART.search(told.lead) and not told.listed:
        for first, second in combinations(alike, 2):
            more, less = sorted((first, second), key=lambda one: -one.amount.base)
            yield _added(told, more.amount.base - less.amount.base, "{0}－{1}", more, less)
    if told.amount.unit.dimension is Dimension.UNIT_COST or _AVERAGED.search(told.lead):
        yield from _averages(told, before)
    if told.amount.unit.dimension is _MONEY and _MADE.search(told.lead):
        yield from _products(told, before)


def _products(told: Told, before: Sequence[Told]) -> Iterator[Way]:
    """Yield price by number, and an amount by the rate that it bears; both are set, not rounded."""
    for price, base in permutations(before, 2):
        if price.amount.unit.dimension is not _MONEY or not _counts(base, told):
            continue
        if base.amount.unit.dimension is _PERCENT:
            if _BORNE.search(base.lead):
                yield _divided(told, price.amount.base * _number(base), "{0}×{1}", price)._replace(
                    operands=(price, base)
                )
        elif _PRICED.search(price.lead):
            yield _divided(told, price.amount.base * _number(base), "{0}×{1}", base)._replace(
                operands=(price, base)
            )


def _averages(told: Told, before: Sequence[Told]) -> Iterator[Way]:
    per = told.amount.unit.dimension is Dimension.UNIT_COST  # 4.50元/公里
    for whole, base in permutations(before, 2):
        if base.amount.unit.dimension not in _BASES or not _counts(base, told):
            continue
        if per:
            if whole.amount.unit.dimension is _MONEY:
                yield _divided(told, whole.amount.base / base.amount.base, "{0}÷{1}", whole, base)
        elif whole.amount.compatible(told.amount):
            yield _divided(told, whole.amount.base / _number(base), "{0}÷{1}", whole, base)


def _added(told: Told, base: Decimal, formula: str, *operands: Told) -> Way:
    factor = told.amount.unit.factor
    slack = sum((_half(one) for one in operands), _NOTHING) / factor
    return Way(base / factor, formula, operands, slack)


def _divided(told: Told, base: Decimal, formula: str, *operands: Told) -> Way:
    value = base / told.amount.unit.factor
    near = sum((_half(one) / abs(one.amount.base) for one in operands if one.amount.base), _NOTHING)
    return Way(value, formula, operands, abs(value) * near)


def _half(one: Told) -> Decimal:
    """Return how far a number may be off by rounding; whole days and months are counted.

    Zeros that end an amount may come of another unit: 109600元 says no more than 10.96万元.
    """
    amount = one.amount
    if amount.unit.dimension is Dimension.DURATION and not amount.decimals:
        return _NOTHING
    if amount.unit.dimension is not _MONEY or not amount.value:
        return amount.half_unit()
    exponent = amount.base.normalize().as_tuple().exponent
    told = Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else _NOTHING
    return told if told <= _FINE else max(amount.half_unit(), _FINE)


def _counts(base: Told, told: Told) -> bool:
    """Whether a number can say of how many things another one is told."""
    unit = base.amount.unit.dimension
    return unit is not _MONEY and bool(base.amount.base) and not base.amount.compatible(told.amount)


def _number(base: Told) -> Decimal:
    """Return how many there are: 1.24万吨 are 12400吨, 5.5% are 0.055, 3公里 are three."""
    unit = base.amount.unit
    if unit.dimension is _PERCENT:
        return base.amount.base / _HUNDRED
    return base.amount.base if unit.name.startswith(_MULTIPLES) else base.amount.value


def _rates(told: Told, before: Sequence[Told]) -> Iterator[Way]:
    fallen = _FALLEN.search(told.lead) is not None
    risen = not fallen and _RISEN.search(told.lead) is not None
    counted = [one for one in before if one.amount.unit.dimension is not _PERCENT]
    for first, second in permutations(counted, 2):
        if not first.amount.compatible(second.amount) or not first.amount.base * second.amount.base:
            continue
        share = first.amount.base / second.amount.base * _HUNDRED
        if share < _HUNDRED:
            yield _divided(told, share, "{0}÷{1}", first, second)
            if fallen or risen:  # 比上年减少612人次,减幅20.6%: of what there was before
                then = share / (1 + share / _HUNDRED * (1 if fallen else -1))
                formula = "{0}÷({1}＋{0})" if fallen else "{0}÷({1}－{0})"
                yield _divided(told, then, formula, first, second)
        if (fallen and share < _HUNDRED) or (risen and share > _HUNDRED):
            way = _divided(told, share, "({0}－{1})÷{1}", first, second)
            yield way._replace(value=abs(way.value - _HUNDRED / told.amount.unit.factor))


def fits(printed: Quantity, way: Way) -> bool:
    """Whether a way gives what is printed; the last digit may differ."""
    step = Decimal(1).scaleb(-printed.decimals)
    if way.slack > abs(way.value) * _COARSE:
        return False
    return abs(printed.value - way.value) <= step + way.slack


def rounded(printed: Quantity, value: Decimal) -> Decimal:
    """Return a value with as many decimals as are printed."""
    return value.quantize(Decimal(1).scaleb(-printed.decimals), ROUND_HALF_UP)


def slipped(printed: Quantity, way: Way, tried: int) -> bool:
    """Whether one slip makes a value of what is printed, too rare to be met by chance.

    Neighbours changed places, or one digit is another one. ``tried``: how many values were.
    """
    if way.slack > Decimal(1).scaleb(-printed.decimals):
        return False  # the operands are too coarse to say what should be printed
    told, meant = (
        f"{number:.{printed.decimals}f}".replace(".", "")
        for number in (printed.value, rounded(printed, way.value))
    )
    size = len(told.strip("0"))
    if len(told) != len(meant) or size < _FEWEST:
        return False
    differ = [at for at, (one, other) in enumerate(zip(told, meant, strict=True)) if one != other]
    space = Decimal(10) ** size
    if len(differ) == 2 and differ[1] - differ[0] == 1:
        first, second = differ
        swapped = told[first] == meant[second] and told[second] == meant[first]
        rate = printed.unit.dimension is _PERCENT
        return swapped and (size > _FEWEST or (rate and tried == 1))
    return len(differ) == 1 and tried * 9 * size / space <= _ODDS
