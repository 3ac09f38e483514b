"""Drawn pages become a document: lines, ruled tables and paragraphs in the order they are read.

Running heads and page numbers are left out; tables and sentences that run over pages are joined.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from jixiao.errors import GarbledFile, ScannedFile
from jixiao.model.document import Document
from jixiao.patterns import pattern
from jixiao.reading.body import Body, Place
from jixiao.reading.drawn import DrawnPage, Glyph, Rule
from jixiao.reading.garbled import is_garbled
from jixiao.reading.open_tables import go_on, is_loose, open_tables, unruled_tables
from jixiao.reading.page_columns import parts, second_columns
from jixiao.reading.page_lines import CellText, Margins, Marks, TextLine, text_lines
from jixiao.reading.page_tables import Lattice, lattices

_LEAST_TEXT: Final = 8  # characters on a page, on average; scans have none
_EDGE: Final = 0.12  # of the page, above and below, where running heads stand
_FEWEST_PAGES: Final = 3  # that a running head stands on
_HEAD_SHARE: Final = 0.5
_FIGURES: Final = pattern(r"[0-9]+|[\u2160-\u217b]+|\b[ivx]+\b")
_PAGE_NUMBER: Final = pattern(
    r"[-—–－·\s]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*[/,]?\s*共?\s*[0-9]{1,4}\s*页?)?[-—–－·\s]*"
)
_LEAST_RULES: Final = 2  # that bound a table
_FEWEST_EDGES: Final = 3  # of two columns
_NEAR: Final = 4.0  # points by which the columns of one table differ from page to page


class _Item(NamedTuple):
    """A line or a table on a page."""

    top: float
    line: TextLine | None
    table: Lattice | None


class Drawing(NamedTuple):
    """Where a line or cell of the source is drawn: its offset there, its page, its marks."""

    start: int
    page: int
    marks: Marks


class Traced(NamedTuple):
    """Pages as read, with the way back to what is drawn, ascending by offset."""

    body: Body
    drawings: list[Drawing]
    recognised: frozenset[int] = frozenset()  # pages whose text was told from pictures of it

    def document(self, path: str, sha256: str, file_format: str) -> Document:
        """Return the document.

        Raises:
            EmptyFile: nothing is printed in it.
        """
        document = self.body.document(path, sha256, file_format)
        return replace(document, recognised=self.recognised)


def are_scans(pages: Sequence[DrawnPage]) -> bool:
    """Whether pages show pictures instead of text."""
    printed = sum(len(page.glyphs) for page in pages)
    return printed < _LEAST_TEXT * len(pages) and any(page.images for page in pages)


def assemble(pages: Sequence[DrawnPage], path: str) -> Traced:
    """Return what pages say, and where each character of it is drawn.

    Raises:
        ScannedFile: there are pictures instead of text.
        GarbledFile: the fonts do not say what they print.
    """
    if are_scans(pages):
        raise ScannedFile(path)
    printed = Counter(glyph.char for page in pages if not page.recognised for glyph in page.glyphs)
    if is_garbled(printed):
        raise GarbledFile(path)
    left = min((glyph.left for page in pages for glyph in page.glyphs), default=0.0)
    ruled = _all_tables(pages)
    seconds = second_columns([rest for _, rest in ruled])
    items = [
        _items(tables, rest, left, begins)
        for (tables, rest), begins in zip(ruled, seconds, strict=True)
    ]
    heads = _running_heads(items, pages)
    margins = _margins(items, pages)
    writer = _Writer()
    for number, (page, found) in enumerate(zip(pages, items, strict=True), 1):
        kept = [item for item in found if not _is_head(item, page, heads)]
        writer.page(number, kept, margins[_is_wide(page)])
    writer.close()
    recognised = frozenset(number for number, page in enumerate(pages, 1) if page.recognised)
    return Traced(writer.body, writer.drawings, recognised)


def _is_wide(page: DrawnPage) -> bool:
    return page.width > page.height


def _margins(items: Sequence[Sequence[_Item]], pages: Sequence[DrawnPage]) -> dict[bool, Margins]:
    """Return where lines begin and end on upright and on wide pages: tables may lie on these."""
    lines: dict[bool, list[TextLine]] = {False: [], True: []}
    for page, found in zip(pages, items, strict=True):
        lines[_is_wide(page)].extend(item.line for item in found if item.line)
    return {wide: Margins(held) for wide, held in lines.items()}


def _all_tables(pages: Sequence[DrawnPage]) -> list[tuple[list[Lattice], list[Glyph]]]:
    """Return the tables of each page from top to bottom, and the characters outside of them."""
    found: list[tuple[list[Lattice], list[Glyph]]] = []
    above: Lattice | None = None  # the last table of the page before, if rows may follow overleaf
    overleaf: tuple[float, ...] = ()  # where the columns of that table are parted
    for page in pages:
        tables, rest = _tables(page, above, overleaf)
        overleaf = tables[-1].xs if tables else ()
        found.append((tables, rest))
        above = tables[-1] if tables and tables[-1].figures else None
        if above is not None:
            low, end = above.bottom, (1 - _EDGE) * page.height
            if any(low < (glyph.top + glyph.bottom) / 2 < end for glyph in rest):
                above = None
    return found


def _tables(
    page: DrawnPage, above: Lattice | None, overleaf: Sequence[float]
) -> tuple[list[Lattice], list[Glyph]]:
    """Return the tables of a page from top to bottom, and the characters outside of them.

    Rows of the table ``above``, on the page before, may come first.
    """
    tables, rest = lattices(page, overleaf)
    if above is not None:
        first = _glyphs(tables[0]) if tables and is_loose(tables[0]) else []
        rows, left = go_on(above, page.across, [*first, *rest], _EDGE * page.height)
        if rows is not None and len(left) <= len(rest):
            tables, rest = [rows, *tables[1:]] if first else [rows, *tables], left
    tables = [_divided(table, page) if is_loose(table) else table for table in tables]

    def outside(rule: Rule, *, across: bool) -> bool:
        middle = (rule.start + rule.end) / 2
        x, y = (middle, rule.at) if across else (rule.at, middle)
        return not any(table.holds(x, y) for table in tables)

    across = [rule for rule in page.across if outside(rule, across=True)]
    down = [rule for rule in page.down if outside(rule, across=False)]
    if len(across) + len(page.shades) >= _LEAST_RULES:
        more, rest = open_tables(across, down, page.shades, rest)
        tables += more
    if not tables and rest:
        begin, end = min(g.left for g in rest), max(g.right for g in rest)
        tables, rest = unruled_tables(rest, begin, end)
    return sorted(tables, key=lambda table: table.top), rest


def _glyphs(table: Lattice) -> list[Glyph]:
    """Return the characters of a table."""
    return [glyph for row in table.rows for cell in row for _, glyph in cell.marks]


def _divided(table: Lattice, page: DrawnPage) -> Lattice:
    """Return a table with the columns that no rules part, where there plainly are such."""
    glyphs = _glyphs(table)

    def within(rules: Sequence[Rule], low: float, high: float) -> list[Rule]:
        return [rule for rule in rules if low - _NEAR <= rule.at <= high + _NEAR]

    across = within(page.across, table.top, table.bottom)
    down = within(page.down, table.xs[0], table.xs[-1])
    found, rest = open_tables(across, down, (), glyphs)
    if len(found) == 1 and not rest and len(found[0].xs) > len(table.xs):
        return found[0]
    return table


def _items(
    tables: Sequence[Lattice], rest: Sequence[Glyph], left: float, begins: float | None
) -> list[_Item]:
    """Return the lines and tables of a page in the order they are read."""
    items: list[_Item] = []
    for part in parts(rest, tables, left, begins):
        found = [
            _Item(line.top, line, None) for line in text_lines(part.glyphs, part.left, part.column)
        ]
        found += [_Item(table.top, None, table) for table in part.tables]
        items += sorted(found, key=lambda item: item.top)
    return items


def _shape(text: str) -> str:
    """Return a running head with its page number made one sign."""
    return _FIGURES.sub("#", "".join(text.split()))


def _at_edge(item: _Item, page: DrawnPage) -> bool:
    line = item.line
    if line is None:
        return False
    return line.bottom < _EDGE * page.height or line.top > (1 - _EDGE) * page.height


def _running_heads(items: Sequence[Sequence[_Item]], pages: Sequence[DrawnPage]) -> set[str]:
    """Return what stands at the edge of most pages, figures aside."""
    counts: Counter[str] = Counter()
    for page, found in zip(pages, items, strict=True):
        counts.update({_shape(i.line.text) for i in found if i.line and _at_edge(i, page)})
    least = max(_FEWEST_PAGES, _HEAD_SHARE * len(pages))
    return {shape for shape, count in counts.items() if count >= least}


def _is_head(item: _Item, page: DrawnPage, heads: set[str]) -> bool:
    """Whether an item is a running head or a page number."""
    if item.line is None or not _at_edge(item, page):
        return False
    text = item.line.text
    return _shape(text) in heads or _PAGE_NUMBER.fullmatch(text.strip()) is not None


class _Writer:
    """Writes the items of page after page; remembers what may go on overleaf."""

    def __init__(self) -> None:
        self.body = Body(aligned=True)
        self.drawings: list[Drawing] = []
        self._margins = Margins([])  # of the page
        self._line_margins = self._margins  # of the page that the line before stands on
        self._line: TextLine | None = None  # the line before, if nothing stands between
        self._open: Lattice | None = None  # the table before, if nothing stands between
        self._table = -1
        self._held: tuple[list[CellText], Place] | None = None  # a last row that may go on

    def page(self, number: int, items: Sequence[_Item], margins: Margins) -> None:
        """Write a page, whose lines begin and end at the margins."""
        self._margins = margins
        count = 0
        turned = True
        for item in items:
            if item.table is not None:
                count = self._write_table(item.table, number, count)
            elif item.line is not None:
                self.close()
                count += 1
                self._write_line(item.line, Place(count, number), turned=turned)
            turned = False

    def close(self) -> None:
        """Write the row that was held back."""
        if self._held is not None:
            self._write_row(*self._held)
        self._held = self._open = None

    def _write_line(self, line: TextLine, place: Place, *, turned: bool) -> None:
        above = self._line if self._line_margins is self._margins else None
        joined = None if above is None else self._margins.joins(above, line, turned=turned)
        self.drawings.append(Drawing(self.body.end, place.page, line.marks))
        self.body.add_line(line.text, place, joined=joined)
        self._line, self._line_margins = line, self._margins

    def _write_table(self, table: Lattice, number: int, count: int) -> int:
        above, held = self._open, self._held
        if above is not None and held is not None and held[1].page != number:
            table = _spread(above, table)
        rows = table.rows
        if above is not None and _same_columns(above, table):
            repeated = _repeated_head(above.rows, rows)
            rows = rows[repeated:]
            count += repeated
            if held is not None and rows and _goes_on(held[0], rows[0]):
                self._held = _joined(held[0], rows[0]), held[1]
                rows = rows[1:]
                count += 1
        else:
            self.close()
            self._table = -1
        for row in rows:
            count += 1
            if self._held is not None:
                self._write_row(*self._held)
            self._held = row, Place(count, number)
        self._open, self._line = table, None
        return count

    def _write_row(self, row: Sequence[CellText], place: Place) -> None:
        if not any(cell.text for cell in row):
            return
        if self._table < 0:
            self._table = self.body.new_table()
        at = self.body.end
        for cell in row:
            if cell.marks:
                self.drawings.append(Drawing(at, place.page, cell.marks))
            at += len(cell.text) + 1
        self.body.add_row([cell.text for cell in row], self._table, place)


def _goes_on(above: Sequence[CellText], below: Sequence[CellText]) -> bool:
    """Whether a row was broken by the end of the page: full cells go on, others have ended."""
    pairs = list(zip(above, below, strict=True))
    return any(a.text and not b.text for a, b in pairs) and all(
        not b.text or (a.full and a.text) for a, b in pairs
    )


def _joined(above: Sequence[CellText], below: Sequence[CellText]) -> list[CellText]:
    """Return a row that was broken; what stands overleaf has no marks of its own page."""
    return [CellText(a.text + b.text, a.marks) for a, b in zip(above, below, strict=True)]


def _spread(above: Lattice, below: Lattice) -> Lattice:
    """Return rows overleaf in the columns of the table before, where cells span some of those.

    A page on which every row joins 类、款、项 has no rules between them.
    """
    if above.columns or below.columns or not _FEWEST_EDGES <= len(below.xs) < len(above.xs):
        return below
    at = [
        next((n for n, x in enumerate(above.xs) if abs(x - one) <= _NEAR), -1) for one in below.xs
    ]
    if at[0] != 0 or at[-1] != len(above.xs) - 1 or sorted(set(at)) != at:
        return below
    rows = [[CellText()] * (len(above.xs) - 1) for _ in below.rows]
    for row, cells in zip(rows, below.rows, strict=True):
        for number, cell in zip(at, cells, strict=False):
            row[number] = cell
    return below._replace(xs=above.xs, rows=rows)


def _same_columns(above: Lattice, below: Lattice) -> bool:
    if above.columns and below.columns and above.xs != below.xs:
        return (
            len(above.columns) == len(below.columns)
            and abs(above.xs[0] - below.xs[0]) + abs(above.xs[-1] - below.xs[-1]) <= 2 * _NEAR
            and _repeated_head(above.rows, below.rows) > 0
            and all(a.overlaps(*b) for a, b in zip(above.columns, below.columns, strict=True))
        )
    return len(above.xs) == len(below.xs) and all(
        abs(a - b) <= _NEAR for a, b in zip(above.xs, below.xs, strict=True)
    )


def _repeated_head(above: Sequence[Sequence[CellText]], below: Sequence[Sequence[CellText]]) -> int:
    """Return how many first rows are those of the table before, printed again."""
    count = 0
    for one, other in zip(above, below, strict=False):
        if [cell.text for cell in one] != [cell.text for cell in other]:
            break
        count += 1
    return count
