"""Sums, differences and rates that the numbers of a table themselves show to hold.

The lines of a table are its columns, or its rows. Where one line is made of two others in all
places but one, the odd place is probably mistyped, whatever the lines are called.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, permutations
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.model.document import Table
from jixiao.model.source import Span
from jixiao.patterns import pattern

_NUMBER = pattern(r"([-－−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?)(%?)")
_MOST_LINES = 9  # as many as can be compared three by three
_MOST_PLACES = 80
_FEWEST_PLACES = 3
_FEWEST_DIGITS = 6  # of the results of the places that hold: fewer agree by chance
_FEWEST_HELD = 2  # places that hold
_THREE = 3  # the lines of a relation of two operands
_HUNDRED = Decimal(100)
_NONE = Decimal(0)
_SLACK = 3  # printed steps by which rounding, or a total made to fit, may move a number


class Number(NamedTuple):
    """A number that fills a cell, with half of its last digit."""

    value: Decimal
    half: Decimal
    percent: bool
    span: Span

    @property
    def digits(self) -> int:
        """How many digits speak."""
        return len(str(abs(self.value)).replace(".", "").strip("0"))


Line = tuple[Number | None, ...]


class Odd(NamedTuple):
    """One place where lines that belong together do not: ``result`` should be ``expected``.

    ``kind`` is “-”, “+”, “÷” or “/”: a difference, a sum, a percentage, or how much of the second
    line the first is more than it. ``lines`` are the numbers of the operands, the result first;
    ``held`` counts the places that agree.
    """

    kind: str
    lines: tuple[int, ...]
    place: int
    result: Number
    operands: tuple[Number, ...]
    expected: Decimal
    held: int


class Grid(NamedTuple):
    """The numbers of consecutive rows of a table; blank where a cell holds anything else."""

    first: int
    rows: tuple[Line, ...]


def grids(ctx: Context, table: Table) -> Iterator[Grid]:
    """Yield the stretches of rows of a table that hold numbers in two columns or more."""
    text = ctx.document.text
    run: list[Line] = []
    width = max(len(row) for row in table.rows)
    for at, row in enumerate((*table.rows, ())):
        line = tuple(_number(text, cell) for cell in row)
        if sum(number is not None for number in line) > 1:
            run.append(line + (None,) * (width - len(line)))
            continue
        if len(run) > 1:
            yield Grid(at - len(run), tuple(run))
        run = []


def _number(text: str, cell: Span) -> Number | None:
    """Return the number of a cell that holds nothing else."""
    start = cell.start
    printed = text[cell.start : cell.end]
    start += len(printed) - len(printed.lstrip())
    match = _NUMBER.fullmatch(printed.strip())
    if match is None:
        return None
    value = Decimal(match[1].replace(",", "").replace("－", "-").replace("−", "-"))
    decimals = len(match[2]) - 1 if match[2] else 0
    half = Decimal(5).scaleb(-decimals - 1) if decimals or match[3] else _NONE
    return Number(value, half, bool(match[3]), Span(start, start + len(match[1])))


def odd_places(lines: Sequence[Line]) -> Iterator[Odd]:
    """Yield the places where lines that belong together in all others do not."""
    if not lines or not _FEWEST_PLACES <= len(lines[0]) <= _MOST_PLACES:
        return
    used = [at for at, line in enumerate(lines) if sum(n is not None for n in line) > 2]
    if len(used) > 3:
        yield from _summed(lines, used)
    if not 3 <= len(used) <= _MOST_LINES:
        return
    rates = {at for at in used if _is_rate(lines[at])}
    plain = [at for at in used if at not in rates]
    for first, second, result in combinations(plain, 3):
        yield from _tried("-", (result, first, second), lines)
        yield from _tried("-", (result, second, first), lines)
        yield from _tried("+", (result, first, second), lines)
    for result in rates:
        for first, second in permutations(plain, 2):
            yield from _tried("÷", (result, first, second), lines)
            yield from _tried("/", (result, first, second), lines)


def _is_rate(line: Line) -> bool:
    told = [number for number in line if number is not None]
    return sum(number.percent for number in told) * 2 > len(told)


def _summed(lines: Sequence[Line], used: Sequence[int]) -> Iterator[Odd]:
    """Try the last line, or the first, as the sum of all others."""
    plain = [at for at in used if not _is_rate(lines[at])]
    for whole, parts in ((plain[-1:], plain[:-1]), (plain[:1], plain[1:])):
        if len(parts) > 2:
            yield from _tried("+", (*whole, *parts), lines)


def _tried(kind: str, chosen: tuple[int, ...], lines: Sequence[Line]) -> Iterator[Odd]:
    """Yield the odd place of some lines, if they agree in enough others."""
    held: set[tuple[Decimal, ...]] = set()
    digits = 0
    odd: tuple[int, list[Number], Decimal] | None = None
    for place in range(len(lines[0])):
        told = [number for at in chosen if (number := lines[at][place]) is not None]
        if len(told) < len(chosen):
            if len(chosen) > _THREE:
                return  # a blank may be a nought, or the total of something else
            continue
        if not _speak(kind, told):
            continue
        expected = _expected(kind, told[1:])
        if abs(told[0].value - expected) > _slack(kind, told[0], told[1:], expected):
            if odd is not None:
                return
            odd = place, told, expected
        elif told[1].value != told[2].value:  # 100 % of anything tells nothing
            held.add(tuple(number.value for number in told))
            digits += told[0].digits
    if odd is None or len(held) < _FEWEST_HELD or digits < _FEWEST_DIGITS:
        return
    place, told, expected = odd
    step = 2 * max(number.half for number in told)
    if abs(told[0].value - expected) > _SLACK * step:
        yield Odd(kind, chosen, place, told[0], tuple(told[1:]), expected, len(held))


def _speak(kind: str, told: Sequence[Number]) -> bool:
    """Whether the numbers of a place can tell of a relation: no noughts, no rates added up."""
    if kind in ("-", "+") and any(number.percent for number in told):
        return False
    return all(number.value != 0 for number in told[1:])


def _expected(kind: str, operands: Sequence[Number]) -> Decimal:
    """Return what the result of some operands is."""
    first, second = operands[0].value, operands[1].value
    if kind == "-":
        return first - second
    if kind == "+":
        return sum((number.value for number in operands), _NONE)
    if kind == "÷":
        return _HUNDRED * first / second
    return _HUNDRED * (first - second) / second


def _slack(kind: str, result: Number, operands: Sequence[Number], expected: Decimal) -> Decimal:
    """Return how far rounding alone can move a result."""
    if kind in ("-", "+"):
        return result.half + sum((number.half for number in operands), _NONE)
    first, second = operands
    return result.half + (
        _HUNDRED * first.half / abs(second.value) + abs(expected) * second.half / abs(second.value)
    )
