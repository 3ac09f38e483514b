"""Word documents (.docx): what is printed in the body, in its order.

Insertions are taken as accepted and deletions as gone; hidden text, headers, footers and the
codes of fields are left out. Text boxes stand behind the paragraph that holds them, footnotes too,
but not between a paragraph and the table below it; endnotes stand at the end.
The number of a line is that of its block in the body, counted from 1 as the contract asks.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from jixiao.errors import DamagedFile, EmptyFile, HostileFile, ScannedFile
from jixiao.model.document import Document
from jixiao.reading.archive import Archive
from jixiao.reading.body import Body, Place
from jixiao.reading.sheet_layout import Sheet
from jixiao.reading.signs import RAISED
from jixiao.reading.word_names import VAL, w
from jixiao.reading.word_numbering import Numbering
from jixiao.reading.word_parts import Parts
from jixiao.reading.word_styles import Manner, Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_PICTURES: Final = "word/media/"
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_PARAGRAPH, _TABLE, _RUN, _TEXT = w("p"), w("tbl"), w("r"), w("t")
_PROPERTIES, _RUN_PROPERTIES = w("pPr"), w("rPr")
_CELL, _CELL_PROPERTIES, _MERGE, _SYMBOL = w("tc"), w("tcPr"), w("vMerge"), w("sym")
_DRAWN = frozenset([w("drawing"), w("pict"), w("object")])
_FOOTNOTE, _ENDNOTE = w("footnoteReference"), w("endnoteReference")
# What holds text without being it: read through.
_WRAPPERS: Final = frozenset(
    [w(name) for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo",
                          "hyperlink", "fldSimple", "dir", "bdo", "rubyBase", "ruby", "r")]
    + [_COMPATIBILITY + "AlternateContent", _COMPATIBILITY + "Choice"]
)  # fmt: skip
_SIGNS: Final = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_TEXTS: Final = frozenset([_TEXT, MATHS + "t"])
_DENOMINATOR: Final = MATHS + "den"
_NO_NUMBERING: Final = "0"
_BODY_LEVEL: Final = 9
_MAX_COLUMNS: Final = 500
_MAX_CELLS: Final = 1_000_000
_DEEPEST: Final = 8  # tables within tables
_PROSE_CELL: Final = 150  # characters; a longer cell with sentences holds a part of the report


class Piece(NamedTuple):
    """Some printed characters, and the element that holds them; None where Word adds them."""

    text: str
    element: "_Element | None" = None


class WordTable(NamedTuple):
    """A table cell by cell, and the lines printed between it and the table above it."""

    above: tuple[str, ...]
    sheet: Sheet


class Traced(NamedTuple):
    """A Word file as read, with the way back into its XML.

    ``trace`` are the elements that hold text, each with the offset into ``Document.source`` at
    which its text begins, ascending; ``root`` is the main part that they stand in. Notes stand in
    parts of their own and are not among them.
    """

    body: Body
    parts: Parts
    root: "_Element"
    trace: "list[tuple[int, _Element]]"


def read_word(data: bytes, path: str, sha256: str) -> Document:
    """Read a .docx file.

    Raises:
        JixiaoError: it is locked, damaged, hostile or empty, or holds pictures instead of text.
    """
    archive = Archive(data, path)
    body = trace_word(archive, path).body
    try:
        return body.document(path, sha256, "docx")
    except EmptyFile as error:
        if any(name.startswith(_PICTURES) for name in archive.names()):
            raise ScannedFile(path) from error
        raise


def open_tables(data: bytes, path: str) -> list[WordTable]:
    """Return the tables of a .docx file, for programs that look cells up.

    Every cell holds all its text, its paragraphs parted by line breaks; the places that a merged
    cell covers are blank. Rows are counted from 1 within their table.

    Raises:
        JixiaoError: it is locked, damaged or hostile.
    """
    _, body, walker = _opened(Archive(data, path), path)
    return list(walker.tables(body))


def trace_word(archive: Archive, path: str) -> Traced:
    """Read a .docx file and remember which element each character comes from.

    Raises:
        JixiaoError: as ``read_word``.
    """
    parts, body, walker = _opened(archive, path)
    root = body.getroottree().getroot()
    walker.walk(body)
    trace = [
        (at, element) for at, element in walker.trace if element.getroottree().getroot() is root
    ]
    return Traced(walker.body, parts, root, sorted(trace, key=itemgetter(0)))


def _opened(archive: Archive, path: str) -> "tuple[Parts, _Element, _Walker]":
    parts = Parts(archive, path)
    root = parts.root()
    body = None if root is None else root.find(w("body"))
    if body is None:
        raise DamagedFile(path, "缺少正文部分")
    notes = {_FOOTNOTE: _notes(parts.other("footnotes")), _ENDNOTE: _notes(parts.other("endnotes"))}
    walker = _Walker(
        path, Styles(parts.other("styles")), Numbering(parts.other("numbering")), notes
    )
    return parts, body, walker


def _notes(root: "_Element | None") -> "dict[str, _Element]":
    """Return the notes of a part by their numbers; separators have types and are none."""
    if root is None:
        return {}
    return {
        note.get(w("id"), ""): note
        for note in root.iterchildren(w("footnote"), w("endnote"))
        if note.get(w("type")) in (None, "normal")
    }


class _Walker:
    """Goes through the blocks of a body and collects what they print."""

    def __init__(
        self,
        path: str,
        styles: Styles,
        numbering: Numbering,
        notes: "dict[str, dict[str, _Element]]",
    ) -> None:
        self.body = Body(aligned=True)
        self._path = path
        self._cells = 0
        self.trace: list[tuple[int, _Element]] = []
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._boxes: list[_Element] = []  # of the block being read
        self._waiting: dict[str, list[tuple[_Element, Place]]] = {_FOOTNOTE: [], _ENDNOTE: []}
        self._place = Place(0)

    def walk(self, body: "_Element") -> None:
        """Read all blocks of the body."""
        held: list[Piece] = []  # a paragraph whose end was deleted: it runs on in the next one
        for number, block in enumerate(_blocks(body), 1):
            if block.tag == _TABLE:
                self._place = Place(number)
                self._table(block, 0)
            else:
                if not held:
                    self._read_notes(_FOOTNOTE)
                self._place = Place(number)
                held = self._paragraph(block, held)
            self._read_boxes()
        if held:
            self.body.add_line(self._traced(held, self.body.end), self._place)
        self._read_notes(_FOOTNOTE)
        self._read_notes(_ENDNOTE)

    def tables(self, body: "_Element") -> Iterator[WordTable]:
        """Yield the tables of the body itself, cell by cell."""
        above: list[str] = []
        number = 0
        for block in _blocks(body):
            if block.tag == _PARAGRAPH:
                above.append(self._whole([block]))
                continue
            number += 1
            yield WordTable(tuple(filter(None, above)), self._sheet(block, number))
            above = []

    def _sheet(self, table: "_Element", number: int) -> Sheet:
        sheet = Sheet(number)
        for at, row in enumerate(_rows(table), 1):
            column = 1
            for cell, span in self._row(row):
                text = ""
                if cell is not None:
                    text = self._whole(one for one in _blocks(cell) if one.tag == _PARAGRAPH)
                if text:
                    sheet.grid.setdefault(at, {})[column] = text
                if span > 1:
                    sheet.merged[at, column] = range(column, column + span)
                column += span
            self._cells += column
            if column > _MAX_COLUMNS or self._cells > _MAX_CELLS:
                raise HostileFile(self._path, "表格的列或者单元格过多")
        return sheet

    def _whole(self, paragraphs: "Iterable[_Element]") -> str:
        """Return the text of paragraphs, each a line of its own."""
        lines = []
        for paragraph in paragraphs:
            manner = self._styles.manner(paragraph.find(_PROPERTIES))
            if not manner.hidden:
                text = "".join(piece.text for piece in self._pieces(paragraph))
                lines.append((self._label(manner) + text).strip())
        return "\n".join(filter(None, lines))

    def _traced(self, pieces: Sequence[Piece], start: int) -> str:
        """Return the text of pieces that will stand at ``start``, and remember where they are."""
        for text, element in pieces:
            if element is not None:
                self.trace.append((start, element))
            start += len(text)
        return "".join(text for text, _ in pieces)

    def _paragraph(self, element: "_Element", held: Sequence[Piece] = ()) -> list[Piece]:
        """Add a paragraph; return its pieces instead where its end was deleted."""
        properties = element.find(_PROPERTIES)
        manner = self._styles.manner(properties)
        if manner.hidden:
            return list(held)
        pieces = [*held, *self._pieces(element)]
        if properties is not None and _ends_deleted(properties):
            return pieces
        pieces.insert(0, Piece(self._label(manner)))
        heading = manner.outline is not None and manner.outline < _BODY_LEVEL
        level = (manner.outline or 0) + 1 if heading and not manner.contents else 0
        whole = level or manner.contents  # a heading broken by hand is one heading
        for line in [pieces] if whole else _lines(pieces):
            text = self._traced(line, self.body.end)
            self.body.add_line(text, self._place, level=level, contents=manner.contents)
        return []

    def _label(self, manner: Manner) -> str:
        if manner.list_id is None or manner.list_id == _NO_NUMBERING or manner.contents:
            return ""
        level = manner.level
        if level is None:
            level = self._numbering.level_of(manner.list_id, manner.style)
        return self._numbering.label(manner.list_id, level)

    def _pieces(self, element: "_Element") -> Iterator[Piece]:
        """Yield what is printed in a paragraph or run; what stands aside is put off."""
        for child in element:
            tag = child.tag
            if tag == _RUN:
                yield from self._run(child)
            elif tag in _TEXTS:
                yield Piece(child.text or "", child)
            elif tag in _SIGNS:
                yield Piece(_SIGNS[tag])
            elif tag in _WRAPPERS or str(tag).startswith(MATHS):
                if tag == _DENOMINATOR:
                    yield Piece("/")
                yield from self._pieces(child)
            elif tag == _SYMBOL:
                yield Piece(_symbol(child))
            else:
                self._put_off(child)

    def _run(self, run: "_Element") -> Iterator[Piece]:
        properties = run.find(_RUN_PROPERTIES)
        if properties is None:
            return self._pieces(run)
        if self._styles.hides(properties):
            return iter(())
        return _raised(self._pieces(run)) if _is_raised(properties) else self._pieces(run)

    def _put_off(self, element: "_Element") -> None:
        """Keep the boxes of a drawing, or a note, for later."""
        if element.tag in _DRAWN:
            self._boxes.extend(element.iter(w("txbxContent")))
        elif element.tag in self._notes:
            # Every note is printed once, however often a file names it.
            note = self._notes[element.tag].pop(element.get(w("id"), ""), None)
            if note is not None:
                self._waiting[element.tag].append((note, self._place))

    def _read_boxes(self) -> None:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._read_aside(box)
        self._boxes = []  # a box within a box is read with the outer one

    def _read_notes(self, kind: str) -> None:
        notes, self._waiting[kind] = self._waiting[kind], []
        for note, self._place in notes:
            self._read_aside(note)

    def _read_aside(self, aside: "_Element") -> None:
        for block in _blocks(aside):
            if block.tag == _TABLE:
                self._table(block, 1)
            else:
                self._paragraph(block)

    def _table(self, element: "_Element", depth: int) -> None:
        """Add the rows of a table, then the prose and the tables that its cells hold."""
        rows = [list(self._row(row)) for row in _rows(element)]
        width = max((sum(span for _, span in row) for row in rows), default=0)
        self._cells += width * len(rows)
        if width > _MAX_COLUMNS or self._cells > _MAX_CELLS:
            raise HostileFile(self._path, "表格的列或者单元格过多")
        behind: list[_Element] = []
        if width < 2:
            behind = [
                block
                for row in rows
                for cell, _ in row
                if cell is not None
                for block in _blocks(cell)
            ]
        else:
            self._add_rows(rows, width, behind)
        for block in behind:
            if block.tag == _TABLE:
                if depth < _DEEPEST:
                    self._table(block, depth + 1)
            else:
                self._paragraph(block)

    def _add_rows(
        self, rows: "list[list[tuple[_Element | None, int]]]", width: int, behind: "list[_Element]"
    ) -> None:
        table = -1
        for row in rows:
            cells: list[str] = []
            at = self.body.end
            for cell, span in row:
                text = "" if cell is None else self._cell(cell, at, behind)
                cells += [text] + [""] * (span - 1)
                at += len(text) + span
            if any(cells):
                table = self.body.new_table() if table < 0 else table
                cells.extend([""] * (width - len(cells)))
                self.body.add_row(cells, table, self._place)

    def _cell(self, cell: "_Element", start: int, behind: "list[_Element]") -> str:
        """Return the text of a cell that will stand at ``start``.

        Prose and tables in it are left for behind the table.
        """
        blocks = list(_blocks(cell))
        behind.extend(block for block in blocks if block.tag == _TABLE)
        paragraphs = [block for block in blocks if block.tag == _PARAGRAPH]
        printed = "".join(piece for block in paragraphs for piece in block.itertext(_TEXT))
        if len(printed) > _PROSE_CELL and "。" in printed:
            behind.extend(paragraphs)
            return ""
        pieces: list[Piece] = []
        for block in paragraphs:
            manner = self._styles.manner(block.find(_PROPERTIES))
            pieces += [Piece(" "), Piece(self._label(manner)), *self._pieces(block)]
        text = "".join(piece.text for piece in pieces)
        self._traced(pieces, start - len(text) + len(text.lstrip()))
        return text.strip()

    @staticmethod
    def _row(row: "_Element") -> "Iterator[tuple[_Element | None, int]]":
        """Yield the cells of a row with the columns they take; None for covered places."""
        properties = row.find(w("trPr"))
        before = _grid(properties, "gridBefore")
        if before:
            yield None, before
        for cell in _children(row, _CELL):
            own = cell.find(_CELL_PROPERTIES)
            merge = None if own is None else own.find(_MERGE)
            covered = merge is not None and merge.get(VAL, "continue") == "continue"
            yield None if covered else cell, max(1, _grid(own, "gridSpan"))


def _grid(properties: "_Element | None", name: str) -> int:
    found = None if properties is None else properties.find(w(name))
    value = "" if found is None else found.get(VAL, "")
    return int(value) if value.isdecimal() and len(value) < 4 else 0


def _rows(table: "_Element") -> "Iterator[_Element]":
    """Yield the rows of a table that are not deleted."""
    for row in _children(table, w("tr")):
        properties = row.find(w("trPr"))
        if properties is None or properties.find(w("del")) is None:
            yield row


def _children(parent: "_Element", name: str) -> "Iterator[_Element]":
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _blocks(parent: "_Element") -> "Iterator[_Element]":
    """Yield the paragraphs and tables of a body, cell, box or note, in their order."""
    for child in parent:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _ends_deleted(properties: "_Element") -> bool:
    """Whether the end of the paragraph is deleted or moved away."""
    run = properties.find(w("rPr"))
    return run is not None and any(run.find(w(name)) is not None for name in ("del", "moveFrom"))


def _is_raised(properties: "_Element") -> bool:
    align = properties.find(w("vertAlign"))
    return align is not None and align.get(VAL) == "superscript"


def _raised(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield raised figures as such: 100 with the sign of a note behind it is not 1001."""
    for text, element in pieces:
        yield Piece(text.translate(RAISED), element)


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the lines of a paragraph, which breaks set by hand and ends of pages part."""
    line: list[Piece] = []
    for piece in pieces:
        if piece.text == "\n" and piece.element is None:
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _symbol(element: "_Element") -> str:
    """Return a sign given by its number; those of symbol fonts stand in the private range."""
    try:
        code = int(element.get(w("char"), ""), 16)
    except ValueError:
        return ""
    return {0xF052: "☑", 0xF0FE: "☑", 0xF0A8: "□", 0xF06F: "□", 0xF0A3: "□"}.get(code, "")
