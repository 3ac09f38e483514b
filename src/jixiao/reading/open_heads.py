"""The head of a table without rules between its columns: which of its cells stand above which.

A cell that stands across several columns is told by the rule below it, or by standing above their
middle. Where neither tells, there is no saying which column is headed how.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from jixiao.reading.drawn import Rule
from jixiao.reading.open_columns import Piece
from jixiao.reading.page_tables import Column

_CENTRED: Final = 1.0  # ems by which the middle of a cell may miss that of its columns
_LOWER: Final = 0.8  # ems between the lines of a head
_LEVEL: Final = 0.4  # ems by which pieces of one line differ


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
        self, pieces: Sequence[Piece], rules: Sequence[Rule], *, parted: bool
    ) -> list[HeadCell] | None:
        """Return the cells, None where that cannot be told.

        ``rules`` are those within the head that do not run over the whole width; ``parted`` says
        that one runs over all of it, so that what stands above is no line of what stands below.
        """
        found = self._ruled(pieces, rules) if rules else self._centred(pieces, parted=parted)
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
        headed: dict[int, list[Piece]] = {}
        beside: list[Column] = []
        for piece in sorted(leaves):
            over = self._over(piece)
            if len(over) == 1:
                headed.setdefault(over[0], []).append(piece)
            elif not over:
                if beside and beside[-1].overlaps(piece.left, piece.right):
                    wider = Column(beside[-1].left, max(beside[-1].right, piece.right))
                    beside[-1] = wider
                else:
                    beside.append(Column(piece.left, piece.right))
            headed.update((n, headed.get(n, [])) for n in over)
        places: list[tuple[Column, bool, bool]] = [
            (_widened(one, headed.get(n, ())), True, n in headed)
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
                columns += [
                    Column(min(one.left, other.left), max(one.right, other.right))
                    for one, other in zip(bodies, heads, strict=True)
                ]
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

    def _centred(self, pieces: Sequence[Piece], *, parted: bool) -> list[_Spanning] | None:
        """Return the cells that stand above the middle of several columns."""
        low = max(piece.y for piece in pieces)
        upper = [piece for piece in pieces if piece.y < low - _LOWER * self._em]
        lower = [piece for piece in pieces if piece.y > low - _LEVEL * self._em]
        if not upper:
            return []
        if not self._add_leaves(lower):
            return None
        low_columns = {n for piece in lower for n in self._over(piece)}
        under = [n in low_columns for n in range(len(self.columns))]
        sure = parted or len(upper) + len(lower) < len(pieces)
        found = []
        for piece in upper:
            over = self._over(piece)
            own = len(over) == 1 and under[over[0]]
            if len(over) == 1 and not under[over[0]]:
                continue  # a head that is as high as several lines
            run = self._run(piece, upper, under)
            if run is None:
                if own:
                    continue  # the first line of a head
                return None
            if own and not sure and (run[1] - run[0]) % 2 == 0:
                return None  # above the middle one of them: it may be that one's own
            left, right = self.columns[run[0]].left, self.columns[run[1]].right
            found.append(_Spanning(left, right, piece.y + _LEVEL * self._em, [piece]))
        return found

    def _run(
        self, piece: Piece, upper: Sequence[Piece], under: Sequence[bool]
    ) -> tuple[int, int] | None:
        """Return the columns, two at least, above whose middle a piece stands."""
        seps = self.seps()
        best: tuple[float, tuple[int, int]] | None = None
        others = [one for one in upper if one is not piece and abs(one.y - piece.y) < self._em]
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


def _widened(column: Column, pieces: Iterable[Piece]) -> Column:
    for piece in pieces:
        column = Column(min(column.left, piece.left), max(column.right, piece.right))
    return column


def _collide(cells: dict[tuple[int, int, int], list[Piece]]) -> bool:
    """Whether two cells of a row claim one column."""
    taken = set()
    for row, first, last in cells:
        for column in range(first, last + 1):
            if (row, column) in taken:
                return True
            taken.add((row, column))
    return False
