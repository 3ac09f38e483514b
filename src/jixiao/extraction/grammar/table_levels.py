"""Groups of rows: which rows make up which total, subtotal or row with 其中.

Where two readings are possible the group is vague: its relation is then no more than a question,
and a total is taken over the single rows, which is right either way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from jixiao.extraction.grammar.table_cells import Content, Grid, Row
from jixiao.extraction.grammar.table_headers import LABELS, MONEY_ROLES, Role
from jixiao.extraction.grammar.table_labels import is_of_which, is_scored, is_subtotal, is_total
from jixiao.extraction.grammar.table_layouts import Bond, Nest, nests_of
from jixiao.extraction.vocabulary import Vocabulary
from jixiao.patterns import pattern

_AMOUNTS: Final = frozenset({*MONEY_ROLES, Role.POINTS, Role.SCORE})
_GRAND: Final = pattern(r"总计$")
_SKIPPED: Final = pattern(r"平均|均值|人均|^占|占比|比重|增减|同比|比上年|较上年|增长率")
_BONUS: Final = pattern(r"加分|减分|扣分")


@dataclass(frozen=True, slots=True)
class Group:
    """A row and the rows below it in meaning, by position; parts are the direct ones."""

    whole: int
    parts: tuple[int, ...]
    bond: Bond
    total: bool = False


def groups(grid: Grid, vocabulary: Vocabulary) -> list[Group]:
    """Return the groups of a grid: which rows make up which."""
    rows = grid.rows
    valued = [_has_values(row, grid) for row in rows]
    totals = [i for i, row in enumerate(rows) if is_total(row) and valued[i]]
    totals = totals or _named(rows, valued)
    body = [i for i in range(len(rows)) if valued[i] and i not in totals]
    if is_scored(grid):
        if any(_BONUS.search(rows[i].label) for i in body):
            return []
    else:
        body = [i for i in body if not _SKIPPED.search(rows[i].label)]
    if any(rows[a].path == rows[b].path for a, b in pairwise(body)):
        return []  # one cell over several rows, read once for each of them
    nests = nests_of(grid, body, valued, vocabulary) if body else None
    if nests is None:
        return []
    by_whole = {nest.whole: nest for nest in nests}
    found = [
        Group(nest.whole, _direct(nest.members, by_whole), _bond(nest, grid))
        for nest in nests
        if nest.bond is not Bond.LOOSE and (grid.whole or nest.bond is not Bond.OPEN)
    ]
    doubtful = not grid.whole or (not all(valued) and not is_scored(grid))
    return found + _totals(rows, totals, body, by_whole, doubtful=doubtful)


def _bond(nest: Nest, grid: Grid) -> Bond:
    """Return how sure a group is: where a row may be lost, nothing adds up for certain."""
    return nest.bond if grid.whole else Bond.VAGUE


def _has_values(row: Row, grid: Grid) -> bool:
    """Whether a row counts: what stands in it, or its name, is an amount."""
    for column in grid.columns:
        content = row.cells[column.index].content
        if column.role in LABELS or content is Content.BLANK:
            continue
        if content is not Content.WORDS or column.role in _AMOUNTS:
            return True
    return row.name.concept is not None


def _named(rows: Sequence[Row], valued: Sequence[bool]) -> list[int]:
    """Return the one row at the edge that sums up all others by its name: “三公”经费合计."""
    edges = [i for i in range(len(rows)) if valued[i]]
    edges = [edges[0], edges[-1]] if len(edges) > 1 else []
    return [i for i in edges if is_subtotal(rows[i]) and rows[i].name.concept is not None][:1]


def _direct(members: frozenset[int], nests: Mapping[int, Nest]) -> tuple[int, ...]:
    """Return the members that are not in a smaller group which is itself a member."""
    covered: set[int] = set()
    hidden: set[int] = set()
    for member in members:
        nest = nests.get(member)
        if nest is None or not nest.members <= members:
            continue
        if nest.bond in (Bond.VAGUE, Bond.LOOSE):
            hidden.add(member)
        else:
            covered |= nest.members
    return tuple(sorted(members - covered - hidden))


def _totals(
    rows: Sequence[Row],
    totals: Sequence[int],
    body: Sequence[int],
    nests: Mapping[int, Nest],
    *,
    doubtful: bool,
) -> list[Group]:
    bond = Bond.VAGUE if doubtful else Bond.CLOSED
    if len(totals) == 1:
        at = totals[0]
        after = [i for i in body if i > at]
        before = [i for i in body if i < at]
        if not before:
            if any(is_of_which(rows[i]) for i in after[:1]):
                bond = Bond.OPEN
            return [Group(at, _direct(frozenset(after), nests), bond, total=True)]
        if after and not all(is_of_which(rows[i]) for i in after):
            bond = Bond.VAGUE
        return [Group(at, _direct(frozenset(before), nests), bond, total=True)]
    if len(totals) == 2:
        first, second = totals
        before = [i for i in body if i < first]
        between = [i for i in body if first < i < second]
        late = any(i > second for i in body)
        grand = _GRAND.search(rows[second].label) and not _GRAND.search(rows[first].label)
        if before and between and grand and not late:
            return [
                Group(first, _direct(frozenset(before), nests), bond, total=True),
                Group(second, (first, *_direct(frozenset(between), nests)), bond, total=True),
            ]
    return []
