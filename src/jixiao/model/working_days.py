"""Working days of the People's Republic: weekdays less public holidays, plus days made up for.

The arrangement of a year is announced late in the year before; of years that the calendar does not
know nothing is said.
"""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

_SATURDAY = 5
_DAY = timedelta(days=1)


class _Calendar(NamedTuple):
    holidays: frozenset[date]
    made_up: frozenset[date]  # weekends on which people work
    first_year: int
    last_year: int


def working_days(first: date, last: date) -> int | None:
    """Count the working days after ``first`` up to ``last``; None where a year is not known."""
    calendar = _calendar()
    if first.year < calendar.first_year or last.year > calendar.last_year:
        return None
    days = (first + _DAY * n for n in range(1, (last - first).days + 1))
    return sum(_works(day, calendar) for day in days)


def _works(day: date, calendar: _Calendar) -> bool:
    return day in calendar.made_up or (day.weekday() < _SATURDAY and day not in calendar.holidays)


@cache
def _calendar() -> _Calendar:
    import chinese_calendar  # noqa: PLC0415 - few ask for it, and it takes a while to load

    holidays = frozenset(chinese_calendar.holidays)
    return _Calendar(
        holidays,
        frozenset(chinese_calendar.workdays),
        min(holidays).year,
        max(holidays).year,
    )
