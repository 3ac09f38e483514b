"""Ruled tables of a page: the lattice of its rules, cells that span several places, their text.

Rules that nearly meet are taken to meet. A table may lack the rules at its sides: the ends of its
horizontal rules then bound it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from jixiao.reading.drawn import DrawnPage, Glyph, Rule
from jixiao.reading.page_lines import CellText, cell_text

_NEAR: Final = 3.0  # points: rules so near are one, ends so near meet
_COVERS: Final = 0.5  # of a cell's side that a rule must run along to part it from the next
_BLANK: Final = CellText()
_LEAST_ROWS: Final = 2
_LEAST_COLUMNS: Final = 2


class Column(NamedTuple):
    """Where the text of a column begins and ends, if no rules say so."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.left + self.right) / 2

    def overlaps(self, left: float, right: float) -> bool:
        """Whether what stands from ``left`` to ``right`` is above or below some of it."""
        return left < self.right and self.left < right


class Lattice(NamedTuple):
    """A table on a page: where its columns and rows are parted, and the text of each place.

    A cell that spans several places has its text in the first, upper left one. ``columns`` and
    ``figures`` are told where no rules part the columns: where their text stands, and for columns
    of figures the side at which they are lined up (0 left, 1 middle, 2 right) and where it is.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rows: list[list[CellText]]
    columns: tuple[Column, ...] = ()
    figures: Mapping[int, tuple[int, float]] = MappingProxyType({})

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.ys[-1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is in the table."""
        return (
            self.xs[0] - _NEAR <= x <= self.xs[-1] + _NEAR
            and self.top - _NEAR <= y <= self.bottom + _NEAR
        )


def lattices(page: DrawnPage, overleaf: Sequence[float] = ()) -> tuple[list[Lattice], list[Glyph]]:
    """Return the ruled tables of a page from top to bottom, and the characters outside of them.

    A single row is a table only where its columns are parted at ``overleaf``, as those of the last
    table of the page before: it is the rest of that table.
    """
    across, down = _merged(page.across), _merged(page.down)
    found = []
    rest = page.glyphs
    for rules_across, rules_down in _groups(across, down):
        grid = _Grid(rules_across, rules_down)
        least = 1 if _are_near(grid.xs, overleaf) else _LEAST_ROWS
        if grid.rows < least or grid.columns < _LEAST_COLUMNS:
            continue
        inside, outside = grid.parted(rest)
        inside += grid.parted(page.turned)[0]
        if not inside:
            continue
        rest = outside
        found.append(grid.lattice(inside))
    return sorted(found, key=lambda lattice: lattice.top), rest


def _are_near(places: Sequence[float], others: Sequence[float]) -> bool:
    return len(places) == len(others) and all(
        abs(a - b) <= _NEAR for a, b in zip(places, others, strict=True)
    )


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Return rules with those of one line that touch or overlap made one."""
    merged: list[Rule] = []
    for rule in sorted(rules):
        index = _touching(merged, rule)
        if index is None:
            merged.append(rule)
        else:
            other = merged[index]
            merged[index] = Rule(other.at, min(rule.start, other.start), max(rule.end, other.end))
    return merged


def _touching(merged: Sequence[Rule], rule: Rule) -> int | None:
    """Return which of the rules before, on the same line, touches a rule."""
    for index in range(len(merged) - 1, -1, -1):
        other = merged[index]
        if rule.at - other.at > _NEAR:
            return None
        if rule.start <= other.end + _NEAR and other.start <= rule.end + _NEAR:
            return index
    return None


def _groups(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the rules of each table: those that meet, directly or by others."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for j, vertical in enumerate(down):
        for i, rule in enumerate(across):
            meets = (
                rule.start - _NEAR <= vertical.at <= rule.end + _NEAR
                and vertical.start - _NEAR <= rule.at <= vertical.end + _NEAR
            )
            if meets:
                parent[root(len(across) + j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(rule)
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """Return places in order, near ones made one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return tuple(kept)


class _Grid:
    """The places between the rules of one table."""

    def __init__(self, across: Sequence[Rule], down: Sequence[Rule]) -> None:
        left, right = min(rule.start for rule in across), max(rule.end for rule in across)
        self.xs = _places([*(rule.at for rule in down), left, right])
        self.ys = _places(rule.at for rule in across)
        self.rows, self.columns = len(self.ys) - 1, len(self.xs) - 1
        self._across, self._down = across, down

    def parted(self, glyphs: Iterable[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
        """Return the characters whose middle stands in the table, and the others."""
        left, right, top, bottom = self.xs[0], self.xs[-1], self.ys[0], self.ys[-1]
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in glyphs:
            x, y = glyph.place
            (inside if left < x < right and top < y < bottom else outside).append(glyph)
        return inside, outside

    def lattice(self, glyphs: Iterable[Glyph]) -> Lattice:
        """Return the table with the characters in its cells."""
        first = self._spans()
        texts: dict[tuple[int, int], list[Glyph]] = {}
        for glyph in glyphs:
            x, y = glyph.place
            row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
            texts.setdefault(first[row][column], []).append(glyph)
        widths = self._widths(first)
        rows = [[_BLANK] * self.columns for _ in range(self.rows)]
        for (row, column), inside in texts.items():
            rows[row][column] = cell_text(inside, widths[row, column])
        return Lattice(self.xs, self.ys, rows)

    def _widths(self, first: list[list[tuple[int, int]]]) -> dict[tuple[int, int], float]:
        edges: dict[tuple[int, int], float] = {}
        for line in first:
            for column, place in enumerate(line):
                edges[place] = max(edges.get(place, 0.0), self.xs[column + 1])
        return {place: right - self.xs[place[1]] for place, right in edges.items()}

    def _spans(self) -> list[list[tuple[int, int]]]:
        """Return for each place the upper left place of the cell that it belongs to."""
        walls_right = self._walls(self._down, self.xs, self.ys)
        walls_below = self._walls(self._across, self.ys, self.xs)
        first: list[list[tuple[int, int]]] = []
        for row in range(self.rows):
            line: list[tuple[int, int]] = []
            for column in range(self.columns):
                place = (row, column)
                if column and (column, row) not in walls_right:
                    place = line[column - 1]
                elif row and (row, column) not in walls_below:
                    place = first[row - 1][column]
                line.append(place)
            first.append(line)
        return first

    @staticmethod
    def _walls(
        rules: Sequence[Rule], places: Sequence[float], along: Sequence[float]
    ) -> set[tuple[int, int]]:
        """Return where a rule parts two places: number of the rule's place, number along it."""
        walls = set()
        for rule in rules:
            place = bisect_left(places, rule.at - _NEAR)
            for number in range(len(along) - 1):
                low, high = along[number], along[number + 1]
                shared = min(high, rule.end) - max(low, rule.start)
                if shared >= _COVERS * (high - low):
                    walls.add((place, number))
        return walls
