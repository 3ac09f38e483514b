"""A composition laid out for printing: what every renderer would otherwise decide for itself."""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, NamedTuple, TypeGuard

from jixiao.patterns import pattern
from jixiao.reports.composition import (
    Cell,
    Composition,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Run,
    Table,
    Title,
)
from jixiao.reports.typography import HEADINGS, LINE, LOOKS, SIZE_5, Look, Role

_ATTACHMENTS: Final = "附件"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph that is set: its role, its runs, and where it departs from the role's look."""

    role: Role
    runs: tuple[Run, ...]
    look: Look

    @property
    def text(self) -> str:
        """The words of all runs."""
        return "".join(run.text for run in self.runs)


class Grid(NamedTuple):
    """A table with the notes right below it."""

    table: Table
    notes: tuple[Line, ...] = ()


Piece = Line | Grid | PageBreak
_NOTES: Final = (Role.NOTE, Role.FOOTNOTE)


def flow(composition: Composition) -> Iterator[Piece]:
    """Yield what is set, in order, with the footnotes at the end.

    Below a table they are notes of it, so that they do not stand on a page by themselves.
    """
    grid: Grid | None = None
    for piece in _pieces(composition):
        if grid is not None and isinstance(piece, Line) and piece.role in _NOTES:
            near = _with(piece, replace(piece.look, before=LOOKS[Role.NOTE].before))
            grid = grid._replace(notes=(*grid.notes, near))
            continue
        if grid is not None:
            yield grid
        grid = Grid(piece) if isinstance(piece, Table) else None
        if not isinstance(piece, Table):
            yield piece
    if grid is not None:
        yield grid


def _pieces(composition: Composition) -> Iterator[Line | Table | PageBreak]:
    blocks = composition.blocks
    for place, block in enumerate(blocks):
        if isinstance(block, Table | PageBreak):
            yield block
        elif isinstance(block, Title):
            yield _line(Role.TITLE, (Run("\n".join(block.lines)),))
        elif isinstance(block, Heading):
            yield _line(HEADINGS[block.level - 1], (Run(block.text),))
        else:
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            last = following is None and bool(composition.footnotes)
            yield from _paragraph(block, following, kept=last)
    for number, note in enumerate(composition.footnotes):
        line = _line(Role.FOOTNOTE, (Run(note),))
        yield line if number else _with(line, replace(line.look, before=LINE))


def _paragraph(block: Paragraph, following: object, *, kept: bool) -> Iterator[Line]:
    """Yield a paragraph, or several where its words hold ends of lines.

    Nobody signs on a page on which nothing else stands, and no footnote stands there alone: the
    last paragraph keeps with the signature, the date (``kept``) with the footnotes.
    """
    role = Role(block.kind.value)
    for runs in _lines(block.runs):
        line = _line(role, runs)
        if kept or _is(following, ParagraphKind.SIGNATURE):
            line = _with(line, replace(line.look, keep_next=True))
        if role is Role.SIGNATURE and _is(following, ParagraphKind.DATE):
            line = _over_the_date(line, following)
        elif role is Role.ATTACHMENT and line.text.startswith(_ATTACHMENTS):
            # “附件：1.” stands before the names, which begin below each other.
            line = _with(line, replace(line.look, first=2 - line.look.left, before=LINE))
        yield line


def _line(role: Role, runs: tuple[Run, ...]) -> Line:
    return Line(role, runs, LOOKS[role])


