"""Groups of rows: which rows make up which total, subtotal or row with 其中.

Where two readings are possible the group is vague: its relation is then no more than a question,
and a total is taken over the single rows, which is right either way.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jixiao.extraction.grammar.table_cells import Content, Grid, Row
from jixiao.extraction.grammar.table_headers import LABELS
from jixiao.extraction.grammar.table_labels import is_of_which, is_scored, is_subtotal, is_total
from jixiao.extraction.grammar.table_layouts import Bond, Nest, nests_of
from jixiao.extraction.vocabulary import Vocabulary

_GRAND: Final = re.compile(r"总计$")
_SKIPPED: Final = re.compile(
    r"平均|均值|人均|^占|占比|比重|增减|同比|比上年|较上年|增长率|加分|减分|扣分"
)


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
    totals = [i for i, row in enumerate(rows) if is_total(row) and valued[i]] or _named(
        rows, valued
    )
    body = [
        i
        for i, row in enumerate(rows)
        if i not in totals
        and valued[i]
        and not (_SKIPPED.search(row.label) and not is_scored(grid))
    ]
    if is_scored(grid) and any(re.search(r"加分|减分|扣分", rows[i].label) for i in body):
        return []
    if not body:
        return []
    nests = nests_of(grid, body, valued, vocabulary)
    if nests is None:
        return []
    found = [
        Group(nest.whole, _direct(nest.members, nests), nest.bond) for nest in nests if nest.members
    ]
    doubtful = not grid.whole or _has_headings(grid, valued)
    return found + _totals(rows, totals, body, nests, doubtful=doubtful)


def _has_values(row: Row, grid: Grid) -> bool:
    """Whether a row counts: a number or a dash, or a blank row that the vocabulary knows."""
    cells = [row.cells[c.index] for c in grid.columns if c.role not in LABELS]
    cells = [c for c in cells if c.content in (Content.NUMBER, Content.DASH)]
    return bool(cells) or row.name.concept is not None


def _has_headings(grid: Grid, valued: Sequence[bool]) -> bool:
    """Whether rows without numbers stand between the others."""
    return not all(valued) and not is_scored(grid)


def _named(rows: Sequence[Row], valued: Sequence[bool]) -> list[int]:
    """Return the one row at the edge that sums up all others by its name: “三公”经费合计."""
    edges = [i for i in range(len(rows)) if valued[i]]
    edges = [edges[0], edges[-1]] if len(edges) > 1 else []
    return [i for i in edges if is_subtotal(rows[i]) and rows[i].name.concept is not None][:1]


def _direct(members: frozenset[int], nests: Sequence[Nest]) -> tuple[int, ...]:
    """Return the members that are not in a smaller group which is itself a member."""
    covered: set[int] = set()
    hidden: set[int] = set()
    for nest in nests:
        if nest.whole in members and nest.members < members | {nest.whole}:
            if nest.bond is Bond.VAGUE:
                hidden.add(nest.whole)
            else:
                covered |= nest.members
    return tuple(sorted(members - covered - hidden))


def _totals(
    rows: Sequence[Row],
    totals: Sequence[int],
    body: Sequence[int],
    nests: Sequence[Nest],
    *,
    doubtful: bool,
) -> list[Group]:
    bond = Bond.VAGUE if doubtful else Bond.CLOSED
    if len(totals) == 1:
        at = totals[0]
        after = [i for i in body if i > at]
        before = [i for i in body if i < at]
        if not before:
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
