"""Quantities: a number, its unit, its range and the words around it."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from jixiao.extraction.lexing import codes, surroundings, units
from jixiao.extraction.lexing.dates import TO, is_recent_year, is_year
from jixiao.extraction.lexing.numerals import value_of
from jixiao.extraction.tokens import Kind, Token
from jixiao.model.quantity import Approximation, Dimension, Quantity, Unit
from jixiao.patterns import pattern

NUMBER: Final = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9]|,[0-9])|[0-9]+)(?:\.[0-9]+)?"
_TOTALLED: Final = ("共", "有")  # 问题共二条:…
NUMERAL: Final = "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"

_RANGE: Final = pattern(rf"{TO}(?P<upper>{NUMBER})(?![-0-9])")
_RANGE_SIGNS: Final = frozenset("-~至到")
_NUMERAL_RANGE: Final = pattern(rf"[至到]([{NUMERAL}]+)")
_CLEAR_RANGE: Final = frozenset("~至到")
_FRACTION: Final = pattern(
    rf"([百千万])分之(?:(?P<number>{NUMBER})|(?P<numeral>[{NUMERAL}]+)(?:点(?P<decimals>[零一二三四五六七八九]+))?)"
)
_FRACTION_UNITS: Final = {
    "百": units.PERCENT,
    "千": Unit("‰", Dimension.PERCENT, Decimal("0.1")),
    "万": Unit("‱", Dimension.PERCENT, Decimal("0.01")),
}
_MINUS_AFTER: Final = frozenset('\n\t (:,;、=约为达是率长降比额增减到至的≥≤<>“"')
_CLAUSE_END: Final = frozenset(',。;、)\n\t!?:”"')
_QUANTITY: Final = Kind.QUANTITY
_EXACT: Final = Approximation.EXACT
_VAGUE: Final = frozenset("数几好第")  # 数十家, 几百次
_THE_ONE: Final = frozenset("同统唯单逐新上下另某这那其之进每任专")  # 同一批次, 每一次
_MORE: Final = frozenset("余+")  # 100余, 10万+
_CJK_FIRST, _CJK_LAST = "\u4e00", "\u9fff"
MOST_DIGITS: Final = 28
"""More digits than this are no printed value."""


def decimals_of(number: str) -> int:
    """Return how many decimals a number is printed with."""
    point = number.find(".")
    return 0 if point < 0 else len(number) - point - 1


def to_decimal(number: str) -> Decimal:
    """Return the value of a number printed in Arabic digits."""
    return Decimal(number.replace(",", "") if "," in number else number)


class _Ending(NamedTuple):
    """What follows a number: its unit, and the upper end of a range."""

    end: int
    match: units.Match | None
    upper: str = ""


def read_quantity(text: str, start: int, end: int, floor: int) -> Token:
    """Read the number at ``start:end`` with its unit, or as a code where it names something.

    Args:
        text: The reading text.
        start: Where the number begins.
        end: Where its digits end.
        floor: The end of the token before; nothing in front of it may be taken.
    """
    if end - start > MOST_DIGITS:
        return codes.read_run(text, start)
    number = text[start:end]
    match = units.read(text, end)
    after = end if match is None else match.end
    upper, more = "", False
    follows = text[after : after + 1]
    if follows in _RANGE_SIGNS:
        ending = _read_range(text, number, _Ending(after, match))
        if ending is not None:
            after, match, upper = ending
    elif follows in _MORE:
        more = not _is_sum(text, after)
    if match is None and not upper and (named := _read_named(text, start, end)) is not None:
        return named
    decimals, last = decimals_of(number), None
    value = to_decimal(number)
    if upper:
        last, decimals = to_decimal(upper), max(decimals, decimals_of(upper))
    elif start > floor and text[start - 1] == "-" and _is_minus(text, start - 1):
        start, value = start - 1, -value
    approximation = _EXACT
    if more or (match is not None and match.over):
        approximation, after = Approximation.OVER, after + more
    unit = units.BARE if match is None else match.unit
    return build(text, start, after, Quantity(value, unit, decimals, approximation, None, last))


def _is_sum(text: str, at: int) -> bool:
    """Whether the sign at ``at`` is a plus between two words, or no sign of more at all."""
    following = text[at + 1 : at + 2]
    if text[at : at + 1] == "+":
        return bool(following) and following not in _CLAUSE_END
    return not text[at : at + 1]


def build(text: str, start: int, end: int, plain: Quantity) -> Token:
    """Make the token of a number, adding what the words before and after it say."""
    dimension = plain.unit.dimension
    mark, trailing = surroundings.PLAIN, None
    if text[start - 1 : start] in surroundings.BEFORE_SIGNS:
        mark = surroundings.before(text, start, dimension)
    if text[end : end + 1] in surroundings.AFTER_SIGNS:
        trailing = surroundings.after(text, end, dimension)
    if mark is surroundings.PLAIN and trailing is None:
        return Token(_QUANTITY, start, end, plain)
    approximation, comparator = mark.approximation, mark.comparator
    if trailing is not None:
        end = trailing.end
        comparator = comparator or trailing.comparator
        if approximation is _EXACT:
            approximation = trailing.approximation
    if approximation is _EXACT:
        approximation = plain.approximation
    marked = replace(plain, approximation=approximation, comparator=comparator)
    return Token(_QUANTITY, start, end, marked)


def _is_minus(text: str, at: int) -> bool:
    """Whether the hyphen at ``at`` is a minus sign: not between two words, units or numbers."""
    return not at or text[at - 1] in _MINUS_AFTER


def _read_range(text: str, number: str, ending: _Ending) -> _Ending | None:
    """Read the end of a range (3-5天, 80%-90%) behind its first number, which may have a unit."""
    found = _RANGE.match(text, ending.end)
    if found is None or not _is_upper(text, number, found):
        return None
    second = units.read(text, found.end())
    if ending.match is not None and (second is None or second.unit != ending.match.unit):
        return None
    if second is not None:
        return _Ending(second.end, second, found["upper"])
    if text[ending.end] in _CLEAR_RANGE or _whole_cell(text, found.end()):
        return _Ending(found.end(), None, found["upper"])
    return None


def _is_upper(text: str, number: str, found: re.Match[str]) -> bool:
    """Whether the second number of a range is greater and is no year, month or code."""
    upper = found["upper"]
    if len(upper) > MOST_DIGITS or to_decimal(upper) <= to_decimal(number):
        return False
    follows = text[found.end() : found.end() + 1]
    return not (follows in ("月", "号") or (follows == "年" and is_year(upper)))


def _whole_cell(text: str, end: int) -> bool:
    return text[end : end + 1] in ("\t", "\n") and "\t" in text[max(0, end - 60) : end + 1]


def _read_named(text: str, start: int, end: int) -> Token | None:
    """Read a number without a unit as a code where it is part of a name, else None."""
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isdecimal():
        return codes.read_run(text, start)
    following = codes.follows_code(text, end)
    if following:
        return Token(Kind.CODE, start, following, None)
    number = text[start:end]
    if not number.isdecimal():
        return None
    if codes.is_number_of_something(text, start, end, number) or (
        is_recent_year(number)
        and _CJK_FIRST <= text[end : end + 1] <= _CJK_LAST
        and surroundings.before(text, start, Dimension.NONE) is surroundings.PLAIN
    ):  # 2022招商大会
        return Token(Kind.CODE, start, end, None)
    return None


def read_fraction(text: str, start: int) -> Token | None:
    """Read 百分之九十五, 百分之95.5 or 千分之三 at ``start``."""
    found = _FRACTION.match(text, start)
    if found is None:
        return None
    number = found["number"]
    if number is None:
        whole = value_of(found["numeral"])
        if whole is None:
            return None
        number = str(whole)
        if found["decimals"]:
            number += "." + "".join(str(value_of(sign)) for sign in found["decimals"])
    if len(number) > MOST_DIGITS:
        return None
    quantity = Quantity(to_decimal(number), _FRACTION_UNITS[found[1]], decimals_of(number))
    return build(text, start, found.end(), quantity)


def read_numeral(text: str, start: int, end: int) -> Token | None:
    """Read the Chinese numeral at ``start:end`` with its unit, else None.

    A lone 一 counts only at the end of a clause (开展培训一次。); a lone 二 is an ordinal (二期),
    since counts are said with 两, but for 共二条:; 百, 千, 万 without a digit in front are many,
    not 100.
    """
    numeral = text[start:end]
    before = text[start - 1 : start]
    if numeral[0] in "百千万亿〇零" or before in _VAGUE or (numeral == "一" and before in _THE_ONE):
        return None
    ending = _numeral_ending(text, end)
    match = ending.match
    value = value_of(numeral)
    if match is None or value is None or not _counts(text, start, numeral, match):
        return None
    upper = Decimal(ending.upper) if ending.upper else None
    if upper is not None and upper <= value:
        return None
    unit, multiple = match.unit, numeral[-1]
    if multiple in "万亿" and upper is None and not {"万", "亿"} & set(numeral[:-1]):
        unit = units.multiplied(multiple, unit)  # 一百零五万元: 105 万元
        value //= int(units.MULTIPLES[multiple])
    approximation = Approximation.OVER if match.over else Approximation.EXACT
    quantity = Quantity(Decimal(value), unit, 0, approximation, None, upper)
    return build(text, start, match.end, quantity)


def _numeral_ending(text: str, end: int) -> _Ending:
    """Read the unit after a numeral, or the rest of a range (三至五天)."""
    match = units.read(text, end)
    if match is not None:
        return _Ending(match.end, match)
    found = _NUMERAL_RANGE.match(text, end)
    upper = value_of(found[1]) if found else None
    if found is None or upper is None:
        return _Ending(end, None)
    return _Ending(end, units.read(text, found.end()), str(upper))


def _is_limit(text: str, end: int) -> bool:
    """Whether a duration is a limit: 一年内, 三十日以内."""
    return text.startswith(("内", "以内", "之内", "以上"), end)


def _counts(text: str, start: int, numeral: str, match: units.Match) -> bool:
    """Whether the unit makes a quantity of the numeral."""
    entry = match.entry
    if entry is None or entry.digits_only:
        return False
    if numeral == "二":
        announced = text[start - 1 : start] in _TOTALLED and text[match.end : match.end + 1] == ":"
        return announced and entry.unit.dimension is Dimension.COUNT
    if entry.printed == "日" and not _is_limit(text, match.end):
        return False
    if numeral != "一":
        return True
    following = text[match.end : match.end + 1]
    if entry.unit.dimension is Dimension.DURATION:
        return _is_limit(text, match.end)
    return entry.one and (not following or following in _CLAUSE_END)
