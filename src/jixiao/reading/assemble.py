"""Groups of lines become the blocks, tables and characters of a Document."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, overload

from jixiao.model.document import Block, BlockKind, Ordinal, Table
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.reading.lines import Line, Role, Segments, spans_between
from jixiao.reading.normalise import Normaliser
from jixiao.reading.ordinals import Number, Series

_LONGEST_HEADING: Final = 40
_LONGEST_CLOSED_HEADING: Final = 30
_SENTENCE: Final = pattern("[。;!?]")
_RUN_IN: Final = pattern("[^。:;!?]{1,30}[。:]")
_UNIT: Final = pattern(r".{0,6}单位:?.{1,12}")
_LONGEST_CAPTION: Final = 40
_WORD: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_ROW: Final = Role.ROW
_PROSE: Final = Role.PROSE
_TITLE: Final = BlockKind.TITLE
_HEADING: Final = BlockKind.HEADING
_KINDS: Final = {Role.TITLE: BlockKind.TITLE, Role.FIELD: BlockKind.FIELD}


class Origin(Sequence[int]):
    """Offsets into the source, one for each character of the reading text and one for its end.

    The reading text is made of long untouched stretches, so only where each begins is kept.
    """

    __slots__ = ("_shifts", "_size", "_sources", "_starts")

    def __init__(self, starts: list[int], sources: list[int], size: int) -> None:
        self._starts = starts
        self._sources = sources
        self._shifts = [source - start for start, source in zip(starts, sources, strict=True)]
        self._size = size

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        """Return the offset into the source of one character, or of several."""
        if isinstance(index, slice):
            return [self[position] for position in range(*index.indices(self._size))]
        if index < 0:
            index += self._size
        if not 0 <= index < self._size:
            message = "origin index out of range"
            raise IndexError(message)
        return index + self._shifts[bisect_right(self._starts, index) - 1]

    def locate(self, offset: int) -> int:
        """Return the first character that was read from ``offset`` of the source or behind it."""
        run = bisect_left(self._sources, offset)
        end = self._starts[run] if run < len(self._starts) else self._size
        if not run:
            return end
        return min(end, offset - self._shifts[run - 1])

    def __iter__(self) -> Iterator[int]:
        ends = [*self._starts[1:], self._size]
        for start, shift, end in zip(self._starts, self._shifts, ends, strict=True):
            yield from range(start + shift, end + shift)


class Assembler:
    """Collects the reading text, block by block."""

    def __init__(self, normaliser: Normaliser, source_size: int) -> None:
        self._normaliser = normaliser
        self._source_size = source_size
        self._pieces: list[str] = []
        self._size = 0
        self._starts: list[int] = []
        self._sources: list[int] = []
        self._stop = 0  # where in the source the latest line breaks off
        self._rows: list[list[tuple[Span, ...]]] = []
        self._partial: frozenset[int] = frozenset()
        self._first_rows: list[int] = []
        self.blocks: list[Block] = []

    def add(
        self, groups: list[list[Line]], tables: int, partial: frozenset[int] = frozenset()
    ) -> None:
        """Add all groups of lines as blocks; of the tables in ``partial`` not all is shown."""
        self._partial = partial
        self._rows = [[] for _ in range(tables)]
        self._first_rows = [-1] * tables
        outline = Outline(groups)
        for index, group in enumerate(groups):
            if self.blocks:
                self._put("\n", self._stop)
            if group[0].role is _ROW:
                self._add_row(group[0])
            else:
                self._add_lines(group, outline, index)
            self._stop = group[-1].stop

    def text(self) -> str:
        """Return the reading text so far."""
        return "".join(self._pieces)

    def origin(self) -> Origin:
        """Return where each character of the reading text was read from."""
        end = 0
        if self._starts:
            end = self._sources[-1] + self._size - self._starts[-1]
        return Origin([*self._starts, self._size], [*self._sources, end], self._size + 1)

    def tables(self, text: str) -> tuple[Table, ...]:
        """Return the tables, each with the line of ``text`` above that names it or its unit."""
        return tuple(
            Table(tuple(rows), block, self._caption(text, block), number in self._partial)
            for number, (rows, block) in enumerate(zip(self._rows, self._first_rows, strict=True))
        )

    def _put(self, piece: str, source: int) -> None:
        self._pieces.append(piece)
        self._starts.append(self._size)
        self._sources.append(source)
        self._size += len(piece)

    def _put_segments(self, text: str, segments: Segments) -> None:
        size = self._size
        self._pieces.append(text)
        if len(segments) == 1:
            self._starts.append(size)
            self._sources.append(segments[0][1])
        else:
            self._starts.extend([size + offset for offset, _ in segments])
            self._sources.extend([source for _, source in segments])
        self._size = size + len(text)

    def _add_lines(self, group: list[Line], outline: "Outline", index: int) -> None:
        start = self._size
        line = group[0]
        text = line.text
        self._put_segments(text, line.segments)
        if len(group) > 1:
            first = len(self._pieces) - 1
            for above, below in pairwise(group):
                if above.text[-1] in _WORD and below.text[0] in _WORD and _are_words(above, below):
                    self._put(" ", above.stop)
                self._put_segments(below.text, below.segments)
            text = "".join(self._pieces[first:])
        kind, level, title_end = outline.judge(index, text)
        number = line.number
        ordinal = None
        if number is not None and kind is not _TITLE:
            ordinal = Ordinal(number.style, number.value, Span(start, start + number.end))
        if kind is _HEADING or kind is _TITLE:
            title_end = self._size - start
        self.blocks.append(Block(kind, start, self._size, level, ordinal, start + title_end))

    def _add_row(self, line: Line) -> None:
        start = self._size
        if self._first_rows[line.table] < 0:
            self._first_rows[line.table] = len(self.blocks)
        if line.edges and self._normaliser.leaves_alone(line.raw):
            self._put(line.raw, line.start)
            row = tuple(spans_between(line.edges, start - line.start))
        else:
            row = self._put_cells(line)
        self._rows[line.table].append(row)
        self.blocks.append(
            Block(BlockKind.ROW, start, self._size, title_end=start, table=line.table)
        )

    def _put_cells(self, line: Line) -> tuple[Span, ...]:
        row: list[Span] = []
        at = line.start
        for cell in spans_between(line.edges) if line.edges else line.cells:
            if row:
                self._put("\t", min(at, self._source_size - 1))
            first = self._size
            raw = line.raw[cell.start - line.start : cell.end - line.start]
            text, segments = self._normaliser.piece(raw, cell.start)
            if text:
                self._put_segments(text, segments)
            row.append(Span(first, self._size))
            at = cell.end
        return tuple(row)

    def _caption(self, text: str, block: int) -> Span | None:
        """Return the line above a table, or two: its name and its unit."""
        above = self._caption_line(block - 1)
        if above is None:
            return None
        if _UNIT.fullmatch(text, above.start, above.end):
            name = self._caption_line(block - 2)
            if name is not None:
                return Span(name.start, above.end)
        return Span(above.start, above.end)

    def _caption_line(self, index: int) -> Block | None:
        if index < 0:
            return None
        block = self.blocks[index]
        if block.kind is BlockKind.ROW or block.end - block.start > _LONGEST_CAPTION:
            return None
        return block


def _are_words(above: Line, below: Line) -> bool:
    """Tell whether a line break parts two words and not two halves of a number."""
    return not (above.text[-1].isdecimal() and below.text[0].isdecimal())


class Outline:
    """Tells headings from list items by how the blocks around them are numbered."""

    def __init__(self, groups: list[list[Line]]) -> None:
        self._groups = groups
        parts: set[str] = set()
        hashes: list[int] = []
        for group in groups:
            line = group[0]
            if line.hashes > 0:
                hashes.append(line.hashes)
            if line.number is not None and line.number.style[0] == "第":
                parts.add(line.number.style)
        self._parts = min(len(parts), 2)  # 第一章, 第一节 within
        self._fewest_hashes = min(hashes, default=1)

    def judge(self, index: int, text: str) -> tuple[BlockKind, int, int]:
        """Return the kind of a block, its level, and the length of a run-in heading."""
        line = self._groups[index][0]
        number = line.number
        if line.role is not _PROSE:
            return _KINDS.get(line.role, BlockKind.PARAGRAPH), 0, 0
        if number is None:
            if line.hashes > 0 and len(text) <= 2 * _LONGEST_HEADING:
                return _HEADING, line.hashes - self._fewest_hashes + 1, 0
            return BlockKind.PARAGRAPH, 0, 0
        if (
            len(text) - number.end <= _LONGEST_HEADING
            and number.series is not Series.POINT
            and (line.hashes > 0 or self._is_heading(index, number, text[number.end :]))
        ):
            return _HEADING, self._level(number), 0
        run_in = _RUN_IN.match(text, number.end)
        if run_in is None or run_in.end() == len(text):
            return BlockKind.PARAGRAPH, 0, 0
        return BlockKind.PARAGRAPH, 0, run_in.end() - 1

    def _level(self, number: Number) -> int:
        if number.series is Series.PART:
            return 2 if self._parts > 1 and number.style == "第一节" else 1
        return number.series + self._parts

    def _is_heading(self, index: int, number: Number, words: str) -> bool:
        """Tell whether short words after an ordinal are a heading."""
        if not words:
            return True
        item = number.series >= Series.ARABIC
        last = words[-1]
        if _SENTENCE.search(words, 0, len(words) - 1) or last in ";!?":
            return False
        if last not in "。:":
            return not (item and "," in words and self._has_sibling(index, number))
        if number.series <= Series.CHINESE:
            return True
        return (
            len(words) <= _LONGEST_CLOSED_HEADING
            and not self._has_sibling(index, number)
            and not (item and ("," in words or self._ends_section(index)))
        )

    def _has_sibling(self, index: int, number: Number) -> bool:
        """Tell whether the block directly above or below is the previous or next item."""
        for neighbour, value in ((index - 1, number.value - 1), (index + 1, number.value + 1)):
            if 0 <= neighbour < len(self._groups):
                other = self._groups[neighbour][0].number
                if other is not None and other.series is number.series and other.value == value:
                    return True
        return False

    def _ends_section(self, index: int) -> bool:
        """Tell whether nothing follows that the block could be the heading of."""
        if index + 1 == len(self._groups):
            return True
        here, below = self._groups[index][0].number, self._groups[index + 1][0].number
        return here is not None and below is not None and below.series <= here.series
