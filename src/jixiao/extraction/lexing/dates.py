"""Dates and periods: 2023年7月28日, 2023-07-28, 1-6月, 2022-2025年, 上半年, 二〇二三年."""

import re
from functools import cache
from typing import Any, Final

from jixiao.extraction.lexing.numerals import digits_of, value_of
from jixiao.extraction.tokens import Kind, Token
from jixiao.model.period import Instant, Period
from jixiao.patterns import pattern

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2060
"""Two bare years count as a period only between these (2022-2025)."""

YEAR: Final = r"(?:19|20)[0-9]{2}"
TO: Final = r"(?:--|——|[-~—–至到])"
_YEARS: Final = frozenset(str(year) for year in range(1900, 2100))
_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PART: Final = (
    r"(?:(?P<half>[上下])半年度?"
    r"|(?P<firsts>前)(?P<upto>[一二三123])个?季度"
    rf"|第?(?P<quarter>[一二三四1234])(?:{TO}第?(?P<quarter2>[一二三四1234]))?季度)"
)
# 28日, 1-3日, 1日至3日; what follows may be no month of a second date.
_DAYS: Final = rf"(?P<day>[0-9]{{1,2}})(?:[日号]?{TO}(?P<lastday>[0-9]{{1,2}}))?[日号](?!楼)"

_YEAR_FORM: Final = pattern(
    rf"(?P<year>{YEAR})(?:"
    # 2023-07-28
    r"(?P<sep>[-./])(?P<month1>[0-9]{1,2})(?P=sep)(?P<day1>[0-9]{1,2})(?![0-9])"
    # 2022-2025年, 2022年至2025年, 2022-2025
    rf"|(?P<open>年度?)?{TO}(?P<year2>{YEAR})(?P<close>(?:年度?|财年|学年)(?![0-9]{{1,2}}月))?(?![0-9])"
    # 2023年 and what follows it
    rf"|年度?(?:{_PART}"
    rf"|(?P<month>[0-9]{{1,2}})(?:月(?:{_DAYS}"
    rf"|{TO}(?:(?P<year3>{YEAR})年)?(?P<month2>[0-9]{{1,2}})月份?(?![0-9]{{1,2}}[日号])"
    rf"|[底末份])?|{TO}(?P<month3>[0-9]{{1,2}})月份?(?![0-9]{{1,2}}[日号]))"
    r")?|(?:财年|学年)"
    # 2023-07
    r"|-(?P<month4>0[1-9]|1[0-2])(?![-0-9])"
    r")"
)
_MONTH_FORM: Final = pattern(
    rf"(?P<month>[0-9]{{1,2}})(?:月?{TO}(?P<month2>[0-9]{{1,2}})月份?(?![0-9]{{1,2}}[日号])"
    rf"|月(?:{_DAYS}|[底末份])?)"
)
_AFTER_YEAR: Final = frozenset("0123456789度上下前第一二三四-~至到—–")
"""Where one of these follows a year, more than the year may belong together."""
_PART_FORM: Final = pattern(_PART)
_NUMERAL: Final = "一二三四五六七八九十"
_CHINESE_FORM: Final = pattern(
    rf"(?:(?P<year>[一二][〇零○O0九][〇零○O0{_NUMERAL}]{{2}})年度?)?"
    rf"(?:(?P<month>[{_NUMERAL}]{{1,2}})月(?:(?P<day>[{_NUMERAL}]{{1,3}})[日号]|[底末份])?)?"
)


@cache
def _whole_year(number: str) -> Period:
    return Period.of_year(int(number))


def is_year(number: str) -> bool:
    """Whether a number as printed could be a year (2022, not 2022.5)."""
    return number in _YEARS


def is_recent_year(number: str) -> bool:
    """Whether a bare number is more likely a year than a count: 2022, not 1950."""
    return number in _YEARS and FIRST_YEAR <= int(number) <= LAST_YEAR


def read_plain_year(text: str, start: int) -> Token | None:
    """Read 2023年 where nothing that could belong to it follows: the usual case, made quick."""
    end = start + 5
    number = text[start : end - 1]
    if text[end - 1 : end] != "年" or text[end : end + 1] in _AFTER_YEAR or not is_year(number):
        return None
    return Token(Kind.PERIOD, start, end, _whole_year(number))


