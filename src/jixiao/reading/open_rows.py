"""The rows of a table without rules between its columns, and which of its columns hold figures."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, NamedTuple

from jixiao.patterns import pattern
from jixiao.reading.open_columns import Piece
from jixiao.reading.page_lines import CellText, cell_text
from jixiao.reading.page_tables import Column

RIGHT: Final = 2  # the side at which figures are lined up, where it is the right one
_SAME_ROW: Final = 0.45  # ems above and below the middle of a line that its row takes up
_FIGURES: Final = 0.8  # of the cells of a column of figures
_ALIGNED: Final = 0.6  # ems by which figures of a column differ where they begin, end or centre
_ACROSS: Final = 0.2  # of the rows that may hold a cell across columns
_FULL: Final = 2.0  # ems that a full line of a cell leaves free
_NUMBER: Final = pattern(r"[0-9]{1,2}")
_FEWEST_NUMBERS: Final = 3
_NUMBERED: Final = "栏次"
_CENTRED: Final = 1.0  # ems by which the middle of a cell may miss that of its columns
_BEGINS: Final = pattern(r"[0-9]+|[(（]?[一二三四五六七八九十]+[)）、.．]|其中[:：]|[合小总]\s*计")


class Unsure(Exception):
    """What stands between the rules is not plainly a table."""


class Row(NamedTuple):
    """A row: its upper edge, and the pieces of each column."""

    top: float
    cells: list[list[Piece]]


def is_numbering(line: Sequence[Piece]) -> bool:
    """Whether a line numbers the columns, below their heads: 栏次 1 2 3."""
    numbers = [int(piece.text) for piece in line if _NUMBER.fullmatch(piece.text)]
    words = {piece.text for piece in line if not _NUMBER.fullmatch(piece.text)}
    return (
        (len(numbers) >= _FEWEST_NUMBERS or (len(numbers) > 1 and words == {_NUMBERED}))
        and len(words) <= 1
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    )


class Rows:
    """Puts lines into rows and columns.

    ``figures`` are the columns of figures, with the side at which they are lined up and where.
    """

    def __init__(self, columns: Sequence[Column], seps: Sequence[float], em: float) -> None:
        self.columns, self.seps, self._em = columns, seps, em
        self.figures: dict[int, tuple[int, float]] = {}

    def column(self, piece: Piece) -> tuple[int, bool]:
        """Return the first column that a piece stands in, and whether it stands in others too.

        Raises:
            Unsure: it stands in none, or is a figure and stands in several.
        """
        over = [n for n, one in enumerate(self.columns) if one.overlaps(piece.left, piece.right)]
        if not over or (len(over) > 1 and piece.is_figure):
            raise Unsure
        return over[0], len(over) > 1

    def find_figures(self, body: Sequence[Sequence[Piece]]) -> None:
        """Find the columns of figures, which are lined up one below the other.

        Raises:
            Unsure: a figure stands in no column, or in several.
        """
        held: dict[int, list[Piece]] = {}
        for line in body:
            for piece in line:
                number, across = self.column(piece)
                if not across:
                    held.setdefault(number, []).append(piece)
        for number, pieces in held.items():
            figures = [piece for piece in pieces if piece.is_figure]
            if len(figures) < _FIGURES * len(pieces):
                continue
            side = self._lined_up(figures)
            if side is not None:
                self.figures[number] = side

    def _lined_up(self, pieces: Sequence[Piece]) -> tuple[int, float] | None:
        """Return at which side figures are lined up, and where."""
        best = 0
        found = None
        for side in (RIGHT, 0, 1):
            places = sorted(_sides(piece)[side] for piece in pieces)
            usual = places[len(places) // 2]
            near = sum(abs(place - usual) <= _ALIGNED * self._em for place in places)
            if near >= _FIGURES * len(places) and near > best:
                best, found = near, (side, usual)
        return found

    def fits(self, line: Sequence[Piece]) -> bool:
        """Whether a line has figures lined up with those of the columns, and nothing beside."""
        try:
            found = [(piece, *self.column(piece)) for piece in line]
        except Unsure:
            return False
        held = [(piece, n) for piece, n, across in found if n in self.figures and not across]
        return bool(held) and all(
            piece.is_figure
            and abs(_sides(piece)[self.figures[n][0]] - self.figures[n][1]) <= _ALIGNED * self._em
            for piece, n in held
        )

    def of_strip(self, strip: Sequence[Sequence[Piece]], top: float, *, ruled: bool) -> list[Row]:
        """Return the rows between two rules: one, or as many as there are figures in a column.

        ``ruled`` says that other rows have rules between them.

        Raises:
            Unsure: it cannot be told where one row ends and the next begins.
        """
        blocks: list[Row] = []
        low = 0.0
        for piece in sorted((p for line in strip for p in line), key=lambda p: p.y):
            if not blocks or piece.y - _SAME_ROW * self._em > low:
                at = piece.y - self._em / 2 if blocks else top
                blocks.append(Row(at, [[] for _ in self.columns]))
            low = piece.y + _SAME_ROW * self._em
            blocks[-1].cells[self.column(piece)[0]].append(piece)
        for block in blocks:
            self._spread(block)
        several = max(
            (sum(1 for block in blocks if block.cells[n]) for n in self.figures if n), default=0
        )
        if several > 1:
            return self._continued(blocks)
        if len(blocks) > 1 and not ruled:
            raise Unsure
        return [_joined(blocks)] if blocks else []

    def _spread(self, row: Row) -> None:
        """Put what stands in the middle of two columns into the first: 合计, for code and name."""
        for n in range(len(row.cells) - 1):
            if row.cells[n] or len(row.cells[n + 1]) != 1 or n + 1 in self.figures:
                continue
            piece = row.cells[n + 1][0]
            middle = (self.seps[n] + self.seps[n + 2]) / 2
            inside = piece.left > self.columns[n + 1].left + _CENTRED * self._em
            if inside and abs(piece.middle - middle) <= _CENTRED * self._em:
                row.cells[n].append(row.cells[n + 1].pop())

    def _continued(self, blocks: list[Row]) -> list[Row]:
        """Return rows, the lines that only go on with the text above joined to it."""
        rows: list[Row] = []
        for number, block in enumerate(blocks):
            if self._has_figures(block):
                rows.append(block)
                continue
            if number + 1 < len(blocks) and self._goes_on(block, blocks[number + 1]):
                raise Unsure  # the first of several lines, in the middle of which figures stand?
            if rows and self._goes_on(rows[-1], block):
                rows[-1] = _joined([rows[-1], block])
            else:
                rows.append(block)
        return rows

    def _has_figures(self, row: Row) -> bool:
        return any(row.cells[n] for n in self.figures if n)

    def _goes_on(self, above: Row, below: Row) -> bool:
        """Whether the cells of a line without figures, all of them, are one with its neighbour's.

        Those that go on are full, and what follows does not look like a beginning.
        """
        alone = below if self._has_figures(above) else above
        for n, cell in enumerate(alone.cells):
            if not cell:
                continue
            if not above.cells[n] or not below.cells[n] or _BEGINS.match(below.cells[n][0].text):
                return False
            right = max(piece.right for piece in above.cells[n])
            free = self.columns[n + 1].left - right if n + 1 < len(self.columns) else 0.0
            if right < self.columns[n].right - _FULL * self._em or free > 2 * _FULL * self._em:
                return False
        return True

    def check(self, rows: Sequence[Row]) -> None:
        """See that rows are those of a table: one figure in a cell, few cells across columns.

        Raises:
            Unsure: they are not.
        """
        across = sum(
            any(self.column(piece)[1] for cell in row.cells for piece in cell) for row in rows
        )
        if not rows or across > max(1, _ACROSS * len(rows)):
            raise Unsure
        for row in rows:
            for n in self.figures:
                if len({round(piece.y / self._em) for piece in row.cells[n]}) > 1:
                    raise Unsure

    def text(self, pieces: Sequence[Piece], first: int, last: int) -> CellText:
        """Return what a cell says that stands in the columns from first to last."""
        held = [glyph for piece in pieces for glyph in piece.glyphs]
        return cell_text(held, self.seps[last + 1] - self.seps[first]) if held else CellText()

    def texts(self, rows: Iterable[Row]) -> list[list[CellText]]:
        """Return the cells of rows."""
        return [[self.text(cell, n, n) for n, cell in enumerate(row.cells)] for row in rows]


def _sides(piece: Piece) -> tuple[float, float, float]:
    return piece.left, piece.middle, piece.right


def _joined(rows: Sequence[Row]) -> Row:
    cells = zip(*(row.cells for row in rows), strict=True)
    return Row(rows[0].top, [list(chain(*each)) for each in cells])
