"""The body of a document that is no text: lines and rows, as a format's reader found them.

What is a table, a heading or a contents line is known here, not guessed from how lines look. All
the rest (widths, spaces, ordinals, titles, broken paragraphs) is done as for text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from typing import Final, NamedTuple

from jixiao.errors import EmptyFile
from jixiao.model.document import Document
from jixiao.model.folding import fold
from jixiao.model.source import Cell
from jixiao.patterns import pattern
from jixiao.reading.lines import Line, Role
from jixiao.reading.printed import Printed

_CELL_BREAK: Final = "\t"
_BREAKS: Final = str.maketrans(dict.fromkeys("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))
# White space other than tabs; most cells are numbers and single words.
_UNTIDY: Final = pattern(
    r"[ \r\n\v\f\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)


class Place(NamedTuple):
    """What the place of a line is called: the number of its block or row, its page, its cell."""

    number: int
    page: int = 0  # 0 where there are no pages
    cell: Cell | None = None  # in a sheet: of the line, or of the first cell of a row


class Body:
    """Collects the lines of a document, block by block.

    ``aligned`` says that tabs and wide gaps within lines stand for columns, as on a page.
    """

    def __init__(self, *, aligned: bool = False) -> None:
        self._aligned = aligned
        self._pieces: list[str] = []
        self._size = 0
        self._starts: list[int] = []
        self._places: list[Place] = []
        self._levels: dict[int, int] = {}  # of headings, by index of the line
        self._contents: set[int] = set()  # lines of the table of contents
        self._joined: dict[int, bool] = {}
        self._rows: dict[int, tuple[int, list[int]]] = {}  # table and edges of cells, by line
        self._partial: set[int] = set()
        self._stored: dict[int, Decimal] = {}
        self.tables = 0

    def add_line(
        self,
        text: str,
        place: Place,
        *,
        level: int = 0,
        contents: bool = False,
        joined: bool | None = None,
    ) -> None:
        """Add a line; ``level`` counts headings from 1, ``contents`` lists them.

        ``joined`` says whether it goes on with the line above, None that its looks must tell.
        """
        text = text.translate(_BREAKS)
        index = self._add(text if self._aligned else text.replace(_CELL_BREAK, " "), place)
        if level:
            self._levels[index] = level
        if contents:
            self._contents.add(index)
        if joined is not None:
            self._joined[index] = joined

    def add_row(
        self,
        cells: Sequence[str],
        table: int,
        place: Place,
        stored: Mapping[int, Decimal] | None = None,
    ) -> None:
        """Add a row of a table; cells that a merged one covers are empty.

        ``stored`` are the numbers behind those that are shown rounded, by index of the cell.
        """
        row = _CELL_BREAK.join(cells)
        if _UNTIDY.search(row) is not None or row.count(_CELL_BREAK) != len(cells) - 1:
            cells = [c.translate(_BREAKS).replace(_CELL_BREAK, " ").strip() for c in cells]
            row = _CELL_BREAK.join(cells)
        ends = accumulate(map(len, cells), initial=self._size)
        edges = [at + breaks for breaks, at in enumerate(ends)]
        self._rows[self._add(row, place)] = (table, edges)
        if stored:
            self._stored.update((edges[at], number) for at, number in stored.items())

    @property
    def end(self) -> int:
        """The offset into the source at which the next line or row will begin."""
        return self._size

    def new_table(self, *, partial: bool = False) -> int:
        """Return the number of a further table; partial if rows or columns of it are hidden."""
        if partial:
            self._partial.add(self.tables)
        self.tables += 1
        return self.tables - 1

    def _add(self, text: str, place: Place) -> int:
        self._starts.append(self._size)
        self._places.append(place)
        self._pieces.append(text)
        self._size += len(text) + 1
        return len(self._starts) - 1

    def document(self, path: str, sha256: str, file_format: str) -> Document:
        """Return the document.

        Raises:
            EmptyFile: nothing is printed in it.
        """
        if not self._pieces:
            raise EmptyFile(path)
        source = "\n".join(self._pieces)
        folded = fold(source)
        printed = Printed(
            source,
            folded,
            self._lines(folded),
            tuple(self._starts) or (0,),
            tables=self.tables,
            partial=frozenset(self._partial),
            aligned=self._aligned,
        )
        celled = any(place.cell is not None for place in self._places)
        paged = any(place.page for place in self._places)
        return replace(
            printed.document(path, sha256, file_format),
            line_numbers=tuple(place.number for place in self._places),
            line_cells=tuple(place.cell for place in self._places) if celled else (),
            pages=tuple(place.page for place in self._places) if paged else (),
            stored=self._stored,
        )

    def _lines(self, folded: str) -> list[Line]:
        """Return the lines with something printed on them."""
        lines: list[Line] = []
        gap = False
        ends = [start - 1 for start in self._starts[1:]] + [len(folded)]
        for index, (start, end) in enumerate(zip(self._starts, ends, strict=True)):
            part = folded[start:end]
            raw = part.strip()
            if not raw:
                gap = True
                continue
            row = self._rows.get(index)
            if row is not None:
                line = Line(start, end, part, 0, gap)
                line.role, (line.table, line.edges) = Role.ROW, row
            else:
                indent = part.index(raw[0])
                line = Line(start + indent, end, raw, indent, gap)
                line.hashes = self._levels.get(index, 0)
                line.joined = self._joined.get(index)
                if index in self._contents:
                    line.role = Role.CONTENTS
            lines.append(line)
            gap = False
        return lines
