"""A document as read: its text as on disk, the reading text, and the way back between them.

``source`` is the text as it is on disk (for formats that are no text: the body blocks, one a
line). ``text`` is the reading text on which everything is understood: widths folded, broken lines
joined, page numbers, tables of contents and markup left out, spaces inside numbers and words
closed. Every character of ``text`` knows its place in ``source`` through ``origin``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from jixiao.model.extra import Extra
from jixiao.model.source import Anchor, Cell, Span

UNCALCULATED: Final = "公式未计算"
"""Stands in a cell of a workbook whose formula nothing has reckoned yet: no blank, and no zero."""


class BlockKind(StrEnum):
    """What a block of the reading text is."""

    TITLE = "title"
    HEADING = "heading"  # 一、…  （一）…  # …  standing alone
    PARAGRAPH = "paragraph"  # may begin with an ordinal: 1. …
    FIELD = "field"  # 部门名称：…
    ROW = "row"  # a row of a table; cells separated by tabs


class Ordinal(NamedTuple):
    """A printed number of a heading or list item.

    ``style`` is a pattern such as ``一、``, ``（一）``, ``(一)``, ``1.``, ``1、``, ``（1）``,
    ``①``, ``一是``, ``#``; ``value`` counts from 1.
    """

    style: str
    value: int
    span: Span


class Block(NamedTuple):
    """A stretch of the reading text, without its closing line break.

    ``level`` is the depth in the outline for headings (1 = 一、), 0 otherwise. ``title_end`` is
    where the heading words end where a paragraph begins with a run-in heading
    (“1. 预算编制情况。我办…”), else the end of the block for headings and ``start`` for plain
    paragraphs.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    ordinal: Ordinal | None = None
    title_end: int = 0
    table: int | None = None  # index into Document.tables for rows


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, each cell a span of the reading text (empty spans for blanks).

    ``block`` is the index of its first row in ``Document.blocks``; ``caption`` is the span of the
    line above that names it or its unit, or None. ``partial`` tells that rows or columns of it are
    hidden in the file, so that what is shown need not add up.
    """

    rows: tuple[tuple[Span, ...], ...]
    block: int
    caption: Span | None = None
    partial: bool = False


def _begins(row: tuple[Span, ...]) -> int:
    return row[0].start if row else 0


@dataclass(frozen=True, eq=False)
class Document:
    """One document. ``line_starts``, ``line_numbers`` and ``pages`` describe ``source``.

    ``line_numbers`` says what each line of ``source`` is called where that is not its own number:
    the rows of a table in a Word file all have the number of the table among the blocks.
    ``line_cells`` are the places in a workbook (sheet, row, column) where the lines begin.
    ``stored`` holds, by where a cell begins in ``source``, the number stored in it where fewer
    digits are shown, in the scale of what is shown: 97.453 behind 97.5%.
    ``recognised`` are the pages whose text was told from pictures of it: it is uncertain.
    """

    path: str
    sha256: str
    source: str
    text: str
    origin: Sequence[int]  # len(text) + 1 offsets into source, never decreasing
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    line_starts: Sequence[int] = (0,)
    line_numbers: Sequence[int] = ()
    line_cells: Sequence[Cell | None] = ()
    pages: Sequence[int] = ()  # page of each line of source, empty for formats without pages
    format: str = "text"
    sheets: tuple[str, ...] = ()  # names of the sheets of a workbook, hidden ones included
    stored: Mapping[int, Decimal] = field(default_factory=dict)
    dropped: tuple[Span, ...] = ()  # spans of *source* left out as page numbers or markup residue
    contents: tuple[Span, ...] = ()  # spans of *source* left out as a table of contents
    extras: tuple[Extra, ...] | None = ()  # beside the text, where asked for; None: not looked for
    recognised: frozenset[int] = frozenset()
    _blocks_at: list[int] = field(default_factory=list, compare=False, repr=False)

    def block_at(self, offset: int) -> int:
        """Return the index of the block that holds ``offset`` of the reading text."""
        if not self._blocks_at:
            self._blocks_at.extend(block.start for block in self.blocks)
        return max(0, bisect_right(self._blocks_at, offset) - 1)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of ``source`` that ``text[start:end]`` was read from."""
        if end <= start:
            first = self.origin[start] if start < len(self.origin) else len(self.source)
            return first, first
        return self.origin[start], self.origin[end - 1] + 1

    def reading_offset(self, offset: int) -> int:
        """Return the first place of ``text`` that was read from ``source[offset]`` or behind."""
        locate = getattr(self.origin, "locate", None)
        return bisect_left(self.origin, offset) if locate is None else int(locate(offset))

    def quote(self, start: int, end: int) -> str:
        """Return what is printed on disk for ``text[start:end]``, to the letter."""
        first, last = self.source_span(start, end)
        return self.source[first:last]

    def stored_at(self, offset: int) -> Decimal | None:
        """Return the number stored in the cell that holds ``offset``, if it is shown rounded."""
        if not self.stored:
            return None
        text = self.text
        start = max(text.rfind("\t", 0, offset), text.rfind("\n", 0, offset)) + 1
        return self.stored.get(self.origin[start])

    def anchor(self, start: int, end: int) -> Anchor:
        """Return the place on disk of ``text[start:end]``."""
        first, last = self.source_span(start, end)
        line = bisect_right(self.line_starts, first)
        end_line = bisect_right(self.line_starts, max(first, last - 1))
        return Anchor(
            line=self._number(line),
            column=first - self.line_starts[line - 1] + 1,
            end_line=self._number(end_line),
            end_column=last - self.line_starts[end_line - 1] + 1,
            page=self.pages[line - 1] if self.pages else None,
            cell=self._cell_at(start),
        )

    def line_at(self, start: int) -> int:
        """Return which line of ``source``, counted from 1, ``text[start]`` was read from."""
        return bisect_right(self.line_starts, self.source_span(start, start)[0])

    def is_uncertain(self, start: int, end: int) -> bool:
        """Whether some of ``text[start:end]`` was told from a picture of it."""
        if not self.recognised:
            return False
        first, last = self.line_at(start), self.line_at(max(start, end - 1))
        return not self.recognised.isdisjoint(self.pages[first - 1 : last])

    def _number(self, line: int) -> int:
        return self.line_numbers[line - 1] if self.line_numbers else line

    def _cell_at(self, offset: int) -> Cell | None:
        begins = self.line_cells[self.line_at(offset) - 1] if self.line_cells else None
        block = self.blocks[self.block_at(offset)]
        if block.table is None:
            return begins
        number = self.row_at(block.table, offset)
        for column, cell in enumerate(self.tables[block.table].rows[number], 1):
            if cell.start <= offset < max(cell.end, cell.start + 1):
                if begins is not None:
                    return begins._replace(column=begins.column + column - 1)
                return Cell(block.table + 1, number + 1, column)
        return None

    def row_at(self, table: int, offset: int) -> int:
        """Return the index of the row of a table that holds ``offset`` of the reading text."""
        rows = self.tables[table].rows
        return max(0, bisect_right(rows, offset, key=_begins) - 1)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of ``source`` without their line breaks."""
        starts = [*self.line_starts, len(self.source)]
        return tuple(self.source[a:b].rstrip("\r\n") for a, b in pairwise(starts))
