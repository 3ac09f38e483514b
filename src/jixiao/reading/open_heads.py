"""The head of a table without rules between its columns: which of its cells stand above which.

A cell that stands across several columns is told by the rule below it, or by standing above their
middle. Where neither tells, there is no saying which column is headed how.
"""

from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from jixiao.reading.drawn import Rule
from jixiao.reading.open_columns import Piece
from jixiao.reading.page_tables import Column

_SURE: Final = 0.4  # ems by which another place would have to fit less well
_CENTRED: Final = 1.5  # ems by which the middle of a cell may miss that of its columns
_ABOVE: Final = 2.0  # the same, where cells share out all columns
_LINED_UP: Final = 0.7  # ems by which cells as high as the head differ in their place
_LOWER: Final = 1.25  # ems from a cell to those below it, at least
_LEVEL: Final = 0.4  # ems by which pieces of one line differ
_BESIDE: Final = 0.5  # ems from the middle of a head to that of figures set to its right, at least
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


class _Unit(NamedTuple):
    """A cell of the head with all that stands below it: its columns, its first and last line."""

    first: int
    last: int
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Where its middle is."""
        return (self.top + self.bottom) / 2


class Head:
    """Reads a head.

    ``columns`` are those of the rows below; blank ones that only the head tells of are added.
    ``edges`` are the sides of the table; ``figures`` are the columns of figures lined up at
    the right.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        em: float,
        edges: tuple[float, float],
        figures: Container[int] = (),
    ) -> None:
        self.columns = list(columns)
        self._em, (self._left, self._right), self._figures = em, edges, figures

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
        ends = self._shared_out([(cell[0].left + cell[0].right) / 2 for cell in above])
        if ends is None:
            return None
        firsts = [0, *(end + 1 for end in ends[:-1])]
        return [
            *(HeadCell(0, *place) for place in zip(firsts, ends, above, strict=True)),
            *(cell._replace(row=cell.row + 1) for cell in cells),
        ]

    def _shared_out(self, middles: Sequence[float]) -> list[int] | None:
        """Return how columns are shared out among cells that stand above their middle.

        Told by the last column of each cell; None where it cannot be told.
        """
        ways = sorted(self._ways(middles, 0))
        if not ways or (len(ways) > 1 and ways[1][0] < ways[0][0] + _SURE * self._em):
            return None
        return ways[0][1]

    def _ways(self, middles: Sequence[float], first: int) -> list[tuple[float, list[int]]]:
        """Return the ways to share out columns, with how far a cell is from its middle at most."""
        if not middles:
            return [(0.0, [])] if first == len(self.columns) else []
        seps = self.seps()
        found = []
        for last in range(first, len(self.columns)):
            missed = abs((seps[first] + seps[last + 1]) / 2 - middles[0])
            if missed <= _ABOVE * self._em:
                found += [
                    (max(missed, most), [last, *others])
                    for most, others in self._ways(middles[1:], last + 1)
                ]
        return found

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
        column: then as many heads as columns without one stand between two others, or figures are
        set to the right of their heads all over the table. Whether it can be told which heads
        which.
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
            elif self._set_right(headed):
                found = _to_the_left(bodies, heads)
                if found is None:
                    return False
                columns += found
            else:
                return False
        self.columns = columns
        return True

    def _set_right(self, headed: Mapping[int, Column]) -> bool:
        """Whether figures stand to the right of the middle of what heads them, wherever told."""
        shifts = [
            one.middle - headed[n].middle
            for n, one in enumerate(self.columns)
            if n in headed and n in self._figures
        ]
        return bool(shifts) and min(shifts) > _BESIDE * self._em

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
        for widest in (False, True):
            found = self._spanning(cells, widest=widest)
            if found is not None:
                return found
        return None

    def _spanning(self, cells: Sequence[list[Piece]], *, widest: bool) -> list[_Spanning] | None:
        """Return the cells that stand above others, from below; None where that cannot be told.

        ``widest`` says that of several places those above most columns come first.
        """
        units: list[_Unit] = []
        found = []
        for cell in sorted(cells, key=_height, reverse=True):
            over = self._over(cell[0]) or [self._nearest(cell[0])]
            if not any(unit.first <= n <= unit.last for unit in units for n in over):
                units.append(_Unit(over[0], over[-1], cell[0].y, cell[-1].y))
                continue
            run = self._run(cell, units, widest=widest)
            if run is None:
                return None
            kept = [unit for unit in units if unit not in run]
            first, last = run[0].first, run[-1].last
            units = [*kept, _Unit(first, last, cell[0].y, max(unit.bottom for unit in run))]
            left, right = self.columns[first].left, self.columns[last].right
            found.append(_Spanning(left, right, cell[-1].y + _LEVEL * self._em, cell))
        return found if self._fills(units) else None

    def _fills(self, units: Sequence[_Unit]) -> bool:
        """Whether each cell, with what stands below it, is as high as the head."""
        sides = zip(*((unit.height, unit.top, unit.bottom) for unit in units), strict=True)
        return any(max(side) - min(side) <= _LINED_UP * self._em for side in sides)

    def _nearest(self, piece: Piece) -> int:
        """Return the column that the middle of a piece stands in."""
        return min(max(bisect_right(self.seps(), piece.middle) - 1, 0), len(self.columns) - 1)

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
        self, cell: Sequence[Piece], units: Sequence[_Unit], *, widest: bool
    ) -> list[_Unit] | None:
        """Return what stands below a cell that stands above its middle; None where unsure.

        Cells of one row of the head have their middles at one height.
        """
        seps, middle = self.seps(), (cell[0].left + cell[0].right) / 2
        least = cell[-1].y + _LOWER * self._em
        ordered = sorted(units)
        runs: list[tuple[float, list[_Unit]]] = []
        for start in range(len(ordered)):
            for end in range(start, len(ordered)):
                run = ordered[start : end + 1]
                heights = [unit.height for unit in run]
                apart = max(heights) - min(heights) > _LEVEL * self._em
                if apart or min(heights) < least or not _adjoin(run):
                    break
                first, last = run[0].first, run[-1].last
                sides = (
                    seps[first] + seps[last + 1],
                    self.columns[first].left + self.columns[last].right,
                )
                missed = min(abs(side / 2 - middle) for side in sides)
                if last > first and missed <= _CENTRED * self._em:
                    runs.append((missed, run))
        runs.sort()
        if widest and runs:
            return max((run for _, run in runs), key=lambda run: run[-1].last - run[0].first)
        if not runs or (len(runs) > 1 and runs[1][0] < runs[0][0] + _SURE * self._em):
            return None
        return runs[0][1]


def _to_the_left(bodies: Sequence[Column], heads: Sequence[Column]) -> list[Column] | None:
    """Return heads with the columns right of them; None where a column has no head of its own."""
    found = list(heads)
    for body in bodies:
        at = max((n for n, one in enumerate(heads) if one.right <= body.left), default=-1)
        if at < 0 or found[at] is not heads[at]:
            return None
        found[at] = _joined(heads[at], body)
    return found


def _adjoin(units: Sequence[_Unit]) -> bool:
    return all(one.last + 1 == other.first for one, other in pairwise(units))


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
