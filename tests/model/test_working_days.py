"""Working days: weekends that people work on, holidays, years that nobody knows yet."""

from datetime import date

import pytest

from jixiao.model.working_days import working_days


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2023, 9, 4), date(2023, 9, 4), 0),
        (date(2023, 9, 8), date(2023, 9, 11), 1),  # Friday to Monday
        (date(2023, 9, 28), date(2023, 10, 6), 0),  # the holidays of October
        (date(2023, 10, 6), date(2023, 10, 8), 2),  # a weekend that was worked
        (date(2022, 12, 30), date(2023, 1, 3), 1),  # over the turn of the year
    ],
)
def test_working_days_are_counted_after_the_first_day(first, last, days):
    assert working_days(first, last) == days


def test_nothing_is_said_of_years_that_the_calendar_does_not_know():
    assert working_days(date(2098, 3, 1), date(2098, 3, 2)) is None
    assert working_days(date(1990, 3, 1), date(2023, 3, 2)) is None
