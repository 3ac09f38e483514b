"""Columns by what stands beside and below their headers: names, numbers, tables side by side."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from jixiao.extraction.grammar.table_cells import Cell, Content
from jixiao.extraction.grammar.table_headers import LABELS, MONEY_ROLES, Column, Role
from jixiao.model.document import Document
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

_KEY_NAME: Final = pattern(r"名称|指标|项目|科目|任务|来源|内容")

_ARRIVED: Final = pattern(r"(?<![未待尚应])到位(?:资金|金额|数额?|额)?$")
_PLANNED: Final = pattern(r"^计划[数值额]?$|^目标数$")
_OF_INDICATORS: Final = frozenset({Role.REACHED, Role.COMPLETION, Role.POINTS, Role.SCORE})


def mark_years(columns: list[Column], fiscal_year: int | None) -> list[Column]:
    """Mark the columns of last year where headers print years instead of 上年 and 本年."""
    by_role: dict[Role, set[int]] = {}
    for column in columns:
        if column.year is not None and column.role in MONEY_ROLES:
            by_role.setdefault(column.role, set()).add(column.year)
    marked = []
    for column in columns:
        years = by_role.get(column.role, set())
        late = max(years, default=0)
        earlier = (
            column.year is not None
            and column.role in MONEY_ROLES
            and (column.year < late or (fiscal_year is not None and column.year < fiscal_year))
        )
        marked.append(replace(column, last=True) if earlier else column)
    return marked


def settle(columns: list[Column]) -> list[Column]:
    """Tell words of two meanings by the columns beside them.

    单位 names an organisation or the unit of a number; 实际数 belongs to a budget or to a target;
    计划数 beside 到位数 is the money that was planned.
    """
    roles = {column.role for column in columns}
    indicator = bool(roles & {Role.TARGET, Role.POINTS})
    names = sum(column.role is Role.NAME for column in columns)
    funded = any(is_arrived(column) for column in columns) and not roles & _OF_INDICATORS
    settled = []
    for column in columns:
        role = column.role
        if role is Role.NAME and column.text == "单位" and indicator and names > 1:
            role = Role.MEASURE
        elif role is Role.REACHED and Role.BUDGET in roles and Role.TARGET not in roles:
            role = Role.ACTUAL
        elif funded and role is Role.TARGET and _is_money_planned(column):
            role = Role.BUDGET
        settled.append(column if role is column.role else replace(column, role=role))
    return settled


def _is_money_planned(column: Column) -> bool:
    money = column.unit is None or column.unit.dimension is Dimension.MONEY
    return money and _PLANNED.search(column.text) is not None


def is_arrived(column: Column) -> bool:
    """Whether a column holds the money that arrived."""
    return column.role in MONEY_ROLES and _ARRIVED.search(column.text) is not None


def by_content(column: Column, body: list[list[Cell]]) -> Column:
    """Settle a column that its header leaves open by the kind of its cells."""
    cells = [row[column.index] for row in body]
    numbers = sum(cell.content is Content.NUMBER for cell in cells)
    words = sum(cell.content is Content.WORDS for cell in cells)
    if column.role is Role.UNKNOWN:
        if column.index == 0 and words > numbers:
            return replace(column, role=Role.NAME)
        return replace(column, role=Role.PLAIN if numbers else Role.NOTE)
    if not numbers and column.role in MONEY_ROLES:
        return replace(column, role=Role.NAME if words and column.index == 0 else Role.NOTE)
    return column


def with_name(columns: list[Column], body: list[list[Cell]]) -> list[Column]:
    """Take the first column of words as the name where no header says so."""
    if any(column.role is Role.NAME for column in columns):
        return columns
    for column in columns:
        words = sum(row[column.index].content is Content.WORDS for row in body)
        if column.role is Role.NOTE and words * 2 >= len(body):
            named = replace(column, role=Role.NAME)
            return [named if other is column else other for other in columns]
        if is_value(column):
            break
    return columns


def panels(columns: list[Column], body: list[list[Cell]]) -> list[list[Column]]:
    """Split columns where a second naming column begins a table beside the first."""
    found: list[list[Column]] = [[]]
    valued = False
    for column in columns:
        worded = any(row[column.index].content is Content.WORDS for row in body)
        if column.role in LABELS and valued and column.depth == 0 and worded:
            found.append([])
            valued = False
        found[-1].append(column)
        valued = valued or is_value(column)
    return found


def is_value(column: Column) -> bool:
    """Whether a column holds what a row is about, not what it is called or said of it."""
    return column.role not in LABELS and column.role not in (
        Role.NOTE,
        Role.REASON,
        Role.SIGN,
        Role.MEASURE,
        Role.UNKNOWN,
    )


def names_of(columns: list[Column]) -> list[Column]:
    """Return the columns that name the rows, the last of them names the row itself."""
    names = [column for column in columns if column.role is Role.NAME]
    if not names:
        return []
    deep = [column for column in names if column.depth]
    if deep:
        key = deep[-1]
        later = [c for c in names if c.index > key.index and "指标" in c.text]
        key = later[-1] if later else key
    else:
        key = next((column for column in names if _KEY_NAME.search(column.text)), names[0])
    return [column for column in names if column.index <= key.index]


def without_upper_points(columns: list[Column], names: list[Column]) -> list[Column]:
    """Set aside points that belong to 一级指标 or 二级指标, left of the column that names rows."""
    key = names[-1].index if names else 0
    return [
        replace(column, role=Role.NOTE)
        if column.role in (Role.POINTS, Role.SCORE) and column.index < key
        else column
        for column in columns
    ]


def misaligned(document: Document, rows: Sequence[Sequence[Cell]]) -> set[int]:
    """Return the rows whose cells may stand in other columns than they were read into.

    In a table parted by white space nothing but its place on the line tells the column of a cell.
    Where cells are left open, the others must stand under cells of their own column only, or
    under its heading only: wide cells of other rows may push columns about.
    """
    open_rows = [
        i
        for i, row in enumerate(rows)
        if any(map(_is_open, row)) and any(cell.content is Content.NUMBER for cell in row)
    ]
    if not open_rows or not _by_gaps(document, rows):
        return set()
    full = [[_place(document, cell) for cell in row] for row in rows if not any(map(_is_open, row))]
    if not full:
        return set(range(len(rows)))
    ranges = [(min(a for a, _ in c), max(b for _, b in c)) for c in zip(*full, strict=True)]
    doubtful = set()
    for i in open_rows:
        for column, cell in enumerate(rows[i]):
            if _is_open(cell):
                continue
            place = _place(document, cell)
            if _under(ranges, place) != [column] and _under(full[0], place) != [column]:
                doubtful.add(i)
    return doubtful


def _under(columns: Sequence[tuple[int, int]], place: tuple[int, int]) -> list[int]:
    """Return the columns that a cell stands under, if only in part."""
    start, end = place
    return [n for n, (low, high) in enumerate(columns) if start < high and end > low]


def _is_open(cell: Cell) -> bool:
    return cell.content is Content.BLANK


def _by_gaps(document: Document, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the cells of a table are parted by white space alone."""
    for row in rows:
        filled = [cell for cell in row if not _is_open(cell)]
        for left, right in pairwise(filled):
            start = document.source_span(left.start, left.end)[1]
            between = document.source[start : document.origin[right.start]]
            return bool(between) and not between.strip(" \u3000\xa0")
    return False


def _place(document: Document, cell: Cell) -> tuple[int, int]:
    """Return where a cell begins and ends on its line; wide characters take two places."""
    start, end = document.source_span(cell.start, cell.end)
    line = document.source.rfind("\n", 0, start) + 1
    return _width(document.source[line:start]), _width(document.source[line:end])


def _width(text: str) -> int:
    return (len(text) + len(text.encode())) // 2
