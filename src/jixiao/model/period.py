"""Dates as printed (possibly impossible ones) and the periods that facts speak of."""

from datetime import date
from functools import cache
from typing import NamedTuple


class Instant(NamedTuple):
    """A year, a month or a day as printed; ``day`` may be impossible (6月31日)."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def valid(self) -> bool:
        """Whether the calendar has this date; an unknown year counts as a leap year."""
        if self.month is None:
            return True
        try:
            date(self.year or 2000, self.month, 1 if self.day is None else self.day)
        except ValueError:
            return False
        return True

    def to_date(self) -> date | None:
        """Return the day itself, or None where it is not wholly printed or does not exist."""
        if self.year is None or self.month is None or self.day is None or not self.valid:
            return None
        return date(self.year, self.month, self.day)

    def iso(self) -> str:
        """Return the ISO form of what is printed: ``2023``, ``2023-06``, ``2023-06-30``."""
        year = "----" if self.year is None else f"{self.year:04d}"
        if self.month is None:
            return year
        if self.day is None:
            return f"{year}-{self.month:02d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"


class Period(NamedTuple):
    """A span from ``first`` to ``last``; both are the same for a year, a month or a day."""

    first: Instant
    last: Instant

    @classmethod
    @cache
    def of_year(cls, year: int) -> "Period":
        """Return the whole of ``year``."""
        return cls(Instant(year), Instant(year))

    @property
    def is_instant(self) -> bool:
        """Whether the period is one printed year, month or day."""
        return self.first == self.last

    @property
    def year(self) -> int | None:
        """The one year of the period, or None where it spans several or none is known."""
        return self.last.year if self.first.year == self.last.year else None

    def iso(self) -> str:
        """Return ``2023``, ``2023-06-30`` or ``2023-01/2023-06``."""
        if self.is_instant:
            return self.first.iso()
        return f"{self.first.iso()}/{self.last.iso()}"