def _lines(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """Yield runs line by line; lines without words are left out, unless there is no other."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.splitlines() or [""]
        lines[-1].append(run._replace(text=first))
        lines.extend([run._replace(text=each)] for each in rest)
    filled = [line for line in lines if any(run.text.strip() for run in line)]
    for line in filled or lines[:1]:
        yield tuple(run for run in line if run.text)


def _is(block: object, kind: ParagraphKind) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and block.kind is kind


def _over_the_date(line: Line, date: Paragraph) -> Line:
    """Return the name of an office centred over the date, room for the seal above it."""
    right = LOOKS[Role.DATE].right + (ems(date.text) - ems(line.text)) / 2
    return _with(line, replace(line.look, right=max(right, 0), before=2 * LINE))


def _with(line: Line, look: Look) -> Line:
    return replace(line, look=look)


# --- tables ---------------------------------------------------------------------------------------


class Placed(NamedTuple):
    """A cell in its place; rows and columns count from 0."""

    row: int
    column: int
    cell: Cell


def placed(table: Table) -> Iterator[Placed]:
    """Yield the cells of a table with their places, by what covers what.

    Raises:
        ValueError: a cell has no place, so the composer has counted wrong.
    """
    covered: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in covered:
                column += 1
            area = {
                (row + down, column + across)
                for down in range(cell.down)
                for across in range(cell.across)
            }
            fits = column + cell.across <= len(table.widths) and row + cell.down <= len(table.rows)
            if not fits or area & covered:
                message = f"“{cell.text}” in row {row} of table “{table.caption}” has no place"
                raise ValueError(message)
            covered |= area
            yield Placed(row, column, cell)
            column += cell.across


def columns(table: Table, measure: int) -> list[int]:
    """Return the widths of the columns; together they are ``measure`` exactly, in its unit."""
    total = sum(table.widths)
    edges = [0]
    for width in table.widths:
        edges.append(edges[-1] + width)
    stops = [round(edge * measure / total) for edge in edges]
    return [end - start for start, end in pairwise(stops)]


CELL_MARGIN: Final = 1.0
"""Left and right of the text in a cell, in millimetres."""
POINTS_PER_MM: Final = 72 / 25.4
_FEW_LINES: Final = 2
_CROWDED: Final = 5


def cell_role(table: Table, measure: int) -> Role:
    """Return the size of a table: 小五 where 五号 breaks one cell in five into many lines.

    ``measure`` is the width of the table in millimetres.
    """
    widths = [width / 1000 for width in columns(table, measure * 1000)]
    crowded = filled = 0
    for row, column, cell in placed(table):
        if row < table.head or not cell.text:
            continue
        filled += 1
        crowded += lines_of(cell, widths[column : column + cell.across], SIZE_5) > (
            _FEW_LINES * cell.down
        )
    return Role.SMALL_CELL if crowded * _CROWDED > filled else Role.CELL


def room_of(widths: Sequence[float], size: float) -> float:
    """Return how many characters fit beside each other in a cell; widths in millimetres."""
    return max((sum(widths) - 2 * CELL_MARGIN) * POINTS_PER_MM / size, 1)


def lines_of(cell: Cell, widths: Sequence[float], size: float) -> int:
    """Return into about how many lines a cell breaks; ``widths`` of its columns in millimetres."""
    room = room_of(widths, size)
    return sum(max(1, math.ceil(ems(each) / room)) for each in cell.text.split("\n"))


# --- characters -----------------------------------------------------------------------------------

_STEERING: Final = {"Cf": "", "Cc": " ", "Zl": " ", "Zp": " ", "Cs": "\ufffd"}
_NO_CHARACTERS: Final = frozenset("\ufffe\uffff")


_SEAM: Final = pattern(r"(?<=[0-9A-Za-z])(?=[㐀-鿿])|(?<=[㐀-鿿])(?=[0-9A-Za-z])")
_BETWEEN_SCRIPTS: Final = 0.25


def ems(text: str) -> float:
    """Return about how wide a text is set, in characters of full width."""
    wide = sum(1 if unicodedata.east_asian_width(each) in "WFA" else 0.5 for each in text)
    return wide + _BETWEEN_SCRIPTS * len(_SEAM.findall(text))


def printable(text: str) -> str:
    """Return a text without what no file may hold or what steers how others are shown."""
    if text.isprintable() and text.isascii():
        return text
    return "".join(
        "\ufffd" if each in _NO_CHARACTERS else _STEERING.get(unicodedata.category(each), each)
        for each in text
    )
