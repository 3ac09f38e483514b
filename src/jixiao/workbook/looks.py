"""How the sheets look: colours by role, formats, widths, heights."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Final

from jixiao.model.record import Column
from jixiao.terms import Term
from jixiao.workbook.layout import Role

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

YES, NO = "是", "否"
TAB_COLOURS: Final = {Role.FINANCE: "#2E75B6", Role.SECTION: "#548235", Role.OFFICE: "#BF8F00"}
HEAD_COLOURS: Final = {Role.FINANCE: "#DDEBF7", Role.SECTION: "#E2EFDA", Role.OFFICE: "#FFF2CC"}
A4: Final = 9
GREY: Final = "#F2F2F2"
HEAD_HEIGHT: Final = 32  # two lines
_LINE: Final = 14  # points that a line of text takes
_TALLEST: Final = 400  # points; Excel takes no row of more than 409
_WIDEST, _NARROWEST = 42, 10
_LONG: Final = frozenset(
    {"content", "goal", "result", "text", "cause", "measure", "reason", "problem", "finding",
     "action", "note", "actual_text", "target_text", "name", "value"}
)  # fmt: skip


class Formats:
    """The looks of cells, made once for a book."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._known: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **looks: object) -> "Format":
        """Return the format of these looks."""
        key = tuple(sorted(looks.items()))
        if key not in self._known:
            base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
            self._known[key] = self._book.add_format({**base, **looks})
        return self._known[key]

    def cell(self, column: Column, *, left: bool = False, exact: bool = False) -> "Format":
        """Return the format of a cell that people fill in.

        ``left``: whatever it holds; ``exact``: an amount of more than two places.
        """
        looks: dict[str, object] = {
            "locked": False,
            "border": 1,
            "border_color": "#BFBFBF",
            "text_wrap": True,
        }
        if date in column.kinds and Decimal not in column.kinds:
            looks |= {"num_format": "yyyy-mm-dd", "align": "center"}
        elif column.unit == "万元":
            looks |= {"num_format": "#,##0.00####" if exact else "#,##0.00", "align": "right"}
        elif Decimal in column.kinds or int in column.kinds:
            looks |= {"num_format": "General", "align": "right"}
        else:
            looks |= {"num_format": "@"}
        if left:
            looks["align"] = "left"
        return self.of(**looks)


def headed(column: Column) -> str:
    """Return the head of a column: its label with unit, * where it must be filled in."""
    unit = f"（{column.unit}）" if column.unit else ""
    return f"{column.label}{unit}{'*' if column.required else ''}"


def choices(column: Column) -> tuple[str, ...]:
    """Return what may be chosen in a column; nothing where any value may stand."""
    if column.kinds == (bool,):
        return (YES, NO)
    kind = column.kinds[0]
    if len(column.kinds) == 1 and issubclass(kind, Term):
        return tuple(member.label for member in kind)
    return ()


def width_of(column: Column) -> int:
    """Return how wide a column is, in digits: its head fits into two lines."""
    least = max(_NARROWEST, ceil(_places(headed(column)) / 2) + 3)
    if column.kinds in ((Decimal,), (int,), (date,), (bool,)):
        return max(least, 12)
    longest = max((2 * len(choice) for choice in choices(column)), default=0)
    if longest:
        return min(max(longest + 4, least), _WIDEST)
    return _WIDEST if column.name in _LONG else max(16, least)


def height_of(texts: Iterable[tuple[str, int]]) -> int | None:
    """Return the height of a row of texts in columns of these widths; None for one line."""
    lines = max(
        (
            sum(max(1, ceil(_places(each) / width)) for each in text.splitlines())
            for text, width in texts
        ),
        default=1,
    )
    return min(lines * _LINE + 4, _TALLEST) if lines > 1 else None


def _places(text: str) -> int:
    """Return how many digits wide a text is."""
    return sum(2 if ord(each) > 0x2E7F else 1 for each in text)


def letter_of(number: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
