"""The text of a document with its marks: paragraphs, headings and tables as they were read."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from jixiao.diagnostics.working_paper.elements import append, element, link
from jixiao.diagnostics.working_paper.entries import GRADES, Mark
from jixiao.model.document import Block, BlockKind, Document
from jixiao.model.folding import fold
from jixiao.model.source import Span
from jixiao.patterns import pattern

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NUMBER: Final = pattern(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?%?")
_SHORT_TABLE: Final = 12  # rows; such a table is printed on one page
_DEEPEST: Final = 3  # deeper headings look alike


class Text:
    """Draws the blocks of a document."""

    def __init__(self, document: Document, marks: Sequence[Mark], prefix: str) -> None:
        self._document = document
        self._prefix = prefix
        self._marks: dict[int, list[Mark]] = {}
        self._placed: set[str] = set()  # anchors that stand in the text already
        self._page = 0
        for mark in marks:
            first = document.block_at(mark.span.start)
            last = document.block_at(max(mark.span.start, mark.span.end - 1))
            for block in range(first, last + 1):
                self._marks.setdefault(block, []).append(mark)

    def blocks(self) -> Iterator[tuple["HtmlElement", list[Mark]]]:
        """Yield each paragraph, heading or table with the marks of which the place is in it."""
        table: int | None = None
        for index, block in enumerate(self._document.blocks):
            if block.table is None:
                table = None
                yield self._paragraph(index, block), self._main(index)
            elif block.table != table:
                table = block.table
                rows = list(self._rows(index, table))
                marks = [mark for row in rows for mark in self._main(row)]
                yield self._table(rows), marks

    def _rows(self, first: int, table: int) -> Iterator[int]:
        blocks = self._document.blocks
        for index in range(first, len(blocks)):
            if blocks[index].table != table:
                return
            yield index

    def _main(self, index: int) -> list[Mark]:
        """Return the marks that begin in a block and are the places of findings."""
        block = self._document.blocks[index]
        return [
            mark
            for mark in self._marks.get(index, ())
            if mark.main and (mark.span.start >= block.start or index == 0)
        ]

    def anchor(self, offset: int) -> str:
        """Return the anchor of the paragraph or row that a place is in."""
        return f"{self._prefix}b{self._document.block_at(offset)}"

    def _paragraph(self, index: int, block: Block) -> "HtmlElement":
        drawn = element(
            "p",
            class_=_look(block),
            id=f"{self._prefix}b{index}",
            attributes={"data-at": self._called(block)},
        )
        self._draw(drawn, index, Span(block.start, block.end))
        append(drawn, *self._left_over(index))
        return drawn

    def _called(self, block: Block) -> str:
        """Return the number in the margin: of the line, or of the page where one begins."""
        anchor = self._document.anchor(block.start, block.end)
        if anchor.page is None:
            return str(anchor.line)
        turned, self._page = anchor.page != self._page, anchor.page
        return f"第{anchor.page}页" if turned else ""

    def _table(self, rows: Sequence[int]) -> "HtmlElement":
        drawn = element("table")
        blocks = self._document.blocks
        table = blocks[rows[0]].table or 0
        grid = self._document.tables[table]
        for index in rows:
            row = element("tr", id=f"{self._prefix}b{index}")
            for cell in grid.rows[self._document.row_at(table, blocks[index].start)]:
                shown = element("td")
                self._draw(shown, index, cell)
                if _NUMBER.fullmatch(self._document.text[cell.start : cell.end]):
                    shown.set("class", "number")
                append(row, shown)
            append(row[-1] if len(row) else row, *self._left_over(index))
            append(drawn, row)
        at = self._called(blocks[rows[0]])
        size = "table short" if len(rows) <= _SHORT_TABLE else "table"
        return element("div", drawn, class_=size, attributes={"data-at": at})

    def _draw(self, parent: "HtmlElement", index: int, span: Span) -> None:
        """Draw a stretch of text, cut wherever a mark begins or ends."""
        marks = [
            mark
            for mark in self._marks.get(index, ())
            if mark.span.start < span.end and mark.span.end > span.start
        ]
        cuts = {span.start, span.end}
        for mark in marks:
            cuts |= {max(span.start, mark.span.start), min(span.end, mark.span.end)}
        edges = sorted(cuts)
        over: list[Mark] = []
        coming = iter(marks)
        following = next(coming, None)
        for start, end in pairwise(edges):
            over = [mark for mark in over if mark.span.end > start]
            while following is not None and following.span.start <= start:
                over.append(following)
                following = next(coming, None)
            append(parent, self._piece(start, end, over), *_numbers(over, end))
        empty = [m for m in self._marks.get(index, ()) if span.start <= m.span.start == m.span.end]
        append(parent, *self._pins([mark for mark in empty if mark.span.end <= span.end]))

    def _left_over(self, index: int) -> Iterator["HtmlElement"]:
        """Yield the anchors of places that hold nothing to be drawn, such as a line break."""
        return self._pins(self._marks.get(index, ()))

    def _pins(self, marks: Iterable[Mark]) -> Iterator["HtmlElement"]:
        """Yield an anchor and a number for each place that is not in the text yet."""
        for mark in marks:
            if mark.anchor not in self._placed:
                self._placed.add(mark.anchor)
                yield element("span", *_numbers([mark], mark.span.end), id=mark.anchor)

    def _piece(self, start: int, end: int, over: Sequence[Mark]) -> "str | HtmlElement":
        text = self._printed(start, end)
        if not over:
            return text
        main = sorted({m.entry.grade for m in over if m.main}, key=GRADES.index)
        piece = element(
            "mark" if main else "span",
            text,
            class_=main[0] if main else "related",
            attributes={"data-of": " ".join(dict.fromkeys(m.entry.card for m in over))},
        )
        for mark in over:
            if mark.anchor not in self._placed:
                self._placed.add(mark.anchor)
                piece = _anchored(piece, mark.anchor)
        return piece

    def _printed(self, start: int, end: int) -> str:
        """Return the reading text in the printed widths: ， where the file has ，."""
        document = self._document
        text = document.text[start:end]
        source = document.source
        origin = document.origin[start:end]
        printed = "".join(source[at] if at < len(source) else " " for at in origin)
        if fold(printed) == text:
            return printed
        return "".join(
            own if fold(own) == read else read for own, read in zip(printed, text, strict=True)
        )


def _anchored(piece: "HtmlElement", anchor: str) -> "HtmlElement":
    if piece.get("id") is None:
        piece.set("id", anchor)
        return piece
    return element("span", piece, id=anchor)


def _numbers(over: Iterable[Mark], end: int) -> Iterator["HtmlElement"]:
    """Yield the numbers of the findings whose places end here."""
    for mark in over:
        if mark.main and mark.span.end == end:
            entry = mark.entry
            yield link(entry.card, str(entry.number), class_=f"ref {entry.grade}")


def _look(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return f"heading level{min(max(block.level, 1), _DEEPEST)}"
    return block.kind.value
