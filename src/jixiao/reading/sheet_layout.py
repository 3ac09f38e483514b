"""What stands where on a sheet: tables below and beside each other, and the lines around them.

A sheet is one table unless it is plain that it holds several: blank columns part tables only where
both sides have a head, names and numbers of their own, and a blank row does only where a head
follows. What stands alone above or below a table (its title, its unit, notes) is a line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from jixiao.errors import HostileFile
from jixiao.model.source import Cell
from jixiao.patterns import pattern
from jixiao.reading.body import Body, Place

MAX_CELLS: Final = 2_000_000
MAX_COLUMNS: Final = 500  # wider sheets hold data, no report
_LONGEST_CELL: Final = 40  # characters of a cell that is no note
_LEAST_REACH: Final = 3  # columns that a title is merged over
_TITLE: Final = pattern(r"^附?表 ?[0-9一二三四五六七八九十]|表(?:[(（][^()（）]*[)）])?$")
_WORDS: Final = pattern("[一-龥A-Za-z]{2}")
_ITEM: Final = pattern("(?:其中[:：])?[一二三四五六七八九十]{1,3}、")
_NUMBER: Final = pattern(r"[-(]?[¥$]?[0-9][0-9,.]*%?\)?")


@dataclass(slots=True)
class Sheet:
    """A sheet as it is shown: texts by row and column, both counted from 1.

    ``stored`` holds the numbers behind those that are shown rounded. ``merged`` are the ranges of
    columns of merged cells, by row and column of the first cell. ``hidden_rows`` and
    ``hidden_columns`` are those that hold something.
    """

    number: int
    grid: dict[int, dict[int, str]] = field(default_factory=dict)
    stored: dict[int, dict[int, Decimal]] = field(default_factory=dict)
    merged: dict[tuple[int, int], range] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class _Region(NamedTuple):
    """A part of a sheet: the numbers of its rows, its first and its last column."""

    rows: Sequence[int]
    first: int
    last: int


def add_sheet(body: Body, sheet: Sheet, path: str) -> None:
    """Add the rows of a sheet to a document.

    Raises:
        HostileFile: a table is too wide.
    """
    if not sheet.grid:
        return
    rows = sorted(sheet.grid)
    columns: set[int] = set().union(*sheet.grid.values())
    whole = _Region(rows, min(columns), max(columns))
    parted = any(map(_has_gap, sheet.grid.values()))
    for region in _regions(sheet, whole) if parted else [whole]:
        _add_region(body, sheet, region, path)


def _has_gap(cells: dict[int, str]) -> bool:
    """Whether there is a blank between the cells of a row, which are in order."""
    return next(reversed(cells)) - next(iter(cells)) >= len(cells)


# --- tables beside each other -------------------------------------------------------------------


def _regions(sheet: Sheet, whole: _Region) -> list[_Region]:
    """Return the parts of a sheet whose tables stand beside each other; else all of it."""
    parts = _parted(sheet, whole)
    if parts:
        return parts
    found: list[_Region] = []
    joined: list[int] = []
    for band in _bands(whole.rows):
        parts = _parted(sheet, _Region(band, whole.first, whole.last))
        if not parts:
            joined += band
            continue
        if joined:
            found.append(_fitted(sheet, _Region(joined, whole.first, whole.last)))
            joined = []
        found += parts
    if joined:
        found.append(_fitted(sheet, _Region(joined, whole.first, whole.last)))
    return found


def _bands(rows: Sequence[int]) -> Iterator[list[int]]:
    """Yield the runs of rows that no blank row parts."""
    band = [rows[0]]
    for above, row in pairwise(rows):
        if row - above > 1:
            yield band
            band = []
        band.append(row)
    yield band


def _parted(sheet: Sheet, region: _Region) -> list[_Region]:
    """Return the lines over tables that stand side by side, and those tables; else nothing."""
    rows = list(region.rows)
    above: list[_Region] = []
    while rows and len(sheet.grid[rows[0]]) == 1 and _reach(sheet, rows[0]) is not None:
        above.append(_Region([rows.pop(0)], region.first, region.last))
    filled: set[int] = set()
    for row in rows:
        cells = sheet.grid[row]
        filled.update(cells)
        if len(cells) > 1:
            for column in cells:
                filled.update(sheet.merged.get((row, column), ()))
    edges = [at for at, after in pairwise(sorted(filled)) if after - at > 1]
    if not edges:
        return []
    found: list[_Region] = []
    first = region.first
    for edge in [*edges, region.last]:
        part = _within(sheet, rows, first, edge)
        if not _is_table(sheet, part):
            continue  # goes on with what follows
        found.append(part)
        first = edge + 1
    if len(found) < 2 or first <= region.last:
        return []
    return above + found


def _reach(sheet: Sheet, row: int) -> range | None:
    """Return the columns that the only cell of a row is merged over."""
    (column,) = sheet.grid[row]
    return sheet.merged.get((row, column))


def _within(sheet: Sheet, rows: Sequence[int], first: int, last: int) -> _Region:
    """Return what of some rows stands between two columns, both included."""
    kept = [row for row in rows if any(first <= at <= last for at in sheet.grid[row])]
    return _fitted(sheet, _Region(kept, first, last))


def _fitted(sheet: Sheet, region: _Region) -> _Region:
    """Return a region without the blank columns at its sides."""
    columns: set[int] = set().union(*map(sheet.grid.__getitem__, region.rows))
    columns.intersection_update(range(region.first, region.last + 1))
    if not columns:
        return region
    return _Region(region.rows, min(columns), max(columns))


def _is_table(sheet: Sheet, region: _Region) -> bool:
    """Whether a region stands for itself: a head of words, names at the left, and numbers."""
    rows = [_cells(sheet, row, region) for row in region.rows]
    rows = [cells for cells in rows if len(cells) > 1]
    if len(rows) < 2 or not _is_head(rows[0]):
        return False
    named = sum(_WORDS.search(cells.get(region.first, "")) is not None for cells in rows)
    numbers = any(_has_number(cells) for cells in rows[1:])
    return numbers and 2 * named > len(rows)


def _cells(sheet: Sheet, row: int, region: _Region) -> dict[int, str]:
    cells = sheet.grid[row]
    if region.first <= min(cells) and max(cells) <= region.last:
        return cells
    return {at: text for at, text in cells.items() if region.first <= at <= region.last}


def _is_head(cells: Mapping[int, str]) -> bool:
    return len(cells) > 1 and not _has_number(cells)


def _has_number(cells: Mapping[int, str]) -> bool:
    return any(_NUMBER.fullmatch(text) for text in cells.values())


# --- tables below each other --------------------------------------------------------------------


def _add_region(body: Body, sheet: Sheet, region: _Region, path: str) -> None:
    """Add the rows of a region: tables, and lines that stand alone."""
    table: list[int] = []
    last: Mapping[int, str] = {}  # the row above in the table
    above = 0
    for place, number in enumerate(region.rows):
        row = _cells(sheet, number, region)
        gap = number - 1 != above
        above = number
        if len(row) == 1 or (gap and table):
            below = region.rows[place + 1 : place + 2]
            following = _cells(sheet, below[0], region) if below else {}
            alone = len(row) == 1 and (
                _is_title(sheet, number, row, following)
                or not table
                or (_is_line(row, following, gap=gap) and not _is_item(row, last, region, gap=gap))
            )
            if alone or (gap and _is_head(row) and _has_number(following)):
                _add_table(body, sheet, region._replace(rows=table), path)
                table = []
            if alone:
                _add_line(body, sheet.number, number, row)
                continue
        last = row
        table.append(number)
    _add_table(body, sheet, region._replace(rows=table), path)


def _add_table(body: Body, sheet: Sheet, region: _Region, path: str) -> None:
    """Add the rows of a region as one table, if there are any."""
    if not region.rows:
        return
    region = _fitted(sheet, region)
    first, width = region.first, region.last - region.first + 1
    if width > MAX_COLUMNS:
        raise HostileFile(path, f"表格多于{MAX_COLUMNS}列")
    if width * len(region.rows) > MAX_CELLS:
        raise HostileFile(path, f"单元格超过{MAX_CELLS}个")
    table = body.new_table(partial=_is_partial(sheet, region))
    columns, blanks = range(first, first + width), [""] * width
    for number in region.rows:
        cells = list(map(sheet.grid[number].get, columns, blanks))
        stored = sheet.stored.get(number)
        body.add_row(
            cells,
            table,
            Place(number, cell=Cell(sheet.number, number, first)),
            stored and {at - first: value for at, value in stored.items() if at in columns},
        )


def _add_line(body: Body, sheet: int, number: int, row: Mapping[int, str]) -> None:
    ((column, text),) = row.items()
    for line in text.splitlines():
        body.add_line(line, Place(number, cell=Cell(sheet, number, column)))


def _is_title(
    sheet: Sheet, number: int, row: Mapping[int, str], following: Mapping[int, str]
) -> bool:
    """Whether the only text of a row is merged over the head below it, and names a table."""
    ((column, text),) = row.items()
    reach = sheet.merged.get((number, column), ())
    wide = len(reach) >= _LEAST_REACH and all(at in reach for at in following)
    return wide and _TITLE.search(text) is not None and _is_head(following)


def _is_partial(sheet: Sheet, region: _Region) -> bool:
    """Whether rows or columns are hidden within a region, or right behind it."""
    return _hides(sheet.hidden_rows, region.rows[0], region.rows[-1]) or _hides(
        sheet.hidden_columns, region.first, region.last
    )


def _hides(hidden: set[int], first: int, last: int) -> bool:
    return last + 1 in hidden or any(first < number < last for number in hidden)


def _is_item(
    row: Mapping[int, str], above: Mapping[int, str], region: _Region, *, gap: bool
) -> bool:
    """Whether the only text of a row is a name whose numbers are blank: 二十二、债务还本支出."""
    ((column, text),) = row.items()
    if gap:
        return False
    if column > region.first:
        return len(text) <= _LONGEST_CELL and column in above
    return _ITEM.match(text) is not None and _ITEM.match(above.get(column, "")) is not None


def _is_line(row: Mapping[int, str], following: Mapping[int, str], *, gap: bool) -> bool:
    """Whether the only text of a row below a table is a title, a unit or a note."""
    (text,) = row.values()
    if gap or len(following) < 2:
        return True
    return len(text) > _LONGEST_CELL or "单位:" in text.replace("：", ":")
