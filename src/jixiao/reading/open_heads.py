"""The head of a table without rules between its columns: which of its cells stand above which.

A cell that stands across several columns is told by the rule below it, or by standing above their
middle. Where neither tells, there is no saying which column is headed how.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from jixiao.reading.drawn import Rule
from jixiao.reading.open_columns import Piece
from jixiao.reading.page_tables import Column

_CENTRED: Final = 1.0  # ems by which the middle of a cell may miss that of its columns
_ABOVE: Final = 2.0  # the same, where cells share out all columns
_LOWER: Final = 1.25  # ems from a cell to those below it, at least
_LEVEL: Final = 0.4  # ems by which pieces of one line differ
_LEADING: Final = 1.5  # ems from one line of a cell to the next, at most


class HeadCell(NamedTuple):
    """A cell of the head: its row, its columns from first to last, and what it says."""

    row: int
    first: int
    last: int
    pieces: list[Piece]


class _Spanning(NamedTuple):
    """A cell above several columns: from where to where, how low its lower edge is."""

    left: float
    right: float
    bottom: float
    pieces: list[Piece]

    def covers(self, x: float, y: float) -> bool:
        """Whether a place is below this cell."""
        return self.left <= x <= self.right and self.bottom <= y


class Head:
    """Reads a head.

    ``columns`` are those of the rows below; blank ones that only the head tells of are added.
    """

    def __init__(self, columns: Sequence[Column], em: float, left: float, right: float) -> None:
        self.columns = list(columns)
        self._em, self._left, self._right = em, left, right

    def cells(
        self, strips: Sequence[Sequence[Piece]], rules: Sequence[Rule]
    ) -> list[HeadCell] | None:
        """Return the cells, None where that cannot be told.

        ``strips`` are what rules over the whole width part, one or two; ``rules`` are those within
        the head that run over some of it.
        """
        cells = self._lower(strips[-1], rules)
        if cells is None or len(strips) == 1:
            return cells
        above = sorted(self._stacked(strips[0]))
        ends = self._shared_out([(cell[0].left + cell[0].right) / 2 for cell in above], 0)
        if len(ends) != 1:
            return None
        firsts = [0, *(end + 1 for end in ends[0][:-1])]
        return [
            *(HeadCell(0, *place) for place in zip(firsts, ends[0], above, strict=True)),
            *(cell._replace(row=cell.row + 1) for cell in cells),
        ]

    def _shared_out(self, middles: Sequence[float], first: int) -> list[list[int]]:
        """Return the ways to share out columns among cells that stand above their middle.

        Each way gives the last column of each cell.
        """
        if not middles:
            return [[]] if first == len(self.columns) else []
        seps = self.seps()
        return [
            [last, *others]
            for last in range(first, len(self.columns))
            if abs((seps[first] + seps[last + 1]) / 2 - middles[0]) <= _ABOVE * self._em
            for others in self._shared_out(middles[1:], last + 1)
        ]

    def _lower(self, pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[HeadCell] | None:
        """Return the cells of the head, or of what stands below a row of it."""
        found = self._ruled(pieces, rules) if rules else self._centred(pieces)
        if found is None:
            return None
        taken = {id(piece) for cell in found for piece in cell.pieces}
        leaves = [piece for piece in pieces if id(piece) not in taken]
        if not self._add_leaves(leaves):
            return None
        cells: dict[tuple[int, int, int], list[Piece]] = {}
        for cell in found:
            under = [
                n for n, one in enumerate(self.columns) if cell.left <= one.middle <= cell.right
            ]
            if not under:
                return None
            middle = (cell.left + cell.right) / 2
            row = sum(other.covers(middle, cell.bottom) for other in found if other is not cell)
            cells.setdefault((row, under[0], under[-1]), []).extend(cell.pieces)
        for piece in leaves:
            over = self._over(piece)
            if not over:
                return None
            row = sum(cell.covers(piece.middle, piece.y) for cell in found)
            cells.setdefault((row, over[0], over[-1]), []).extend([piece])
        if _collide(cells) or any(self._is_double(held) for held in cells.values()):
            return None
        return [HeadCell(*place, held) for place, held in cells.items()]

    def seps(self) -> list[float]:
        """Return where columns are parted, the edges of the table included."""
        inner = [(a.right + b.left) / 2 for a, b in pairwise(self.columns)]
        return [self._left, *inner, self._right]

    def _ruled(self, pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[_Spanning]:
        """Return the cells above rules."""
        found = []
        rest = list(pieces)
        for rule in sorted(rules):
            held = [
                piece
                for piece in rest
                if piece.y < rule.at and rule.start <= piece.middle <= rule.end
            ]
            rest = [piece for piece in rest if piece not in held]
            if held:
                found.append(_Spanning(rule.start, rule.end, rule.at, held))
        return found

    def _add_leaves(self, leaves: Sequence[Piece]) -> bool:
        """Widen columns to what heads them, and add those that hold nothing but their head.

        A head may stand beside the figures below it, which are set at the other side of its
        column: then as many heads as columns without one stand between two others. Whether it can
        be told which heads which.
        """
        headed: dict[int, Column] = {}
        beside: list[Column] = []
        for lines in sorted(self._stacked(leaves)):
            cell = Column(min(p.left for p in lines), max(p.right for p in lines))
            over = [n for n, one in enumerate(self.columns) if one.overlaps(*cell)]
            if len(over) == 1:
                headed[over[0]] = _joined(headed.get(over[0], cell), cell)
            elif not over:
                if beside and beside[-1].overlaps(*cell):
                    beside[-1] = _joined(beside[-1], cell)
                else:
                    beside.append(cell)
            headed.update((n, headed.get(n, self.columns[n])) for n in over)
        places: list[tuple[Column, bool, bool]] = [
            (_joined(one, headed.get(n, one)), True, n in headed)
            for n, one in enumerate(self.columns)
        ]
        places = sorted([*places, *((one, False, True) for one in beside)])
        columns: list[Column] = []
        for alone, held in groupby(places, lambda place: place[1] and place[2]):
            run = list(held)
            bodies = [one for one, body, _ in run if body]
            heads = [one for one, body, _ in run if not body]
            if alone or not bodies or not heads:
                columns += bodies + heads
            elif len(bodies) == len(heads):
                columns += [_joined(one, other) for one, other in zip(bodies, heads, strict=True)]
            else:
                return False
        self.columns = columns
        return True

    def _is_double(self, pieces: Sequence[Piece]) -> bool:
        """Whether two words stand far apart on a line: heads of two columns taken for one."""
        words = sorted(piece for piece in pieces if len(piece.text) > 1)
        return any(
            abs(one.y - other.y) < _LEVEL * self._em and other.left - one.right > self._em
            for one, other in pairwise(words)
        )

    def _over(self, piece: Piece) -> list[int]:
        """Return the columns that a piece stands above some of."""
        return [n for n, one in enumerate(self.columns) if one.overlaps(piece.left, piece.right)]

    def _centred(self, pieces: Sequence[Piece]) -> list[_Spanning] | None:
        """Return the cells that stand above the middle of several columns."""
        cells = self._stacked(pieces)
        if self._is_doubtful(cells):
            return None
        middle = (min(cell[0].y for cell in cells) + max(cell[-1].y for cell in cells)) / 2
        low = [cell for cell in cells if _height(cell) > middle - _LEVEL * self._em]
        if not self._add_leaves([piece for cell in low for piece in cell]):
            return None
        found = []
        for cell in cells:
            lower = [c for c in cells if c[0].y > cell[-1].y + _LOWER * self._em]
            below = {n for c in lower for piece in c for n in self._over(piece)}
            over = {n for piece in cell for n in self._over(piece)}
            if not below or (over and not over <= below):
                continue  # a head of one column, as high as several lines
            under = [n in below for n in range(len(self.columns))]
            others = [c[0] for c in cells if c is not cell and c not in lower]
            run = self._run(cell[0], others, under)
            if run is None:
                return None
            left, right = self.columns[run[0]].left, self.columns[run[1]].right
            found.append(_Spanning(left, right, cell[-1].y + _LEVEL * self._em, cell))
        return found

    def _stacked(self, pieces: Sequence[Piece]) -> list[list[Piece]]:
        """Return pieces with those right below others, which are lines of one cell."""
        cells: list[list[Piece]] = []
        for piece in sorted(pieces, key=lambda piece: piece.y):
            for cell in cells:
                above = cell[-1]
                near = 0 < piece.y - above.y < _LEADING * self._em
                if near and piece.left < above.right and above.left < piece.right:
                    cell.append(piece)
                    break
            else:
                cells.append([piece])
        return cells

    def _is_doubtful(self, cells: Sequence[Sequence[Piece]]) -> bool:
        """Whether the first line of a cell may be a cell of its own, above its neighbours too."""
        low = max(piece.y for cell in cells for piece in cell)
        near = _LEVEL * self._em
        alone = [cell[0] for cell in cells if len(cell) == 1 and cell[0].y > low - near]
        return (
            bool(alone)
            and any(
                len(cell) > 1 and cell[-1].y > low - near and cell[0].y < alone[0].y - near
                for cell in cells
            )
            and not any(len(cell) == 1 and cell[0].y < low - near for cell in cells)
        )

    def _run(
        self, piece: Piece, others: Sequence[Piece], under: Sequence[bool]
    ) -> tuple[int, int] | None:
        """Return the columns, two at least, above whose middle a piece stands."""
        seps = self.seps()
        best: tuple[float, tuple[int, int]] | None = None
        for first in range(len(self.columns)):
            for last in range(first + 1, len(self.columns)):
                if not all(under[first : last + 1]):
                    break
                if any(seps[first] < one.middle < seps[last + 1] for one in others):
                    break
                if piece.left < seps[first] or piece.right > seps[last + 1]:
                    continue
                left, right = self.columns[first].left, self.columns[last].right
                missed = min(
                    abs((seps[first] + seps[last + 1]) / 2 - piece.middle),
                    abs((left + right) / 2 - piece.middle),
                )
                if missed <= _CENTRED * self._em and (best is None or missed < best[0]):
                    best = missed, (first, last)
        return None if best is None else best[1]


def _height(cell: Sequence[Piece]) -> float:
    return (cell[0].y + cell[-1].y) / 2


def _joined(one: Column, other: Column) -> Column:
    return Column(min(one.left, other.left), max(one.right, other.right))


def _collide(cells: dict[tuple[int, int, int], list[Piece]]) -> bool:
    """Whether two cells of a row claim one column."""
    taken = set()
    for row, first, last in cells:
        for column in range(first, last + 1):
            if (row, column) in taken:
                return True
            taken.add((row, column))
    return False
