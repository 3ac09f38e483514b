"""Pages set in two columns: where they are parted, and in which order their parts are read.

Columns of prose are told from the columns of a table without rules by their lines: those of prose
are long and most of them are full.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Final, NamedTuple

from jixiao.reading.drawn import Glyph
from jixiao.reading.page_lines import rows
from jixiao.reading.page_tables import Lattice

_GAP: Final = 1.0  # ems between columns at least
_NARROWEST: Final = 9.0  # ems, of a column
_FEWEST: Final = 8  # lines of a column
_STANDS_OUT: Final = 8.0  # points by which a table begins before the lines of its column
_NEAR: Final = 2.0  # points by which the beginnings of the lines of a column differ
_FULL: Final = 2.0  # ems that a full line leaves free, marks that hang in the margin included
_MOST_FULL: Final = 0.55  # of the lines, in the column with more of them
_LEAST_FULL: Final = 0.3  # in the other one
_MOST_OVER: Final = 0.1  # of the lines of a page that stand across both columns
_MOST_WHOLE: Final = 0.7  # of the lines in a column that are not parted once more
_ALL: Final = 0.8  # of the lines end no later; tables may stand over the margin


class _Piece(NamedTuple):
    """A stretch of a line without wide gaps."""

    left: float
    right: float


class Part(NamedTuple):
    """What is read together; 1 is the left column, 2 the right one, 0 is neither."""

    column: int
    left: float
    glyphs: list[Glyph]
    tables: list[Lattice]


def parts(
    glyphs: Sequence[Glyph], tables: Sequence[Lattice], left: float, begins: float | None
) -> list[Part]:
    """Return the parts of a page in the order they are read; tables are given from the top.

    ``begins`` is where the second column begins, if there is one; other lines begin at ``left``.
    """
    if begins is None:
        return [Part(0, left, list(glyphs), list(tables))]
    divider = _Divider(left, begins)
    waiting = list(tables)
    for row in rows(glyphs):
        top = min(glyph.top for glyph in row)
        while waiting and waiting[0].top <= top:
            divider.add_table(waiting.pop(0))
        divider.add_row(row)
    for table in waiting:
        divider.add_table(table)
    return [part for part in divider.found if part.glyphs or part.tables]


class _Divider:
    """Puts what stands on a page into its columns, from top to bottom."""

    def __init__(self, left: float, begins: float) -> None:
        self.found: list[Part] = []
        self._left, self._begins = left, begins

    def add_row(self, row: Sequence[Glyph]) -> None:
        """Add what stands side by side on a page."""
        first = [glyph for glyph in row if glyph.right <= self._begins]
        second = [glyph for glyph in row if glyph.right > self._begins]
        if _goes_over(first, second, self._begins):
            self._across().glyphs.extend(row)
            return
        one, other = self._columns()
        one.glyphs.extend(first)
        other.glyphs.extend(second)

    def add_table(self, table: Lattice) -> None:
        """Add a table, to a column if it does not stand over both."""
        if table.xs[-1] <= self._begins:
            self._columns()[0].tables.append(table)
        elif table.xs[0] >= self._begins - _STANDS_OUT:
            self._columns()[1].tables.append(table)
        else:
            self._across().tables.append(table)

    def _across(self) -> Part:
        if not self.found or self.found[-1].column:
            self.found.append(Part(0, self._left, [], []))
        return self.found[-1]

    def _columns(self) -> tuple[Part, Part]:
        if not self.found or not self.found[-1].column:
            self.found += [Part(1, self._left, [], []), Part(2, self._begins, [], [])]
        return self.found[-2], self.found[-1]


def _goes_over(first: Sequence[Glyph], second: Sequence[Glyph], begins: float) -> bool:
    """Whether a line runs on over the gap between the columns."""
    if not second:
        return False
    if second[0].left < begins - _NEAR:
        return True
    return bool(first) and second[0].left - first[-1].right < _GAP * _em(second) / 2


def second_columns(pages: Sequence[Sequence[Glyph]]) -> list[float | None]:
    """Return for each page where the lines of a second column begin, None where there is none.

    A page with little on it is set like most others, as far as its lines allow it.
    """
    found = [_second_column(glyphs) for glyphs in pages]
    usual = Counter(begins for begins in found if begins is not None).most_common(1)
    if not usual:
        return found
    ((most, _),) = usual
    return [
        most if begins is None and _fits(glyphs, most) else begins
        for begins, glyphs in zip(found, pages, strict=True)
    ]


def _lines(glyphs: Sequence[Glyph]) -> list[list[_Piece]]:
    gap = _GAP * _em(glyphs)
    return [list(_pieces(row, gap)) for row in rows(glyphs)]


def _fits(glyphs: Sequence[Glyph], begins: float) -> bool:
    """Whether hardly a line of a page stands across the gap before the second column."""
    if not glyphs:
        return False
    lines = _lines(glyphs)
    over = sum(any(p.left < begins - _NEAR and p.right > begins for p in line) for line in lines)
    return over <= _MOST_OVER * len(lines)


def _second_column(glyphs: Sequence[Glyph]) -> float | None:
    """Return where the lines of a second column begin, None where there is none."""
    if not glyphs:
        return None
    em = _em(glyphs)
    lines = _lines(glyphs)
    left = min(line[0].left for line in lines)
    starts = Counter(
        round(piece.left) for line in lines for piece in line
        if piece.left > left + _NARROWEST * em
    )  # fmt: skip
    if not starts:
        return None
    begins, _ = max(starts.items(), key=lambda item: (item[1], -item[0]))
    first = _full_share([[p for p in line if p.right <= begins] for line in lines], left, em)
    second = [[p for p in line if p.left >= begins - _NEAR] for line in lines]
    other = _full_share(second, float(begins), em)
    if min(first, other) < _LEAST_FULL or max(first, other) < _MOST_FULL:
        return None
    return begins - _NEAR


def _full_share(lines: Iterable[Sequence[_Piece]], left: float, em: float) -> float:
    """Return the share of full lines in a column; 0 where it is no column of prose."""
    held = [line for line in lines if line]
    whole = [line[0] for line in held if len(line) == 1]
    if len(whole) < _FEWEST or len(whole) < _MOST_WHOLE * len(held):
        return 0.0
    ends = sorted(piece.right for piece in whole)
    right = ends[int(_ALL * (len(ends) - 1))]
    if right - left < _NARROWEST * em:
        return 0.0
    return sum(1 for end in ends if end > right - _FULL * em) / len(whole)


def _pieces(row: Sequence[Glyph], gap: float) -> Iterator[_Piece]:
    left, right = row[0].left, row[0].right
    for glyph in row[1:]:
        if glyph.left - right > gap:
            yield _Piece(left, right)
            left = glyph.left
        right = max(right, glyph.right)
    yield _Piece(left, right)


def _em(glyphs: Sequence[Glyph]) -> float:
    """Return the width of a full character, by that of most."""
    return median(glyph.right - glyph.left for glyph in glyphs) or 1.0