def read_year(text: str, start: int) -> Token | None:
    """Read what begins with a four-digit year at ``start``."""
    found = _YEAR_FORM.match(text, start)
    if found is None:
        return None
    group = found.groupdict()
    year = int(group["year"])
    if group["year2"]:
        return _read_years(found, text, start, year)
    end = found.end()
    if group["day1"]:
        return _token(start, end, Instant(year, int(group["month1"]), int(group["day1"])))
    month = group["month"] or group["month4"]
    if month is None:
        return _token(start, end, _part_of(year, group) or Period.of_year(year))
    last = group["month2"] or group["month3"]
    if last:
        until = Instant(int(group["year3"] or year), int(last))
        return _token(start, end, Period(Instant(year, int(month)), until))
    return _token(start, end, _days(year, int(month), group))


def _read_years(found: re.Match[str], text: str, start: int, year: int) -> Token | None:
    last = int(found["year2"])
    both = FIRST_YEAR <= year < last <= LAST_YEAR
    if found["open"] and text.startswith("年", found.end()):
        both = False  # 2020年至2023年6月: the second date is read by itself
    if both and (found["close"] or found["open"] or not _goes_on(text, found.end())):
        return Token(Kind.PERIOD, start, found.end(), Period(Instant(year), Instant(last)))
    if found["open"]:
        return Token(Kind.PERIOD, start, found.end("open"), Period.of_year(year))
    return None


def _goes_on(text: str, end: int) -> bool:
    """Whether a pair of bare years goes on as a code, or with a unit as a range of numbers."""
    return text[end : end + 1] in ("-", "人", "元", "家", "个", "名", "次") and end < len(text)


def _days(year: int | None, month: int, group: dict[str, Any]) -> Instant | Period:
    """Return the month, the day or the days that a match printed after ``year``."""
    if group["day"] is None:
        return Instant(year, month)
    first = Instant(year, month, int(group["day"]))
    if group["lastday"] is None:
        return first
    return Period(first, Instant(year, month, int(group["lastday"])))


def _token(start: int, end: int, value: Instant | Period) -> Token:
    kind = Kind.INSTANT if isinstance(value, Instant) else Kind.PERIOD
    return Token(kind, start, end, value)


def read_month(text: str, start: int) -> Token | None:
    """Read a month, a day or a range of months without a year: 6月底, 7月28日, 1-6月."""
    found = _MONTH_FORM.match(text, start)
    if found is None:
        return None
    group = found.groupdict()
    month = int(group["month"])
    if group["month2"]:
        last = int(group["month2"])
        if not (1 <= month <= 12 and 1 <= last <= 12):
            return None
        period = Period(Instant(None, month), Instant(None, last))
        return Token(Kind.PERIOD, start, found.end(), period)
    if not 1 <= month <= 12 and group["day"] is None:
        return None  # 18月 may be a time; 13月5日 is a day that no calendar has
    return _token(start, found.end(), _days(None, month, group))


def read_part(text: str, start: int) -> Token | None:
    """Read 上半年, 前三季度, 第三季度 or 一季度 without a year."""
    found = _PART_FORM.match(text, start)
    if found is None:
        return None
    period = _part_of(None, found.groupdict())
    return None if period is None else Token(Kind.PERIOD, start, found.end(), period)


def _part_of(year: int | None, group: dict[str, Any]) -> Period | None:
    """Return the part of a year that 上半年 or 第三季度 names."""
    if group["half"]:
        first, last = (1, 6) if group["half"] == "上" else (7, 12)
    elif group["upto"]:
        first, last = 1, 3 * _QUARTERS[group["upto"]]
    elif group["quarter"]:
        quarter = _QUARTERS[group["quarter"]]
        until = _QUARTERS[group["quarter2"] or group["quarter"]]
        first, last = 3 * quarter - 2, 3 * until
    else:
        return None
    return Period(Instant(year, first), Instant(year, last))


def read_chinese(text: str, start: int) -> Token | None:
    """Read a date in Chinese numerals: 二〇二三年七月二十八日, 二〇二三年, 七月."""
    found = _CHINESE_FORM.match(text, start)
    if found is None or found.end() == start:
        return None
    year = digits_of(found["year"]) if found["year"] else None
    if found["month"]:
        month = value_of(found["month"])
        if month is None or not 1 <= month <= 12:
            return None
        day = value_of(found["day"]) if found["day"] else None
        return Token(Kind.INSTANT, start, found.end(), Instant(year, month, day))
    if year is None:
        return None
    part = _PART_FORM.match(text, found.end())
    period = _part_of(year, part.groupdict()) if part else None
    if part is not None and period is not None:
        return Token(Kind.PERIOD, start, part.end(), period)
    return Token(Kind.PERIOD, start, found.end(), Period.of_year(year))
