"""Working days of the People's Republic: weekdays less public holidays, plus days made up for.

The arrangement of a year is announced late in the year before; of years that the calendar does not
know nothing is said.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

_SATURDAY = 5
_WEEK = 7
_DAY = timedelta(days=1)


class _Calendar(NamedTuple):
    holidays: Sequence[date]  # days from Monday to Friday on which people rest, in order
    made_up: Sequence[date]  # weekends on which people work, in order
    first_year: int
    last_year: int


def working_days(first: date, last: date) -> int | None:
    """Count the working days after ``first`` up to ``last``; None where a year is not known."""
    calendar = _calendar()
    if first.year < calendar.first_year or last.year > calendar.last_year:
        return None
    if last <= first:
        return 0
    rested = _within(calendar.holidays, first, last)
    return weekdays(first, last) - rested + _within(calendar.made_up, first, last)


def weekdays(first: date, last: date) -> int:
    """Count the days from Monday to Friday after ``first`` up to ``last``."""
    weeks, rest = divmod((last - first).days, _WEEK)
    over = sum((first + _DAY * n).weekday() < _SATURDAY for n in range(1, rest + 1))
    return weeks * _SATURDAY + over


def _within(days: Sequence[date], first: date, last: date) -> int:
    return bisect_right(days, last) - bisect_right(days, first)


@cache
def _calendar() -> _Calendar:
    import chinese_calendar  # noqa: PLC0415 - few ask for it, and it takes a while to load

    holidays = sorted(chinese_calendar.holidays)
    return _Calendar(
        [day for day in holidays if day.weekday() < _SATURDAY],
        sorted(day for day in chinese_calendar.workdays if day.weekday() >= _SATURDAY),
        holidays[0].year,
        holidays[-1].year,
    )
