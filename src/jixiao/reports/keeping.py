"""Which rows of a table stay on one page, told from how high they will about be.

Renderers break tables over pages by themselves; here is what a careful typist would not let happen:
a head or a total alone on a page, a label parted from its few rows, a note parted from its table.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from jixiao.reports.composition import Table
from jixiao.reports.flow import POINTS_PER_MM, lines_of, placed
from jixiao.reports.typography import LOOKS, Page, Role

ROOM: Final = {Role.CELL: 4, Role.SMALL_CELL: 3}
"""What stays free above and below the text of a cell together, in points."""
_WHOLE, _GROUP, _ROW = 0.4, 0.35, 0.5
"""How much of a page a whole table, rows under one label, and one row may take unbroken."""


def heights(table: Table, role: Role, widths: Sequence[float]) -> list[float]:
    """Return about how high the rows are, in points; ``widths`` are those of columns, in mm."""
    look = LOOKS[role]
    lines = [1.0] * len(table.rows)
    for row, column, cell in placed(table):
        needed = lines_of(cell, widths[column : column + cell.across], look.size)
        for down in range(cell.down):
            lines[row + down] = max(lines[row + down], needed / cell.down)
    return [each * look.line + ROOM[role] for each in lines]


def kept(table: Table, high: Sequence[float], lies: Page, *, notes: bool = False) -> set[int]:
    """Return the rows that stay with what follows them; ``high`` are their heights in points.

    With ``notes`` the last row stays with the notes below the table.
    """
    last = len(table.rows) - 1
    page = _page(lies)
    if sum(high) <= page * _WHOLE:
        found = set(range(last))
    else:
        found = {*range(min(table.head + 1, last)), *range(max(last - 1, 0), last)}
        for row, _, cell in placed(table):
            if sum(high[row : row + cell.down]) <= page * _GROUP:
                found.update(range(row, row + cell.down - 1))
    if notes:
        found.add(last)
    # What may break holds nothing to it.
    broken = tall(high, lies)
    return found - broken - {row - 1 for row in broken}


def tall(high: Sequence[float], lies: Page) -> set[int]:
    """Return the rows so high that they must be allowed to break over pages."""
    return {row for row, each in enumerate(high) if each > _page(lies) * _ROW}


def _page(lies: Page) -> float:
    """Return how high the text of a page is, in points."""
    return (lies.height - lies.top - lies.bottom) * POINTS_PER_MM


def chains(rows: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of each stretch of rows that stay together."""
    for first in sorted(rows - {row + 1 for row in rows}):
        last = first
        while last in rows:
            last += 1
        yield first, last
