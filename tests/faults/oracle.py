"""What a text says of its numbers, worked out by hand, and whether it still holds.

A ``Stated`` relation has operands at known places of a text. ``holds`` recomputes it with the
tolerance algebra: every printed number is an interval as wide as its rounding. The relations of
the samples stand in ``samples/*/sample.yaml``, those of the real reports in the gold file.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from faults.printed import Printed, Source

HUNDRED = Decimal(100)
Span = tuple[Decimal, Decimal]
Operand = Printed | str


@dataclass(frozen=True)
class Stated:
    """One relation that a text states. ``places`` are the operands with their units."""

    code: str
    kind: str
    sample: str
    line: int
    operands: tuple[Operand, ...]
    places: tuple[tuple[int, int], ...]
    lines: tuple[int, ...]
    also: tuple[str, ...] = ()
    signs: tuple[int, ...] = ()
    open: bool = False
    number: int = field(default=0, compare=False)

    @property
    def name(self) -> str:
        """Return what the relation is called in a list of misses."""
        return f"{self.sample}:{self.line} {self.code} {self.kind}"


# --- intervals ----------------------------------------------------------------------------------


def reach(number: Printed, decimals: int | None = None) -> Span:
    """Return all that a printed number stands for, in base units."""
    half = number.half(decimals)
    return number.base - half, number.base + half


def siblings(numbers: Sequence[Printed]) -> list[Span]:
    """Return the intervals of numbers of one identity: those of one unit share their decimals."""
    finest: dict[str, int] = {}
    for number in numbers:
        finest[number.unit] = max(finest.get(number.unit, 0), number.significant)
    return [reach(number, finest[number.unit]) for number in numbers]


def meet(a: Span, b: Span) -> bool:
    """Whether two intervals have a number in common."""
    return a[0] <= b[1] and b[0] <= a[1]


def quotient(a: Span, b: Span) -> Span | None:
    """Return a ÷ b, or None where b may be 0."""
    if b[0] <= 0 <= b[1]:
        return None
    corners = [x / y for x in a for y in b]
    return min(corners), max(corners)


def scaled(a: Span, by: Decimal) -> Span:
    """Return an interval times a positive number."""
    return a[0] * by, a[1] * by


def sizes(a: Span) -> Span:
    """Return the sizes of the numbers of an interval."""
    if a[0] >= 0:
        return a
    if a[1] <= 0:
        return -a[1], -a[0]
    return Decimal(0), max(-a[0], a[1])


def rate_of(number: Printed) -> Span:
    """Return a printed rate in hundredths."""
    half = Decimal("0.5").scaleb(-number.significant)
    by = {"‰": Decimal("0.1"), "成": Decimal(10), "倍": HUNDRED}.get(number.unit[:1], Decimal(1))
    return scaled((number.value - half, number.value + half), by)


# --- rules: do the numbers agree? None = cannot be judged ----------------------------------------

Verdict = bool | None


def adds_up(numbers: Sequence[Printed], signs: Sequence[int] = ()) -> Verdict:
    """Σ parts = total."""
    spans = siblings(numbers)
    low = high = Decimal(0)
    for sign, (a, b) in zip(signs or [1] * (len(spans) - 1), spans[:-1], strict=True):
        low, high = (low + a, high + b) if sign > 0 else (low - b, high - a)
    return meet((low, high), spans[-1])


def divides(numbers: Sequence[Printed]) -> Verdict:
    """Part ÷ whole = rate."""
    part, whole = siblings(numbers[:2])
    share = quotient(part, whole)
    return None if share is None else meet(scaled(share, HUNDRED), rate_of(numbers[2]))


def completes(numbers: Sequence[Printed]) -> Verdict:
    """Actual ÷ target = completion rate."""
    return divides([numbers[1], numbers[0], numbers[2]])


def differs(numbers: Sequence[Printed]) -> Verdict:
    """|This − last| = stated difference; two rates differ by points."""
    this, last, stated = siblings(numbers)
    if numbers[2].unit.endswith("百分点"):
        stated = reach(numbers[2])
    return meet(sizes((this[0] - last[1], this[1] - last[0])), sizes(stated))


def differs_signed(numbers: Sequence[Printed]) -> Verdict:
    """This − last = stated difference, sign included."""
    this, last, stated = siblings(numbers)
    return meet((this[0] - last[1], this[1] - last[0]), stated)


def changes(numbers: Sequence[Printed]) -> Verdict:
    """|This − last| ÷ last = stated rate."""
    share = quotient(*siblings(numbers[:2]))
    if share is None:
        return None
    grown = (share[0] - 1) * HUNDRED, (share[1] - 1) * HUNDRED
    return meet(sizes(grown), sizes(rate_of(numbers[2])))


def changes_back(numbers: Sequence[Printed]) -> Verdict:
    """Difference ÷ (this ∓ difference) = rate, whichever way it went."""
    this, diff = siblings(numbers[:2])
    rate = sizes(rate_of(numbers[2]))
    possible = []
    for last in ((this[0] - diff[1], this[1] - diff[0]), (this[0] + diff[0], this[1] + diff[1])):
        share = quotient(sizes(diff), last)
        if share is not None:
            possible.append(meet(scaled(share, HUNDRED), rate))
    return any(possible) if possible else None


def costs(numbers: Sequence[Printed]) -> Verdict:
    """Amount ÷ quantity = unit cost."""
    amount, count, cost = (reach(number) for number in numbers)
    each = quotient(amount, count)
    return None if each is None else meet(each, cost)


def multiplies(numbers: Sequence[Printed]) -> Verdict:
    """Quantity × price = amount."""
    count, price, amount = (reach(number) for number in numbers)
    return meet((count[0] * price[0], count[1] * price[1]), amount)


def averages(numbers: Sequence[Printed]) -> Verdict:
    """Mean of the first numbers = the last."""
    spans, count = siblings(numbers), len(numbers) - 1
    return meet(
        (sum(s[0] for s in spans[:-1]) / count, sum(s[1] for s in spans[:-1]) / count), spans[-1]
    )


def repeats(numbers: Sequence[Printed]) -> Verdict:
    """Two prints of one fact."""
    a, b = numbers[0], numbers[-1]
    return abs(a.base - b.base) <= max(a.half(), b.half())


def fits(numbers: Sequence[Printed]) -> Verdict:
    """Part ≤ whole."""
    part, whole = siblings(numbers[:2])
    return part[0] <= whole[1]


def reaches(numbers: Sequence[Printed]) -> Verdict:
    """Floor ≤ actual."""
    return fits(numbers)


def completes_hundred(numbers: Sequence[Printed]) -> Verdict:
    """Σ shares = 100."""
    spans = siblings(numbers)
    return meet((sum(s[0] for s in spans), sum(s[1] for s in spans)), (HUNDRED, HUNDRED))


def deducts(numbers: Sequence[Printed]) -> Verdict:
    """Σ deductions = 100 − score."""
    slack = sum(Decimal("0.5").scaleb(-max(n.significant, 2)) for n in numbers)
    return abs(sum(n.value for n in numbers) - HUNDRED) <= slack


def weighs(numbers: Sequence[Printed]) -> Verdict:
    """Points × rate = score."""
    points, rate, score = numbers
    span = scaled(rate_of(rate), points.value / HUNDRED)
    half = Decimal("0.5").scaleb(-score.significant)
    return meet(span, (score.value - half, score.value + half))


def shares_out(numbers: Sequence[Printed]) -> Verdict:
    """Points × min(1, actual ÷ target) = score."""
    points, target, actual, score = numbers
    share = quotient(*siblings([actual, target]))
    if share is None:
        return None
    top = min(share[0], Decimal(1)) * points.value, min(share[1], Decimal(1)) * points.value
    half = Decimal("0.5").scaleb(-score.significant)
    return meet(top, (score.value - half, score.value + half))


def scores(numbers: Sequence[Printed]) -> Verdict:
    """Score ≤ points: what every scoring rule has in common."""
    return numbers[-1].value <= numbers[0].value


def on_time(numbers: Sequence[Printed]) -> Verdict:
    """Points × on time ÷ all = score."""
    points, done, every, score = numbers
    half = Decimal("0.5").scaleb(-score.significant)
    return abs(points.value * done.value / every.value - score.value) <= half


def bounded(numbers: Sequence[Printed]) -> Verdict:
    """A rate that cannot exceed 100 %."""
    return numbers[0].value <= HUNDRED


def sampled(numbers: Sequence[Printed]) -> Verdict:
    """Some whole number of answers gives the rate."""
    low, high = rate_of(numbers[0])
    size = numbers[1].base
    first = int(low * size / HUNDRED)
    return any(low <= HUNDRED * k / size <= high for k in range(max(first - 1, 0), first + 3))


def ranked(numbers: Sequence[Printed]) -> Verdict:
    """Rank (and rank + rise) ≤ population."""
    return sum(n.value for n in (numbers[0], *numbers[2:])) <= numbers[1].value


RULES: dict[str, Callable[[Sequence[Printed]], Verdict]] = {
    "sum": adds_up,
    "score_total": adds_up,
    "weights": adds_up,
    "ratio": divides,
    "completion": completes,
    "difference": differs,
    "signed_difference": differs_signed,
    "change_rate": changes,
    "change_back": changes_back,
    "unit_cost": costs,
    "product": multiplies,
    "mean": averages,
    "equal": repeats,
    "at_most": fits,
    "not_below": reaches,
    "shares": completes_hundred,
    "share_total": completes_hundred,
    "deductions": deducts,
    "weighted": weighs,
    "prorata": shares_out,
    "score_rule": scores,
    "on_time_score": on_time,
    "bounded": bounded,
    "sample": sampled,
    "rank": ranked,
}

# --- words and dates ----------------------------------------------------------------------------

RISING = ("增加", "增长", "提高", "上升", "快", "多")
FALLING = ("减少", "下降", "降低", "慢", "少")
MISSED = ("未达", "未完成", "没有完成", "没有达到", "未能")
DAY = re.compile(r"(?:([0-9]{4})\s*年)?\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")
LABEL = re.compile(r"([0-9]{1,2})\s*[—\-–－～~至]{1,2}\s*([0-9]{1,2})\s*月")


def direction_of(word: str) -> int:
    """Return +1 for a rising word, −1 for a falling one, 0 for any other."""
    if any(w in word for w in RISING):
        return 1
    return -1 if any(w in word for w in FALLING) else 0


def beyond(numbers: Sequence[Printed]) -> int:
    """Return the sign of first − second, 0 where rounding leaves it open."""
    a, b = siblings(numbers[:2])
    if a[0] > b[1]:
        return 1
    return -1 if a[1] < b[0] else 0


def day_of(text: str) -> tuple[int | None, int, int] | None:
    """Return year (or None), month and day of a printed date."""
    match = DAY.search(text)
    return (int(match[1]) if match[1] else None, int(match[2]), int(match[3])) if match else None


def exists(day: tuple[int | None, int, int]) -> bool:
    """Whether the calendar has a date."""
    year, month, number = day
    return 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year or 2024, month)[1]


def in_order(days: Sequence[tuple[int | None, int, int] | None]) -> Verdict:
    """Whether dates follow each other; a day without year takes that of the one before."""
    year, found = None, []
    for day in days:
        if day is None or not exists(day):
            return None
        year = day[0] or year
        if year is None:
            return None
        found.append(date(year, day[1], day[2]))
    return found == sorted(found)


def attains(numbers: Sequence[Printed], word: str) -> Verdict:
    """Whether the word used of target and actual agrees with them; None for other words."""
    sign = -beyond(numbers)  # of actual − target
    if "不超" in word:
        return None
    if any(w in word for w in MISSED):
        return None if not sign else sign < 0
    if "高于" in word or "超过" in word or "超额" in word:
        return sign > 0
    if "低于" in word:
        return sign < 0
    return None


def numbers_of(stated: Stated) -> list[Printed]:
    """Return the operands that are numbers."""
    return [operand for operand in stated.operands if isinstance(operand, Printed)]


def unify(numbers: Sequence[Printed]) -> list[Printed]:
    """Give bare numbers of a table the money unit of the others (表内单位为万元)."""
    units = {number.unit for number in numbers if number.kind == "money"}
    if len(units) != 1 or all(number.kind == "money" for number in numbers):
        return list(numbers)
    unit = units.pop()
    return [n.reprinted(n.digits, unit) if n.kind == "bare" else n for n in numbers]


def holds(stated: Stated, numbers: Sequence[Printed]) -> Verdict:
    """Whether the relation holds, rounding allowed, with these numbers; None = cannot tell."""
    if stated.kind == "balance":
        return adds_up(unify(numbers), stated.signs)
    rule = RULES.get(stated.kind)
    if rule is None or len(numbers) < (1 if stated.kind == "bounded" else 2):
        return None
    try:
        return rule(unify(numbers))
    except (ValueError, ZeroDivisionError, IndexError):
        return None


def resolve(source: Source, words: str, line: int, column: int | None) -> tuple[int, int] | None:
    """Return the place of an operand: on its line, else on one of the next two."""
    for at in (line, line + 1, line - 1):
        place = source.find(words, at, column if at == line else None)
        if place is not None:
            return place
    return None
